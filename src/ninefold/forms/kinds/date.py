"""A day."""

import datetime
from typing import TYPE_CHECKING, Any

from ninefold.forms import times as wall
from ninefold.forms.kind import FieldKind, Scene
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField, Yield

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

EARLIEST = datetime.date(1900, 1, 1)  # the birthday of the oldest who is written about
LATEST = datetime.date(2150, 1, 1)


class DateKind(FieldKind):
    """A day of the calendar."""

    shown = "forms/read/day.html"
    timed = True

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """A day that exists, of a likely year."""
        try:
            day = datetime.date.fromisoformat(answer) if isinstance(answer, str) and len(answer) == 10 else None
        except ValueError:
            return "There is no such date."
        if day is None:
            return "Please give a date."
        return None if EARLIEST <= day <= LATEST else "Please check the year."

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A day as 2026-10-24."""
        return {"type": "string", "format": "date", "minLength": 10, "maxLength": 10}

    def states(self, asked: FormField) -> Yield | None:
        """Where the question names a fact, it is true on that day."""
        return Yield(fact=asked.fact, at=asked.id) if asked.fact and not asked.each else None

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """A date from a date input, or typed as 24/10/2026."""
        text = typed.one(key)
        return wall.day(text).isoformat() if text else ""

    def read(self, asked: FormField, answer: Any) -> Any:
        """The day, which a page writes out."""
        return answer

    def text(self, asked: FormField, answer: Any) -> str:
        """As 24/10/2026."""
        return f"{datetime.date.fromisoformat(answer):%d/%m/%Y}"

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """So many days from today."""
        return (scene.day + datetime.timedelta(days=scene.number(told))).isoformat()


KIND = DateKind()
