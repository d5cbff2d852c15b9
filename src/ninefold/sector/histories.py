"""A home's history in a few figures, from its inspections alone. Pure: no database, no clock.

Years without inspection (2020-21, or a year whose file is not here) are shown and never bridged: an unbroken run ends
at such a year. When the next inspection is likely follows Ofsted's framework for children's homes (SCCIF); it says when
the inspector may come, never what will be found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from ninefold.sector import years
from ninefold.sector.words import FULL, GOOD, INADEQUATE, REQUIRES_IMPROVEMENT

STABLE, RECOVERING, FALLING, SWINGING, NEW, NEVER_BELOW_GOOD = (
    "stable",
    "recovering",
    "falling",
    "swinging",
    "new",
    "never below good",
)
CLASSES = (NEVER_BELOW_GOOD, STABLE, FALLING, RECOVERING, SWINGING, NEW)


class Seen(Protocol):
    """What a history needs of an inspection."""

    @property
    def on(self) -> date:
        """The day it began."""

    @property
    def kind(self) -> str:
        """Full, interim, monitoring and so on."""

    @property
    def grade(self) -> int | None:
        """The overall judgement of a full one."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A full inspection with a lower grade than the one before, and how long the way back took."""

    on: date
    before: int
    after: int
    recovered_on: date | None

    @property
    def days_to_recover(self) -> int | None:
        """Days until a full inspection gave the earlier grade or a better one; None while none has."""
        return (self.recovered_on - self.on).days if self.recovered_on else None


@dataclass(frozen=True, slots=True)
class NextInspection:
    """When the next inspection is likely: the kind, between which days, and the framework's reason in our words."""

    kind: str
    earliest: date
    latest: date
    because: str
    cite: str


@dataclass(frozen=True, slots=True)
class History:
    """A home's history by a day."""

    full: int
    grade: int | None
    grade_since: date | None
    unbroken_years: int
    last_fall: Fall | None
    days_since_full: int | None
    classes: tuple[str, ...]
    years_missing: tuple[int, ...]
    expected: NextInspection | None


def of(events: Sequence[Seen], day: date, registered_on: date | None, known_years: Sequence[int]) -> History:
    """The history that ``events`` make by ``day``. ``known_years`` are the inspection years that the data covers."""
    graded = graded_of(events, day)
    newest = graded[-1] if graded else None
    return History(
        full=len(graded),
        grade=newest.grade if newest else None,
        grade_since=_grade_since(graded),
        unbroken_years=unbroken_years(graded, known_years),
        last_fall=last_fall(graded),
        days_since_full=(day - newest.on).days if newest else None,
        classes=classes(graded),
        years_missing=tuple(_missing(graded, known_years)),
        expected=next_likely(events, day, registered_on),
    )


def graded_of(events: Sequence[Seen], day: date) -> list[Seen]:
    """The full inspections that gave a grade, up to ``day``, oldest first."""
    return sorted((one for one in events if one.kind == FULL and one.grade and one.on <= day), key=lambda one: one.on)


def unbroken_years(graded: Sequence[Seen], known_years: Sequence[int]) -> int:
    """How many inspection years in a row, up to the newest inspected one, the home held its present grade throughout.

    A year with no full inspection of the home ends the run, whether the home was not inspected or the data is missing.
    """
    if not graded:
        return 0
    by_year: dict[int, set[int | None]] = {}
    for one in graded:
        by_year.setdefault(years.year_of(one.on), set()).add(one.grade)
    year, count = max(by_year), 0
    while by_year.get(year) == {graded[-1].grade} and (not known_years or year in known_years):
        year, count = year - 1, count + 1
    return count


def last_fall(graded: Sequence[Seen]) -> Fall | None:
    """The newest fall, or None when the home has not fallen."""
    for index in range(len(graded) - 1, 0, -1):
        before, after = graded[index - 1].grade or 0, graded[index].grade or 0
        if after > before:
            back = next((one.on for one in graded[index + 1 :] if one.grade and one.grade <= before), None)
            return Fall(graded[index].on, before, after, back)
    return None


