"""A text of the outline's own, with a heading if it has one."""

from typing import NamedTuple

from ninefold.reports.blocks import Block, Heading, Para, line
from ninefold.reports.frame import Frame
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"text": "words", "heading": "words?"}


class OwnWords(NamedTuple):
    """What the outline says."""

    text: str
    heading: str


def read(scope: Scope, *, text: str, heading: str = "") -> OwnWords:
    """The words as they stand in the outline."""
    return OwnWords(text, heading)


def draw(data: OwnWords, frame: Frame) -> list[Block]:
    """The heading and a paragraph."""
    head: list[Block] = [Heading(data.heading)] if data.heading else []
    return [*head, Para(line(data.text))]
