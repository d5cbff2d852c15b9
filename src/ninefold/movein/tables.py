"""Finds the tables on a sheet: where a row of headings stands, what each column is about, and whom its rows are about.

A sheet may begin with titles, have two rows of headings, hold several tables below or beside each other, lie on its side
or be a matrix of courses. Every row that belongs to no table is kept, with what it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ninefold.movein import words
from ninefold.movein.sheets import Sheet

PEOPLE = ("name", "surname", "first", "initials", "child", "known_as")
HINTS = {
    "adults": ("staff", "scr", "employee", "single central", "team", "workforce", "adults", "personnel"),
    "children": ("young people", "children", "yp", "residents", "child", "admissions", "register of children"),
    "contacts": ("contacts", "family", "professionals", "contact list", "important people", "network"),
    "medicines": ("medic", "meds", "mar", "drugs", "prescri"),
    "training": ("training", "matrix", "courses", "cpd"),
}


@dataclass(slots=True)
class Heading:
    """A column: where it stands, what stands above it, what it is about (nothing: it is not read), and whether surely."""

    at: int
    text: str
    means: str = ""
    sure: bool = True
    course: str = ""


@dataclass(slots=True)
class Cells:
    """A row of a table: the row of the file it stands at, its cells by place, and the heading of the part it stands under."""

    line: int
    row: int
    cells: list[object]
    section: str = ""


@dataclass(slots=True)
class Table:
    """Rows of one kind (``words.KINDS``; matrix for courses across) under headings."""

    sheet: Sheet
    kind: str
    headings: list[Heading]
    rows: list[Cells]
    on_its_side: bool = False
    matrix: bool = False
    title: str = ""

    def heading(self, means: str) -> Heading | None:
        """The first column about this."""
        return next((one for one in self.headings if one.means == means), None)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row, or a cell of one, of which nothing is made, with the reason."""

    file: str
    sheet: str
    row: int
    text: str
    reason: str
    column: str = ""


