"""How long something took."""

import re
from typing import TYPE_CHECKING, Any

from ninefold.forms.typed import Typed, Unclear
from ninefold.forms.whole import Whole
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


class DurationKind(Whole):
    """Minutes. Somebody was there: no link fills it in."""

    template = "forms/fields/line.html"
    inputmode = "text"
    hint = "Minutes, or hours and minutes as 1:30."
    by_address = False

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Minutes: "90", or "1:30" for an hour and a half."""
        text = typed.one(key)
        hours = re.fullmatch("([0-9]{1,3}):([0-5][0-9])", text)
        if hours:
            return int(hours[1]) * 60 + int(hours[2])
        if text and not re.fullmatch("[0-9]{1,6}", text):
            raise Unclear(f"“{text[:40]}” is not a number of minutes. Write 90, or 1:30 for an hour and a half.")
        return int(text) if text else None

    def text(self, asked: FormField, answer: Any) -> str:
        """So many minutes."""
        return f"{answer} minute" if answer == 1 else f"{answer} minutes"


KIND = DurationKind()
