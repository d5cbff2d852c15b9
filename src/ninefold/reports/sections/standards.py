"""The nine standards: the map of squares, then paragraph by paragraph what proves it and what is missing."""

from ninefold.base.english import counted
from ninefold.evidence.paragraphs import ParagraphEvidence, by_standard
from ninefold.reports.blocks import Block, Cell, Heading, Para, Square, Squares, Table, Tag, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import short_day
from ninefold.reports.reading.amounts import proofs
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"map_only": "yes or no?"}
WIDTHS = (5, 15, 3, 3, 4, 13)
COLUMNS = ("Paragraph", "What it asks", "Records", "In own words", "Newest", "What is missing")

Proofs = tuple[ParagraphEvidence, ...]


def read(scope: Scope, *, map_only: bool = False) -> tuple[Proofs, bool]:
    """How each paragraph stands, and whether the map is enough."""
    return scope.once(proofs), map_only


def draw(data: tuple[Proofs, bool], frame: Frame) -> list[Block]:
    """The map, and a table for each standard unless the map is enough."""
    evidence, map_only = data
    standards = by_standard(frame.library, evidence)
    squares = tuple(
        Square(standard.title, standard.regulation, tuple(_cell(proof, frame) for proof in several))
        for standard, several in standards
    )
    blocks: list[Block] = [Heading("The nine standards"), Squares(squares)]
    for standard, several in standards if not map_only else ():
        rows = tuple(_row(proof, frame) for proof in several)
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
    if proof.state == "voiced":
        return f"proved by {counted(proof.records, 'record')}, with a child's own words"
    if proof.state == "proved":
        return f"proved by {counted(proof.records, 'record')}"
    return "nothing yet" if proof.days_old is None else f"last proved {counted(proof.days_old, 'day')} ago"


def _row(proof: ParagraphEvidence, frame: Frame) -> tuple[Text, ...]:
    return (
        line(proof.ref),
        line(proof.text),
        line(frame.figure(proof.records, "paragraph", proof.ref)),
        line(frame.figure(proof.voiced, "paragraph-voice", proof.ref)),
        _newest(proof, frame.period.year),
        line(proof.missing),
    )


def _newest(proof: ParagraphEvidence, year: int) -> Text:
    if proof.newest is None:
        return line("none yet")
    shown = short_day(proof.newest, year)
    return line(Tag(shown, "soon")) if proof.state == "stale" else line(shown)