def classes(graded: Sequence[Seen]) -> tuple[str, ...]:
    """What the full inspections make of a home; a home may be in two classes (stable, and never below good).

    new               one full inspection, or none
    never below good  two or more, each good or outstanding
    stable            the last three gave one grade
    falling           the last gave a lower grade than the one before, and is not part of a swing
    recovering        the last gave a better grade than the one before, which was below good or came after a fall,
                      and is not part of a swing
    swinging          among the last five, the grade turned from falling to rising or back at least twice
    """
    grades = [one.grade or 0 for one in graded]
    if len(grades) < 2:
        return (NEW,)
    found = [NEVER_BELOW_GOOD] if max(grades) <= GOOD else []
    if len(grades) >= 3 and len(set(grades[-3:])) == 1:
        found.append(STABLE)
    elif _turns(grades[-5:]) >= 2:
        found.append(SWINGING)
    elif grades[-1] > grades[-2]:
        found.append(FALLING)
    elif grades[-1] < grades[-2] and (grades[-2] > GOOD or _fell(grades)):
        found.append(RECOVERING)
    return tuple(found)


def _fell(grades: Sequence[int]) -> bool:
    return any(later > earlier for earlier, later in pairwise(grades))


def _turns(grades: Sequence[int]) -> int:
    """How often the way of the grades turns round, steps without a change left out."""
    ways = [later > earlier for earlier, later in pairwise(grades) if later != earlier]
    return sum(one != other for one, other in pairwise(ways))


def _grade_since(graded: Sequence[Seen]) -> date | None:
    since = None
    for one in reversed(graded):
        if one.grade != graded[-1].grade:
            break
        since = one.on
    return since


def _missing(graded: Sequence[Seen], known_years: Sequence[int]) -> list[int]:
    """The years between the home's first and last full inspection for which the data is missing altogether."""
    if not graded or not known_years:
        return []
    first, last = years.year_of(graded[0].on), years.year_of(graded[-1].on)
    return [year for year in range(first, last + 1) if year not in known_years]


def next_likely(events: Sequence[Seen], day: date, registered_on: date | None) -> NextInspection | None:
    """When the next inspection is likely, seen from ``day``; None when nothing is known to reckon from."""
    graded = graded_of(events, day)
    if not graded:
        return _first_inspection(registered_on) if registered_on else None
    newest = graded[-1]
    later = [one for one in events if newest.on < one.on <= day]
    if newest.grade == INADEQUATE:
        return _after_inadequate(newest.on, visited=bool(later))
    if newest.grade == REQUIRES_IMPROVEMENT and not later:
        return _second_in_the_year(newest.on)
    return _yearly(newest.on)


def _first_inspection(registered_on: date) -> NextInspection:
    """A home registered in the summer half-year is inspected in the winter one, and the other way round."""
    summer = 4 <= registered_on.month <= 9
    year = registered_on.year if summer or registered_on.month < 4 else registered_on.year + 1
    earliest, latest = (date(year, 10, 1), date(year + 1, 3, 31)) if summer else (date(year, 4, 1), date(year, 9, 30))
    because = "a new home's first inspection usually falls in the half-year after the one it was registered in"
    return NextInspection("first inspection", earliest, latest, because, "SCCIF, Frequency of inspections: new homes")


def _after_inadequate(on: date, *, visited: bool) -> NextInspection:
    """After inadequate Ofsted is back in 6 to 8 weeks, and a full inspection follows, usually within 16 weeks."""
    cite = "SCCIF, Inadequate judgements: next steps; Monitoring visits"
    if visited:
        because = "after inadequate, a full inspection usually follows within 16 weeks"
        return NextInspection("full inspection", on + timedelta(weeks=6), on + timedelta(weeks=16), because, cite)
    because = "after inadequate, Ofsted returns within 6 to 8 weeks, usually to monitor or for a full inspection"
    return NextInspection("monitoring or full", on + timedelta(days=1), on + timedelta(weeks=8), because, cite)


def _second_in_the_year(on: date) -> NextInspection:
    """Requires improvement brings a second visit in the year; judged from January on, a full one by 30 June instead."""
    cite = "SCCIF, Types of inspection: assurance inspections"
    end = years.last_day(years.year_of(on))
    if on >= date(end.year, 1, 1):
        because = "judged requires improvement from January to March without a second inspection, by 30 June"
        return NextInspection("full inspection", on + timedelta(days=1), date(end.year, 6, 30), because, cite)
    because = "requires improvement usually brings a second inspection, mostly assurance, in the same inspection year"
    return NextInspection("assurance inspection", on + timedelta(days=1), end, because, cite)


def _yearly(on: date) -> NextInspection:
    """Otherwise a full inspection is usual once in each inspection year."""
    year = years.year_of(on) + 1
    because = "a full inspection is usual at least once in each inspection year"
    return NextInspection(
        "full inspection", date(year, 4, 1), years.last_day(year), because, "SCCIF, Frequency of inspections"
    )
