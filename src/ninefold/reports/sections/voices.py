"""What children said, in their own words, with when; how many there are in all."""

from typing import NamedTuple

from ninefold.ledger.models import Record
from ninefold.reports.blocks import Block, Figure, Heading, Link, Para, Said, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import moment
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"heading": "words?", "most": "number?"}


class Voices(NamedTuple):
    """The newest of them."""

    heading: str
    number: Figure
    newest: list[Record]


def read(scope: Scope, *, heading: str = "In children's own words", most: int = 12) -> Voices:
    """The newest ``most``, one after another child, so that one who says much does not silence another."""
    every = list(scope.records("voice")[: most * 10])
    by_child: dict[str, list[Record]] = {}
    for one in every:
        by_child.setdefault(one.about_one, []).append(one)
    turns = [one for turn in range(most) for several in by_child.values() for one in several[turn : turn + 1]]
    return Voices(heading, scope.figure("voice"), turns[:most])


def draw(data: Voices, frame: Frame) -> list[Block]:
    """The words, whose and when."""
    head = Heading(data.heading)
    if not data.newest:
        return [head, frame.gap(f"no child's own words were kept in this {frame.period.noun}.")]
    said = [
        Said(
            frame.names.write(one.voice),
            line(Link(", ".join(filter(None, (frame.names.of(one.about_one), moment(one.happened_at, frame.period.year)))), one.pk)),
        )
        for one in data.newest
    ]  # fmt: skip
    shown = "" if data.number.number == len(said) else f" The newest {len(said)} are shown, of each child in turn."
    return [head, Para(line(data.number, " records hold a child's own words.", shown), quiet=True), *said]
