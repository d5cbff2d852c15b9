"""Taking times: several runs after a warm-up, the median and the 95th percentile of what they took."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """What one piece of work took: milliseconds a run, or how many a second (``unit`` says which)."""

    name: str
    median: float
    p95: float
    runs: int
    unit: str = "ms"


def timed(name: str, work: Callable[[], object], runs: int = 40, warm_up: int = 3) -> Timing:
    """``work`` done ``runs`` times, after ``warm_up`` times that do not count. Milliseconds."""
    for _ in range(warm_up):
        work()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return Timing(name, statistics.median(taken), percentile(taken, 95), runs)


def rate(name: str, work: Callable[[], int]) -> Timing:
    """``work`` done once, which gives how many things it did: how many that is a second."""
    began = time.perf_counter()
    count = work()
    per_second = count / (time.perf_counter() - began)
    return Timing(name, per_second, per_second, 1, "a second")


def percentile(values: list[float], percent: int) -> float:
    """The value that ``percent`` of ``values`` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * percent // 100) - 1))]
