"""A score: a scale, which may be so long that its number is typed."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.kinds.scale import ScaleKind, ends
from ninefold.forms.typed import Typed
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

LONG = 12  # a hundred buttons are no scale


class ScoreKind(ScaleKind):
    """One number of a questionnaire."""

    options = "none"
    inputmode = "decimal"

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """The numbers; what was typed, where there are many."""
        return typed.raw(key) if _typed(asked) else super().draw(asked, key, typed, context)

    def control(self, asked: FormField, *, of_child: bool = False) -> str:
        """Buttons, or a line for a long one."""
        return "forms/fields/line.html" if _typed(asked) else self.template

    def one_input(self, asked: FormField, *, of_child: bool = False) -> bool:
        """Where its number is typed."""
        return _typed(asked)


def _typed(asked: FormField) -> bool:
    """Whether it is so long that its number is typed."""
    least, most = ends(asked)
    return most - least > LONG


KIND = ScoreKind()
