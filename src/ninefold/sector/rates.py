"""How often homes stay, rise or fall between one full inspection and the next, with counts and intervals. Pure.

These are base rates of many homes. They say what homes of a kind did, and never what one home will do.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt

from ninefold.sector import years
from ninefold.sector.words import GRADES

Z95 = 1.959963984540054  # two-sided 95 per cent of the normal curve
SMALL = 10  # fewer than this many steps: marked, since one home more or less moves the share a great deal


def wilson(count: float, of: float) -> tuple[float, float]:
    """The 95 per cent Wilson score interval of a share. Unlike the plain one it stays within 0 and 1 for few cases."""
    if of == 0:
        return 0.0, 1.0
    share, square = count / of, Z95**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z95 / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of**2))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return (0.0 if count == 0 else low), (1.0 if count == of else high)


@dataclass(frozen=True, slots=True)
class InspectionStep:
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
    homes: int = 0
    effect: float = 1.0

    @property
    def share(self) -> float:
        """The share of those that started at the grade before."""
        return self.count / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95 per cent interval, as wide as the number of homes allows: Wilson's for as many cases as there would be
        if no home had been seen twice (``effect``)."""
        return wilson(self.count / self.effect, self.of / self.effect)

    @property
    def small(self) -> bool:
        """Whether it rests on few cases."""
        return self.of < SMALL


def design_effect(cases: Iterable[tuple[int, int]]) -> float:
    """How many times wider the variance of a share is because the same home is counted several times; at least 1.

    ``cases`` holds for each home how often it was counted and how often the thing happened. The variance of the ratio
    is taken between homes (Taylor linearisation, as for a sample of clusters), against that of independent cases.
    """
    homes = list(cases)
    of, count = sum(n for n, _ in homes), sum(x for _, x in homes)
    if len(homes) < 2 or not 0 < count < of:
        return of / len(homes) if homes else 1.0
    share = count / of
    between = sum((x - share * n) ** 2 for n, x in homes) * len(homes) / (len(homes) - 1)
    return max(1.0, between / (of * share * (1 - share)))


# The frameworks under which homes were judged, each from its April: figures are never pooled over a change of them.
ERAS = ((2015, "to March 2015"), (2017, "2015-16 to 2016-17"), (2020, "2017-18 to 2019-20"))
NEWEST_ERA = "2021-22 onwards"
ACROSS = "over a change of framework"


def era_of(day: date) -> str:
    """The era of the framework on a day: it changed in April 2015 and April 2017, and stopped with routine inspection."""
    return next((title for end, title in ERAS if years.year_of(day) < end), NEWEST_ERA)


def step_era(step: "InspectionStep") -> str:
    """The era of both inspections of a step, or that they lie on two sides of a change."""
    began, ended = era_of(step.began), era_of(step.ended)
    return ended if began == ended else ACROSS


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


BY: dict[str, Callable[[InspectionStep], str]] = {
    "all": lambda step: "all homes",
    "era": step_era,
    "year": lambda step: str(years.year_of(step.ended)),
    "region": lambda step: step.region or "not said",
    "sector": lambda step: step.sector or "not said",
    "size": lambda step: size_band(step.places),
    "owner": lambda step: owner_band(step.owner_homes),
    "since": lambda step: since_band((step.ended - step.began).days),
}


def transitions(steps: Iterable[InspectionStep], by: str) -> list[Rate]:
    """The table of changes by group: for each grade a home started from, how many went to each grade."""
    group_of = BY[by]
    counts: Counter[tuple[str, int, int]] = Counter()
    gaps: Counter[tuple[str, int, int]] = Counter()
    by_home: dict[tuple[str, int], dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for step in steps:
        group = group_of(step)
        counts[group, step.before, step.after] += 1
        gaps[group, step.before, step.after] += step.over_gap
        by_home[group, step.before][step.urn][step.after] += 1
    return [
        _rate(group, before, after, by_home[group, before], counts, gaps)
        for group, before in sorted(by_home)
        for after in GRADES
    ]


def _rate(
    group: str,
    before: int,
    after: int,
    homes: dict[str, Counter[int]],
    counts: Counter[tuple[str, int, int]],
    gaps: Counter[tuple[str, int, int]],
) -> Rate:
    of = sum(theirs.total() for theirs in homes.values())
    effect = design_effect((theirs.total(), theirs[after]) for theirs in homes.values())
    cell = (group, before, after)
    return Rate(*cell, counts[cell], of, gaps[cell], len(homes), effect)
