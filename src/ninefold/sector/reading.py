"""Reads a whole file into statements and refusals, before the database is touched.

``look`` reads the headers only and says what is not sure; ``read`` gives the rows, and refuses a file that is damaged.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from ninefold.sector import columns, files, natures, papers
from ninefold.sector.cells import text_of
from ninefold.sector.columns import HeaderReading, MappingWrong
from ninefold.sector.files import Damaged, FileTable
from ninefold.sector.natures import Nature
from ninefold.sector.rows import DAMAGE, REASONS, Refusal, RowStatement, read_row
from ninefold.sector.words import is_judgement

# A file is refused whole when more than this share of its rows is damaged: what is left would not be Ofsted's data.
DAMAGED_SHARE = 0.1
MANY = 5  # rows that must all have a cell filled before an empty last one is thought to be cut off
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A sheet and how its header was read."""

    table: FileTable
    header: HeaderReading


@dataclass(frozen=True, slots=True)
class SheetStatements:
    """What the rows of a sheet say, and what kind of word that is (``natures``)."""

    sheet: str
    nature: Nature
    statements: list[RowStatement]
    rows: int


@dataclass(slots=True)
class FileReading:
    """What a file holds: statements sheet by sheet, and rows that are not taken with the reason."""

    name: str
    sha256: str
    sheets: list[SheetReading]
    parts: list[SheetStatements] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    rows: int = 0
    report: papers.ReportText | None = None

    @property
    def inspections(self) -> list[RowStatement]:
        """The statements that tell of an inspection."""
        return [one for part in self.parts for one in part.statements if one.kind]

    @property
    def statements(self) -> list[RowStatement]:
        """All of them."""
        return [one for part in self.parts for one in part.statements]

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
        if not _is_aside(table) and (header := columns.find_header(table.rows, mapping)) is not None
    ]
    if not found:
        raise Damaged(
            "No row at the head of this file reads as the header of Ofsted's inspection data: "
            "it should name a provider (URN), a kind of inspection, a date and a judgement."
        )
    sure = [sheet for sheet in found if sheet.header.sure]
    asked = [sheet for sheet in found if not sheet.header.sure]
    # Where one table of inspections is clear, a doubtful sheet beside it is a note or a copy; where none is, it is asked.
    return sure if any(sheet.header.purpose == columns.INSPECTIONS for sheet in sure) or not asked else found


def _is_aside(table: FileTable) -> bool:
    """A sheet that is no list of providers: a workbook's copy of another file, or a list of single premises."""
    head = " ".join(text_of(cell) for row in table.rows[:6] for cell in row).lower()
    return "file:" in table.name or ("premises" in table.name.lower() and "premises local authority" in head)


def read(
    path: Path,
    name: str,
    latest: date,
    mapping: Mapping[str, str] | None = None,
    *,
    anyway: bool = False,
    progress: Progress | None = None,
) -> FileReading:
    """What a file says. Raises ``Damaged`` or ``NotSure``; ``anyway`` takes what is left of a damaged one."""
    sheets = look(path, mapping)
    if not all(sheet.header.sure for sheet in sheets):
        raise NotSure(sheets)
    reading = FileReading(name, hashlib.sha256(path.read_bytes()).hexdigest(), sheets)
    for sheet in sheets:
        reading.report = sheet.table.report or reading.report
        _read_sheet(sheet, reading, latest, progress)
    if not anyway:
        _refuse_damaged(reading)
    return reading


def _read_sheet(sheet: SheetReading, reading: FileReading, latest: date, progress: Progress | None) -> None:
    total = len(sheet.table.rows)
    statements: list[RowStatement] = []
    last: RowStatement | Refusal | None = None
    for count, (line, row) in enumerate(_filled(sheet), start=1):
        reading.rows += 1
        last = read_row(row, line, sheet.header, latest)
        if isinstance(last, Refusal):
            reading.refusals.append(last)
        else:
            statements.append(last)
        if progress and count % 500 == 0:
            progress(count, total)
    if last and sheet.table.cut_short and (isinstance(last, Refusal) or _is_half(sheet)):
        raise Damaged(f"The file ends in the middle of line {last.line}: it is cut off. Download it again.")
    reading.parts.append(
        SheetStatements(sheet.table.name, _nature(sheet, reading.name, statements, latest), statements, len(statements))
    )
    if progress:
        progress(total, total)


def _nature(sheet: SheetReading, name: str, statements: list[RowStatement], latest: date) -> Nature:
    above = [text_of(cell) for row in sheet.table.rows[: sheet.header.line - 1] for cell in row if text_of(cell)]
    purpose = "report" if sheet.table.report else sheet.header.purpose
    # Titles come before the sheet's name and that before the file's, which anybody may have changed.
    titles = [*above[:3], sheet.table.name, Path(name).stem]
    return natures.of(purpose, titles, [column.title for column in sheet.header.columns], statements, latest)


def _is_half(sheet: SheetReading) -> bool:
    """Whether the last row has fewer cells than the header line, or its last cell is a part of a word.

    A file without a last line's end is whole as far as anybody can see, unless what it ends with is the beginning of
    something that other rows say in full ("Requires improvement" where they have "Requires improvement to be good"),
    or is empty where they all say something.
    """
    rows, header = sheet.table.rows, sheet.table.rows[sheet.header.line - 1]
    last, place = rows[-1], len(rows[-1]) - 1
    if len(last) < len(header):
        return True
    ends = text_of(last[place])
    judged = {
        sheet.header.chosen[name].place
        for name in ("overall", "protection", "leadership")
        if name in sheet.header.chosen
    }
    if place in judged and not is_judgement(ends):
        return True
    others = [text_of(row[place]) for row in rows[sheet.header.line : -1] if len(row) > place]
    if not ends:
        return len(others) >= MANY and all(others)
    said = (
        {text_of(row[other]) for row in rows[sheet.header.line :] for other in judged if len(row) > other}
        if place in judged
        else set()
    )
    return ends not in others and any(word != ends and word.startswith(ends) for word in {*others, *said})


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
    if not reading.statements:
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
