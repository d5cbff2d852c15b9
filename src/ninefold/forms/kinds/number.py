"""A number, with decimals if need be."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ninefold.forms.checks import within
from ninefold.forms.kind import FieldKind, Scene
from ninefold.forms.typed import Typed, Unclear
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

NUMBER = r"-?[0-9]{1,9}(\.[0-9]{1,4})?"


class Number(FieldKind):
    """Decimal text, so that 2.10 stays what was counted. Somebody counted it: no link fills it in."""

    template = "forms/fields/line.html"
    inputmode = "decimal"
    narrow = True
    by_address = False

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """A number within its bounds."""
        if not isinstance(answer, str) or not re.fullmatch(NUMBER, answer):
            return "Please give a number."
        return within(asked, Decimal(answer))

    def schema(self, asked: FormField) -> dict[str, Any]:
        """Decimal text."""
        return {"type": "string", "pattern": f"^{NUMBER}$"}

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """A number as it was written, with a point and no spaces."""
        text = typed.one(key).replace(" ", "")
        if text and not re.fullmatch(r"-?[0-9]+([.,][0-9]+)?", text):
            raise Unclear(f"“{text[:40]}” is not a number. Write it in figures, for example 12 or 2.5.")
        return text.replace(",", ".")

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """As the scene says: a number, one between two, or one that grows."""
        if isinstance(told, float):
            return str(Decimal(str(told)))
        return str(scene.grown(*told["grows"]) if isinstance(told, dict) else scene.number(told))


KIND = Number()
