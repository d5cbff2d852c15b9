"""What a report is made of: one list of blocks, drawn as a page, on paper, as a Word file and as a workbook.

Text is data in every block: no drawing takes it for markup. A figure carries the selection of the records it stands
for, so that page, paper and the list it opens cannot disagree.
"""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from ninefold.reports.selection import Selection

Tone = Literal["", "good", "soon", "late", "law", "guidance", "custom"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens its ``selection``: as many records are in it, or as many children or adults (``of``).

    ``id`` names a figure of an outline for good, whatever its label becomes.
    """

    number: int
    selection: Selection
    id: str = ""
    of: str = "records"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that open one record."""

    text: str
    record: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A word set apart ("late", "law: 35(3)(a)"). The tone only repeats what the word says.

    ``obligation`` is the key of what was owed: on the page the word opens its rule and how its time was reached.
    """

    text: str
    tone: Tone = ""
    obligation: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A child's own words within a table or a paragraph."""

    text: str


Inline = str | Figure | Link | Tag | Words
Text = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section (level 2) or part of one (3). The report's own title is not a block."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. A quiet one explains or qualifies."""

    text: Text
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A child's own words, and whose they are."""

    words: str
    by: Text


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Names with what they are."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. ``widths`` are shares of the line; the caption names it for those who cannot see it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of ``rows``: the Vega-Lite ``spec`` without data, what it shows in words, and the numbers themselves.

    Rows whose number is 0 are drawn but not listed.
    """

    title: str
    alt: str
    spec: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | Figure, ...], ...]

    @property
    def listed(self) -> tuple[tuple[str | float | Figure, ...], ...]:
        """The rows that say something."""
        return tuple(row for row in self.rows if not any(isinstance(c, Figure) and not c.number for c in row))


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph on the map: where it stands, told by pattern as well as colour."""

    ref: str
    short: str
    state: Literal["voiced", "shown", "supported", "mentioned", "stale", "empty"]
    records: Figure
    note: str


@dataclass(frozen=True, slots=True)
class Square:
    """A standard on the map of nine."""

    title: str
    regulation: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Squares:
    """The map of the nine standards."""

    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class SignOff:
    """Lines to be signed on paper: who, as what."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """On paper, what follows begins a new page."""


Block = Heading | Para | Said | KeyValues | Table | Chart | Squares | SignOff | PageBreak


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: which outline, of what and when, by which state of the ledger, and its blocks.

    ``key`` is the period as addresses write it, ``period`` as people say it, ``noun`` what one calls it: month or period.
    ``gaps`` are what it should say and cannot.
    """

    outline: str
    title: str
    home: str
    urn: str
    key: str
    period: str
    noun: str
    made_at: str
    seq: int
    hash: str
    blocks: tuple[Block, ...]
    gaps: tuple[str, ...] = ()


def line(*parts: Inline) -> Text:
    """Text out of parts; empty words are left out."""
    return tuple(part for part in parts if part != "")


def as_data(thing: Any) -> Any:
    """A report, a block or any part of one as plain JSON; each dataclass says in ``is`` what it was."""
    if isinstance(thing, Selection):
        return {"kind": thing.kind, "words": list(thing.words), "period": str(thing.period), "subject": thing.subject}
    if is_dataclass(thing) and not isinstance(thing, type):
        inside = {part.name: as_data(getattr(thing, part.name)) for part in fields(thing)}
        return {"is": type(thing).__name__.lower(), **inside}
    if isinstance(thing, tuple | list):
        return [as_data(part) for part in thing]
    if isinstance(thing, dict):
        return {key: as_data(value) for key, value in thing.items()}
    return thing
