"""Opens a file as tables of cells: CSV, Excel (.xlsx and the older .xls), OpenDocument (.ods), or one home's report as
PDF (``sector.papers``), known by its content.

Whatever is wrong with a file is said in a sentence (``Damaged``), before anything of it is used. Sizes are bounded, so
that a million rows or a bomb of a zip costs a sentence and not the machine's memory.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

import python_calamine

from ninefold.sector import formulas, papers

MOST_BYTES = 60 * 1024 * 1024  # Ofsted's whole workbook of a year has 3 MB, a decade as CSV 12 MB
MOST_TEXT = 16 * 1024 * 1024  # as CSV, which is read as it is
MOST_UNPACKED = 160 * 1024 * 1024
MOST_SHARED = 24 * 1024 * 1024  # the texts that a workbook's cells share
LONG = 300  # letters from which a shared text is counted each time that a cell shows it
MOST_SHOWN = 24 * 1024 * 1024
MOST_ROWS = 150_000  # every inspection since 2009 in one file would be about half of this
MOST_CELLS = 1_500_000  # the largest sheet of a year has a fifth of it
EMPTY_TAIL = 900_000  # OpenDocument writes the empty rest of a sheet as one row, repeated to the last of 1,048,576
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_FORMULA_ALONE = re.compile(
    rb"<table:table-cell(?=[^>]*table:formula=)(?![^>]*office:(?:[a-z]+-)?value=)[^>]*(?:/>|>\s*</table:table-cell>)"
)
_REPEATED = re.compile(rb'number-rows-repeated="(\d+)"')
_ROW_AT = re.compile(rb'<row [^>]*?r="(\d+)"')
_CELL_AT = re.compile(rb'<c r="([A-Z]+)')
_SHOWN = re.compile(rb't="s"[^>]*>\s*<v>(\d+)</v>')
_FILLED_ACROSS = re.compile(rb'<table:table-cell[^>]*number-columns-repeated="(\d{3,})"[^>]*[^/>]>')
MOST_COLUMNS = 300
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")

Row = list[object]


class Damaged(ValueError):
    """A file that cannot be read, with the sentence that says why. Nothing of it is taken."""


@dataclass(frozen=True, slots=True)
class FileTable:
    """One sheet of a workbook, or the whole of a CSV file (whose name is empty)."""

    name: str
    rows: list[Row]
    lines: list[int]  # the line of the file, or the row of the sheet, that each row stands at
    report: papers.ReportText | None = None  # one home's own inspection report
    cut_short: bool = False  # ends without a line's end: the last row may be half a row


def tables(path: Path) -> Iterator[FileTable]:
    """The tables of a file, one after another, so that only those that are wanted stay in memory. Raises ``Damaged``."""
    data = _bytes(path)
    if data.startswith(b"PK"):
        yield from _workbook(data, _look_into_zip(data))
        return
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        yield from _workbook(data, None)
        return
    if data.startswith(b"%PDF"):
        yield _paper(data)
        return
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"<!DOCTYPE", b"<html")):
        raise Damaged(
            "This is not a table: it is a document, a picture, a web page or an archive. Choose the data file."
        )
    if data.count(b"\n") > MOST_ROWS:
        raise Damaged(_too_many(data.count(b"\n")))
    if len(data) > MOST_TEXT:
        raise Damaged(
            f"The file is {len(data) // 1_000_000} MB of text. Ten years of Ofsted's are 12, and more is not read."
        )
    yield _csv(_text(data))


def _paper(data: bytes) -> FileTable:
    try:
        report = papers.report(data)
        rows: list[Row] = [list(row) for row in report.rows]
    except papers.NoReport as problem:
        raise Damaged(str(problem)) from None
    return FileTable("", rows, list(range(1, len(rows) + 1)), report=report)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise Damaged(f"The file cannot be opened: {problem.strerror}.") from None
    if path.is_dir():
        raise Damaged("This is a folder. Choose the files in it.")
    if size == 0:
        raise Damaged("The file is empty.")
    if size > MOST_BYTES:
        raise Damaged(f"The file is {size // 1_000_000} MB. Ofsted's are a few, and more than 60 are not read.")
    return path.read_bytes()


def _look_into_zip(data: bytes) -> formulas.Cells:
    """The cells with a formula and no stored value. A zip that is no spreadsheet, is cut or would unfold is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise Damaged("The workbook unpacks to more than 160 MB. Ofsted's take half of that at most.")
            if not any(name.startswith("xl/") for name in names) and "content.xml" not in names:
                inside = ", ".join(names[:3]) or "nothing"
                raise Damaged(f"This is a zip archive, not a spreadsheet. It holds {inside}. Unpack it first.")
            shared = _long_texts(archive)
            titles = formulas.sheet_names(archive)
            bare: formulas.Cells = {}
            for name in filter(_is_sheet, names):
                looked = _inspect(archive, name, shared)
                if name == "content.xml" and looked.formulas:
                    bare |= formulas.bare_in_document(archive)
                elif looked.bare:
                    bare[titles.get(name, "")] = looked.bare
            return bare
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ParseError) as problem:
        raise Damaged("The spreadsheet is damaged or cut off; it cannot be unpacked. Download it again.") from problem


