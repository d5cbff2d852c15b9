"""Addresses of before selections were signed: somebody may have kept one, and it should still lead to its records.

They named a kind and its words with colons between them ("type:measure") and a month.
"""

from ninefold.reports import records
from ninefold.reports.period import Period
from ninefold.reports.selection import Selection

STEP, HOURS = "step", "hours"


def selection(key: str, month: str) -> Selection | None:
    """The selection that an old address named; None when it named nothing."""
    kind, *words = key.split(":")
    try:
        period = Period.read(month)
        return Selection(kind, tuple(_now(kind, words)), period) if kind in records.KINDS else None
    except (ValueError, IndexError):
        return None


def _now(kind: str, words: list[str]) -> list[str]:
    """The words as they are kept today: a step by its digest, the hours before the types."""
    if kind == STEP:
        outcome, child, *step = words
        return [outcome, child, records.step_digest(child, ":".join(step).lower())]
    if kind == HOURS:
        types, weekday, hour = words
        return [weekday, hour, *types.split("+")]
    return words
