"""From what was typed to an entry's content. Shapes are those of docs/architecture.md; what is missing is absent.

Whether an answer may be signed is for the ledger to say; here it only has to be understood.
"""

from typing import TYPE_CHECKING, Any

from ninefold.base import clock
from ninefold.forms.kind import kind_of
from ninefold.forms.typed import Typed, Unclear
from ninefold.lawbook.facts import fits
from ninefold.lawbook.holds import asked_on
from ninefold.lawbook.kinds import blank
from ninefold.lawbook.model import FormField, Stage

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


def parse(stage: Stage, typed: Typed, context: "FormContext") -> tuple[dict[str, Any], dict[str, str]]:
    """The content that ``typed`` means and, by field, a sentence for what could not be understood.

    Answers to questions that are not asked, given the other answers, are left out.
    """
    content: dict[str, Any] = {}
    errors: dict[str, str] = {}
    fields = asked_on(stage, clock.local(context.viewer.now).date(), context.held, context.kept)
    for field in fields:
        try:
            answer = _answer(field, typed, context)
        except Unclear as unclear:
            errors[field.id] = str(unclear)
        else:
            if not blank(answer):
                content[field.id] = answer
    for name in unasked(fields, content):
        content.pop(name, None)
        errors.pop(name, None)
    return content, errors


def unasked(fields: list[FormField], content: dict[str, Any]) -> set[str]:
    """The questions that are not asked, given the other answers: also those that hang on one not asked."""
    gone: set[str] = set()
    while True:
        standing = {name: answer for name, answer in content.items() if name not in gone}
        more = {f.id for f in fields if f.when and not fits(f.when, standing)} - gone
        if not more:
            return gone
        gone |= more


def _answer(field: FormField, typed: Typed, context: "FormContext") -> Any:
    kind = kind_of(field)
    if field.each != "child":
        return kind.parse(field, field.id, typed, context)
    each = {child.id: kind.parse(field, f"{field.id}.{child.id}", typed, context) for child in context.children}
    return {who: answer for who, answer in each.items() if not blank(answer)}
