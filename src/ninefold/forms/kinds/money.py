"""An amount of money."""

import re
from typing import TYPE_CHECKING, Any

from ninefold.forms.kind import Inputs
from ninefold.forms.typed import Typed, Unclear
from ninefold.forms.whole import Whole
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


class MoneyKind(Whole):
    """Pence."""

    template = "forms/fields/line.html"
    inputmode = "decimal"
    placeholder = "0.00"
    hint = "Pounds and pence."

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Pence, from pounds: "£2.50" is 250."""
        text = typed.one(key).lstrip("£").replace(",", "").strip()
        if text and not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,2})?", text):
            raise Unclear(f"“{text[:40]}” is not an amount. Write pounds and pence, for example 2.50.")
        pounds, _, pence = text.partition(".")
        return int(pounds) * 100 + int((pence + "00")[:2]) if text else None

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """Pounds and pence."""
        return {key: [f"{answer // 100}.{answer % 100:02}"]}

    def text(self, asked: FormField, answer: Any) -> str:
        """Pounds and pence."""
        return f"£{answer // 100}.{answer % 100:02}"


KIND = MoneyKind()
