"""Lengths of time as the law writes them: a count and a unit. What a unit means on a calendar is for duties to say."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

Unit = Literal["minutes", "hours", "days", "working days", "weeks", "months", "years"]

# No more than 999 of anything: whatever is added to a moment still has a place in the calendar.
_WRITTEN = re.compile(r"([0-9]{1,3}) (minute|hour|day|working day|week|month|year)s?")


@dataclass(frozen=True, slots=True)
class Duration:
    """``count`` of ``unit``, kept apart because a month or a working day has no fixed length."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        """The duration in words: "1 week", "20 working days"."""
        return f"{self.count} {self.unit[:-1] if self.count == 1 else self.unit}"


@cache
def parse(text: str) -> Duration:
    """The duration that ``text`` names ("24 hours", "20 working days", "1 week"). Raises ValueError with a sentence."""
    found = _WRITTEN.fullmatch(" ".join(str(text).lower().split()))
    if not found or int(found[1]) == 0:
        raise ValueError(
            f"'{text}' is not a length of time. Write a whole number from 1 to 999 and a unit, "
            "such as '24 hours', '5 days', '20 working days', '6 weeks', '3 months' or '2 years'."
        )
    return Duration(int(found[1]), cast(Unit, found[2] + "s"))
