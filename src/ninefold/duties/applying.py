"""Whom a duty applies to, and until when: the statuses of its child and of the home."""

from dataclasses import dataclass, replace
from datetime import datetime

from ninefold.duties import why
from ninefold.duties.known import FactIndex
from ninefold.duties.obligation import Obligation
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty
from ninefold.lawbook.statuses import BORN, Spans, both

CLOSED = "closed"  # the status of a home that owes nothing any more
AGED = 2  # years by which a birthday may lie beyond the due, and still be told with it


@dataclass(frozen=True, slots=True)
class Ending:
    """When, and by what fact, a clock ends; by time alone when ``aged``."""

    at: datetime
    fact: Fact | None
    aged: bool


def spans(duty: Duty, known: FactIndex, subject: str) -> Spans | None:
    """When ``duty`` applies to ``subject``; None is always."""
    asked = duty.applies
    found: Spans | None = None
    if asked and asked.child and duty.about == "child":
        found = known.statuses.any_of(asked.child, subject)
    if not (asked and CLOSED in asked.home):
        here = _open_home(known) if not (asked and asked.home) else known.home_spans(asked.home)
        if here is not None:
            found = here if found is None else both(found, here)
    return found


def _open_home(known: FactIndex) -> Spans | None:
    """When the home was not closed; None while nobody has closed it."""
    return known.home_spans(("registered",)) if known.home_spans((CLOSED,)) else None


def holds(found: Spans | None, at: datetime) -> bool:
    """Whether the duty applies at ``at``."""
    return found is None or any(span.holds(at) for span in found)


def ending(found: Spans | None, at: datetime) -> Ending | None:
    """When what opened at ``at`` ends, if it does."""
    for span in found or ():
        if span.holds(at) and span.end is not None:
            return Ending(span.end, span.ended_by or span.because, span.aged)
    return None


def ended(one: Obligation, end: Ending | None, names: why.Titles) -> Obligation:
    """``one`` with its end: not owed from then on, unless it was met or taken back before."""
    if end is None or one.met_at is not None or one.void_at is not None:
        return one
    if end.aged:
        near = (end.at - one.due_at).days < AGED * 365 and (end.fact is None or end.fact.name == BORN)
        return replace(one, ends_at=end.at, why=why.of_age(one.why, end.at) if near else one.why)
    by = end.fact.entry if end.fact else ""
    reason = why.of_status(one.why, end.fact, end.at, names)
    return replace(one, void_at=max(end.at, one.opened_at), ended_by=by, why=reason)
