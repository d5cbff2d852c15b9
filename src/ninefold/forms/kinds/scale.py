"""How much, in steps: five of them, unless the question says otherwise."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.checks import is_whole
from ninefold.forms.typed import Typed
from ninefold.forms.whole import Whole
from ninefold.lawbook.kinds import Options, Times
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


class ScaleKind(Whole):
    """One number of a few, each a button; an option is a word under one of them."""

    template = "forms/fields/scale.html"
    single = False
    options: Options = "may"
    by_address = False

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """One of the numbers."""
        least, most = ends(asked)
        return None if is_whole(answer) and least <= answer <= most else f"Please choose from {least} to {most}."

    def schema(self, asked: FormField) -> dict[str, Any]:
        """One of the numbers."""
        least, most = ends(asked)
        return {"type": "integer", "minimum": least, "maximum": most}

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """The numbers, with a word under those that have one."""
        least, most = ends(asked)
        words = {n: option.label for n, option in enumerate(asked.options, least)}
        return [{"n": n, "word": words.get(n, ""), "on": typed.one(key) == str(n)} for n in range(least, most + 1)]

    def text(self, asked: FormField, answer: Any) -> str:
        """The number, and of how many."""
        return f"{answer} of {asked.max or 5}"


def ends(asked: FormField) -> tuple[int, int]:
    """The least and the most of a scale."""
    return 1 if asked.min is None else asked.min, asked.max or 5


KIND = ScaleKind()
