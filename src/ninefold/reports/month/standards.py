"""The nine standards: the map of squares, then paragraph by paragraph what proves it and what is missing."""

from ninefold.base.english import counted
from ninefold.evidence.paragraphs import ParagraphEvidence, by_standard
from ninefold.reports.blocks import Block, Cell, Figure, Heading, Para, Square, Squares, Table, Tag, Text, line
from ninefold.reports.month.data import MonthData
from ninefold.reports.names import short_day

WIDTHS = (5, 15, 3, 3, 4, 13)
COLUMNS = ("Paragraph", "What it asks", "Records", "In own words", "Newest", "What is missing")


def nine(data: MonthData) -> list[Block]:
    """The map and the nine tables."""
    found = by_standard(data.library, data.evidence)
    squares = tuple(
        Square(standard.title, standard.regulation, tuple(map(_cell, evidence))) for standard, evidence in found
    )
    blocks: list[Block] = [Heading("The nine standards"), Squares(squares)]
    for standard, evidence in found:
        rows = tuple(_row(one, data) for one in evidence)
        blocks += [
            Heading(f"{standard.title} (regulation {standard.regulation})", 3),
            Para(line(standard.outcome), quiet=True),
            Table(f"Evidence for {standard.title}", COLUMNS, rows, WIDTHS),
        ]
    return blocks


def _cell(one: ParagraphEvidence) -> Cell:
    return Cell(one.ref, one.short, one.state, Figure(one.records, f"paragraph:{one.ref}"), said(one))


def said(one: ParagraphEvidence) -> str:
    """How a paragraph stands, in words."""
    if one.state == "voiced":
        return f"proved by {counted(one.records, 'record')}, with a child's own words"
    if one.state == "proved":
        return f"proved by {counted(one.records, 'record')}"
    return "nothing yet" if one.days_old is None else f"last proved {counted(one.days_old, 'day')} ago"


def _row(one: ParagraphEvidence, data: MonthData) -> tuple[Text, ...]:
    return (
        line(one.ref),
        line(one.text),
        line(Figure(one.records, f"paragraph:{one.ref}")),
        line(Figure(one.voiced, f"paragraph-voice:{one.ref}")),
        _newest(one, data.month.year),
        line(one.missing),
    )


def _newest(one: ParagraphEvidence, year: int) -> Text:
    if one.newest is None:
        return line("none yet")
    shown = short_day(one.newest, year)
    return line(Tag(shown, "soon")) if one.state == "stale" else line(shown)
