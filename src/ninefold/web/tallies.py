"""How long each page took, counted: for the page that names the slowest, and for whatever watches the machine.

Each process counts for itself and writes its counts to a small file of the day in the data folder, every half minute at
most; who asks adds them up. A page is its route: no address, no name, no id of anybody.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock

from django.conf import settings

from ninefold.base import clock

EVERY = 30.0  # seconds between two writings
DAYS = 14  # that are kept
LIMITS = (0.05, 0.1, 0.3, 1.0, 3.0)  # seconds, of the counts that the metrics give


@dataclass(slots=True)
class PageTally:
    """How often a page was asked for: seconds in all and at most, questions to the database, failures, its slowest question."""

    count: int = 0
    seconds: float = 0.0
    longest: float = 0.0
    questions: int = 0
    failed: int = 0
    slowest: str = ""  # the text of the slowest question, without its values, where one was slow
    slowest_took: float = 0.0
    within: list[int] = field(default_factory=lambda: [0] * len(LIMITS))

    def add(self, other: "PageTally") -> None:
        """Count ``other`` as well."""
        self.count += other.count
        self.seconds += other.seconds
        self.longest = max(self.longest, other.longest)
        self.questions += other.questions
        self.failed += other.failed
        self.within = [one + two for one, two in zip(self.within, other.within, strict=True)]
        if other.slowest_took > self.slowest_took:
            self.slowest, self.slowest_took = other.slowest, other.slowest_took

    @property
    def mean(self) -> float:
        """Milliseconds that it took on average."""
        return self.seconds * 1000 / self.count if self.count else 0.0

    @property
    def most(self) -> float:
        """Milliseconds that it took at most."""
        return self.longest * 1000

    @property
    def slowest_ms(self) -> float:
        """Milliseconds that its slowest question took."""
        return self.slowest_took * 1000


Tallies = dict[str, PageTally]
_counted: Tallies = {}
_day = [date.min]
_written = [0.0]
_lock = Lock()


def folder() -> Path:
    """Where the counts of the last days lie."""
    return Path(settings.DATA) / "requests"


def count(page: str, tally: PageTally) -> None:
    """Count one request of this process. A disk that is full is no reason not to answer."""
    today = clock.now().date()
    with _lock:
        if _day[0] != today:
            _counted.clear()
            _day[0] = today
            with contextlib.suppress(OSError):
                tidy(clock.now())
        _counted.setdefault(page, PageTally()).add(tally)
        if time.monotonic() - _written[0] < EVERY:
            return
        _written[0] = time.monotonic()
        written = json.dumps({name: asdict(one) for name, one in _counted.items()})
    with contextlib.suppress(OSError):
        place = folder() / f"{today.isoformat()}-{os.getpid()}.json"
        place.parent.mkdir(mode=0o700, exist_ok=True)
        half = place.with_suffix(".part")
        half.write_text(written, encoding="utf-8")
        half.replace(place)


def of_days(now: datetime, days: int) -> Tallies:
    """What was counted by all processes on the last ``days`` days, by page."""
    since = (now.date() - timedelta(days=days - 1)).isoformat()
    total: Tallies = {}
    for page, tally in _read(path for path in folder().glob("*.json") if path.name[:10] >= since):
        total.setdefault(page, PageTally()).add(tally)
    return total


def _read(paths: Iterable[Path]) -> Iterator[tuple[str, PageTally]]:
    for path in paths:
        with contextlib.suppress(OSError, ValueError, TypeError):
            yield from [(page, PageTally(**one)) for page, one in json.loads(path.read_text(encoding="utf-8")).items()]


def tidy(now: datetime) -> None:
    """Take the counts of days long past away."""
    until = (now.date() - timedelta(days=DAYS)).isoformat()
    for path in folder().glob("*"):
        if path.name[:10] < until:
            path.unlink(missing_ok=True)


def metrics(now: datetime) -> str:
    """Today's counts in the text format that Prometheus reads."""
    lines = [
        "# HELP ninefold_request_seconds How long pages took today, by route.",
        "# TYPE ninefold_request_seconds histogram",
    ]
    pages = sorted(of_days(now, 1).items())
    for page, one in pages:
        lines += [
            f'ninefold_request_seconds_bucket{{page="{page}",le="{limit}"}} {number}'
            for limit, number in zip(LIMITS, one.within, strict=True)
        ]
        lines += [
            f'ninefold_request_seconds_bucket{{page="{page}",le="+Inf"}} {one.count}',
            f'ninefold_request_seconds_sum{{page="{page}"}} {one.seconds:.3f}',
            f'ninefold_request_seconds_count{{page="{page}"}} {one.count}',
        ]
    for name, says, value in (
        ("questions", "Questions to the database today, by route.", lambda one: one.questions),
        ("failures", "Answers of 500 and above today, by route.", lambda one: one.failed),
    ):
        lines += [f"# HELP ninefold_{name}_total {says}", f"# TYPE ninefold_{name}_total counter"]
        lines += [f'ninefold_{name}_total{{page="{page}"}} {value(one)}' for page, one in pages]
    return "\n".join(lines) + "\n"
