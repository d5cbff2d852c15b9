"""Opens what somebody brings as sheets of cells: workbooks (xlsx, xls, ods) by ``sector.files``, text by its own signs.

Text comes as UTF-8 or UTF-16, with a mark or without, or as Windows writes it; with commas, semicolons, tabs or bars
between its cells, or as "Name: Kieran" lines. Where cells of a workbook are merged, each shows what the first says.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine

from ninefold.sector.files import Damaged, tables

MOST_BYTES = 8 * 1024 * 1024  # the largest staff list of a home has a hundredth of it
MOST_ROWS = 5_000
MOST_TEXT = 4 * 1024 * 1024
_OFSTED = re.compile(r"[^.]*Ofsted[^.]*\.?")
_PAIR = re.compile(r"\s*([^:\t;,|]{2,40}?)\s*:\s+(.*\S)\s*$")


class NoTable(ValueError):
    """A file that cannot be read as a table, with the sentence that says why and what to do."""


@dataclass(slots=True)
class Sheet:
    """One sheet of cells. ``lines`` has the row in the file of each; ``merged`` the cells filled from a merged one."""

    file: str
    name: str
    rows: list[list[object]]
    lines: list[int]
    merged: set[tuple[int, int]] = field(default_factory=set)


def opened(path: Path, name: str = "") -> list[Sheet]:
    """The sheets of a file, called ``name`` to people. Raises NoTable."""
    name = name or path.name
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise NoTable(f"{name} cannot be opened: {problem.strerror}.") from None
    if path.is_dir():
        raise NoTable(f"{name} is a folder. Choose the files in it.")
    if not size:
        raise NoTable(f"{name} is empty. Save it again from where it comes from, and choose it once more.")
    if size > MOST_BYTES:
        raise NoTable(f"{name} has {size // 1_000_000} MB. More than 8 are not read: bring the lists one by one.")
    start = path.read_bytes()[:8]
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        sheets = _workbook(path, name)
    elif start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"\x1f\x8b", b"GIF8")):
        raise NoTable(f"{name} is a document or a picture, not a table. Save the list as a spreadsheet or as CSV.")
    else:
        sheets = [_text_sheet(path.read_bytes(), name)]
    if any(len(sheet.rows) > MOST_ROWS for sheet in sheets):
        raise NoTable(f"{name} has more than {MOST_ROWS} rows. A home's own lists have fewer: bring them one by one.")
    return sheets


def _workbook(path: Path, name: str) -> list[Sheet]:
    try:
        sheets = [Sheet(name, one.name, one.rows, one.lines) for one in tables(path)]
        _merge(path, sheets)
    except Damaged as problem:
        why = _OFSTED.sub("", str(problem)).strip() or "It cannot be read."
        raise NoTable(f"{name}: {why} Save it again, or as CSV, and choose it once more.") from None
    return sheets


def _merge(path: Path, sheets: list[Sheet]) -> None:
    """Let every cell of a merged range show what its first says. OpenDocument does not tell, and stays as it is."""
    try:
        with python_calamine.load_workbook(str(path)) as book:
            for sheet in sheets:
                for (top, left), (bottom, right) in book.get_sheet_by_name(sheet.name).merged_cell_ranges or []:
                    _spread(sheet, (top, left), (bottom, right))
    except (python_calamine.CalamineError, OSError, ValueError, AttributeError):
        return


def _spread(sheet: Sheet, start: tuple[int, int], end: tuple[int, int]) -> None:
    if start[0] >= len(sheet.rows) or (end[0] - start[0] + 1) * (end[1] - start[1] + 1) > 2000:
        return
    first = sheet.rows[start[0]]
    value = first[start[1]] if start[1] < len(first) else ""
    if value in ("", None):
        return
    for row in range(start[0], min(end[0], len(sheet.rows) - 1) + 1):
        cells = sheet.rows[row]
        for column in range(start[1], min(end[1], 300) + 1):
            if (row, column) != start:
                cells.extend([""] * (column + 1 - len(cells)))
                if cells[column] in ("", None):
                    cells[column] = value
                    sheet.merged.add((row, column))


def decoded(data: bytes) -> str:
    """The text of a file in whatever common encoding. Raises NoTable when it is no text."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return data.decode("utf_32", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf_16", "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace") if not _old_dos(data) else data.decode("cp850")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, known by its empty bytes at every other place."""
    start = data[:4000]
    if len(start) < 4 or start.count(0) < len(start) // 4:
        return ""
    return "utf_16_le" if start[1::2].count(0) >= start[0::2].count(0) else "utf_16_be"


def _old_dos(data: bytes) -> bool:
    """Whether bytes stand in it that Windows-1252 does not have, as in files saved as DOS text."""
    return any(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)) and b"\x92" not in data


def _text_sheet(data: bytes, name: str) -> Sheet:
    if len(data) > MOST_TEXT:
        raise NoTable(f"{name} has {len(data) // 1_000_000} MB of text. A home's own lists have far less.")
    text = decoded(data)
    if text.lstrip().lower().startswith(("<!doctype", "<html", "<?xml")):
        raise NoTable(f"{name} is a web page, not a table. Open it in a spreadsheet program and save it as CSV.")
    if sum(ord(letter) < 9 for letter in text[:4000]) > 3:
        raise NoTable(f"{name} holds bytes that no text has. Save the list as a spreadsheet or as CSV.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    sign = ""
    if text[:4].lower() == "sep=":
        sign, text = text[4:5], "\n" + text.partition("\n")[2]
    sign = sign or _sign(text)
    if not sign:
        return _pairs(text, name)
    rows: list[list[object]] = []
    lines: list[int] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        before = 0
        for row in reader:
            rows.append([cell.strip() for cell in row])
            lines.append(before + 1)
            before = reader.line_num
    except csv.Error as problem:
        raise NoTable(f"{name} cannot be read near line {lines[-1] if lines else 1}: {problem}.") from None
    return Sheet(name, "", rows, lines)


def _sign(text: str) -> str:
    """The sign between cells: the one that stands equally often in most lines."""
    lines = [line for line in text[:40_000].split("\n") if line.strip()][:60]
    scores: dict[str, float] = {}
    for sign in "\t;|,":
        counts = Counter(_count(line, sign) for line in lines)
        counts.pop(0, None)
        if counts:
            often, times = max(counts.items(), key=lambda one: (one[1] * min(one[0], 6), one[0]))
            scores[sign] = times * min(often, 6) / len(lines)
    best = max(scores, key=lambda sign: scores[sign], default="")
    pairs = sum(bool(_PAIR.match(line)) for line in lines)
    if pairs >= 3 and pairs * 2 > len(lines) and (not best or best == "," or scores[best] < 1.5):
        return ""
    return best or ","


def _count(line: str, sign: str) -> int:
    return re.sub(r'"[^"]*"', "", line).count(sign)


def _pairs(text: str, name: str) -> Sheet:
    """Lines of "Name: Kieran", a block for each person: kept as two columns, which is a table on its side."""
    rows: list[list[object]] = []
    for line in text.split("\n"):
        match = _PAIR.match(line)
        rows.append([match[1], match[2]] if match else [line.strip()] if line.strip() else [])
    return Sheet(name, "", rows, list(range(1, len(rows) + 1)))
