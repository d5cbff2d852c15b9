"""The home's diary: every day that a duty, a record, a birthday or the calendar gives, as far as somebody may see it.

A day comes from what is owed (its due day), from what records state of the future (a fact that is true later than it was
signed, or a date that it carries), from birthdays, and from England's bank holidays. Nothing is typed in twice.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from ninefold import lawbook
from ninefold.base import clock
from ninefold.base.english import age
from ninefold.duties import calendar, queries
from ninefold.duties.touch import rules
from ninefold.features.due import lines as owed
from ninefold.features.due import ways
from ninefold.features.due.lines import Item
from ninefold.lawbook.model import SETTING_UP, RecordType, Yield
from ninefold.lawbook.of_library import of_library
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow, Record, RecordSubject
from ninefold.people import queries as people
from ninefold.people.access import RESTRICTED, Viewer, readable
from ninefold.web import rooms

MOST = 600
AHEAD = timedelta(days=550)  # a date this much later than the record that gives it is not looked for
WALL = ("date", "moment")
ORDER = ("holiday", "birthday", "date", "duty")  # of a day's entries without a time of their own


@dataclass(frozen=True, slots=True)
class DiaryFilter:
    """How the diary is narrowed: whom it is about (``mine`` is the viewer), which shelf or types, and what is done."""

    who: str = ""
    area: str = ""
    types: frozenset[str] = frozenset()
    done: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is the whole home's, so that the days which nobody wrote belong in it."""
        return not (self.area or self.types)


@dataclass(frozen=True, slots=True)
class DiaryItem:
    """One thing on one day. ``title`` names nobody; ``about`` may. ``at`` is its moment, where it has one.

    ``state`` is that of an obligation, or "" for what is only a date. ``key`` stays the same while its day moves.
    ``confidential`` says that it comes from a record for few eyes.
    """

    day: date
    title: str
    key: str
    kind: str
    at: datetime | None = None
    about: str = ""
    note: str = ""
    href: str = ""
    state: str = ""
    confidential: bool = False


def entries(viewer: Viewer, first: date, last: date, wanted: DiaryFilter) -> list[DiaryItem]:
    """What stands in the diary from ``first`` to ``last``, day by day; in the same few queries however much it is."""
    items = list(_owed(viewer, first, last, wanted))
    taken = {(item.obligation.record, calendar.day_of(item.obligation.due_at)) for item in items}
    restricted = Record.objects.filter(pk__in={item.obligation.record for item in items}, sensitivity=RESTRICTED)
    hidden = set(restricted.values_list("pk", flat=True))
    found = [_duty(viewer, item, hidden) for item in items if wanted.done or item.wanted]
    today = _day(viewer.now)
    found += [one for one in _dates(viewer, first, last, wanted, taken) if wanted.done or one.day >= today]
    if wanted.whole:
        found += _birthdays(viewer, first, last, wanted.who)
        found += _holidays(first, last)
    return sorted(found, key=_place)


def _place(one: DiaryItem) -> tuple[date, bool, str, int, str]:
    """Where it stands: whole days first, then by the clock."""
    return one.day, one.at is not None, clock.text(one.at) if one.at else "", ORDER.index(one.kind), one.title


def _owed(viewer: Viewer, first: date, last: date, wanted: DiaryFilter) -> list[Item]:
    rows = queries.between(viewer, clock.start_of(first), clock.end_of(last))
    if wanted.who == "mine":
        rows = rows.filter(queries.falls_to(viewer))
    elif wanted.who:
        rows = rows.filter(Q(subject=wanted.who) | Q(owner=wanted.who))
    if not wanted.whole:
        rows = rows.filter(duty__in=[id for id in rules().duties if _belongs(id, wanted)])
    return owed.items(viewer, rows[:MOST])


def _belongs(duty: str, wanted: DiaryFilter) -> bool:
    """Whether a duty belongs to a shelf, or to some types: whether what meets it stands there."""
    kinds = [kind for kind, _ in ways.meeting(duty)]
    return any(kind.area == wanted.area or kind.id in wanted.types for kind in kinds)


def _duty(viewer: Viewer, item: Item, hidden: set[str]) -> DiaryItem:
    one = item.obligation
    wall = clock.local(one.due_at)
    whole_day = (wall.hour, wall.minute) == (23, 59)
    opened = one.opened_at <= viewer.now
    return DiaryItem(
        day=wall.date(),
        at=None if whole_day else one.due_at,
        title=item.duty.title,
        about=item.about if item.kind in ("child", "worker") else "",
        note=one.text,
        href=rooms.address(viewer, "duty", one.key) if opened else "",
        key=f"duty-{one.key}",
        kind="duty",
        state=item.state,
        confidential=one.record in hidden,
    )


@dataclass(frozen=True, slots=True)
class _Given:
    """A date that a record gives: a fact's own moment, or one of the dates it carries."""

    fact: FactRow
    at: datetime
    whole_day: bool
    name: str = ""


