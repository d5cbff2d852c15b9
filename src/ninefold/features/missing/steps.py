"""Which steps were taken while a child is missing, and which of the library's are still ahead. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ninefold.duties.calendar import add
from ninefold.insight.numbers import Ring
from ninefold.lawbook.durations import parse
from ninefold.lawbook.missing import MissingStep

POLICE = "police"  # who is rung first, by a duty's clock


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step that was taken, or a call that nobody answered."""

    step: str
    label: str
    at: datetime
    by: str
    reached: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepAhead:
    """A step that is still to be taken: what, whom to ring for it, by when, and when it was tried."""

    step: str
    label: str
    rings: list[Ring]
    by: datetime | None
    tried_at: datetime | None
    calls: bool  # a telephone call: whoever rings is asked whether somebody answered


def steps_ahead(
    name: str,
    wanted: Mapping[str, MissingStep],
    taken: Collection[StepTaken],
    rings: Mapping[str, list[Ring]],
    police_by: datetime | None,
    now: datetime,
) -> list[StepAhead]:
    """The steps of ``wanted`` that nobody has taken yet, in their order, and then those whose time has come again.

    ``rings`` are numbers by who is rung, ``police_by`` is when the first call to the police is due by its duty.
    """
    last: dict[str, datetime] = {}
    tried: dict[str, datetime] = {}
    for one in sorted(taken, key=lambda step: step.at):
        (last if one.reached else tried)[one.step] = one.at
    first = [
        _ahead(id, step.do.format(name=name), step, rings, police_by if step.rings == POLICE else None, tried.get(id))
        for id, step in wanted.items()
        if id not in last
    ]
    return [*first, *_again(name, wanted, last, rings, now)]


def _again(
    name: str,
    wanted: Mapping[str, MissingStep],
    last: Mapping[str, datetime],
    rings: Mapping[str, list[Ring]],
    now: datetime,
) -> Iterator[StepAhead]:
    for id, step in wanted.items():
        if step.again and id in last and (at := add(last[id], parse(step.again))) <= now:
            yield _ahead(id, step.then.format(name=name) or step.do, step, rings, at, None)


def _ahead(
    id: str, label: str, step: MissingStep, rings: Mapping[str, list[Ring]], by: datetime | None, tried: datetime | None
) -> StepAhead:
    return StepAhead(id, label, rings.get(step.rings, []), by, tried, calls=bool(step.rings))
