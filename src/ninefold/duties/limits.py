"""How much of a limited status somebody has had: nights of short breaks, hours in a locked place. Pure.

What the limits are stands in library/statuses.yaml; how they are counted stands here, each with the rule it follows.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from ninefold.base import clock
from ninefold.duties import calendar
from ninefold.lawbook.status import Limits, Status
from ninefold.lawbook.statuses import NEVER, next_day

NOON = timedelta(hours=12)
MUCH = timedelta(hours=48)  # used before the placement: more than this, and a Sunday or holiday puts the end off
BEFORE = timedelta(days=27)

Hours = tuple[datetime, datetime]  # from, to


class _Told(Protocol):
    """A fact, as far as counting reads it."""

    @property
    def name(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def record(self) -> str: ...
    @property
    def entry(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def value(self) -> str: ...
    @property
    def row(self) -> str: ...
    @property
    def data(self) -> dict[str, str]: ...


T = TypeVar("T", bound=_Told)


@dataclass(frozen=True)
class DatedStay(Generic[T]):
    """A stay from the day somebody ``came`` to the day they ``left``, or are to leave: its nights lie between.

    ``counted`` is the number of nights that whoever ended it wrote down, if they did.
    """

    came: date
    left: date
    begun: T
    ended: T | None = None

    @property
    def nights(self) -> list[date]:
        """The day before each night."""
        return [self.came + timedelta(days=n) for n in range(max(0, (self.left - self.came).days))]

    @property
    def counted(self) -> int | None:
        """What was written of its length."""
        return int(self.ended.value) if self.ended and self.ended.value.isdigit() else None

    @property
    def differs(self) -> bool:
        """Whether its length as written cannot be right, counted as nights or with the first day and the last."""
        return self.counted is not None and self.counted not in (len(self.nights), len(self.nights) + 1)


def stays(status: Status, facts: Iterable[T], subject: str, today: date) -> list[DatedStay[T]]:
    """The stays of ``subject``, oldest first. One that goes on counts to the day it is planned to end, or to today."""
    theirs = [fact for fact in facts if fact.subject == subject]
    found = []
    for period in status.periods:
        for begun in theirs if period.ends else ():
            if begun.name != period.fact:
                continue
            ends = [fact for fact in theirs if fact.name == period.ends and fact.record == begun.record]
            came = clock.local(begun.at).date()
            if ends:
                found.append(DatedStay(came, clock.local(ends[-1].at).date(), begun, ends[-1]))
            else:
                planned = begun.data.get(period.planned or "", "")[:10]
                found.append(DatedStay(came, max(date.fromisoformat(planned) if planned else came, today, came), begun))
    return sorted(found, key=lambda stay: (stay.came, stay.begun.entry))


def nights_of(found: Iterable[DatedStay[T]]) -> frozenset[date]:
    """Every night of these stays; one that two records tell of is one night."""
    return frozenset(night for stay in found for night in stay.nights)


def in_a_year(nights: Collection[date], until: date) -> int:
    """How many of ``nights`` lie in the twelve months that end with the night before the day ``until``."""
    leap = (until.month, until.day) == (2, 29)
    first = date(until.year - 1, until.month, 28 if leap else until.day)
    return sum(first <= night < until for night in nights)


def most_with(found: Sequence[DatedStay[T]], stay: DatedStay[T]) -> tuple[int, date]:
    """The most nights in any twelve months of which a night of ``stay`` is one, and the day these end with.

    The number can only be most where a night has just been spent, so those days are tried.
    """
    nights = nights_of(found)
    own = set(stay.nights)
    best = (0, stay.left)
    for until in sorted({night + timedelta(days=1) for night in nights}):
        if any(_year_before(until) <= night < until for night in own):
            best = max(best, (in_a_year(nights, until), until), key=lambda one: one[0])
    return best


def _year_before(until: date) -> date:
    leap = (until.month, until.day) == (2, 29)
    return date(until.year - 1, until.month, 28 if leap else until.day)


@dataclass(frozen=True, slots=True)
class Locked:
    """Hours in a locked place: those ``used`` in the days that end now, and when the limit is full if it goes on.

    ``put_off`` says that a Sunday or a holiday moved that moment to midday of the first ordinary day.
    """

    used: float
    full_at: datetime | None
    put_off: bool = False


def locked(status: Status, facts: Sequence[T], subject: str, at: datetime) -> Locked | None:
    """How the hours of ``subject`` stand at ``at``; nothing for somebody who never was in such a place.

    Secure Accommodation Regulations 1991, reg 10: (1) 72 hours in any 28 days, one after the other or not; (2) what
    came before a court's word does not count after it, and none is counted while it runs; (3) see ``_midday``.
    """
    limits = status.limits
    if limits is None or limits.hours is None or limits.in_days is None:
        return None
    theirs = [fact for fact in facts if fact.subject == subject]
    spent = _spent(status, theirs)
    if not spent:
        return None
    allowed = _allowed(limits, theirs)
    back = timedelta(days=limits.in_days)
    now = [one for one in spent if one[0] <= at < one[1]]
    used = _hours(spent, at - back, at, allowed)
    if not now or any(start <= at < end for start, end in allowed):
        return Locked(used, None)
    came = min(one[0] for one in now)
    full = _full(spent, allowed, at, came, back, float(limits.hours))
    before = _hours(spent, came - BEFORE, came, allowed)
    moved = _midday(full) if before * 3600 > MUCH.total_seconds() else full
    return Locked(used, moved, moved != full)


def _spent(status: Status, facts: Sequence[T]) -> list[Hours]:
    """From when to when somebody was in such a place; without end while nobody wrote one."""
    found: list[Hours] = []
    for period in status.periods:
        for begun in (fact for fact in facts if period.ends and fact.name == period.fact):
            ends = [fact.at for fact in facts if fact.name == period.ends and fact.record == begun.record]
            found.append((begun.at, ends[-1] if ends else NEVER))
            elsewhere = [
                fact.value
                for fact in facts
                if status.limits and fact.name == status.limits.hours_before and fact.entry == begun.entry
            ]
            known = _hours(found, begun.at - BEFORE, begun.at, [])
            more = max((float(hours) for hours in elsewhere if hours), default=0.0) - known
            if more > 0:  # spent elsewhere, nobody here knows on which of those days
                found.append((begun.at - timedelta(hours=more), begun.at))
    return sorted(found)


def _allowed(limits: Limits, facts: Sequence[T]) -> list[Hours]:
    """While a court's word, or a remand, ran."""
    return [
        (fact.at, next_day(date.fromisoformat(fact.data["due"][:10])))
        for fact in facts
        if fact.name == limits.unless and fact.data.get("due")
    ]


