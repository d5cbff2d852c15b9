"""Children at school: what was written of each half day, within the terms the home has said. Three questions in all."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Q

from ninefold.base import clock
from ninefold.duties import calendar
from ninefold.insight import sessions
from ninefold.insight.sessions import CODES, Half, HalfDays, Halves, NamedDays, SchoolCalendar, Written
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow
from ninefold.people.access import Viewer
from ninefold.people.models import Placement

SESSION, AFTERNOON, REASON = "school.session", "school.afternoon", "school.reason"
TERM, CLOSED = "school.term", "school.closed"
# A stretch of days: the facts that begin it (and carry on), the fact that ends it, and what the calendar calls it.
STRETCHES = (
    ("reduced-timetable.runs", "reduced-timetable.over", "reduced timetable"),
    ("suspension.made", "suspension.over", "suspended"),
    ("school.none", "school.found", "no place at school"),
)
AROUND = (TERM, CLOSED, *(name for stretch in STRETCHES for name in stretch[:2]))
EVER = date(2150, 1, 1)
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Attendance:
    """A child's half days as they were written, and what lies around them."""

    today: date
    written: Written = field(default_factory=dict)
    frame: SchoolCalendar = field(default_factory=SchoolCalendar)

    @property
    def term(self) -> NamedDays | None:
        """This term; in a holiday the last one."""
        return self.frame.term_of(self.today)

    @property
    def period(self) -> NamedDays:
        """This term, or where no dates are known this school year."""
        return self.term or self.year

    @property
    def year(self) -> NamedDays:
        """This school year."""
        return sessions.school_year(self.today)

    @property
    def now(self) -> list[str]:
        """What keeps the child from a full week today."""
        return self.frame.marked(self.today)

    def tally(self, over: NamedDays) -> HalfDays:
        """The half days of ``over``, counted."""
        return sessions.tally(self.written, self.frame, over, self.today)

    @property
    def lately(self) -> HalfDays:
        """The half days of this term, counted."""
        return self.tally(self.period)


def attendance(viewer: Viewer, children: Collection[str], over: NamedDays) -> dict[str, Attendance]:
    """What was written of each of ``children`` in ``over``, as far as the viewer may see the records it stands in."""
    today = clock.local(viewer.now).date()
    found = {child: Attendance(today) for child in children}
    for child, written in _written(viewer, children, over).items():
        found[child].written = written
    for child, frame in _frames(viewer, children).items():
        found[child].frame = frame
    return found


@until_signed
def lately(viewer: Viewer, children: Collection[str]) -> dict[str, tuple[HalfDays, list[str]]]:
    """Each child's half days of this term counted, and what keeps them from a full week now."""
    return {child: (one.lately, one.now) for child, one in this_term(viewer, children).items()}


def this_term(viewer: Viewer, children: Collection[str]) -> dict[str, Attendance]:
    """Each child's half days of this term alone (of this school year, where no dates of terms are known)."""
    today = clock.local(viewer.now).date()
    frames = _frames(viewer, children)
    found = {child: Attendance(today, frame=frames.get(child, SchoolCalendar())) for child in children}
    if found:
        periods = [one.period for one in found.values()]
        over = NamedDays(min(one.first for one in periods), max(one.last for one in periods))
        for child, written in _written(viewer, children, over).items():
            found[child].written = written
    return found


@until_signed
def this_year(viewer: Viewer, children: Collection[str]) -> dict[str, Attendance]:
    """Each child's half days of this school year and of the term before it began."""
    year = sessions.school_year(clock.local(viewer.now).date())
    return attendance(viewer, children, NamedDays(year.first - timedelta(days=180), year.last))


def _facts(viewer: Viewer, children: Collection[str], wanted: Q) -> Iterable[FactRow]:
    """Facts about ``children`` that stand in records the viewer may see, oldest first."""
    return ledger.stated(viewer).filter(wanted, subject__in=children).order_by("at", "known_at", "id")


