"""Formulas in a workbook that have no stored value. A program that never reckoned them left the cells empty, and an empty
cell reads as "no judgement"; so each such cell is put back as a formula, and its row is then refused by its line.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree

NO_VALUE = "=a formula whose result was never stored"
_BARE = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_VALUES = ("value", "date-value", "string-value", "boolean-value", "time-value")
Cells = dict[str, list[tuple[int, int]]]  # by sheet: row and column, from 0


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"'.encode(), tag)
    return _unescaped(found[1].decode("utf-8", "replace")) if found else ""


def _unescaped(text: str) -> str:
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(written, meant)
    return text


def bare_in(piece: bytes) -> Iterator[tuple[int, int]]:
    """The cells of a piece of an Excel sheet that hold a formula and no result."""
    for letters, row in _BARE.findall(piece):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        yield int(row) - 1, column - 1


def sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which part of an Excel workbook holds the sheet of which name."""
    try:
        links = archive.read("xl/_rels/workbook.xml.rels")
        book = archive.read("xl/workbook.xml")
    except KeyError:
        return {}
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in _LINK.findall(links)}
    parts = {}
    for tag in _SHEET.findall(book):
        target = targets.get(_attribute(tag, r"r:id"), "")
        parts["xl/" + target.removeprefix("/xl/").removeprefix("xl/")] = _attribute(tag, "name")
    return parts


def bare_in_document(archive: zipfile.ZipFile) -> Cells:
    """The same for an OpenDocument table, row by row."""
    bare: Cells = defaultdict(list)
    sheet, row, column = "", 0, 0
    with archive.open("content.xml") as content:
        for event, node in ElementTree.iterparse(content, events=("start", "end")):  # noqa: S314 - sizes are bounded, and expat here opens no entity
            name = node.tag.rpartition("}")[2]
            if event == "start":
                if name == "table":
                    sheet, row = _of(node, "name"), 0
                elif name == "table-row":
                    column = 0
            elif name in ("table-cell", "covered-table-cell"):
                if _of(node, "formula") and not any(_of(node, value) for value in _VALUES) and not _text(node):
                    bare[sheet].append((row, column))
                column += int(_of(node, "number-columns-repeated") or 1)
                node.clear()
            elif name == "table-row":
                row += int(_of(node, "number-rows-repeated") or 1)
                node.clear()
    return bare


def _of(node: ElementTree.Element, name: str) -> str:
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")


def _text(node: ElementTree.Element) -> str:
    return "".join(node.itertext()).strip()


def put_back(rows: list[list[object]], bare: list[tuple[int, int]]) -> None:
    """Mark the cells in a sheet's rows as formulas without a result."""
    for row, column in bare:
        if row < len(rows):
            cells = rows[row]
            cells.extend([""] * (column + 1 - len(cells)))
            if cells[column] in ("", None):
                cells[column] = NO_VALUE
