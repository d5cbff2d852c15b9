"""What records answer as they now stand: of several stages that ask a question, the last one counts."""

from collections.abc import Iterable, Sequence
from typing import Any

from ninefold import lawbook
from ninefold.forms.read import Answer, answers
from ninefold.ledger import books
from ninefold.ledger.models import Record
from ninefold.people.access import Viewer


def contents(viewer: Viewer, records: Iterable[Record]) -> dict[str, dict[str, Any]]:
    """By record, each question's raw answer as it stands."""
    given: dict[str, dict[str, Any]] = {}
    for record, slots in books.standing(viewer, records).items():
        merged: dict[str, Any] = {}
        for slot in slots:
            merged |= {name: value for name, value in slot.content.items() if value not in (None, "", [])}
        given[record] = merged
    return given


def shown(viewer: Viewer, records: Iterable[Record]) -> dict[str, dict[str, Answer]]:
    """By record, each question's answer as a page and a paper can show it."""
    library = lawbook.current().records
    given: dict[str, dict[str, Answer]] = {}
    for record, slots in books.standing(viewer, records).items():
        merged: dict[str, Answer] = {}
        for slot in slots:
            if slot.entry.type in library:
                stage = library[slot.entry.type].stage(slot.entry.stage)
                merged |= {answer.field.id: answer for answer in answers(stage, slot.content)}
        given[record] = merged
    return given


def matching(viewer: Viewer, records: Iterable[Record], conditions: Sequence[str]) -> set[str]:
    """The ids of those that give every answer looked for: ``question=this|that``. Raises ValueError for no condition."""
    wanted = [(name, set(values.split("|"))) for name, values in (one.split("=", 1) for one in conditions)]
    given = contents(viewer, records)
    return {id for id, one in given.items() if all(_words(one.get(name)) & values for name, values in wanted)}


def _words(value: Any) -> set[str]:
    if isinstance(value, bool):
        return {"true" if value else "false"}
    if isinstance(value, list):
        return {str(one) for one in value if not isinstance(one, dict)}
    return set() if value is None else {str(value)}
