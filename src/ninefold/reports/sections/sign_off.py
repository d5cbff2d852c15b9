"""Lines to be signed on paper, in the outline's words."""

from ninefold.reports.blocks import Block, SignOff
from ninefold.reports.frame import Frame
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"lines": "lines"}


def read(scope: Scope, *, lines: list[str]) -> tuple[str, ...]:
    """Who is to sign, as what."""
    return tuple(lines)


def draw(data: tuple[str, ...], frame: Frame) -> list[Block]:
    """A line for each of them."""
    return [SignOff(data)]
