"""Several of several answers, or lines of the child's own plan."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.checks import texts_problem
from ninefold.forms.kind import SEVERAL, FieldKind, Inputs, Scene
from ninefold.forms.options import drawn_options, option_ids
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

CHOOSE = "Please choose from the answers."


class ChoicesKind(FieldKind):
    """A list of options' ids; of texts, where the list is the child's own (``from``)."""

    shown = SEVERAL
    single = False
    several = True
    options = "must"
    by_address_of_child = False

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """Options, or short texts."""
        if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
            return CHOOSE
        if _own(asked):
            return texts_problem(answer)
        return None if set(answer) <= set(option_ids(asked)) else CHOOSE

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A list of options' ids, or of texts."""
        return {"type": "array", "items": {"type": "string"} if _own(asked) else {"enum": option_ids(asked)}}

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """What was ticked, and what was added in lines, each once."""
        own = [text.strip() for text in typed.one(f"{key}.more").splitlines() if text.strip()]
        return list(dict.fromkeys(typed.all(key) + own))

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """The ticks."""
        return {key: list(answer)}

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Options, or the child's own lines with room for more."""
        chosen = typed.all(key)
        if not _own(asked):
            return {"options": drawn_options(asked, set(chosen), context), "own": False}
        lines = list(dict.fromkeys([*context.lines(asked.from_), *chosen]))
        offered = [{"id": text, "label": text, "help": "", "on": text in chosen} for text in lines]
        return {"options": offered, "own": True, "more": typed.raw(f"{key}.more")}

    def read(self, asked: FormField, answer: Any) -> Any:
        """What the chosen ones are called."""
        return [asked.label_of(one) for one in answer]

    def text(self, asked: FormField, answer: Any) -> str:
        """The same, in a line."""
        return "; ".join(self.read(asked, answer))

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """All that the scene asks for, or some of those it names."""
        if isinstance(told, dict):
            return list(told["all"])
        return sorted(scene.some(told, 1, min(3, len(told))), key=told.index)


def _own(asked: FormField) -> bool:
    """Whether the list is the child's own."""
    return bool(asked.from_) and not asked.options


KIND = ChoicesKind()
