"""Everything that was written, in the order in which it happened: a chronology, of some types or areas if named."""

from typing import NamedTuple

from ninefold import lawbook
from ninefold.ledger.models import Record
from ninefold.reports import records
from ninefold.reports.blocks import Block, Figure, Heading, Link, Para, Table, Text, Words, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import moment
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"heading": "words?", "types": "types?", "without": "types?"}
MOST = 1500


class LineOfTime(NamedTuple):
    """The newest of them, oldest first, and how many there are."""

    heading: str
    number: Figure
    rows: list[Record]


def read(
    scope: Scope, *, heading: str = "Chronology", types: list[str] | None = None, without: list[str] | None = None
) -> LineOfTime:
    """The records of ``types``, or of all but ``without``."""
    kinds = list(types or [])
    if without and not kinds:
        kinds = [name for name in lawbook.current().records if name not in without]
    number = scope.figure("answers", "+".join(kinds)) if kinds else scope.figure("all")
    rows = records.behind(scope.viewer, number.selection).only(
        "pk", "type", "happened_at", "written_at", "headline", "voice"
    )
    return LineOfTime(heading, number, list(reversed(rows[:MOST])))


def draw(data: LineOfTime, frame: Frame) -> list[Block]:
    """A row for each: when, what kind, what, and the child's words."""
    head = Heading(data.heading)
    if not data.rows:
        return [head, Para(line(f"Nothing was written in this {frame.period.noun}."))]
    more = f" The newest {MOST} are listed." if data.number.number > MOST else ""
    rows = tuple(_row(one, frame) for one in data.rows)
    count = Para(line(data.number, f" records.{more}"), quiet=True)
    return [head, count, Table(data.heading, ("When", "Kind", "What happened", "In own words"), rows, (3, 3, 8, 4))]


def _row(one: Record, frame: Frame) -> tuple[Text, ...]:
    kind = frame.library.records.get(one.type)
    return (
        line(Link(moment(one.happened_at, frame.period.year), one.pk)),
        line(kind.title if kind else one.type),
        line(frame.names.write(one.headline)),
        line(Words(frame.names.write(one.voice))) if one.voice else line(""),
    )
