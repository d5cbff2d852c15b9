"""What every kind of question can do: be drawn, typed, read, filled in again, invented. A kind overrides what differs."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, cast

from ninefold.forms.typed import Typed
from ninefold.lawbook import kinds
from ninefold.lawbook.kinds import Kind
from ninefold.lawbook.model import FormField, Yield

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

Inputs = dict[str, list[str]]  # names of inputs with what stands in them
Reference = dict[str, str]
SEVERAL = "forms/read/lines.html"


class Scene(Protocol):
    """Somebody's day in an invented home, as far as inventing an answer needs it (``ops.simulate.answers``)."""

    @property
    def day(self) -> date:
        """The day it is."""

    @property
    def now(self) -> datetime:
        """The moment it is."""

    def pick(self, told: Any) -> Any:
        """One of several things, or the only one."""

    def line(self, told: Any) -> str:
        """A text filled in, without the marks of names."""

    def story(self, told: Any) -> list[Any]:
        """A text filled in, with its people as references."""

    def voice(self, told: Any) -> list[Any]:
        """The same, as the child would say it."""

    def number(self, told: Any) -> int:
        """A whole number: as it stands, or between two."""

    def grown(self, base: float, a_year: float, play: float) -> int:
        """A number that grows with the child."""

    def chances(self, share: float) -> bool:
        """Whether something happens that happens so often."""

    def some(self, several: Sequence[Any], least: int, most: int) -> list[Any]:
        """So many of several things, in any order."""

    def calming(self) -> list[str]:
        """What calms the child."""

    def person(self, who: str) -> Reference:
        """Somebody, by what a scene calls them."""

    def everybody(self) -> list[Reference]:
        """All children of the home."""

    def picture(self) -> dict[str, Any]:
        """A picture of the child, drawn and kept."""


class FieldKind(Kind):
    """A kind of question with all that a form and a page do with it.

    ``template`` draws its control (default: its own name in ``forms/fields``), ``shown`` its answer (default: as text).
    ``single``: one input answers it, which a label can point at. ``worded``: two answers are compared word by word.
    ``suggests``: better words are offered beside it. ``by_address`` and ``by_address_of_child``: whether a link may fill
    it in, and whether it may where the record is about a child: what somebody has to have seen, heard, counted or done
    themselves is never filled in for them. ``inputmode``, ``placeholder``, ``hint`` and ``narrow`` are for the one-line
    control.
    """

    template: str = ""
    shown: str = "forms/read/text.html"
    single: bool = True
    worded: bool = False
    suggests: bool = False
    by_address: bool = True
    by_address_of_child: bool = True
    inputmode: str = ""
    placeholder: str = ""
    hint: str = ""
    narrow: bool = False

    def states(self, asked: FormField) -> Yield | None:
        """The fact that the question names, carrying its answer; asked of each child, each answer is one (``facts``)."""
        return Yield(fact=asked.fact, value=asked.id) if asked.fact and not asked.each else None

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """What was typed under ``key``, as content has it; None, "" or an empty list for nothing. Raises Unclear."""
        return " ".join(typed.one(key).split())

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """What would have been typed to give ``answer``."""
        return {key: [str(answer)]}

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """What the template of its control needs: mostly what was typed, untouched."""
        return typed.raw(key)

    def control(self, asked: FormField, *, of_child: bool = False) -> str:
        """The template of its control; ``of_child`` where it is asked once for every child."""
        return self.template or f"forms/fields/{self.id.replace('-', '_')}.html"

    def one_input(self, asked: FormField, *, of_child: bool = False) -> bool:
        """Whether one input answers this question."""
        return self.single

    def read(self, asked: FormField, answer: Any) -> Any:
        """What the template ``shown`` needs to show an answer."""
        return self.text(asked, answer)

    def text(self, asked: FormField, answer: Any) -> str:
        """An answer as one piece of plain text, for a line of a list or the cell of a sheet."""
        return asked.label_of(str(answer))

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """An answer for an invented home, from what its scene says; nothing to leave it out."""
        return scene.line(told)

    def may_be_given(self, asked: FormField, *, about_child: bool) -> bool:
        """Whether a link may fill an answer in."""
        return self.by_address and (self.by_address_of_child or not about_child)


def field_kinds() -> Mapping[str, FieldKind]:
    """Every kind of question by its id, with all that forms do with it."""
    return cast(Mapping[str, FieldKind], kinds.kinds())


def kind_of(asked: FormField) -> FieldKind:
    """The kind of a question."""
    return field_kinds()[asked.kind]
