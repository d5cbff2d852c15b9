"""A stage as bound fields: each question with what was typed, what is wrong with it, and the template that draws it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as part
from typing import TYPE_CHECKING, Any

from ninefold.base import clock
from ninefold.forms.kind import FieldKind, kind_of
from ninefold.forms.suggest import suggestions
from ninefold.forms.typed import Typed
from ninefold.lawbook.holds import asked_on
from ninefold.lawbook.model import FormField, Stage

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext
    from ninefold.people.models import Child


@dataclass(slots=True)
class Bound:
    """A question as it is drawn. ``key`` names its inputs; ``value`` is what its template needs.

    ``each`` holds one Bound for every child when the question is asked for each, ``aside`` what was typed for
    children who are not chosen any more; ``suggests`` what the word list would offer for what was typed, ``carried``
    the records (as lines) from which its text was carried.
    """

    field: FormField
    key: str
    value: Any = None
    error: str = ""
    child: "Child | None" = None
    each: list["Bound"] = part(default_factory=list)
    aside: list[tuple[str, str]] = part(default_factory=list)
    suggests: list[tuple[str, str]] = part(default_factory=list)
    carried: list[Any] = part(default_factory=list)

    @property
    def kind(self) -> FieldKind:
        """The kind of question it is."""
        return kind_of(self.field)

    @property
    def template(self) -> str:
        """The template of the control."""
        return self.kind.control(self.field, of_child=self.child is not None)

    @property
    def single(self) -> bool:
        """Whether one input answers it, which a label can point at; all others are a group with a legend."""
        return not self.field.each and self.kind.one_input(self.field, of_child=self.child is not None)

    @property
    def input_id(self) -> str:
        """The id of its first input, which an error summary leads to."""
        return f"f-{self.key}"

    @property
    def described_by(self) -> str:
        """The ids of what explains it: its error, its help."""
        ids = [f"e-{self.key}"] if self.error else []
        help = [f"h-{self.key}"] if self.field.help and not self.child else []
        return " ".join(ids + help)

    @property
    def when(self) -> str:
        """The answers it hangs on, for the script that hides what is not asked."""
        wanted = {name: _as_typed(answer) for name, answer in self.field.when.items()}
        return json.dumps(wanted) if wanted else ""

    @property
    def optional(self) -> bool:
        """Whether it may be left out."""
        return not self.field.required


def _as_typed(answer: Any) -> list[str]:
    """An answer of the library as inputs hold it."""
    if isinstance(answer, list | tuple):
        return [text for one in answer for text in _as_typed(one)]
    return ["" if answer is None else "yes" if answer is True else "no" if answer is False else str(answer)]


def draw(stage: Stage, typed: Typed, errors: Mapping[str, str], context: "FormContext") -> list[Bound]:
    """Every question of ``stage`` that is asked today, with what was typed and what is wrong with it."""
    today = clock.local(context.viewer.now).date()
    return [_bound(f, typed, errors.get(f.id, ""), context) for f in asked_on(stage, today, context.held, context.kept)]


def _bound(field: FormField, typed: Typed, error: str, context: "FormContext") -> Bound:
    if field.each != "child":
        return bind(field, field.id, typed, context, error)
    each = []
    for child in context.children:
        bound = bind(field, f"{field.id}.{child.id}", typed, context)
        bound.child = child
        each.append(bound)
    key = each[0].key if each else field.id
    drawn = tuple(f"{field.id}.{child.id}" for child in context.children)
    aside = [
        (name, text)
        for name, texts in typed.items()
        for text in texts
        if name.startswith(f"{field.id}.") and not name.startswith(drawn)
    ]
    return Bound(field, key, error=error, each=each, aside=aside)


def bind(field: FormField, key: str, typed: Typed, context: "FormContext", error: str = "") -> Bound:
    """One question under one key."""
    kind = kind_of(field)
    suggests = suggestions(typed.raw(key)) if kind.suggests else []
    return Bound(field, key, kind.draw(field, key, typed, context), error, suggests=suggests)
