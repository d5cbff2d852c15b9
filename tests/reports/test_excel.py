"""A report as a workbook: opened by another library than wrote it; numbers are numbers, words are never formulas."""

import io
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from ninefold.people.access import Viewer
from ninefold.reports.blocks import Cell, Chart, Figure, Heading, KeyValues, Para, Report, Said, Square, Squares, Table
from ninefold.reports.drawings import excel
from ninefold.reports.period import Period
from tests.reports.conftest import NASTY, OCTOBER, made
from tests.reports.reading import chosen, plain, small


def opened(report: Report) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(excel.draw(report)))


def rows(book: CalamineWorkbook, name: str) -> list[list[object]]:
    return book.get_sheet_by_name(name).to_python()


@pytest.fixture
def book(pack: Report) -> CalamineWorkbook:
    return opened(pack)


def test_every_table_and_chart_has_a_sheet(book: CalamineWorkbook, pack: Report) -> None:
    names = book.sheet_names
    assert names[0] == "Report"
    wanted = sum(isinstance(block, Table | Chart | Squares) for block in pack.blocks)
    own_words = [name for name in names if name.startswith("In own words")]
    assert len(names) == 1 + wanted + len(own_words)
    assert own_words


def test_a_sheet_has_the_numbers_of_the_page_as_numbers(book: CalamineWorkbook, pack: Report) -> None:
    table = next(b for b in pack.blocks if isinstance(b, Table) and b.caption == "Records by kind")
    sheet = rows(book, "Records by kind")
    assert sheet[1] == list(table.columns)
    for written, row in zip(sheet[2:], table.rows, strict=True):
        assert written[:2] == [plain(row[0]), plain(row[1])]
        assert written[2:] == [float(part.number) for cell in row[2:] for part in cell if isinstance(part, Figure)]


def test_the_charts_numbers_are_all_there(book: CalamineWorkbook) -> None:
    days = rows(book, "Records by day")
    assert days[1] == ["Day", "Records"]
    assert len(days) == 2 + 31
    assert sum(float(number) for _, number in days[2:]) == 9  # type: ignore[arg-type]


def test_every_paragraph_of_the_standards_has_its_row(book: CalamineWorkbook, pack: Report) -> None:
    squares = next(b for b in pack.blocks if isinstance(b, Squares))
    sheet = rows(book, "The nine standards, paragraph b")
    assert len(sheet) == 2 + sum(len(square.cells) for square in squares.squares)


@pytest.mark.parametrize(
    "words", ["=1+1", "+44 7700", "-3", "@SUM(A1)", "http://x.test", "{=1}", "007", NASTY, "\x01=1"]
)
def test_words_are_words_whatever_they_begin_with(words: str) -> None:
    report = small(
        Heading(words), Para((words,)), KeyValues(((words, (words,)),)), Table(words, (words,), (((words,),),))
    )
    content = excel.draw(report)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    kept = words.replace("\x01", "")
    assert rows(book, book.sheet_names[1])[2] == [kept]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = "".join(parts.read(name).decode() for name in parts.namelist() if "worksheets" in name)
    assert "<f>" not in sheets
    assert "<hyperlink" not in sheets


def test_a_childs_words_stand_by_their_section() -> None:
    book = opened(small(Heading("Wishes"), Said("An easel", ("Kit, ", "7 Oct")), Heading("Missing"), Said("Cold", ())))
    assert rows(book, "In own words Wishes")[2] == ["An easel", "Kit, 7 Oct"]
    assert rows(book, "In own words Missing")[2] == ["Cold", ""]


def test_sheets_of_one_name_or_of_none_are_told_apart() -> None:
    tables = [
        Table(name, ("a",), (((chosen(1),),),)) for name in ("A/b:c?" * 9, "A/b:c?" * 9, "", "[]", "report", "'x'")
    ]
    names = opened(small(*tables)).sheet_names
    assert len({name.lower() for name in names}) == 7
    assert all(0 < len(name) <= 31 for name in names)


def test_a_cell_holds_no_more_than_excel_allows() -> None:
    book = opened(small(Table("t", ("a",), ((("x" * 40_000,),),))))
    assert len(str(rows(book, "t")[2][0])) == excel.LONGEST_CELL


def test_the_first_sheet_has_the_particulars_and_the_sentences(book: CalamineWorkbook) -> None:
    cover = [cell for row in rows(book, "Report") for cell in row]
    assert "Evidence pack, October 2026" in cover
    assert "Larch House" in cover
    assert "9, of them 3 with a child's own words" in cover


def test_a_map_and_an_empty_table_are_drawn() -> None:
    cell = Cell("6(2)(a)", "short", "proved", chosen(3), "proved by 3 records")
    book = opened(small(Squares((Square("Quality", "6", (cell,)),)), Table("none", ("a", "b"), ())))
    assert rows(book, book.sheet_names[1])[2] == ["Quality", "6(2)(a)", "short", 3.0, "proved by 3 records"]
    assert rows(book, "none")[1] == ["a", "b"]


def test_an_empty_month_is_a_workbook_too(helen: Viewer) -> None:
    empty = made(helen, Period(date(2024, 4, 1), date(2024, 4, 30)))
    assert opened(empty).sheet_names[0] == "Report"
    assert OCTOBER.months == 1
