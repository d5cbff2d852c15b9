"""A line of text."""

from typing import Any

from ninefold.forms.checks import LONGEST_LINE, text_problem
from ninefold.forms.kind import FieldKind
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField


class LineKind(FieldKind):
    """A line of text."""

    in_words = True
    worded = True
    suggests = True

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """Text, not too long."""
        return text_problem(answer)

    def schema(self, asked: FormField) -> dict[str, Any]:
        """Text."""
        return {"type": "string", "maxLength": LONGEST_LINE}


KIND = LineKind()
