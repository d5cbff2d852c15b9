"""Every table of this room as a spreadsheet: the same rows as on the page, as Excel (a sheet each) or CSV.

No cell of either is ever reckoned out by the program that opens it.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from ninefold.sector.lists import harmless

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LICENCE = "Contains Ofsted data under the Open Government Licence v3.0."


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table: its title, its columns and its rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def answer(request: HttpRequest, name: str, tables: Sequence[PageTable]) -> HttpResponse | None:
    """The spreadsheet that the address asks for (``?as=xlsx`` or ``?as=csv``); None when it asks for the page."""
    wanted = request.GET.get("as", "")
    if wanted == "xlsx":
        return _attached(_excel(tables), XLSX, f"{name}.xlsx")
    if wanted == "csv":
        chosen = request.GET.get("table", "")
        table = next((one for one in tables if one.title == chosen), tables[0])
        return _attached(_csv(table), "text/csv; charset=utf-8", f"{name}.csv")
    return None


def _csv(table: PageTable) -> bytes:
    """With a mark that lets Excel read it as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([["" if cell is None else harmless(_said(cell)) for cell in row] for row in table.rows])
    return text.getvalue().encode("utf-8-sig")


def _said(cell: Any) -> Any:
    return round(cell, 6) if isinstance(cell, float) else cell


def _excel(tables: Sequence[PageTable]) -> bytes:
    """Dates are dates, numbers are numbers, and all else is text."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    share = book.add_format({"num_format": "0.0%"})
    used: set[str] = set()
    for table in tables:
        sheet = book.add_worksheet(_sheet_name(table.title, used))
        for place, title in enumerate(table.columns):
            longest = max((len(str(row[place])) for row in table.rows[:200] if row[place] is not None), default=8)
            sheet.set_column(place, place, max(9, min(60, max(len(title), longest) + 2)))
            sheet.write_string(0, place, title, bold)
        for line, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row):
                _write(sheet, line, place, cell, day, share)
        sheet.freeze_panes(1, 1)
        if table.columns:
            sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
        sheet.set_footer(f"&L{LICENCE}")
    book.close()
    return file.getvalue()


def _sheet_name(title: str, used: set[str]) -> str:
    plain = "".join(letter for letter in title if letter not in "[]:*?/\\")[:28].strip("' ") or "PageTable"
    name, number = plain, 2
    while name.lower() in used:
        name, number = f"{plain} {number}", number + 1
    used.add(name.lower())
    return name


def _write(sheet: Any, line: int, place: int, cell: Any, day: Any, share: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, date):
        sheet.write_datetime(line, place, cell, day)
    elif isinstance(cell, bool):
        sheet.write_string(line, place, "yes" if cell else "no")
    elif isinstance(cell, float):
        sheet.write_number(line, place, cell, share)
    elif isinstance(cell, int):
        sheet.write_number(line, place, cell)
    else:
        sheet.write_string(line, place, str(cell)[:32_000])


def _attached(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
