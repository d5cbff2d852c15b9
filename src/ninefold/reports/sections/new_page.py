"""On paper, what follows begins a new page."""

from ninefold.reports.blocks import Block, PageBreak
from ninefold.reports.frame import Frame
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS: dict[str, str] = {}


def read(scope: Scope) -> None:
    """Nothing."""


def draw(data: None, frame: Frame) -> list[Block]:
    """The break."""
    return [PageBreak()]
