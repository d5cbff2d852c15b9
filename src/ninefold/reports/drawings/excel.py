"""A report as a workbook: a sheet that lists its sections, then a sheet for each table, each chart's numbers among them.

Numbers are numbers and words are words: whatever people wrote is put down as text, so that no cell is ever a formula.
"""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ninefold.base import clock
from ninefold.reports.blocks import (
    Chart,
    Figure,
    Heading,
    KeyValues,
    Para,
    Report,
    Said,
    Squares,
    Table,
    Text,
    line,
)
from ninefold.reports.drawings import flat
from ninefold.reports.drawings.letters import shown

LONGEST_NAME = 31  # letters of a sheet's name, by Excel
LONGEST_CELL = 32_767
REFUSED = re.compile(r"[\[\]:*?/\\']")
NARROWEST, WIDEST = 8, 60
FIRST = "Report"


class Sheet(NamedTuple):
    """A table on a sheet of its own: what its tab is called, its title, its columns and rows."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


class _Formats(NamedTuple):
    title: Format
    head: Format
    text: Format


def draw(report: Report) -> bytes:
    """The report as the bytes of an .xlsx file."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties(
            {
                "title": shown(f"{report.title}, {report.home}, {report.period}")[:255],
                "author": shown(report.home)[:255],
                "created": clock.parse(report.made_at).replace(tzinfo=None),
                "comments": f"Ledger entry {report.seq}, {report.hash}",
            }
        )
        formats = _Formats(
            book.add_format({"bold": True, "font_size": 14}),
            book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        _cover(book.add_worksheet(FIRST), report, formats)
        for sheet in sheets(report):
            _sheet(book.add_worksheet(sheet.name), sheet, formats)
    return content.getvalue()


def sheets(report: Report) -> Iterator[Sheet]:
    """Every table of the report, the charts' numbers and children's own words as well."""
    taken = {FIRST.lower()}
    for title, columns, rows in _tables(report):
        yield Sheet(_name(title, taken), title, columns, rows)


def _tables(report: Report) -> Iterator[tuple[str, tuple[str, ...], tuple[tuple[Text, ...], ...]]]:
    section, said = "", dict[str, list[tuple[Text, ...]]]()
    for block in report.blocks:
        match block:
            case Heading(text=text, level=2):
                section = text
            case Table():
                yield block.caption, block.columns, block.rows
            case Squares():
                table = flat.by_paragraph(block)
                yield table.caption, table.columns, table.rows
            case Chart():
                yield block.title, block.columns, tuple(tuple(_cell(c) for c in row) for row in block.rows)
            case Said():
                said.setdefault(section, []).append((line(block.words), block.by))
    for title, rows in said.items():
        yield f"In own words: {title}", ("Words", "Whose and when"), tuple(rows)


def _cell(cell: str | float | Figure) -> Text:
    return line(cell if isinstance(cell, str | Figure) else f"{cell:g}")


def _name(title: str, taken: set[str]) -> str:
    """A tab's name: short enough, without the signs that Excel refuses, and no other sheet's."""
    short = " ".join(REFUSED.sub(" ", shown(title)).split())[:LONGEST_NAME].strip() or "Table"
    name, number = short, 2
    while name.lower() in taken:
        ending = f" {number}"
        name, number = short[: LONGEST_NAME - len(ending)] + ending, number + 1
    taken.add(name.lower())
    return name


def _cover(sheet: Worksheet, report: Report, formats: _Formats) -> None:
    """The report's title, its particulars and its sentences, section by section."""
    sheet.set_column(0, 0, 34, formats.text)
    sheet.set_column(1, 1, 90, formats.text)
    sheet.write_string(0, 0, shown(f"{report.title}, {report.period}"), formats.title)
    row = 2
    for block in report.blocks:
        match block:
            case Heading(text=text):
                sheet.write_string(row + 1, 0, shown(text), formats.head)
                row += 2
            case Para(text=text):
                sheet.write_string(row, 1, flat.plain(text)[:LONGEST_CELL], formats.text)
                row += 1
            case KeyValues(rows=rows):
                row = _pairs(sheet, rows, row, formats)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _pairs(sheet: Worksheet, rows: tuple[tuple[str, Text], ...], row: int, formats: _Formats) -> int:
    for name, text in rows:
        sheet.write_string(row, 0, shown(name), formats.text)
        _put(sheet, row, 1, text, formats)
        row += 1
    return row


def _sheet(sheet: Worksheet, table: Sheet, formats: _Formats) -> None:
    """One table: its title above, its head frozen and filtered, its numbers to be reckoned with."""
    sheet.write_string(0, 0, shown(table.title), formats.title)
    for column, name in enumerate(table.columns):
        sheet.write_string(1, column, shown(name), formats.head)
    for number, row in enumerate(table.rows, 2):
        for column, text in enumerate(row):
            _put(sheet, number, column, text, formats)
    for column, name in enumerate(table.columns):
        longest = max((len(flat.plain(row[column])) for row in table.rows), default=0)
        sheet.set_column(column, column, min(max(longest + 2, len(name) + 4, NARROWEST), WIDEST))
    sheet.freeze_panes(2, 0)
    if table.rows:
        sheet.autofilter(1, 0, len(table.rows) + 1, len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)


def _put(sheet: Worksheet, row: int, column: int, text: Text, formats: _Formats) -> None:
    """A figure alone in its cell is a number; all else is text, whatever it begins with."""
    if len(text) == 1 and isinstance(text[0], Figure):
        sheet.write_number(row, column, text[0].number, formats.text)
    else:
        sheet.write_string(row, column, flat.plain(text)[:LONGEST_CELL], formats.text)
