"""Plans as they stand: the newest of each kind for a child, with every change since laid over what it first said."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from ninefold import lawbook
from ninefold.lawbook.model import READ, RecordType
from ninefold.lawbook.of_library import of_library
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Content, Record, RecordSubject
from ninefold.ledger.projections import Written, written
from ninefold.ledger.records import slots
from ninefold.people.access import Viewer, visible


@dataclass(frozen=True, slots=True)
class StandingPlan:
    """A child's plan as it stands. ``answers`` is its content with every later stage's answers laid over it."""

    child: str
    record: Record
    type: RecordType
    answers: dict[str, Any]

    def column(self, table: str, column: str) -> list[str]:
        """One column of one of its tables, line by line."""
        return [row[column] for row in self.answers.get(table) or [] if row.get(column)]


def holding(table: str) -> dict[str, str]:
    """The kinds of plan that have a table of this name, each with the table's first column."""
    return _holding(table)


@of_library
def _holding(table: str) -> dict[str, str]:
    return {
        kind.id: asked.columns[0].id
        for kind in lawbook.current().records.values()
        for asked in kind.stages[0].fields
        if kind.plan and asked.id == table and asked.columns
    }


def with_table(held: dict[str, StandingPlan], table: str) -> StandingPlan | None:
    """The one of a child's plans that has a table of this name."""
    return next((held[kind] for kind in holding(table) if kind in held), None)


def listed(held: dict[str, StandingPlan], table: str) -> list[str]:
    """The first column of such a table, line by line, from every one of a child's plans that has it."""
    return [
        line for kind, column in holding(table).items() if kind in held for line in held[kind].column(table, column)
    ]


@until_signed
def plans(viewer: Viewer, children: Collection[str], types: Collection[str] = ()) -> dict[str, dict[str, StandingPlan]]:
    """The plans of ``children`` (all kinds, or ``types``) that the viewer may see, by child and kind. Three queries."""
    known = lawbook.current().records
    kinds = [one.id for one in known.values() if one.plan and (not types or one.id in types)]
    newest: dict[tuple[str, str], Record] = {}
    for record, subjects in _about(viewer, children, kinds):
        for child in subjects:
            newest.setdefault((child, record.type), record)
    said = answers(viewer, [record.pk for record in newest.values()])
    found: dict[str, dict[str, StandingPlan]] = {child: {} for child in children}
    for (child, kind), record in newest.items():
        found[child][kind] = StandingPlan(child, record, known[kind], said[record.pk])
    return found


def _about(viewer: Viewer, children: Collection[str], kinds: list[str]) -> list[tuple[Record, list[str]]]:
    """The records of these kinds about any of ``children``, newest first, each with those it is about.

    Plans are few among a child's records, so the database is asked by kind, and not for an order: it would read
    everything in that order to find the few.
    """
    rows = RecordSubject.objects.filter(role="about", subject__in=children)
    wanted = Record.objects.filter(Exists(rows.filter(record=OuterRef("pk"))), type__in=kinds, withdrawn=False)
    found = sorted(visible(viewer, wanted), key=lambda one: (one.happened_at, one.pk), reverse=True)
    subjects: dict[str, list[str]] = defaultdict(list)
    for record, child in rows.filter(record__in=[one.pk for one in found]).values_list("record", "subject"):
        subjects[record].append(child)
    return [(one, subjects[one.pk]) for one in found]


def answers(viewer: Viewer, records: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What each of ``records`` says now: its stages in order, a later answer standing in place of an earlier one."""
    entries: dict[str, list[Written]] = defaultdict(list)
    # That somebody has read a policy says nothing of what it says, and is signed by everybody, year after year.
    contents = Content.objects.filter(entry__record_id__in=list(records), entry__home=viewer.home)
    contents = contents.exclude(entry__stage=READ)
    for content in contents.select_related("entry").order_by("entry__seq"):
        items = entries[content.entry.record_id]
        items.append(written(content.entry, viewer.home, content.body, opens=not items))
    return {record: _laid_over(items) for record, items in entries.items()}


def _laid_over(items: list[Written]) -> dict[str, Any]:
    standing, _ = slots(items)
    said: dict[str, Any] = {}
    for slot in standing:
        said |= slot.content
    return said
