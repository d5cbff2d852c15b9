"""The name of a medicine with its strength: one of the child's own, chosen, or another, written."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.kind import Inputs
from ninefold.forms.kinds.line import LineKind
from ninefold.forms.typed import Typed, Unclear
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

OTHER = "other"  # behind the key: where a medicine is written that is not on the chart


class MedicineKind(LineKind):
    """A line that names a medicine. Which one a child was given no link can know.

    Where the question takes its answers ``from`` the child's chart, those are offered, each with what one must know.
    """

    template = "forms/fields/medicine.html"
    in_words = False
    suggests = False
    single = False
    by_address_of_child = False

    def one_input(self, asked: FormField, *, of_child: bool = False) -> bool:
        """Where nothing is offered, it is a line."""
        return not asked.from_

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """The one that was chosen, or written. Raises Unclear for both."""
        chosen, written = (" ".join(typed.one(name).split()) for name in (key, f"{key}.{OTHER}"))
        if chosen and written and chosen != written:
            raise Unclear(f"{chosen} is chosen, and {written} is written. Which is it?")
        return chosen or written

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """As chosen, if it is offered; else as written."""
        on_chart = not asked.from_ or str(answer) in context.lines(asked.from_)
        return {key: [str(answer)]} if on_chart else {f"{key}.{OTHER}": [str(answer)]}

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """The chart's medicines with which one is chosen, and what was written."""
        chosen = " ".join(typed.one(key).split())
        names = context.lines(asked.from_)
        return {
            "offered": [
                {"name": name, "says": context.described.get(name, ""), "on": name == chosen} for name in names
            ],
            "written": typed.raw(f"{key}.{OTHER}") or (typed.raw(key) if chosen not in names else ""),
        }


KIND = MedicineKind()
