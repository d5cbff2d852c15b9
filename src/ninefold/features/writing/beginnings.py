"""Forms that begin with something said: one tap, in the first person, instead of a question for each part of it.

A link fills in no answer of safety, since it can be sent to somebody. What is tapped here is sent by the page's own button.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ninefold import lawbook
from ninefold.base.english import listed
from ninefold.features.writing.writing import new_token
from ninefold.forms.kind import kind_of
from ninefold.lawbook.model import WRITER, Beginning, RecordType, Stage
from ninefold.ledger.records import Slot
from ninefold.people.access import Viewer, may_sign


@dataclass(frozen=True, slots=True)
class BegunWith:
    """A button: what it says, the inputs it sends, and the token of the form that it begins."""

    type: RecordType
    label: str
    inputs: tuple[tuple[str, str], ...]
    token: str


def of_types(viewer: Viewer, types: Iterable[RecordType]) -> list[BegunWith]:
    """What can be said to begin a record of one of ``types``."""
    return [one for type in types for one in of_stage(viewer, type, type.stages[0])]


def of_stage(viewer: Viewer, type: RecordType, stage: Stage, before: Sequence[Slot] = ()) -> list[BegunWith]:
    """What the viewer can say to begin ``stage``, of a record whose stages that stand are ``before``."""
    library = lawbook.current()
    first = before[0].content if before else {}
    return [
        BegunWith(type, _label(said, first), _inputs(viewer, stage, said, first), new_token())
        for said in stage.begin
        if not said.by or may_sign(viewer.role, library.roles_in(said.by))
    ]


def _label(said: Beginning, first: dict[str, Any]) -> str:
    """Its words, with the names of those who are meant."""
    words = said.label
    for name, answer in first.items():
        if f"{{{name}}}" in words:
            words = words.replace(f"{{{name}}}", listed([one["name"] for one in answer]))
    return words


def _inputs(viewer: Viewer, stage: Stage, said: Beginning, first: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    asked = {one.id: one for one in stage.fields}
    sent: list[tuple[str, str]] = []
    for name, value in said.answers.items():
        if not kind_of(asked[name]).names_people:
            sent.append((name, value))
        elif value == WRITER:
            sent.append((name, viewer.person))
        else:
            sent += [(name, one["who"]) for one in first.get(value, [])]
    return tuple(sent)