@dataclass(slots=True)
class Looked:
    """What was found on a sheet."""

    tables: list[Table] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def text_of(cell: object) -> str:
    """A cell as one line of text; a whole number that a spreadsheet keeps as 4.0 is 4, a day is written 2019-02-03."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return " ".join(str(cell).split())


def look(sheet: Sheet) -> Looked:
    """The tables of a sheet, and its other rows."""
    heads = list(_heads(sheet))
    if not heads and (turned := _turned(sheet)):
        return turned
    found = Looked()
    if not heads:
        found.left_out = [
            _out(sheet, row, "No heading of this sheet was understood.") for row in range(len(sheet.rows))
        ]
        return found
    _before(sheet, heads[0][0], found)
    ends = [start for start, _, _ in heads[1:]] + [len(sheet.rows)]
    for (start, height, tables), end in zip(heads, ends, strict=True):
        for row in range(start, start + height):
            found.left_out.append(_out(sheet, row, "Headings of a table: what each column is about."))
        _fill(sheet, tables, start + height, end, found)
        found.tables += tables
    return found


def _out(sheet: Sheet, row: int, reason: str) -> LeftOut:
    text = " | ".join(dict.fromkeys(filter(None, map(text_of, sheet.rows[row]))))
    if not text:
        reason = "An empty row."
    return LeftOut(sheet.file, sheet.name, sheet.lines[row], text[:200], reason)


def _before(sheet: Sheet, first: int, found: Looked) -> None:
    for row in range(first):
        found.left_out.append(_out(sheet, row, "A title or a note above the table: read, and nothing is made of it."))


def _heads(sheet: Sheet) -> Iterator[tuple[int, int, list[Table]]]:
    """Each row of headings: where, how many rows high, and the tables that begin there."""
    row = 0
    while row < len(sheet.rows):
        best = max(
            ((_score(tables), -height, height, tables) for height in (1, 2) if (tables := _begins(sheet, row, height))),
            key=lambda one: one[:2],
            default=None,
        )
        if best is None:
            row += 1
            continue
        yield row, best[2], best[3]
        row += best[2]


def _score(tables: list[Table]) -> int:
    return sum(1 for table in tables for one in table.headings if one.means or one.course)


def _begins(sheet: Sheet, row: int, height: int) -> list[Table]:
    """The tables that begin with headings at ``row``; none when it is a row of something else."""
    if row + height > len(sheet.rows):
        return []
    texts = _texts(sheet, row, height)
    if not texts or (height == 2 and not _two_rows(sheet, row)):
        return []
    tables = []
    for part in _beside(texts):
        table = _kind(sheet, row, part)
        if table is not None:
            tables.append(table)
    return tables


def _two_rows(sheet: Sheet, row: int) -> bool:
    """Whether the row below goes on with headings: words only, and fewer cells in the row above or merged ones."""
    above = [text_of(cell) for cell in sheet.rows[row]]
    below = [text_of(cell) for cell in sheet.rows[row + 1]]
    if any(isinstance(cell, date | int | float) for cell in sheet.rows[row + 1]) or not any(below):
        return False
    if len(set(filter(None, above))) < 2:
        return False  # one text over all is a title
    if any(len(text) > 40 or any(letter.isdigit() for letter in text[:1]) for text in below):
        return False
    merged = any((row, column) in sheet.merged or (row + 1, column) in sheet.merged for column in range(len(above)))
    gaps = any(not a and b for a, b in zip(above, below, strict=False)) and sum(map(bool, above)) < sum(
        map(bool, below)
    )
    known = sum(bool(words.column_of(kind, text)[0]) for text in below if text for kind in ("adults",))
    return merged or gaps or (known >= 3 and sum(map(bool, above)) <= 3)


def _texts(sheet: Sheet, row: int, height: int) -> list[Heading]:
    """The headings of a row; of two, each lower one with what stands over it."""
    first = sheet.rows[row]
    width = max(len(sheet.rows[row + below]) for below in range(height))
    parts: list[Heading] = []
    over = ""
    for column in range(min(width, 300)):
        upper = text_of(first[column]) if column < len(first) else ""
        if height == 1:
            text = upper
        else:
            lower = text_of(sheet.rows[row + 1][column]) if column < len(sheet.rows[row + 1]) else ""
            over = upper or (over if lower else "")
            alone = words.column_of("adults", lower)[1] or words.meant("courses", lower)[0]
            text = lower if lower == over or not over or (lower and alone) else f"{over} {lower}".strip()
        if text and not _is_head(first[column] if height == 1 and column < len(first) else text):
            return []
        parts.append(Heading(column, text))
    return parts


def _is_head(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) <= 90


def _beside(headings: list[Heading]) -> Iterator[list[Heading]]:
    """Headings parted at an empty column when both sides say whom they are about."""
    parts: list[list[Heading]] = [[]]
    for one in headings:
        if one.text:
            parts[-1].append(one)
        elif parts[-1]:
            parts.append([])
    parts = [part for part in parts if part]
    if len(parts) > 1 and all(len(part) > 1 and any(_about_whom(one.text) for one in part) for part in parts):
        yield from parts
    elif parts:
        yield [one for part in parts for one in part]


def _about_whom(text: str) -> bool:
    return any(words.column_of(kind, text) in {(id, True) for id in PEOPLE} for kind in words.KINDS)


def _kind(sheet: Sheet, row: int, headings: list[Heading]) -> Table | None:
    """The table that these headings make: the kind that understands most of them."""
    title = " ".join(filter(None, [sheet.name, *_titles(sheet, row)]))
    best: tuple[float, Table] | None = None
    for kind in words.KINDS:
        meant = _meanings(kind, headings)
        score = _worth(kind, meant, title, sheet.file)
        if score and (best is None or score > best[0]):
            best = (score, Table(sheet, kind, meant, [], title=title))
    matrix = _matrix(headings, title)
    if matrix is not None and (best is None or matrix[0] > best[0]):
        return Table(sheet, "training", matrix[1], [], matrix=True, title=title)
    return best[1] if best else None


def _titles(sheet: Sheet, row: int) -> list[str]:
    """What stands in the few rows above, when it is a title and no row of a table."""
    above = []
    for before in range(max(0, row - 3), row):
        cells = list(dict.fromkeys(filter(None, map(text_of, sheet.rows[before]))))
        if len(cells) <= 2:
            above += cells
    return above


def _meanings(kind: str, headings: list[Heading]) -> list[Heading]:
    """What each heading means in a table of this kind. Of two that mean the same, the one that says it exactly."""
    meant = [replace(one) for one in headings]
    for one in meant:
        one.means, one.sure = words.column_of(kind, one.text)
        if not (one.means and one.sure):
            course, exactly = words.meant("courses", one.text)
            one.course = course if kind == "adults" and course and (exactly or not one.means) else ""
            if one.course:
                one.means = ""
    for one in meant:
        same = [other for other in meant if other.means == one.means and one.means]
        if len(same) > 1 and one.means not in ("notes", "number", "family", "phone"):
            keep = next((other for other in same if other.sure), same[0])
            for other in same:
                if other is not keep:
                    other.means = ""
    return meant


def _worth(kind: str, meant: list[Heading], title: str, file: str) -> float:
    """How well a kind fits; nothing when it does not: whom a row is about, and something that tells kinds apart."""
    known = words.columns(kind)
    ids = {one.means for one in meant if one.means}
    people = ids & set(PEOPLE)
    strong = sum(known[id].strong for id in ids)
    texts = sum(bool(one.text) for one in meant)
    read = sum(bool(one.means or one.course) for one in meant)
    hinted = sum(words.bare(hint) in words.bare(f"{title} {file.rpartition('.')[0]}") for hint in HINTS[kind])
    if not people or len(ids) < 2 or read * 3 < texts or (not strong and not hinted):
        return 0
    needs = {
        "medicines": {"medicine"},
        "training": {"course"},
        "contacts": {"relation", "child", "phone", "email"},
    }.get(kind)
    if needs and not needs & ids:
        return 0
    if kind == "training" and not ids & {"passed_on", "expires_on", "state"}:
        return 0
    exact = sum(one.sure and bool(one.means) for one in meant)
    return len(ids) + strong + exact * 0.5 + 2.5 * min(hinted, 2)


def _matrix(headings: list[Heading], title: str) -> tuple[float, list[Heading]] | None:
    """A matrix of courses: names down, courses across."""
    meant = [replace(one) for one in headings]
    name = next((one for one in meant if words.column_of("training", one.text)[0] in PEOPLE), None)
    hinted = any(hint in words.bare(title) for hint in HINTS["training"])
    first = meant[0] if meant else None
    if name is None and first is not None and hinted and not words.meant("courses", first.text)[0]:
        name = first
    courses = 0
    for one in meant:
        means, sure = words.column_of("training", one.text)
        course, exactly = words.meant("courses", one.text)
        if one is name or (means in ("name", "surname", "first", "role", "number", "notes") and (sure or not course)):
            one.means = "name" if one is name and means not in PEOPLE else means
        elif course:
            one.course, one.sure = course, exactly
            courses += 1
        elif hinted:
            one.course, one.sure = "other", True
    if not any(one.means in PEOPLE for one in meant) or courses < 2:
        return None
    return courses * 2.2 + 2.5 * hinted, meant


def _fill(sheet: Sheet, tables: list[Table], start: int, end: int, found: Looked) -> None:  # noqa: C901 - one case a kind of row
    """Give each row between to its table, or say what it is."""
    section, blank, under = "", 0, False
    for row in range(start, end):
        cells = sheet.rows[row]
        if not any(text_of(cell) for cell in cells):
            blank += 1
            found.left_out.append(_out(sheet, row, "An empty row."))
            continue
        kept = False
        whole = [text for text in dict.fromkeys(map(text_of, cells)) if text]
        if len(whole) == 1 and _is_section(whole[0], tables, blank):
            section, under = whole[0], _is_note(whole[0])
            what = "A note under the table." if under else "The heading of a part of the table."
            found.left_out.append(_out(sheet, row, f"{what} Nothing is made of it by itself."))
            blank = 0
            continue
        if under and len(whole) <= 2:
            found.left_out.append(_out(sheet, row, "A note under the table: nothing is made of it by itself."))
            continue
        if words.has("totals", text_of(next((cell for cell in cells if text_of(cell)), ""))) and not _named(
            tables, cells
        ):
            found.left_out.append(_out(sheet, row, _total(whole[0])))
            for table in tables:
                if table.matrix and words.has("validity", whole[0]):
                    table.rows.append(Cells(sheet.lines[row], row, list(cells), "validity"))
            continue
        blank = 0
        for table in tables:
            if any(text_of(_at(cells, one.at)) for one in table.headings):
                table.rows.append(Cells(sheet.lines[row], row, list(cells), section))
                kept = True
        if not kept:
            found.left_out.append(_out(sheet, row, "Beside the columns of the table: nothing is made of it."))


def _at(cells: list[object], place: int) -> object:
    return cells[place] if place < len(cells) else ""


def _total(text: str) -> str:
    if words.has("validity", text):
        return "Says for how long each course holds: read as a rule, not as a person."
    return "A row of totals: counted, not a person."


def _named(tables: list[Table], cells: list[object]) -> bool:
    """Whether a row that begins like a total has a name and more than one word in it all the same."""
    heading = next((one for table in tables for one in table.headings if one.means == "first"), None)
    return heading is not None and bool(text_of(_at(cells, heading.at)))


def _is_section(text: str, tables: list[Table], blank: int) -> bool:
    if _is_note(text):
        return True
    if words.has("leavers", text) or any(
        words.bare(hint) in words.bare(text) for hints in HINTS.values() for hint in hints
    ):
        return True
    return words.has("roles", text) or (len(text.split()) > 4)


def _is_note(text: str) -> bool:
    start = words.bare(text)
    return start.startswith(
        ("note", "nb", "n b", "key", "legend", "updated", "last updated", "printed", "source", "please", "page")
    ) or (len(text) > 60 or text.startswith("*"))


def _turned(sheet: Sheet) -> Looked | None:
    """A table on its side: what a column would be about stands in the first cells of the rows."""
    blocks: list[list[int]] = [[]]
    for row, cells in enumerate(sheet.rows):
        if any(text_of(cell) for cell in cells):
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    found = Looked()
    used: set[int] = set()
    for block in filter(None, blocks):
        table = _side(sheet, block)
        if table is not None:
            found.tables.append(table)
            used |= {one.row for one in table.rows} | set(block)
    if not found.tables:
        return None
    for row in range(len(sheet.rows)):
        texts = [text_of(cell) for cell in sheet.rows[row]]
        if row not in used:
            found.left_out.append(_out(sheet, row, "A title or a note beside the table: nothing is made of it."))
        elif texts and not any(words.column_of(table.kind, texts[0])[0] for table in found.tables):
            found.left_out.append(
                _out(sheet, row, "What this row is about was not understood. Say it after bringing in.")
            )
        else:
            found.left_out.append(_out(sheet, row, "A row of a table on its side: one thing about each person in it."))
    return found


def _side(sheet: Sheet, block: list[int]) -> Table | None:
    headings = [Heading(row, text_of(sheet.rows[row][0]) if sheet.rows[row] else "") for row in block]
    best: tuple[float, Table] | None = None
    for kind in words.KINDS:
        meant = _meanings(kind, headings)
        score = _worth(kind, meant, sheet.name, sheet.file)
        if score and sum(bool(one.means) for one in meant) >= 3 and (best is None or score > best[0]):
            best = (score, Table(sheet, kind, meant, [], on_its_side=True, title=sheet.name))
    if best is None:
        return None
    table = best[1]
    width = max(len(sheet.rows[row]) for row in block)
    whom = next((one.at for one in table.headings if one.means in PEOPLE), block[0])
    for column in range(1, width):
        cells: list[object] = [""] * (max(block) + 1)
        for row in block:
            cells[row] = _at(sheet.rows[row], column)
        if any(text_of(cell) for cell in cells):
            table.rows.append(Cells(sheet.lines[whom], whom, cells))
    return table
