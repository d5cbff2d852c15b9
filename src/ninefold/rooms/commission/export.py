"""Homes as a spreadsheet: an Excel workbook or CSV. No cell of either is ever reckoned out by the program that opens it."""

import csv as csvs
import io
from datetime import date
from typing import Any

from django.http import HttpResponse

from ninefold.sector.lists import HomeRow

COLUMNS = {
    "urn": ("Number (URN)", 14),
    "name": ("Name", 20),
    "provision": ("Provision", 24),
    "authority": ("Local authority", 22),
    "region": ("Region", 22),
    "sector": ("Sector", 16),
    "owner": ("Owner", 34),
    "places": ("Places", 8),
    "status": ("Status", 12),
    "grade": ("Newest grade", 20),
    "inspected_on": ("Inspected on", 13),
    "unbroken_years": ("Years at this grade", 12),
    "classes": ("History", 24),
    "grades": ("Full inspections", 80),
    "town": ("Town", 16),
    "postcode": ("Postcode", 10),
    "on_register": ("On the register", 10),
    "registered_on": ("Registered", 12),
    "page": ("At Ofsted", 48),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv(rows: list[HomeRow], name: str) -> HttpResponse:
    """The rows as CSV, with a mark that lets Excel read it as UTF-8."""
    text = io.StringIO()
    writer = csvs.writer(text)
    writer.writerow([title for title, _ in COLUMNS.values()])
    for row in rows:
        plain = row.as_plain()
        writer.writerow(["" if plain[column] is None else plain[column] for column in COLUMNS])
    return _answer(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", name)


def excel(rows: list[HomeRow], name: str) -> HttpResponse:
    """The rows as a workbook: dates are dates, numbers are numbers, and all else is text."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Homes")
    bold, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    for place, (title, width) in enumerate(COLUMNS.values()):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, bold)
    for line, row in enumerate(rows, start=1):
        plain = row.as_plain()
        for place, column in enumerate(COLUMNS):
            _write(sheet, line, place, plain[column], day)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
    book.close()
    return _answer(file.getvalue(), XLSX, name)


def _write(sheet: Any, line: int, place: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(line, place, value, day)
    elif isinstance(value, int):
        sheet.write_number(line, place, value)
    elif value is not None:
        sheet.write_string(line, place, str(value))


def _answer(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
