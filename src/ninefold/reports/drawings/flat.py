"""What Word and Excel share: text without marks, and the map of the standards as rows, because neither draws squares."""

from ninefold.reports.blocks import Cell, Figure, Inline, Squares, Table, Text, line
from ninefold.reports.drawings.letters import shown

STATES = (
    ("voiced", "shown, with a child's own words"),
    ("shown", "shown"),
    ("supported", "only borne out"),
    ("mentioned", "only touched on"),
    ("stale", "before it only"),
    ("empty", "nothing yet"),
)


def word(part: Inline) -> str:
    """A part of a text as words."""
    return shown(part) if isinstance(part, str) else str(part.number) if isinstance(part, Figure) else shown(part.text)


def plain(text: Text) -> str:
    """Text as words only."""
    return "".join(map(word, text))


def by_standard(squares: Squares, noun: str) -> Table:
    """The map as a table: each standard with how many of its paragraphs stand how."""
    columns = (
        "Standard",
        "Own words",
        f"Shown in the {noun}",
        "Only borne out",
        "Only touched on",
        "Before it only",
        "Nothing yet",
    )
    rows = tuple(
        (line(f"{square.title} ({square.regulation})"), *(_many(square.cells, state) for state, _ in STATES))
        for square in squares.squares
    )
    return Table("The nine standards: how many paragraphs stand how", columns, rows, (6, 2, 3, 2, 2, 3, 2))


def _many(cells: tuple[Cell, ...], state: str) -> Text:
    return line(str(sum(cell.state == state for cell in cells)))


def by_paragraph(squares: Squares) -> Table:
    """The map as a table: each paragraph with how it stands."""
    columns = ("Standard", "Paragraph", "What it asks", "Records", "How it stands")
    rows = tuple(
        (line(square.title), line(cell.ref), line(cell.short), line(cell.records), line(cell.note))
        for square in squares.squares
        for cell in square.cells
    )
    return Table("The nine standards, paragraph by paragraph", columns, rows)
