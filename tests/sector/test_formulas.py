"""Formulas without a stored value, and workbooks that unfold to far more than they are."""

import resource
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ninefold.sector import files, reading
from ninefold.sector.files import Damaged
from tests.sector.sheets import TITLES, as_csv, as_xlsx, row

DAY = date(2026, 11, 30)


def _add(path: Path, name: str, data: bytes) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, data)
    return path


def test_a_formula_that_was_never_reckoned_is_refused_by_its_row(tmp_path: Path) -> None:
    rows = [TITLES, *(row(f"SC{number:06}", number=f"10{number:04}") for number in range(20))]
    read = reading.read(as_xlsx(tmp_path / "a.xlsx", {"Data": rows}, formula_at="F5"), "a.xlsx", DAY)
    assert [(no.code, no.line) for no in read.refusals] == [("formula", 5)]
    assert len(read.inspections) == 19


def test_texts_that_cells_share_are_bounded(tmp_path: Path) -> None:
    book = as_xlsx(tmp_path / "a.xlsx", {"Data": [TITLES, row()]})
    _add(book, "xl/sharedStrings.xml", b"<sst>" + b"<si><t>" + b"x" * (30 << 20) + b"</t></si></sst>")
    with pytest.raises(Damaged, match="share more than"):
        list(files.tables(book))


def test_a_long_text_that_many_cells_show_is_bounded(tmp_path: Path) -> None:
    book = as_xlsx(tmp_path / "a.xlsx", {"Data": [TITLES, row()]})
    _add(book, "xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 500_000 + b"</t></si></sst>")
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (line, line) for line in range(1, 100))
    _add(book, "xl/worksheets/sheet9.xml", b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Damaged, match="repeat a text"):
        list(files.tables(book))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_csv_of_far_too_much_text_is_refused(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", [TITLES, row(overall="x" * (17 << 20))])
    with pytest.raises(Damaged, match="of text"):
        list(files.tables(path))
