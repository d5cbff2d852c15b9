"""Reads a header by meaning: which column is the provider's number, which the date of the inspection, which the grade.

Titles differ from year to year, so each meaning has patterns of words, best first. A column takes a meaning only when
its title fits and its values do not contradict it. When two fit equally, or a needed one is missing, the reading says
so and asks; a mapping answers. Columns of an earlier inspection ("Previous ...") are never read as this one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from ninefold.sector import cells, words
from ninefold.sector.meanings import BY_ID, MEANINGS, MOVES, REGISTER, Meaning
from ninefold.sector.words import NotKnown, folded

LOOK_AT_ROWS = 80  # a title, notes and blank lines may stand above the header, but no more than this
SAMPLE = 300  # rows whose values may contradict a title
LONGEST_TITLE = 150  # what is longer is a note
HALF = 0.5  # of a column's values must be what its title says
NEARLY = 8  # two titles whose scores lie closer than this fit equally well

Cells = Sequence[object]
INSPECTIONS = "inspections"
# What a header may be for, and the meanings by which it is known. Later ones are tried when earlier ones do not fit.
PURPOSES = {
    "moves": MOVES,
    INSPECTIONS: tuple(meaning.id for meaning in MEANINGS if meaning.needed),
    "register": REGISTER,
}

_EARLIER = re.compile(r"^(the )?(previous|prev|prior|preceding|penultimate)\b|\bprevious (full )?(inspection|event)\b")
_BEFORE_ANY = re.compile(r"^(this |latest |last |most recent |current |in year |the )+")
_INSPECTION = re.compile(r"^(full )?inspection( of)? ")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the header: where it stands (from 0), what it is called and how that is compared."""

    place: int
    title: str

    @property
    def letter(self) -> str:
        """Its name in a spreadsheet: A, B, ... AA."""
        number, letters = self.place + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters

    def __str__(self) -> str:
        return f"'{self.title}' (column {self.letter})"


@dataclass(slots=True)
class HeaderReading:
    """What a header was read as: a column or a fixed value for each meaning, and what is still asked."""

    line: int
    columns: list[Column]
    purpose: str = INSPECTIONS
    chosen: dict[str, Column] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    passed_over: dict[str, list[Column]] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)

    @property
    def sure(self) -> bool:
        """Whether every needed meaning has its column and nothing is asked."""
        return not self.questions

    @property
    def ignored(self) -> list[Column]:
        """Columns that no meaning took."""
        taken = {column.place for column in self.chosen.values()}
        return [column for column in self.columns if column.place not in taken]

    def cell(self, row: Cells, meaning: str) -> object:
        """The row's cell for a meaning; nothing when the file has no such column or the row is short."""
        column = self.chosen.get(meaning)
        if column is None:
            return self.fixed.get(meaning, "")
        return row[column.place] if column.place < len(row) else ""


class MappingWrong(ValueError):
    """A mapping names a meaning or a column that there is not."""


def find_header(rows: Sequence[Cells], mapping: Mapping[str, str] | None = None) -> HeaderReading | None:
    """The header among the first rows and its reading, or None when no row reads as one."""
    for purpose, needed in PURPOSES.items():
        index = _header_for(needed, rows, mapping or {}, 3 if purpose == INSPECTIONS else len(needed))
        if index is not None:
            above = rows[index - 1] if index else ()
            sample = rows[index + 1 : index + 1 + SAMPLE]
            return read_header(_columns(rows[index], above), index + 1, sample, mapping or {}, purpose)
    return None


def _header_for(needed: Sequence[str], rows: Sequence[Cells], mapping: Mapping[str, str], least: int) -> int | None:
    """The row among the first that has most of the needed titles, when it has at least so many."""
    best: tuple[int, int] | None = None
    for index, row in enumerate(rows[:LOOK_AT_ROWS]):
        count = _recognised(_columns(row, ()), mapping, needed)
        if count >= least and (best is None or count > best[0]):
            best = (count, index)
    return best[1] if best else None


