"""Registers as the library describes them: the records of some types in columns, with what each still asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from ninefold import lawbook
from ninefold.duties import queries as duties
from ninefold.duties.models import ObligationRow
from ninefold.features.due import lines as owed
from ninefold.features.due.lines import Item
from ninefold.forms.read import Answer, answers, in_text
from ninefold.lawbook.books import Register
from ninefold.lawbook.model import FormField, RecordType
from ninefold.ledger import books
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import Record
from ninefold.ledger.queries import Line
from ninefold.people import queries as people
from ninefold.people.access import Viewer, may_sign


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A question of the register's types, and what it is called above its column."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A record as a row: what it says in each column, what it asks for next, whether it is closed."""

    line: Line
    cells: list[tuple[RegisterColumn, Answer | None]]
    item: Item | None
    closed: bool
    group: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a register is narrowed: open, closed or all, and whom its records are about."""

    state: str = ""
    subject: str = ""


def readable(viewer: Viewer) -> list[Register]:
    """The registers that are for somebody in the viewer's role, by area and title."""
    library = lawbook.current()
    areas = list(library.words.areas)
    found = [one for one in library.registers.values() if may_sign(viewer.role, library.roles_in(one.by))]
    return sorted(found, key=lambda one: (areas.index(one.area), one.title))


def types_of(register: Register) -> list[RecordType]:
    """The record types it lists."""
    return [lawbook.current().records[name] for name in register.types]


def about(register: Register) -> set[str]:
    """Whom its records can be about: child, worker, home, provider."""
    return {kind for one in types_of(register) for kind in one.about}


def questions(register: Register) -> dict[str, FormField]:
    """Every question of its types by id; where several types ask one, as the first of them puts it."""
    asked: dict[str, FormField] = {}
    for one in types_of(register):
        for stage in one.stages:
            for field in stage.fields:
                asked.setdefault(field.id, field)
    return asked


def columns(register: Register) -> list[RegisterColumn]:
    """Its columns in order."""
    asked = questions(register)
    return [RegisterColumn(name, asked[name].label) for name in register.columns]


def records(viewer: Viewer, register: Register, chosen: Chosen) -> QuerySet[Record]:
    """Its records as narrowed, newest first. What still owes something is open, whatever has ended: a child is back, and
    the talk about it is not held yet.
    """
    found = books.book(viewer, register.types, subject=chosen.subject)
    if not register.closed_by or chosen.state == "all":
        return found
    owes = Exists(duties.due(viewer).filter(record_id=OuterRef("pk")).order_by())
    over = Q(books.closed(viewer, register.closed_by)) & ~Q(owes)
    return found.filter(over) if chosen.state == "closed" else found.filter(~over)


def rows(viewer: Viewer, register: Register, found: Sequence[Record]) -> list[RegisterRow]:
    """Each of ``found`` as a row, in the same few queries whatever their number."""
    said = _answers(viewer, register, found)
    next_due = _next_due(viewer, [one.pk for one in found])
    over = _closed(viewer, register, found)
    by_group = questions(register)[register.group] if register.group else None
    heads = columns(register)
    return [
        RegisterRow(
            line=line,
            cells=[(column, said[line.record.pk].get(column.id)) for column in heads],
            item=next_due.get(line.record.pk),
            closed=line.record.pk in over,
            group=_group(by_group, said[line.record.pk]),
        )
        for line in ledger.lines(viewer, found)
    ]


def _group(by: FormField | None, said: dict[str, Answer]) -> str:
    answer = said.get(by.id) if by else None
    return in_text(answer) if answer else ""


def _answers(viewer: Viewer, register: Register, found: Sequence[Record]) -> dict[str, dict[str, Answer]]:
    """By record and question, the answer that counts now: of several stages that ask it, the last."""
    wanted = {*register.columns, register.group}
    library = lawbook.current().records
    said: dict[str, dict[str, Answer]] = {one.pk: {} for one in found}
    for record, slots in books.standing(viewer, found).items():
        for slot in slots:
            stage = library[slot.entry.type].stage(slot.entry.stage)
            said[record] |= {a.field.id: a for a in answers(stage, slot.content) if a.field.id in wanted}
    _name_children(viewer, said)
    return said


def _name_children(viewer: Viewer, said: dict[str, dict[str, Answer]]) -> None:
    """Say who, in place, in answers that were given for each child."""
    each = [answer for answers in said.values() for answer in answers.values() if answer.of_each]
    if each:
        names = people.subject_names(viewer, {who for answer in each for who, _ in answer.each})
        for answer in each:
            answer.names = names


def _next_due(viewer: Viewer, records: Sequence[str]) -> dict[str, Item]:
    """What each record asks for next: the most urgent that is still owed; else what was never done; else the last done."""
    picked: dict[str, ObligationRow] = {}
    counted = Q(void_at=None) | duties.left_undone()
    for row in duties.opened(viewer).filter(counted, record_id__in=records):
        kept = picked.get(row.record_id)
        if kept is None or _before(row) < _before(kept) or _before(row) == _before(kept) > 0:
            picked[row.record_id] = row
    return {item.obligation.record: item for item in owed.items(viewer, picked.values())}


def _before(row: ObligationRow) -> int:
    """What stands before what in a register's row: owed, never done, done."""
    if row.met_at is None and row.void_at is None:
        return 0
    return 1 if row.void_at else 2


def _closed(viewer: Viewer, register: Register, found: Sequence[Record]) -> set[str]:
    if not register.closed_by:
        return set()
    shown = books.book(viewer, register.types).filter(pk__in=[one.pk for one in found])
    return set(shown.filter(books.closed(viewer, register.closed_by)).values_list("pk", flat=True))