def _written(viewer: Viewer, children: Collection[str], over: NamedDays) -> dict[str, Written]:
    """Each child's days. Two records of a day are its morning and its afternoon; of more, the first and the last."""
    wanted = Q(
        name__in=(SESSION, AFTERNOON, REASON), at__gte=clock.start_of(over.first), at__lte=clock.end_of(over.last)
    )
    told: dict[tuple[str, date], dict[str, list[FactRow]]] = defaultdict(lambda: defaultdict(list))
    for row in _facts(viewer, children, wanted):
        told[row.subject, calendar.day_of(row.at)][row.name].append(row)
    found: dict[str, Written] = defaultdict(dict)
    for (child, day), rows in told.items():
        if rows[SESSION]:
            found[child][day] = _halves(rows)
    return found


def _halves(rows: dict[str, list[FactRow]]) -> Halves:
    morning, last = rows[SESSION][0], rows[SESSION][-1]
    said = [row for row in rows[AFTERNOON] if row.record_id == last.record_id]
    reason = "; ".join(row.value for row in rows[REASON])
    return Halves(_half(morning), _half(said[-1] if said else last), reason)


def _half(row: FactRow) -> Half:
    return Half(CODES[row.value], row.record_id)


def _frames(viewer: Viewer, children: Collection[str]) -> dict[str, SchoolCalendar]:
    """What lies around each child's school days."""
    told: dict[str, list[FactRow]] = defaultdict(list)
    for row in _facts(viewer, children, Q(name__in=AROUND)):
        told[row.subject].append(row)
    here = _stays(viewer, children)
    today = clock.local(viewer.now).date()
    return {child: _frame(told[child], here.get(child), today) for child in {*told, *here}}


def _stays(viewer: Viewer, children: Collection[str]) -> dict[str, NamedDays]:
    """Each child's latest stay in days."""
    stays = Placement.objects.filter(home=viewer.home, child__in=children).order_by(F("began_at").asc(nulls_first=True))
    return {
        stay.child_id: NamedDays(
            calendar.day_of(stay.began_at), calendar.day_of(stay.ended_at) if stay.ended_at else EVER
        )
        for stay in stays
        if stay.began_at
    }


def _frame(rows: list[FactRow], here: NamedDays | None, today: date) -> SchoolCalendar:
    terms, breaks = {}, {}
    for row in rows:
        if row.name == TERM:
            data, first = json.loads(row.data or "{}"), calendar.day_of(row.at)
            terms[first] = NamedDays(first, date.fromisoformat(data["due"]), row.value)
            if data.get("half_from"):
                half = date.fromisoformat(data["half_from"])
                breaks[half] = NamedDays(half, date.fromisoformat(data.get("half_to") or data["half_from"]))
    closed = {calendar.day_of(r.at): json.loads(r.data or "{}").get("text", "") for r in rows if r.name == CLOSED}
    return SchoolCalendar(
        terms=tuple(terms[first] for first in sorted(terms)),
        half_terms=tuple(breaks.values()),
        closed=closed,
        marks=tuple(span for stretch in STRETCHES for span in _stretch(rows, *stretch, today)),
        here=here,
    )


def _stretch(rows: list[FactRow], begins: str, ends: str, name: str, today: date) -> Iterable[NamedDays]:
    """The days of each record that tells of such a stretch: until it was ended, else until the day it names, else today."""
    for record in dict.fromkeys(row.record_id for row in rows if row.name == begins):
        own = [row for row in rows if row.record_id == record]
        told = [row for row in own if row.name == begins]
        data = json.loads(told[-1].data or "{}")
        first = data.get("first_day")
        begun = date.fromisoformat(first) if first else calendar.day_of(told[0].at)
        over = [calendar.day_of(row.at) - ONE_DAY for row in own if row.name == ends]
        named = date.fromisoformat(data["due"]) if data.get("due") else today
        # A child who is suspended may go back on the day named; a reduced timetable holds on its last day.
        last = over[-1] if over else named - ONE_DAY if begins == "suspension.made" and data.get("due") else named
        yield NamedDays(begun, max(begun, last), name)
