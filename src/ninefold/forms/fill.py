"""From content back to what would have been typed: so that a correction starts from what stands."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.kind import kind_of
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import blank
from ninefold.lawbook.model import Stage

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


def fill(stage: Stage, content: dict[str, Any], context: "FormContext") -> Typed:
    """What somebody would have typed to give ``content``."""
    typed = Typed()
    for field in stage.fields:
        answer = content.get(field.id)
        if answer is None or blank(answer):
            continue
        each = {f"{field.id}.{who}": a for who, a in answer.items()} if field.each else {field.id: answer}
        for key, one in each.items():
            typed.update(kind_of(field).fill(field, key, one, context))
    return typed
