"""A home's own intervals: what it has set for itself where the rule is its own to change."""

from datetime import datetime

from ninefold.duties.known import Known
from ninefold.lawbook import durations
from ninefold.lawbook.model import Duty

SET = "clock.set"


def own_interval(duty: Duty, known: Known, until: datetime | None) -> str:
    """The interval the home had set for ``duty`` when an obligation was met at ``until``, or has set now.

    What was met keeps the interval it was met under; what is open takes the latest.
    """
    if not duty.can_change:
        return ""
    said = [fact for fact in known.named(SET) if fact.data.get("duty") == duty.id and _is_length(fact.value)]
    if until is not None:
        said = [fact for fact in said if fact.carried or fact.at <= until]
    return said[-1].value if said else ""


def _is_length(value: str) -> bool:
    """Whether what was written can be counted; what cannot changes nothing."""
    try:
        durations.parse(value)
    except ValueError:
        return False
    return True
