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


GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
HALVED = re.compile(r"(-?)([0-9]*)([¼½¾])")
PLAIN = re.compile(r"(-?)([0-9]*)(\.[0-9]+)?")
PARTS = {"¼": ".25", "½": ".5", "¾": ".75"}


def figures(text: str) -> str:
    """The number that ``text`` means, as decimal text: "1,250" is 1250, ".5" and "½" are 0.5, "7½" is 7.5.

    A comma stands between thousands, as it does in England; where it stands elsewhere ("1,25") nobody can tell which was
    meant, and of tablets that is the difference between one and a hundred. Raises Unclear.
    """
    if GROUPED.fullmatch(text):
        return text.replace(",", "")
    if halved := HALVED.fullmatch(text):
        return f"{halved[1]}{halved[2] or 0}{PARTS[halved[3]]}"
    if "," in text and re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        whole, _, rest = text.partition(",")
        raise Unclear(f"“{text[:40]}” could be {whole}.{rest} or {whole}{rest}. Write it without a comma.")
    plain = PLAIN.fullmatch(text)
    if plain is None or not (plain[2] or plain[3]):
        raise Unclear(f"“{text[:40]}” is not a number. Write it in figures, for example 12 or 2.5.")
    return f"{plain[1]}{plain[2] or 0}{plain[3] or ''}"


class NumberKind(FieldKind):
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
        """A number as it was written, with a point, no spaces and no comma."""
        text = typed.one(key).replace(" ", "")
        return figures(text) if text else text

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """As the scene says: a number, one between two, or one that grows."""
        if isinstance(told, float):
            return str(Decimal(str(told)))
        return str(scene.grown(*told["grows"]) if isinstance(told, dict) else scene.number(told))


KIND = NumberKind()