def _dates(
    viewer: Viewer, first: date, last: date, wanted: DiaryFilter, taken: set[tuple[str, date]]
) -> Iterator[DiaryItem]:
    """The future dates that records state, save where a duty stands on the same day because of the same record."""
    given = [one for one in _all_given(viewer, first, last, wanted) if (one.fact.record_id, _day(one.at)) not in taken]
    records = Record.objects.in_bulk({one.fact.record_id for one in given})
    names = people.subject_names(viewer, {one.fact.subject for one in given})
    said: set[tuple[str, date]] = set()
    for one in given:
        record = records.get(one.fact.record_id)
        kind = lawbook.current().records[record.type] if record else None
        place = (one.fact.record_id, _day(one.at))
        if kind is None or place in said or (not wanted.whole and not _of(kind, wanted)):
            continue
        said.add(place)
        about = "" if one.fact.subject == viewer.home.id else names.get(one.fact.subject, "")
        yield DiaryItem(
            day=_day(one.at),
            at=None if one.whole_day else one.at,
            title=kind.title,
            about=about,
            note=_question(kind, one),
            href=rooms.address(viewer, "record", one.fact.record_id),
            key=f"date-{one.fact.entry_id}-{one.fact.name}-{one.fact.row}-{one.name}",
            kind="date",
            confidential=record is not None and record.sensitivity == RESTRICTED,
        )


def _of(kind: RecordType, wanted: DiaryFilter) -> bool:
    return kind.area == wanted.area or kind.id in wanted.types


def _day(at: datetime) -> date:
    return calendar.day_of(at)


@until_signed
def _all_given(viewer: Viewer, first: date, last: date, wanted: DiaryFilter) -> list[_Given]:
    return list(_given(viewer, first, last, wanted))


def _given(viewer: Viewer, first: date, last: date, wanted: DiaryFilter) -> Iterator[_Given]:
    start, end = clock.start_of(first), clock.end_of(last)
    facts = ledger.stated(viewer).filter(carried=False)
    who = viewer.person if wanted.who == "mine" else wanted.who
    if who:
        about = RecordSubject.objects.filter(record=OuterRef("record_id"), subject=who, role="about")
        facts = facts.filter(Q(subject=who) | Exists(about))
    moments, carried = _stating()
    for fact in facts.filter(name__in=moments, at__gte=start, at__lte=end, at__gt=F("known_at"))[:MOST]:
        yield _Given(fact, fact.at, fact.day)
    lately = facts.filter(name__in=carried, known_at__gt=start - AHEAD, known_at__lte=end)
    # A moment stands there in UTC: the first hour of a summer month in London is the month before.
    months = Q(data__contains=f'"{first:%Y-%m}-') | Q(data__contains=f'"{last:%Y-%m}-')
    months |= Q(data__contains=f'"{clock.text(start)[:10]}T')
    between = (last - first).days > 31
    for fact in (lately.exclude(data="") if between else lately.filter(months))[: MOST * 4]:
        for name, text in json.loads(fact.data).items():
            at = _moment(text) if name in carried[fact.name] else None
            if at and start <= at <= end and at > fact.known_at:
                yield _Given(fact, at, len(text) == 10, name)


def _moment(text: str) -> datetime | None:
    """The moment that a fact's data names: a day is its first moment."""
    try:
        return clock.start_of(date.fromisoformat(text)) if len(text) == 10 else clock.parse(text)
    except ValueError:
        return None


@of_library
def _stating() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Which facts are true at a time that somebody writes in a form, and which carry dates under which names."""
    moments: set[str] = set()
    carried: dict[str, set[str]] = {}
    for kind, rule, asked in _rules():
        if rule.at not in ("happened", "written"):
            moments.add(rule.fact)
        dates = {name for name, field in rule.data.items() if asked.get(field) in WALL}
        if dates and kind.area != SETTING_UP:
            carried.setdefault(rule.fact, set()).update(dates)
    return frozenset(moments), {fact: frozenset(names) for fact, names in carried.items()}


def _rules() -> Iterator[tuple[RecordType, Yield, dict[str, str]]]:
    for kind in lawbook.current().records.values():
        for stage in kind.stages:
            asked = {field.id: field.kind for part in stage.fields for field in (part, *part.columns)}
            yield from ((kind, rule, asked) for rule in kind.rules[stage.id])


def _question(kind: RecordType, one: _Given) -> str:
    """The question that the date answers, to tell one date of a record from another."""
    for stage in kind.stages:
        labels = {field.id: field.label for part in stage.fields for field in (part, *part.columns)}
        for rule in kind.rules[stage.id]:
            if rule.fact == one.fact.name:
                return labels.get(rule.data.get(one.name, "") if one.name else rule.at, "")
    return ""


def _birthdays(viewer: Viewer, first: date, last: date, who: str) -> Iterator[DiaryItem]:
    """Birthdays of the children who live here, for who may read of their lives."""
    here = people.living_here(viewer)
    may = readable(viewer, [child.pk for child in here])
    for child in here:
        if who not in ("", child.pk) or child.pk not in may:
            continue
        for year in range(first.year, last.year + 1):
            day = birthday(child.born_on, year)
            if first <= day <= last:
                said = f"{age(child.born_on, day)} years old"
                href = rooms.address(viewer, "child", child.pk)
                yield DiaryItem(
                    day, "Birthday", f"birthday-{child.pk}-{year}", "birthday", about=child.name, note=said, href=href
                )


def birthday(born_on: date, year: int) -> date:
    """The birthday in ``year``; somebody born on 29 February is a year older on 1 March in other years."""
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _holidays(first: date, last: date) -> Iterator[DiaryItem]:
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if name := calendar.bank_holiday(day):
            yield DiaryItem(day, name, f"holiday-{day}", "holiday", note="Bank holiday")
