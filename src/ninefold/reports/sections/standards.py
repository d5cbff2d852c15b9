"""The nine standards: the map of squares, then paragraph by paragraph what shows it best and what is missing."""

from ninefold.base import clock
from ninefold.base.english import counted
from ninefold.evidence.best import Candidate
from ninefold.evidence.paragraphs import STANDS, ParagraphEvidence, by_standard
from ninefold.reports.blocks import Block, Cell, Heading, Inline, Link, Para, Square, Squares, Table, Tag, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import short_day
from ninefold.reports.reading.amounts import best, proofs
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"map_only": "yes or no?"}
WIDTHS = (5, 13, 3, 3, 4, 15)
COLUMNS = ("Paragraph", "What it asks", "Records", "In own words", "Newest", "What shows it best, and what is missing")

Proofs = tuple[ParagraphEvidence, ...]
Best = dict[str, list[Candidate]]


def read(scope: Scope, *, map_only: bool = False) -> tuple[Proofs, Best, bool]:
    """How each paragraph stands, which records show it best, and whether the map is enough."""
    return scope.once(proofs), {} if map_only else scope.once(best), map_only


def draw(data: tuple[Proofs, Best, bool], frame: Frame) -> list[Block]:
    """The map, and a table for each standard unless the map is enough."""
    evidence, foremost, map_only = data
    standards = by_standard(frame.library, evidence)
    squares = tuple(
        Square(standard.title, standard.regulation, tuple(_cell(proof, frame) for proof in several))
        for standard, several in standards
    )
    blocks: list[Block] = [Heading("The nine standards"), Squares(squares)]
    for standard, several in standards if not map_only else ():
        rows = tuple(_row(proof, foremost.get(proof.ref, []), frame) for proof in several)
        blocks += [
            Heading(f"{standard.title} (regulation {standard.regulation})", 3),
            Para(line(standard.outcome), quiet=True),
            Table(f"Evidence for {standard.title}", COLUMNS, rows, WIDTHS),
        ]
    return blocks


def _cell(proof: ParagraphEvidence, frame: Frame) -> Cell:
    figure = frame.figure(proof.records, "paragraph", proof.ref)
    return Cell(proof.ref, proof.short, proof.state, figure, stands(proof))


def stands(proof: ParagraphEvidence) -> str:
    """How a paragraph stands, in words."""
    if proof.state in ("voiced", "shown"):
        made = f"{counted(proof.direct, 'record')} made for it" if proof.direct else "records that bear it out"
        return f"shown by {made}" + (", with a child's own words" if proof.voiced else "")
    if proof.state == "stale":
        return f"last shown {counted(proof.days_old or 0, 'day')} ago"
    return STANDS[proof.state]


def _row(proof: ParagraphEvidence, foremost: list[Candidate], frame: Frame) -> tuple[Text, ...]:
    return (
        line(proof.ref),
        line(proof.text),
        line(frame.figure(proof.records, "paragraph", proof.ref)),
        line(frame.figure(proof.voiced, "paragraph-voice", proof.ref)),
        _newest(proof, frame.period.year),
        line(*_foremost(foremost, frame), proof.missing),
    )


def _foremost(foremost: list[Candidate], frame: Frame) -> list[Inline]:
    """The records that show it best, each with why, to be opened."""
    parts: list[Inline] = []
    for one in foremost:
        title = frame.library.records[one.type].title
        parts += [Link(f"{title}, {short_day(clock.local(one.at).date(), frame.period.year)}", one.record)]
        parts += [f" ({', '.join(one.why)}). "]
    return parts


def _newest(proof: ParagraphEvidence, year: int) -> Text:
    if proof.newest is None:
        return line("none yet")
    shown = short_day(proof.newest, year)
    return line(Tag(shown, "soon")) if proof.state == "stale" else line(shown)