def read_header(
    columns: list[Column], line: int, sample: Sequence[Cells], mapping: Mapping[str, str], purpose: str = INSPECTIONS
) -> HeaderReading:
    """The reading of one header: the mapping's answers first, then the best title whose values do not contradict it."""
    reading = HeaderReading(line, columns, purpose)
    needed = PURPOSES[purpose]
    _answer(reading, mapping, needed)
    for meaning in MEANINGS:
        if meaning.id not in mapping and (purpose == INSPECTIONS or not meaning.needed or meaning.id in needed):
            _choose(reading, meaning, sample, needed)
    return reading


def _answer(reading: HeaderReading, mapping: Mapping[str, str], needed: Sequence[str]) -> None:
    """Take what the mapping says: a title, a column's letters in brackets, ``=`` and a fixed value, or nothing."""
    for meaning, told in mapping.items():
        if meaning not in BY_ID:
            raise MappingWrong(f"The mapping names '{meaning}'. The meanings are: {', '.join(BY_ID)}.")
        if told.startswith("="):
            reading.fixed[meaning] = told[1:].strip()
        elif told:
            reading.chosen[meaning] = _called(reading.columns, told)
        elif meaning in needed:
            raise MappingWrong(f"The mapping gives no column for '{meaning}', which is needed.")


def _called(columns: list[Column], told: str) -> Column:
    """The column with this title, or with these letters when they stand in brackets: ``[T]``."""
    letters = re.fullmatch(r"\[([A-Za-z]{1,3})\]", told)
    named = [
        column
        for column in columns
        if (column.letter == letters[1].upper() if letters else folded(column.title) == folded(told))
    ]
    if len(named) == 1:
        return named[0]
    if named:
        which = " or ".join(f"[{column.letter}]" for column in named)
        raise MappingWrong(f"Several columns are called '{told}'. Say which by its letters: {which}.")
    raise MappingWrong(f"The mapping names the column '{told}', and the header has none of that name.")


def _choose(reading: HeaderReading, meaning: Meaning, sample: Sequence[Cells], needed: Sequence[str]) -> None:
    """Take the best column for a meaning, or write down the question."""
    taken = {column.place for column in reading.chosen.values()}
    scored = sorted(
        ((score, column) for column in reading.columns if (score := _score(meaning, column))),
        key=lambda pair: (-pair[0], pair[1].place),
    )
    free = [(score, column) for score, column in scored if column.place not in taken]
    known = [(score, column, _understood(meaning, column, sample)) for score, column in free]
    fitting = [(score, column) for score, column, share in known if share >= HALF]
    # A title that fits less well wins when every value under it is understood, and under the better one they are not.
    fitting = [(score, column) for score, column, share in known if share == 1] or fitting
    if fitting:
        _take(reading, meaning, fitting, needed=meaning.id in needed)
    elif meaning.id in needed:
        reading.questions[meaning.id] = _missing(meaning, [column for _, column in free], sample)


def _take(reading: HeaderReading, meaning: Meaning, fitting: list[tuple[int, Column]], *, needed: bool) -> None:
    """Take the first unless another fits as well. Then a needed meaning, or a title that stands twice, is asked about.

    Any other is left unread, which is said: a name or a region is not worth stopping for, nor guessing at.
    """
    best, column = fitting[0]
    rivals = [column, *(other for score, other in fitting[1:] if best - score < NEARLY)]
    if len(rivals) == 1:
        reading.chosen[meaning.id] = column
        reading.passed_over[meaning.id] = [other for _, other in fitting[1:]]
        return
    question = f"Which column is {meaning.title}: {' or '.join(map(str, rivals))}?"
    twice = len({folded(rival.title) for rival in rivals}) < len(rivals)
    (reading.questions if needed or twice else reading.doubts)[meaning.id] = question


