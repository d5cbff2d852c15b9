"""A list that is filled by ticking what the records offer: accepted, not this, or later. What nobody looked at is said."""

from typing import NamedTuple

from ninefold.ledger.models import Record
from ninefold.reports.blocks import Block, Figure, Heading, Link, Para, Table, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import moment
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"id": "words", "ask": "words", "types": "types", "law": "words?", "help": "words?"}
ACCEPT, NOT_THIS, LATER = "accept", "refused", "later"
MOST = 100


class Picked(NamedTuple):
    """What the records offer, newest first, and how many there are."""

    id: str
    ask: str
    law: str
    offered: list[Record]
    number: Figure


def read(scope: Scope, *, id: str, ask: str, types: list[str], law: str = "", help: str = "") -> Picked:
    """The records of the period that may go in."""
    words = ("answers", "+".join(types))
    return Picked(id, ask, law, list(scope.records(*words)[:MOST]), scope.figure(*words))


def draw(data: Picked, frame: Frame) -> list[Block]:
    """What was accepted, and how much of what is offered was not, is for later or was not looked at."""
    chosen = dict(frame.answers.get(data.id) or {})
    taken = [one for one in data.offered if chosen.get(one.pk) == ACCEPT]
    refused = sum(value == NOT_THIS for value in chosen.values())
    later = sum(value == LATER for value in chosen.values())
    waits = data.number.number - len(taken) - refused - later
    summary = line("Of ", data.number, f" offered by the records {len(taken)} taken, {refused} not, {later} for later, {waits} not looked at.")  # fmt: skip
    blocks: list[Block] = [Heading(data.ask, 3), Para(summary, quiet=True)]
    if taken:
        rows = tuple((line(Link(moment(one.happened_at, frame.period.year), one.pk)), line(frame.names.write(one.headline))) for one in taken)  # fmt: skip
        return [*blocks, Table(data.ask, ("When", "What"), rows, (2, 7))]
    if data.number.number:
        cited = f" ({data.law})" if data.law else ""
        return [*blocks, frame.gap(f"nothing has been chosen yet for '{data.ask}'{cited}.")]
    return blocks
