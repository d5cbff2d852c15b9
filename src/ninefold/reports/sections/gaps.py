"""Everything that the report should say and cannot, in one list: it stands last, after the sections whose gaps it tells."""

from ninefold.reports.blocks import Block, Heading, Para, Table, line
from ninefold.reports.frame import Frame
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"heading": "words?"}


def read(scope: Scope, *, heading: str = "What is missing in this report") -> str:
    """What the list is called."""
    return heading


def draw(data: str, frame: Frame) -> list[Block]:
    """A row for each gap, or that there is none."""
    if not frame.gaps:
        return [Heading(data), Para(line("Nothing that this report asks for is missing."))]
    rows = tuple((line(str(number)), line(text)) for number, text in enumerate(frame.gaps, 1))
    return [Heading(data), Table(data, ("No.", "What is missing"), rows, (1, 10))]
