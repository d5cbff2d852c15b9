"""Reads a whole file into inspections and refusals, before the database is touched.

``look`` reads the headers only and says what is not sure; ``read`` gives the rows, and refuses a file that is damaged.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from ninefold.sector import columns, files
from ninefold.sector.cells import text_of
from ninefold.sector.columns import HeaderReading, MappingWrong
from ninefold.sector.files import Damaged, Table
from ninefold.sector.rows import DAMAGE, REASONS, Inspection, Refusal, read_row
from ninefold.sector.words import is_judgement

# A file is refused whole when more than this share of its rows is damaged: what is left would not be Ofsted's data.
DAMAGED_SHARE = 0.1
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A sheet and how its header was read."""

    table: Table
    header: HeaderReading


@dataclass(slots=True)
class FileReading:
    """What a file holds: inspections, and rows that are not taken with the reason."""

    name: str
    sha256: str
    sheets: list[SheetReading]
    inspections: list[Inspection] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    rows: int = 0

    @property
    def reasons(self) -> Counter[str]:
        """How many rows were not taken, by reason."""
        return Counter(refusal.code for refusal in self.refusals)


class NotSure(ValueError):
    """A header whose reading leaves questions. ``sheets`` holds the readings, to be shown and answered."""

    def __init__(self, sheets: list[SheetReading]) -> None:
        asked = [question for sheet in sheets for question in sheet.header.questions.values()]
        super().__init__(" ".join(dict.fromkeys(asked)))
        self.sheets = sheets


def mapping_from(path: Path) -> dict[str, str]:
    """A mapping file: YAML, each meaning with a column's title, its ``[letters]``, ``= a value``, or nothing."""
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
    except OSError as problem:
        raise MappingWrong(f"The mapping {path} cannot be opened: {problem.strerror}.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise MappingWrong(f"The mapping {path.name} is not YAML: {' '.join(str(problem).split())}.") from None
    if not isinstance(told, dict):
        raise MappingWrong(f"The mapping {path.name} should hold lines such as 'inspection date: Event start date'.")
    return {str(meaning): "" if title is None else _told(title) for meaning, title in told.items()}


def _told(title: object) -> str:
    """YAML reads ``[T]`` as a list of one; it is put back."""
    return f"[{title[0]}]" if isinstance(title, list) and len(title) == 1 else str(title)


def look(path: Path, mapping: Mapping[str, str] | None = None) -> list[SheetReading]:
    """The sheets that hold inspections, with the reading of each header; raises ``Damaged`` when there is none."""
    found = [
        SheetReading(table, header)
        for table in files.tables(path)
        if (header := columns.find_header(table.rows, mapping)) is not None
    ]
    if not found:
        raise Damaged(
            "No row at the head of this file reads as the header of Ofsted's inspection data: "
            "it should name a provider (URN), a kind of inspection, a date and a judgement."
        )
    return [sheet for sheet in found if sheet.header.sure] or found


def read(
    path: Path,
    name: str,
    latest: date,
    mapping: Mapping[str, str] | None = None,
    *,
    anyway: bool = False,
    progress: Progress | None = None,
) -> FileReading:
    """The inspections of a file. Raises ``Damaged`` or ``NotSure``; ``anyway`` takes what is left of a damaged one."""
    sheets = look(path, mapping)
    if not all(sheet.header.sure for sheet in sheets):
        raise NotSure(sheets)
    reading = FileReading(name, hashlib.sha256(path.read_bytes()).hexdigest(), sheets)
    for sheet in sheets:
        _read_sheet(sheet, reading, latest, progress)
    if not anyway:
        _refuse_damaged(reading)
    return reading


def _read_sheet(sheet: SheetReading, reading: FileReading, latest: date, progress: Progress | None) -> None:
    total = len(sheet.table.rows)
    last: Inspection | Refusal | None = None
    for count, (line, row) in enumerate(_filled(sheet), start=1):
        reading.rows += 1
        last = read_row(row, line, sheet.header, latest)
        if isinstance(last, Refusal):
            reading.refusals.append(last)
        else:
            reading.inspections.append(last)
        if progress and count % 500 == 0:
            progress(count, total)
    if last and sheet.table.cut_short and (isinstance(last, Refusal) or _is_half(sheet)):
        raise Damaged(f"The file ends in the middle of line {last.line}: it is cut off. Download it again.")
    if progress:
        progress(total, total)


def _is_half(sheet: SheetReading) -> bool:
    """Whether the last row has fewer cells than the header line, or ends in half a word."""
    last, header = sheet.table.rows[-1], sheet.table.rows[sheet.header.line - 1]
    judgements = (sheet.header.cell(last, meaning) for meaning in ("protection", "leadership"))
    return len(last) < len(header) or not all(is_judgement(text_of(one)) for one in judgements)


def _filled(sheet: SheetReading) -> Iterator[tuple[int, files.Row]]:
    """The rows below the header that hold anything, with their lines."""
    start = sheet.header.line
    for line, row in zip(sheet.table.lines[start:], sheet.table.rows[start:], strict=True):
        filled = [cell for cell in row if cell not in ("", None)]
        if filled and not _is_note(row, filled):
            yield line, row


def _is_note(row: files.Row, filled: files.Row) -> bool:
    """A note below the table: a sentence in the first cell, and nothing beside it."""
    return len(filled) == 1 and row[0] == filled[0] and len(str(row[0])) > 20


def _refuse_damaged(reading: FileReading) -> None:
    """Refuse a file of which too much cannot be read, or nothing can be taken."""
    reasons = reading.reasons
    damaged = sum(reasons[code] for code in DAMAGE)
    worst = max(reasons, key=lambda code: reasons[code], default="")
    if reading.rows == 0:
        raise Damaged("The file has a header and no rows below it.")
    if not reading.inspections:
        example = next(refusal for refusal in reading.refusals if refusal.code == worst)
        raise Damaged(
            f"None of the {reading.rows:,} rows can be taken: {REASONS[worst]} (line {example.line}: {example.why})"
        )
    if damaged > reading.rows * DAMAGED_SHARE:
        example = next(refusal for refusal in reading.refusals if refusal.code in DAMAGE)
        raise Damaged(
            f"{damaged:,} of {reading.rows:,} rows are damaged (line {example.line}: {example.why}) "
            "Nothing was taken, since the rest may be damaged unseen."
        )
