"""A table of records in columns of their answers, as they now stand: of some types, or of a register of the library."""

from dataclasses import replace
from typing import Any, NamedTuple

from ninefold import lawbook
from ninefold.evidence.queries import standing
from ninefold.forms.read import Answer, in_text
from ninefold.lawbook.counts import CountedFigure
from ninefold.ledger.models import FactRow, Record, RecordSubject
from ninefold.reports import answered
from ninefold.reports.blocks import Block, Figure, Heading, Link, Para, Table, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import moment
from ninefold.reports.scope import Scope, words_of

SUBJECTS = ("home", "child")
PARAMETERS = {
    "heading": "words?",
    "register": "register?",
    "types": "types?",
    "columns": "questions?",
    "where": "answers?",
    "ever": "yes or no?",
    "unless": "facts?",
    "none": "words?",
}  # fmt: skip
MOST = 200


class RecordRow(NamedTuple):
    """A record with whom it is about and what it answers."""

    record: Record
    about: tuple[str, ...]
    answers: dict[str, Answer]


class Rows(NamedTuple):
    """The newest records, oldest first; how many there are; what the columns ask."""

    heading: str
    labels: dict[str, str]
    rows: list[RecordRow]
    number: Figure | int
    none: str


def read(
    scope: Scope,
    *,
    heading: str = "",
    register: str = "",
    types: list[str] | None = None,
    columns: list[str] | None = None,
    where: dict[str, Any] | None = None,
    ever: bool = False,
    unless: list[str] | None = None,
    none: str = "None in this period.",
) -> Rows:
    """The records. ``ever`` takes those of whatever age; ``unless`` leaves out those that state one of some facts."""
    library = lawbook.current()
    book = library.registers.get(register)
    kinds = list(types or (book.types if book else ()))
    asked = {field.id: field.label for kind in reversed(kinds) for stage in reversed(library.records[kind].stages) for field in reversed(stage.fields)}  # fmt: skip
    names = [*(columns or (book.columns if book else ()))]
    count = CountedFigure(id="rows", label="", types=tuple(kinds), where=where or {}) if kinds else None
    number: Figure | int = 0
    if ever or unless:
        chosen = standing(scope.viewer, scope.subject or None).filter(type__in=kinds, happened_at__lt=scope.period.end)
        if not ever:
            chosen = chosen.filter(happened_at__gte=scope.period.start)
        over = FactRow.objects.filter(home=scope.viewer.home, name__in=unless or [], ended_at=None).values("record_id")
        chosen = chosen.exclude(pk__in=over)
        if where and count:
            conditions = [f"{name}={'|'.join(values)}" for name, values in count.where.items()]
            chosen = chosen.filter(pk__in=answered.matching(scope.viewer, chosen, conditions))
        number = chosen.count()
    elif count:
        number = replace(scope.counted(count), id="")
        chosen = scope.records(*words_of(count))
    else:
        return Rows(heading, {}, [], 0, none)
    records = list(chosen.order_by("-happened_at", "-id")[:MOST])
    records.reverse()
    given = answered.shown(scope.viewer, records)
    about: dict[str, list[str]] = {}
    pairs = RecordSubject.objects.filter(record__in=[one.pk for one in records], role="about").exclude(kind="home")
    for record, subject in pairs.order_by("id").values_list("record_id", "subject"):
        about.setdefault(record, []).append(subject)
    rows = [RecordRow(one, tuple(about.get(one.pk, ())), given.get(one.pk, {})) for one in records]
    title = heading or (book.title if book else library.records[kinds[0]].title)
    return Rows(title, {name: asked.get(name, name) for name in names}, rows, number, none)


def draw(data: Rows, frame: Frame) -> list[Block]:
    """How many, and a row for each; for none, the outline's sentence."""
    head: list[Block] = [Heading(data.heading)] if data.heading else []
    if not data.rows:
        return [*head, Para(line(data.none))]
    number = data.number if isinstance(data.number, Figure) else str(data.number)
    total = data.number.number if isinstance(data.number, Figure) else data.number
    more = f" The newest {len(data.rows)} are listed." if total > len(data.rows) else ""
    columns = ("When", "Who", *([] if data.labels else ["What"]), *data.labels.values())
    rows = tuple(_row(one, data.labels, frame) for one in data.rows)
    count = Para(line(number, " record" if total == 1 else " records", f".{more}"))
    return [*head, count, Table(data.heading, columns, rows, (3, 2, *(4 for _ in range(len(columns) - 2))))]


def _row(row: RecordRow, labels: dict[str, str], frame: Frame) -> tuple[Text, ...]:
    told = [] if labels else [line(frame.names.write(row.record.headline))]
    cells = [line(frame.names.write(_cell(row.answers.get(name), frame))) for name in labels]
    when = moment(row.record.happened_at, frame.period.year)
    return line(Link(when, row.record.pk)), line(frame.names.all(row.about)), *told, *cells


def _cell(answer: Answer | None, frame: Frame) -> str:
    return in_text(answer, frame.names.by_id) if answer else ""
