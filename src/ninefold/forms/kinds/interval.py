"""A length of time as a rule has it: "6 weeks"."""

from typing import Any

from ninefold.forms.kinds.line import LineKind
from ninefold.lawbook import durations
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField


class IntervalKind(LineKind):
    """A number and a unit."""

    template = "forms/fields/line.html"
    in_words = False
    worded = False
    suggests = False

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """A number and a unit that ``lawbook.durations`` reads."""
        try:
            durations.parse(answer if isinstance(answer, str) else "")
        except ValueError:
            return "Please write a number and a unit, such as 6 weeks or 3 months."
        return None

    def schema(self, asked: FormField) -> dict[str, Any]:
        """Text with a number in it."""
        return {"type": "string", "pattern": "[0-9]", "examples": ["6 weeks", "3 months"]}


KIND = IntervalKind()