def _long_texts(archive: zipfile.ZipFile) -> dict[bytes, int]:
    """The long ones among the texts that cells share, each by its number with its length: a cell may repeat them."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return {}
    if archive.getinfo("xl/sharedStrings.xml").file_size > MOST_SHARED:
        raise Damaged("The workbook's cells share more than 24 MB of text. Ofsted's share two at most.")
    texts = archive.read("xl/sharedStrings.xml").split(b"<si>")[1:]
    return {str(number).encode(): len(text) for number, text in enumerate(texts) if len(text) > LONG}


def _is_sheet(name: str) -> bool:
    return name == "content.xml" or (name.startswith("xl/worksheets/") and name.endswith(".xml"))


def _inspect(archive: zipfile.ZipFile, name: str, shared: dict[bytes, int]) -> "_Size":
    """Read a sheet's raw text piece by piece: count what it would unfold to, and look for formulas without a value."""
    size, tail = _Size(shared), b""
    with archive.open(name) as sheet:
        while piece := sheet.read(1 << 20):
            text = tail + piece
            # What follows the last whole cell is looked at with the next piece.
            last = max(text.rfind(b"</c>"), text.rfind(b"</x:c>"), text.rfind(b"</table:table-row>"))
            last = last if last > 0 else text.rfind(b"<")
            text, tail = (text[:last], text[last:]) if last > 0 and len(text) - last < (1 << 21) else (text, b"")
            size.add(text)
    size.add(tail)
    return size


class _Size:
    """How many rows and columns a sheet unfolds to. One cell in the last row makes a million rows in memory."""

    def __init__(self, shared: dict[bytes, int]) -> None:
        self.rows = self.far_row = self.far_column = self.shown = 0
        self.shared = shared
        self.formulas = False  # in an OpenDocument table, and one of them without a value
        self.bare: list[tuple[int, int]] = []

    def add(self, text: bytes) -> None:
        if b"table:formula" in text and _FORMULA_ALONE.search(text):
            self.formulas = True
        if _FORMULA.search(text):
            self.bare += formulas.bare_in(text)
        if self.shared:
            self.shown += sum(self.shared.get(number, 0) for number in _SHOWN.findall(text))
        if self.shown > MOST_SHOWN or any(int(times) > MOST_COLUMNS for times in _FILLED_ACROSS.findall(text)):
            raise Damaged(
                "Cells of this sheet repeat a text far too often: it is not one of Ofsted's inspection files."
            )
        self.rows += text.count(b"<row ") + text.count(b"<table:table-row ") + text.count(b"<table:table-row>")
        self.rows += sum(int(times) for times in _REPEATED.findall(text) if int(times) < EMPTY_TAIL)
        self.far_row = max(self.far_row, *map(int, _ROW_AT.findall(text)), 0)
        self.far_column = max([self.far_column, *map(_column_number, set(_CELL_AT.findall(text)))])
        rows = max(self.rows, self.far_row)
        if rows > MOST_ROWS or rows * self.far_column > MOST_CELLS:
            raise Damaged(_too_many(rows))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_many(rows: int) -> str:
    return (
        f"The table has more than {MOST_ROWS:,} rows, or far too many cells ({rows:,} rows when reading stopped). "
        "All inspections of a year are fewer than 10,000: this is not one of Ofsted's inspection files."
    )


def _workbook(data: bytes, bare: formulas.Cells | None) -> Iterator[FileTable]:
    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            for name in book.sheet_names:
                yield _sheet(book, name, bare or {})
    except python_calamine.PasswordError:
        raise Damaged("The spreadsheet is locked with a password.") from None
    except (python_calamine.CalamineError, OSError, ValueError) as problem:
        if isinstance(problem, Damaged):
            raise
        raise Damaged(
            "The spreadsheet is damaged or cut off; its sheets cannot be read. Download it again."
        ) from problem


def _sheet(book: python_calamine.CalamineWorkbook, name: str, bare: formulas.Cells) -> FileTable:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
        raise Damaged(_too_many(sheet.total_height))
    rows: list[Row] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    formulas.put_back(rows, bare.get(name, []))
    return FileTable(name, rows, list(range(1, len(rows) + 1)))


def _text(data: bytes) -> str:
    """The text of a CSV file: UTF-8 or UTF-16 with a mark, else UTF-8, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        if problem.end >= len(data) - 1 and data.startswith(b"\xef\xbb\xbf"):
            raise Damaged("The file ends in the middle of a letter: it is cut off. Download it again.") from None
        text = _decoded(data, "cp1252")
    if _CONTROL.search(text):
        raise Damaged("The file holds bytes that no text has. It is neither a CSV file nor a spreadsheet.")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Damaged(
            "The letters of the file cannot be read: it is neither UTF-8 nor Windows-1252. Save it as CSV UTF-8."
        ) from None


def _csv(text: str) -> FileTable:
    rows: list[Row] = []
    lines: list[int] = []
    try:
        for line, row in _records(text):
            rows.append(row)
            lines.append(line)
            if len(rows) > MOST_ROWS:
                raise Damaged(_too_many(len(rows)))
    except csv.Error as problem:
        said = "it ends inside a quoted cell, so it is cut off" if "end of data" in str(problem) else f"{problem}"
        raise Damaged(f"The file cannot be read as CSV near line {lines[-1] if lines else 1}: {said}.") from None
    return FileTable("", rows, lines, cut_short=not text.endswith(("\n", "\r")))


def _records(text: str) -> Iterator[tuple[int, Row]]:
    """Each row with the line it ends at."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    for row in reader:
        yield reader.line_num, list(row)


def _delimiter(text: str) -> str:
    """The sign between cells: the one that stands most often in the first lines."""
    start = text[:20_000]
    return max(",;\t|", key=start.count)
