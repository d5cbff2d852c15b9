"""The children who lived here, how often they were written about, and when they were last heard."""

from ninefold.base.english import age, long_day
from ninefold.reports.blocks import Block, Heading, Para, Table, Tag, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import short_day
from ninefold.reports.reading.residents import Resident, residents
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS: dict[str, str] = {}
COLUMNS = ("Child", "Age", "Lives here since", "Placed by", "Key-worker", "Records", "In own words", "Last heard")
WIDTHS = (3, 1, 4, 4, 3, 2, 2, 3)


def read(scope: Scope) -> tuple[Resident, ...]:
    """Who lived here."""
    return scope.once(residents)


def draw(data: tuple[Resident, ...], frame: Frame) -> list[Block]:
    """A row for each child."""
    head = Heading("Children")
    if not data:
        return [head, Para(line(f"No child lived here in this {frame.period.noun}."))]
    rows = tuple(_row(child, frame) for child in data)
    return [head, Table("Children who lived here", COLUMNS, rows, WIDTHS)]


def _row(child: Resident, frame: Frame) -> tuple[Text, ...]:
    names, period = frame.names, frame.period
    stay = long_day(child.came) + (f", left {long_day(child.left)}" if child.left else "")
    return (
        line(names.of(child.id)),
        line(str(age(child.born_on, period.last))),
        line(stay),
        line(child.authority or "not known"),
        line(names.of(child.key_worker) or "nobody named"),
        line(frame.figure(child.records, "about", child.id)),
        line(frame.figure(child.voiced, "voice", child.id)),
        line(short_day(child.last_heard, period.year) if child.last_heard else Tag("not yet", "soon")),
    )
