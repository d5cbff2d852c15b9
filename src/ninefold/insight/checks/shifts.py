"""Who was on duty when, as the rota's facts say it. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ninefold.base import clock
from ninefold.insight.checks.look import Facts, FactView

LEEWAY = timedelta(minutes=45)  # somebody comes early and goes late, and writes while handing over
LONGEST = timedelta(hours=26)  # a night that sleeps in, with a shift on either side; a longer one is a slip of the pen


class Shift(NamedTuple):
    """One worker's shift, and the fact that says so."""

    worker: str
    begins: datetime
    ends: datetime
    sleeps: bool
    agency: bool
    fact: FactView

    @property
    def hours(self) -> float:
        """How long it is."""
        return (self.ends - self.begins).total_seconds() / 3600


@dataclass(frozen=True)
class Rota:
    """Every shift by worker and by day. A day on which no shift is written tells nothing about who was there."""

    shifts: list[Shift] = field(default_factory=list)
    by_worker: dict[str, list[Shift]] = field(default_factory=dict)
    days: frozenset[date] = frozenset()

    @classmethod
    def of(cls, facts: Facts) -> "Rota":
        """The rota that ``facts`` write down."""
        shifts = [shift for fact in facts if (shift := _shift(fact))]
        by_worker: dict[str, list[Shift]] = defaultdict(list)
        for shift in shifts:
            by_worker[shift.worker].append(shift)
        return cls(shifts, dict(by_worker), frozenset(_days(shifts)))

    def records_of(self, day: date) -> tuple[str, ...]:
        """The records in which a day's roster stands."""
        return tuple(sorted({one.fact.record for one in self.shifts if clock.local(one.begins).date() == day}))

    def on_duty(self, worker: str, at: datetime) -> bool | None:
        """Whether a worker was on duty at a moment; None when that day's rota is not written."""
        if clock.local(at).date() not in self.days:
            return None
        return any(one.begins - LEEWAY <= at <= one.ends + LEEWAY for one in self.by_worker.get(worker, ()))


def _days(shifts: Iterable[Shift]) -> Iterable[date]:
    """The days on which a shift begins: a night that ends in the morning does not make that day's rota."""
    return (clock.local(shift.begins).date() for shift in shifts)


def _shift(fact: FactView) -> Shift | None:
    """A rota's fact as a shift, if its end can be read."""
    ends = _end(fact)
    if not ends or not fact.at < ends <= fact.at + LONGEST:
        return None
    return Shift(fact.subject, fact.at, ends, fact.value == "yes", fact.data.get("agency") == "yes", fact)


def _end(fact: FactView) -> datetime | None:
    said = fact.data.get("until", "")
    try:
        return clock.parse(said) if said else None
    except ValueError:
        return None
