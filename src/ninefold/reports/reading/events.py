"""Records told one by one, each with the deadlines it started."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from ninefold.duties import queries as duties
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import State, left_undone, state_of
from ninefold.ledger.models import Record, RecordSubject
from ninefold.people.access import Viewer
from ninefold.reports import records
from ninefold.reports.scope import Scope


@dataclass(frozen=True, slots=True)
class Deadline:
    """A duty that a record started, and what became of it. ``key`` is the obligation's."""

    key: str
    duty: str
    record: str
    subject: str
    opened_at: datetime
    due_at: datetime
    met_at: datetime | None
    state: State
    ended_at: datetime | None = None
    text: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """A record told by itself: when, about whom, in a line, in the child's own words, with the deadlines it started."""

    record: str
    type: str
    at: datetime
    written_at: datetime
    about: tuple[str, ...]
    headline: str
    voice: str
    stages: tuple[str, ...]
    deadlines: tuple[Deadline, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


def happenings(scope: Scope) -> dict[str, tuple[Happening, ...]]:
    """What happened of each of the scope's types, in order. A fixed number of queries for all of them."""
    rows = list(records.of_period(scope).filter(type__in=scope.types).order_by("happened_at", "id"))
    ids = [row.pk for row in rows]
    about = _about(ids)
    deadlines = _deadlines(scope.viewer, _told(scope.viewer).filter(record_id__in=ids))
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for fact in records.facts_in(ids):
        values[fact.record_id][fact.name] = fact.value
    by_type: dict[str, list[Happening]] = {type: [] for type in scope.types}
    for row in rows:
        by_type[row.type].append(_happening(row, about[row.pk], deadlines.get(row.pk, []), values[row.pk]))
    return {type: tuple(several) for type, several in by_type.items()}


def _told(viewer: Viewer) -> duties.Rows:
    """What a record's row tells of: not what was taken back, nor what ended in time with a status."""
    return duties.opened(viewer).filter(Q(void_at=None) | Q(spared=True) | duties.left_undone())


def _happening(
    record: Record, about: Iterable[str], deadlines: Iterable[Deadline], values: dict[str, str]
) -> Happening:
    return Happening(
        record=record.pk,
        type=record.type,
        at=record.happened_at,
        written_at=record.written_at,
        about=tuple(about),
        headline=record.headline,
        voice=record.voice,
        stages=tuple(record.stages.split(",")),
        deadlines=tuple(deadlines),
        values=values,
    )


def _about(ids: Collection[str]) -> dict[str, list[str]]:
    people: dict[str, list[str]] = defaultdict(list)
    rows = RecordSubject.objects.filter(record__in=ids, role="about").exclude(kind="home")
    for record, subject in rows.order_by("id").values_list("record_id", "subject"):
        people[record].append(subject)
    return people


def _deadlines(viewer: Viewer, rows: Iterable[ObligationRow]) -> dict[str, list[Deadline]]:
    by_record: dict[str, list[Deadline]] = defaultdict(list)
    for row in rows:
        by_record[row.record_id].append(deadline(viewer, row))
    return by_record


def deadline(viewer: Viewer, row: ObligationRow) -> Deadline:
    """A stored obligation as a report tells it, at the viewer's moment."""
    return Deadline(
        key=row.key,
        duty=row.duty,
        record=row.record_id,
        subject=row.subject,
        opened_at=row.opened_at,
        due_at=row.due_at,
        met_at=row.met_at,
        state="undone" if left_undone(row, viewer.now) else state_of(row, viewer.now),
        ended_at=row.void_at,
        text=row.text,
        owner=row.owner,
    )