def _hours(spent: Iterable[Hours], since: datetime, until: datetime, allowed: Iterable[Hours]) -> float:
    """Hours of ``spent`` between two moments, each moment once, and none from before the end of a court's word."""
    since = max([since, *(min(end, until) for start, end in allowed if start <= until)])
    total, reached = 0.0, since
    for start, end in sorted(spent):
        first, last = max(start, reached), min(end, until)
        if last > first:
            total += (last - first).total_seconds()
            reached = last
    return total / 3600


def _full(
    spent: list[Hours], allowed: list[Hours], at: datetime, came: datetime, back: timedelta, most: float
) -> datetime:
    """The moment at which a stay that goes on fills the hours: the count never falls while it does."""
    early, late = came, max(at, came) + timedelta(hours=most)
    while late - early > timedelta(seconds=30):
        middle = early + (late - early) / 2
        if _hours(spent, middle - back, middle, allowed) >= most:
            late = middle
        else:
            early = middle
    return (late + timedelta(seconds=30)).replace(second=0, microsecond=0)


def _midday(full: datetime) -> datetime:
    """When the hours end that are full between midday before and midday after a Sunday or holiday: at midday of the
    first day after it that is neither (reg 10(3))."""
    day = clock.local(full).date()
    for off in (day - timedelta(days=1), day, day + timedelta(days=1)):
        if _off(off) and _noon(off - timedelta(days=1)) <= full <= _noon(off + timedelta(days=1)):
            after = off + timedelta(days=1)
            while _off(after):
                after += timedelta(days=1)
            return _noon(after)
    return full


def _off(day: date) -> bool:
    return day.weekday() == calendar.SATURDAY + 1 or bool(calendar.bank_holiday(day))


def _noon(day: date) -> datetime:
    return clock.from_local(datetime.combine(day, datetime.min.time()) + NOON)
