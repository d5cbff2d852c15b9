"""How often homes stay, rise or fall between one full inspection and the next, with counts and intervals. Pure.

These are base rates of many homes. They say what homes of a kind did, and never what one home will do.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt

from ninefold.sector import years
from ninefold.sector.words import GRADES

Z95 = 1.959963984540054  # two-sided 95 per cent of the normal curve
SMALL = 10  # fewer than this many steps: marked, since one home more or less moves the share a great deal


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 per cent Wilson score interval of a share. Unlike the plain one it stays within 0 and 1 for few cases."""
    if of == 0:
        return 0.0, 1.0
    share, square = count / of, Z95**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z95 / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of**2))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return (0.0 if count == 0 else low), (1.0 if count == of else high)


@dataclass(frozen=True, slots=True)
class Step:
    """Two full inspections of one home, the second the next after the first, and what the home was at the second."""

    urn: str
    before: int
    after: int
    began: date
    ended: date
    region: str
    sector: str
    places: int | None
    owner_homes: int
    over_gap: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """How often homes of a group went from one grade to another: ``count`` of the ``of`` that started there."""

    group: str
    before: int
    after: int
    count: int
    of: int
    over_gap: int

    @property
    def share(self) -> float:
        """The share of those that started at the grade before."""
        return self.count / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95 per cent interval."""
        return wilson(self.count, self.of)

    @property
    def small(self) -> bool:
        """Whether it rests on few cases."""
        return self.of < SMALL


def size_band(places: int | None) -> str:
    """A home's size by its places."""
    return _band(
        places, ((2, "1-2 places"), (4, "3-4 places"), (6, "5-6 places"), (9, "7-9 places")), "10 or more places"
    )


def owner_band(homes: int) -> str:
    """An owner's size by its homes."""
    bands = ((1, "1 home"), (4, "2-4 homes"), (9, "5-9 homes"), (24, "10-24 homes"))
    return _band(homes or None, bands, "25 or more homes")


def since_band(days: int) -> str:
    """The time since the inspection before."""
    bands = ((182, "up to 6 months"), (365, "6-12 months"), (548, "12-18 months"), (730, "18-24 months"))
    return _band(days, bands, "over 2 years")


def _band(number: int | None, bands: tuple[tuple[int, str], ...], rest: str) -> str:
    if number is None:
        return "not said"
    return next((title for top, title in bands if number <= top), rest)


BY: dict[str, Callable[[Step], str]] = {
    "all": lambda step: "all homes",
    "year": lambda step: str(years.year_of(step.ended)),
    "region": lambda step: step.region or "not said",
    "sector": lambda step: step.sector or "not said",
    "size": lambda step: size_band(step.places),
    "owner": lambda step: owner_band(step.owner_homes),
    "since": lambda step: since_band((step.ended - step.began).days),
}


def transitions(steps: Iterable[Step], by: str) -> list[Rate]:
    """The table of changes by group: for each grade a home started from, how many went to each grade."""
    group_of = BY[by]
    counts: Counter[tuple[str, int, int]] = Counter()
    gaps: Counter[tuple[str, int, int]] = Counter()
    for step in steps:
        cell = (group_of(step), step.before, step.after)
        counts[cell] += 1
        gaps[cell] += step.over_gap
    starts: Counter[tuple[str, int]] = Counter()
    for (group, before, _), count in counts.items():
        starts[group, before] += count
    return [
        Rate(group, before, after, counts[group, before, after], of, gaps[group, before, after])
        for (group, before), of in sorted(starts.items())
        for after in GRADES
    ]
