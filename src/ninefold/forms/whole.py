"""What kinds share whose answer is a whole number."""

import re
from typing import TYPE_CHECKING, Any

from ninefold.forms.checks import is_whole, within
from ninefold.forms.kind import FieldKind, Scene
from ninefold.forms.typed import Typed, Unclear
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

MOST = 10_000_000


class Whole(FieldKind):
    """A whole number, none below nought."""

    narrow = True

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """A whole number within its bounds."""
        if not is_whole(answer) or not 0 <= answer <= MOST:
            return "Please give a whole number."
        return within(asked, answer)

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A whole number with its bounds."""
        least, most = max(asked.min or 0, 0), MOST if asked.max is None else asked.max
        return {"type": "integer", "minimum": least, "maximum": most}

    def never(self, asked: FormField, answer: Any) -> str:
        """A condition compares it with a whole number."""
        return (
            "" if isinstance(answer, int) else f"'{asked.id}' is answered with a whole number, never with '{answer}'."
        )

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """A whole number."""
        text = typed.one(key)
        if text and not re.fullmatch("[0-9]{1,9}", text):
            raise Unclear(f"“{text[:40]}” is not a whole number.")
        return int(text) if text else None

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """As the scene says: a number, one between two, or one that grows with the child."""
        return scene.grown(*told["grows"]) if isinstance(told, dict) else scene.number(told)