def _missing(meaning: Meaning, contradicted: list[Column], sample: Sequence[Cells]) -> str:
    """The question for a needed meaning that no column has; a column whose values speak against it is named."""
    question = f"Which column is {meaning.title}?"
    if not contradicted:
        return f"{question} No title fits."
    column = contradicted[0]
    wrong = (_problem(meaning, value) for value in _values(column, sample))
    return f"{question} {column} has the title for it, but not the values: {next(filter(None, wrong), '')}"


def _score(meaning: Meaning, column: Column) -> int:
    """How well a title fits: 100 for the first pattern, ten less for each further one; 0 when it does not."""
    return _title_score(meaning.id, column.title)


@lru_cache(maxsize=10_000)
def _title_score(meaning_id: str, title: str) -> int:
    meaning = BY_ID[meaning_id]
    if len(title) > LONGEST_TITLE or _EARLIER.search(folded(title)):
        return 0
    for told, cost in _wordings(title):
        if set(told.split()) & set(meaning.never.split()):
            continue
        for order, pattern in enumerate(meaning.patterns):
            if re.fullmatch(pattern, told):
                return 100 - 10 * order - cost
    return 0


def _wordings(title: str) -> Iterator[tuple[str, int]]:
    """The title as it may be compared: without notes, and without the words that may stand before any title."""
    plain = folded(
        re.sub(r"[\[(](note|see|footnote)?[^\])]*\d[\])]", "", re.sub(r"(?<=[A-Za-z])\d+$", "", title.strip()))
    )
    yield plain, 0
    newest = _BEFORE_ANY.sub("", plain)
    bare = _INSPECTION.sub("", newest)
    if bare != plain:
        yield bare, 1 if newest == plain else 20
    if " of inspection" in newest or newest.startswith(("start inspection", "first inspection")):
        yield newest.replace(" of inspection", "").replace(" inspection", ""), 2
    if "inspection" in bare.split():
        yield " ".join(bare.replace("inspection", "event").split()), 3


def _understood(meaning: Meaning, column: Column, sample: Sequence[Cells]) -> float:
    """The share of the column's values that can be what the title says; all of them when it has none."""
    values = _values(column, sample) if meaning.fits else []
    return sum(not _problem(meaning, value) for value in values) / len(values) if values else 1.0


def _values(column: Column, sample: Sequence[Cells]) -> list[object]:
    """What stands in the column in the first rows."""
    found = (row[column.place] for row in sample if column.place < len(row))
    return [value for value in found if not words.is_nothing(value)]


def _problem(meaning: Meaning, value: object) -> str:
    """Why the value cannot be what the meaning says; nothing when it can."""
    try:
        if meaning.fits:
            meaning.fits(value if isinstance(value, date) else cells.text_of(value))
    except NotKnown as problem:
        return str(problem)
    return ""


def _recognised(columns: list[Column], mapping: Mapping[str, str], needed: Sequence[str]) -> int:
    """How many of the needed meanings a row's titles could stand for, by themselves or by the mapping's word."""
    titles = {folded(column.title) for column in columns}
    return sum(
        any(_score(BY_ID[meaning], column) for column in columns) or folded(mapping.get(meaning, "=")) in titles
        for meaning in needed
    )


def _columns(row: Cells, above: Cells) -> list[Column]:
    """The columns that have a title. One under a heading such as "Previous inspection" is called by both."""
    headings = _headings(above)
    columns = []
    for place, cell in enumerate(row):
        title = cells.text_of(cell)
        if title:
            heading = headings.get(place, "")
            columns.append(Column(place, f"{heading} {title}" if _EARLIER.search(folded(heading)) else title))
    return columns


def _headings(above: Cells) -> dict[int, str]:
    """What stands over each column in the row above the header, each heading reaching to the next."""
    filled = [(place, cells.text_of(cell)) for place, cell in enumerate(above) if cells.text_of(cell)]
    if len(filled) < 2:
        return {}
    ends = [place for place, _ in filled[1:]] + [filled[-1][0] + 100]
    return {place: text for (start, text), end in zip(filled, ends, strict=True) for place in range(start, end)}
