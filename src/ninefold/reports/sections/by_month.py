"""Figures of the outline month by month: a chart for each, with its numbers, so that what it means can be written beside."""

from dataclasses import replace
from typing import Any, NamedTuple

from ninefold.lawbook.counts import CountedFigure, counts
from ninefold.reports import charts
from ninefold.reports.blocks import Block, Chart, Figure, Heading, Para, line
from ninefold.reports.frame import Frame
from ninefold.reports.period import Period
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"rows": "figures", "heading": "words?"}


class MonthByMonth(NamedTuple):
    """Each line with a figure for each month."""

    heading: str
    rows: list[tuple[CountedFigure, list[tuple[str, Figure]]]]


def read(scope: Scope, *, rows: list[dict[str, Any]], heading: str = "Month by month") -> MonthByMonth:
    """The figures, each counted by the selection that opens it."""
    months = [
        replace(scope, period=Period(first, last), _kept={})
        for first, last in scope.period.each_month(scope.period.last)
    ]
    return MonthByMonth(
        heading,
        [(one, [(f"{part.period.first:%b %y}", part.counted(one)) for part in months]) for one in counts(rows)],
    )


def draw(data: MonthByMonth, frame: Frame) -> list[Block]:
    """A chart for each line with anything in it; a sentence for each without."""
    blocks: list[Block] = [Heading(data.heading, 3)]
    for count, months in data.rows:
        if not any(figure.number for _, figure in months):
            blocks.append(Para(line(f"{count.label}: none in this {frame.period.noun}.")))
            continue
        most, figure = max(months, key=lambda month: month[1].number)
        alt = f"Bars: {count.label.lower()} in each month of {frame.period.title}. Most in {most}, {figure.number}."
        spec = charts.bars("Month", "Number", order=[label for label, _ in months])
        blocks.append(Chart(count.label, alt, spec, ("Month", "Number"), tuple(months)))
    return blocks
