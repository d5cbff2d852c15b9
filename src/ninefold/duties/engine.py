"""The engine: facts and the library in, obligations out. Pure: no clock, no database, no Django.

``obligations`` looks at what was known at ``at`` and says what was owed then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from ninefold.duties import calendar, events, periods, rhythms, settled, why
from ninefold.duties.known import FactIndex
from ninefold.duties.obligation import Obligation, State
from ninefold.duties.reopening import all_duties
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty, Library
from ninefold.lawbook.statuses import Statuses

__all__ = ["Obligation", "State", "obligations", "reckon"]


def obligations(library: Library, facts: Iterable[Fact], at: datetime) -> list[Obligation]:
    """Everything owed, met, late or void at ``at``, given all facts of one home, in order of opening and key."""
    found = reckon(all_duties(library), facts, at, why.titles(library), statuses=library.statuses)
    return [by_then(obligation, at) for obligation in found if obligation.opened_at <= at]


def by_then(one: Obligation, at: datetime) -> Obligation:
    """``one`` void when a birthday, or the period that follows, ended it by ``at``; before, that day is nothing yet."""
    over = one.ends_at is not None and one.ends_at <= at and one.met_at is None
    return replace(one, void_at=one.ends_at) if over else one


def reckon(
    duties: Sequence[Duty],
    facts: Iterable[Fact],
    at: datetime,
    names: why.Titles,
    *,
    ahead: bool = False,
    statuses: Statuses | None = None,
) -> list[Obligation]:
    """What ``duties`` ask, given what was known at ``at``; with ``ahead``, calendar periods to come as well.

    ``statuses`` are those that the library declares; without them, those of the library this process works by.
    """
    known = FactIndex(facts, at, statuses)
    found = [obligation for duty in duties for obligation in _by_shape(duty, known, names, ahead=ahead)]
    return sorted(found, key=lambda o: (o.opened_at, o.key))


def _by_shape(duty: Duty, known: FactIndex, names: why.Titles, *, ahead: bool) -> Iterator[Obligation]:
    for obligation in _owed(duty, known, names, ahead=ahead):
        if _in_force(duty, obligation):
            yield from settled.applied(duty, obligation, known, names)


def _owed(duty: Duty, known: FactIndex, names: why.Titles, *, ahead: bool) -> Iterator[Obligation]:
    if duty.starts and duty.due and duty.met_by:
        yield from events.owed(events.Rule(duty, duty.starts, duty.due, duty.met_by), known, names)
    if duty.rhythm:
        yield from rhythms.owed(duty, duty.rhythm, known, names)
    if duty.every:
        yield from periods.owed(duty, duty.every, known, names, ahead=ahead)


def _in_force(duty: Duty, obligation: Obligation) -> bool:
    """Whether the duty was the law, or the home's rule, by the time it was due, and still was when it opened."""
    began, ended = calendar.day_of(obligation.opened_at), calendar.day_of(obligation.due_at)
    return duty.holds_from <= ended and (duty.holds_to is None or began <= duty.holds_to)
