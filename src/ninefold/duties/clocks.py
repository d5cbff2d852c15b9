"""A home's own intervals, where the rule is its own to change; and what it says that it does not have at all."""

from datetime import datetime

from ninefold.duties import settled
from ninefold.duties.known import FactIndex
from ninefold.lawbook import durations
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty

SET = "clock.set"
LACKED, FOUND = "lack.said", "lack.ended"


def own_interval(duty: Duty, known: FactIndex, until: datetime | None) -> str:
    """The interval the home had set for ``duty`` when an obligation was met at ``until``, or has set now.

    What was met keeps the interval it was met under; what is open takes the latest.
    """
    if not duty.can_change:
        return ""
    said = [fact for fact in known.named(SET) if fact.data.get("duty") == duty.id and _is_length(fact.value)]
    if until is not None:
        said = [fact for fact in said if fact.carried or fact.at <= until]
    return said[-1].value if said else ""


def lacking(duty: Duty, known: FactIndex) -> Fact | None:
    """The fact by which the home says that it does not have what ``duty`` is about (no gas, no lift), or does not keep
    that custom, while it holds."""
    if dropped := settled.not_kept(duty, known):
        return dropped
    lacked = _lacked(duty, known)
    return lacked if lacked and not known.in_record(FOUND, lacked.record) else None


def found_again(duty: Duty, known: FactIndex) -> Fact | None:
    """The fact by which the home says that it now has what it lacked, or keeps what it had given up: the rhythm is
    counted from then."""
    if again := settled.taken_up(duty, known):
        return again
    lacked = _lacked(duty, known)
    ended = known.in_record(FOUND, lacked.record) if lacked else []
    return ended[-1] if ended else None


def _lacked(duty: Duty, known: FactIndex) -> Fact | None:
    said = [fact for fact in known.named(LACKED) if fact.value == duty.id] if duty.can_lack else []
    return said[-1] if said else None


def _is_length(value: str) -> bool:
    """Whether what was written can be counted; what cannot changes nothing."""
    try:
        durations.parse(value)
    except ValueError:
        return False
    return True
