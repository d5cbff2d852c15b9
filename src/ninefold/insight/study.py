"""Homework and study as a child did it, week by week: how long, how often, and how often help was offered in vain."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from ninefold.base import clock
from ninefold.insight.sessions import NamedDays
from ninefold.ledger import queries as ledger
from ninefold.people.access import Viewer

DONE, MINUTES = "study.done", "study.minutes"
NOT_TODAY = "not-today"


@dataclass(slots=True)
class Sitting:
    """One time of study, or of help that was offered: its day, its minutes if they were written, its record."""

    on: date
    record: str
    how: str
    minutes: int = 0


@dataclass(slots=True)
class StudyWeek:
    """A week's study."""

    monday: date
    sittings: list[Sitting] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """How long in all."""
        return sum(one.minutes for one in self.sittings)

    @property
    def times(self) -> int:
        """How often something was done."""
        return sum(one.how != NOT_TODAY for one in self.sittings)

    @property
    def offered(self) -> int:
        """How often help was offered, and it was not the day for it."""
        return len(self.sittings) - self.times


def weeks(viewer: Viewer, child: str, over: NamedDays) -> list[StudyWeek]:
    """The weeks of ``over`` in which anything was written of the child's study, the latest first. One question."""
    span = {"at__gte": clock.start_of(over.first), "at__lte": clock.end_of(over.last)}
    rows = ledger.stated(viewer).filter(name__in=(DONE, MINUTES), subject=child, **span).order_by("at", "name")
    sittings: dict[str, Sitting] = {}
    for row in rows:
        on = clock.local(row.at).date()
        one = sittings.setdefault(row.record_id, Sitting(on, row.record_id, ""))
        if row.name == DONE:
            one.how = row.value
        else:
            one.minutes = int(row.value or 0)
    found: dict[date, StudyWeek] = {}
    for one in sittings.values():
        monday = one.on - timedelta(days=one.on.weekday())
        found.setdefault(monday, StudyWeek(monday)).sittings.append(one)
    return [found[monday] for monday in sorted(found, reverse=True)]
