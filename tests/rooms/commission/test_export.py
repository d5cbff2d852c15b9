"""What is handed on as a spreadsheet: readable by others, and with nothing in it that reckons."""

import csv
import io
import zipfile
from dataclasses import replace

import python_calamine
from django.test import Client

from ninefold.rooms.commission import export
from ninefold.sector import queries_kept
from ninefold.sector.models import InspectedHome
from tests import html


def test_a_workbook_holds_the_homes_with_dates_as_dates(cora: Client, sector: None) -> None:
    answer = cora.get("/sector/shortlist/homes.xlsx?region=London")
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Number (URN)"
    assert (
        len(rows) - 1 == len([row for row in queries_kept.every_home().values() if row.region == "London"]) - _closed()
    )
    assert hasattr(rows[1][10], "year")
    assert answer["Content-Disposition"] == 'attachment; filename="homes-2026-10-24.xlsx"'


def _closed() -> int:
    return InspectedHome.objects.filter(is_home=True, region="London", closed_on__isnull=False).count()


def test_nothing_that_begins_as_a_formula_stays_one(sector: None) -> None:
    row = next(iter(queries_kept.every_home().values()))
    owners = ["=1+1", "+44", "-2", "@SUM(A1)", "Plain"]
    rows = [replace(row, owner=owner) for owner in owners]
    text = html.page(export.csv(rows, "x.csv"))
    assert [line["Owner"] for line in csv.DictReader(io.StringIO(text))] == [
        "'=1+1",
        "'+44",
        "'-2",
        "'@SUM(A1)",
        "Plain",
    ]
    sheet = zipfile.ZipFile(io.BytesIO(export.excel(rows, "x.xlsx").content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
