"""Children by their stays: who lives here, came or left, born when, placed by whom on what legal basis, since when."""

from typing import NamedTuple

from ninefold.base import clock
from ninefold.base.english import age, long_day
from ninefold.people.models import Placement
from ninefold.reports import stays
from ninefold.reports.blocks import Block, Heading, Para, Table, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"which": "words?", "heading": "words?", "none": "words?"}
WIDTHS = (3, 2, 3, 3, 3, 4, 4)


class Stays(NamedTuple):
    """The stays, under their heading."""

    heading: str
    rows: list[Placement]
    none: str


def read(scope: Scope, *, which: str = "living", heading: str = "Children", none: str = "No child.") -> Stays:
    """``which`` is living (at the period's end), came, left or all. Raises ValueError for another word."""
    rows = stays.of(scope, which).select_related("child").order_by("began_at", "id")
    return Stays(heading, list(rows), none)


def draw(data: Stays, frame: Frame) -> list[Block]:
    """A row for each stay."""
    if not data.rows:
        return [Heading(data.heading), Para(line(data.none))]
    columns = ("Child", "Age", "Born", "Came", "Left", "Placed by", "Legal status")
    rows = tuple(_row(one, frame) for one in data.rows)
    return [Heading(data.heading), Table(data.heading, columns, rows, WIDTHS)]


def _row(stay: Placement, frame: Frame) -> tuple[Text, ...]:
    child = stay.child
    left = clock.local(stay.ended_at).date() if stay.ended_at and stay.ended_at < frame.period.end else None
    return (
        line(frame.names.of(child.pk)),
        line(str(age(child.born_on, min(frame.period.last, frame.made_on)))),
        line(long_day(child.born_on)),
        line(long_day(clock.local(stay.began_at).date()) if stay.began_at else "not known"),
        line(long_day(left) if left else ""),
        line(child.authority or "not known"),
        line(child.legal_status or "not known"),
    )
