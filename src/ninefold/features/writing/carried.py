"""What was written already of a matter, filled into a form that belongs to it instead of being typed again.

The library says of a question what it carries. Only what the writer may see is carried, only into a record that is
kept as close, and never past somebody from whom it is hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ninefold import lawbook
from ninefold.features.writing.belonging import target_of
from ninefold.features.writing.whom import WORKER
from ninefold.forms.context import FormContext
from ninefold.forms.fill import fill as filled
from ninefold.forms.typed import Typed
from ninefold.lawbook.facts import plain
from ninefold.lawbook.kinds import kind_of
from ninefold.lawbook.model import ABOUT, EVENT, FormField, RecordType, Stage
from ninefold.ledger import queries, threads
from ninefold.ledger.matters import BELONGS
from ninefold.ledger.models import Record
from ninefold.ledger.records import Slot
from ninefold.people.access import Viewer

CARRIED = "_carried"  # the choice for which the form was filled in
CLOSENESS = ("open", "care", "restricted")
TEXT = ("story", "line")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One answer that may be carried, and the record it stands in."""

    record: Record
    field: FormField
    answer: Any


def fill(viewer: Viewer, type: RecordType, stage: Stage, typed: Typed, context: FormContext) -> Typed:
    """``typed`` with what the chosen matter gives, where nothing was typed or what the last choice gave still stands."""
    chosen, before = typed.one(BELONGS), typed.one(CARRIED)
    if chosen == before or not any(asked.carry for asked in stage.fields):
        return typed
    old = filled(stage, _answers(viewer, type, stage, typed, before), context)
    new = filled(stage, _answers(viewer, type, stage, typed, chosen), context)
    kept = {name: texts for name, texts in typed.items() if old.get(name) != texts or not texts}
    empty = {name: texts for name, texts in new.items() if not any(text.strip() for text in kept.get(name, []))}
    return Typed(kept | empty | {CARRIED: [chosen]})


def sources(viewer: Viewer, type: RecordType, stage: Stage, typed: Typed) -> dict[str, list[queries.Line]]:
    """For each question that was filled in, the records that its answer was carried from."""
    chosen = typed.one(CARRIED)
    if not chosen:
        return {}
    found = _pieces(viewer, type, stage, typed, chosen)
    records = {piece.record.pk: piece.record for some in found.values() for piece in some}
    lines = {line.record.pk: line for line in queries.lines(viewer, records.values())}
    return {
        name: [lines[id] for id in dict.fromkeys(piece.record.pk for piece in some)]
        for name, some in found.items()
        if some and typed.one(name)
    }


def _answers(viewer: Viewer, type: RecordType, stage: Stage, typed: Typed, chosen: str) -> dict[str, Any]:
    """What each question is filled in with."""
    found = _pieces(viewer, type, stage, typed, chosen)
    asked = {one.id: one for one in stage.fields}
    return {name: _joined(asked[name], some) for name, some in found.items() if some}


def _joined(asked: FormField, pieces: list[_Piece]) -> Any:
    """The answer that pieces make: texts one after another, each once; of anything else the first."""
    if asked.kind not in TEXT:
        return pieces[0].answer
    once = {plain(piece.answer).strip(): piece.answer for piece in pieces}
    if asked.kind == "line":
        return "; ".join(once)
    runs: list[Any] = []
    for answer in once.values():
        runs += (["\n\n"] if runs else []) + (answer if isinstance(answer, list) else [answer])
    return runs


def _pieces(viewer: Viewer, type: RecordType, stage: Stage, typed: Typed, chosen: str) -> dict[str, list[_Piece]]:
    """For each question that carries, the answers that it takes from the chosen matter."""
    target, _ = target_of(chosen)
    if not target:
        return {}
    matter = queries.records(viewer).filter(pk=target).values("matter")
    records = list(queries.records(viewer).filter(matter__in=matter).order_by("happened_at", "pk"))
    found = {
        asked.id: [piece for name in asked.carry for piece in _named(viewer, type, asked, name, records)]
        for asked in stage.fields
        if asked.carry
    }
    people = {
        piece.answer["who"]
        for asked in stage.fields
        if kind_of(asked).names_people and asked.id in type.hides_from
        for piece in found.get(asked.id, [])[:1]
    }
    people |= {typed.one(WORKER)} if ABOUT in type.hides_from else set()
    return {name: [piece for piece in some if _hidden(piece.record) <= people] for name, some in found.items()}


def _hidden(record: Record) -> set[str]:
    """From whom a record is hidden."""
    return set(filter(None, record.barred.split(",")))


def _named(viewer: Viewer, type: RecordType, asked: FormField, name: str, records: list[Record]) -> Iterator[_Piece]:
    """The answers that ``name`` of the library means, of the newest record that has any."""
    library = lawbook.current()
    if name == EVENT:
        head = next((one for one in records if one.pk == one.matter), None)
        field = library.records[head.type].headline if head else None
        wanted = [head] if head and field else []
    else:
        kind, _, field = name.partition(".")
        wanted = [one for one in reversed(records) if one.type == kind][:1]
    for record in wanted:
        source = library.records[record.type]
        if CLOSENESS.index(source.sensitivity) > CLOSENESS.index(type.sensitivity):
            continue
        for slot in threads.thread(viewer.home, record.pk):
            yield from _said(source, slot, field or "", asked, record)


def _said(source: RecordType, slot: Slot, field: str, asked: FormField, record: Record) -> Iterator[_Piece]:
    there = next((one for one in source.stage(slot.entry.stage).fields if one.id == field), None)
    answer = slot.content.get(field)
    if there and answer and not there.each and there.kind in (asked.kind, *kind_of(asked).carries):
        yield _Piece(record, there, answer)
