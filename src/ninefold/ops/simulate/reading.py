"""Who works in a simulated home reads, in their own time, what the library says must be read."""

from functools import partial
from typing import Any

from ninefold.lawbook import load
from ninefold.lawbook.model import READ, RecordType
from ninefold.ops.pen import Hand
from ninefold.ops.simulate.house import House, Kid

SLOWEST = 6  # days


def asked(house: House, type: RecordType, content: dict[str, Any], by: Hand, record: str, kids: list[Kid]) -> None:
    """Put on everybody's agenda to read ``record``, save on its writer's and on that of those who were there."""
    if not type.to_read:
        return
    there = _there(type, content)
    wanted = load.current().roles_in(type.to_read)
    for hand in house.team:
        if hand.role in wanted and hand is not by and hand.ref["who"] not in there:
            days = house.chance.randint(0, SLOWEST)
            house.after(partial(_read, house, type, hand, record, kids), days=days)


def _there(type: RecordType, content: dict[str, Any]) -> set[str]:
    """Those of whom the record itself says that they know what it says."""
    first = type.rules[type.stages[0].id]
    named = [content.get(rule.subject) or [] for rule in first if rule.fact == f"{type.id}.{READ}"]
    return {person["who"] for people in named for person in people}


def _read(house: House, type: RecordType, hand: Hand, record: str, kids: list[Kid]) -> None:
    if hand in house.team:
        house.write(type.id, {}, by=hand, about=kids, record=record, stage=READ)
