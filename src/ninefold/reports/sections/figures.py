"""Figures as the outline asks for them, each with an id for good, its records behind it, and the period before beside it."""

from typing import Any, NamedTuple

from ninefold.lawbook.counts import CountedFigure, counts
from ninefold.reports.blocks import Block, Figure, Heading, Para, Table, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"rows": "figures", "heading": "words?", "before": "yes or no?"}


class Counted(NamedTuple):
    """A line with its figure, and that of the period before."""

    line: CountedFigure
    now: Figure
    before: Figure | None


class FigureRows(NamedTuple):
    """The lines, under their heading."""

    heading: str
    rows: list[Counted]


def read(scope: Scope, *, rows: list[dict[str, Any]], heading: str = "", before: bool = False) -> FigureRows:
    """Each line counted by the selection that opens it."""
    earlier = scope.before if before else None
    return FigureRows(
        heading,
        [Counted(one, scope.counted(one), earlier.counted(one) if earlier else None) for one in counts(rows)],
    )


def draw(data: FigureRows, frame: Frame) -> list[Block]:
    """A table: the form's number if there is one, what is counted, the figure, and the one before."""
    head: list[Block] = [Heading(data.heading)] if data.heading else []
    numbered = any(row.line.number for row in data.rows)
    beside = any(row.before for row in data.rows)
    columns = (
        *(["No."] if numbered else []),
        "What",
        frame.period.title,
        *([frame.period.before.title] if beside else []),
    )
    widths = (*([1] if numbered else []), 8, 2, *([3] if beside else []))
    rows = tuple(_row(row, numbered) for row in data.rows)
    notes = [Para(line(f"{row.line.label}: {row.line.note}"), quiet=True) for row in data.rows if row.line.note]
    return [*head, Table(data.heading or "FigureRows", columns, rows, widths), *notes]


def _row(row: Counted, numbered: bool) -> tuple[Text, ...]:
    cited = f" ({row.line.cite})" if row.line.cite else ""
    cells = [line(row.line.label + cited), line(row.now)]
    if numbered:
        cells.insert(0, line(row.line.number or "ours"))
    return (*cells, line(row.before)) if row.before else tuple(cells)
