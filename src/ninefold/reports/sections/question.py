"""A question that a person answers: the law it answers, whether it must be answered, and help. No answer is a gap."""

from typing import NamedTuple

from ninefold.reports.blocks import Block, Heading, Para, line
from ninefold.reports.frame import Frame
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"id": "words", "ask": "words", "law": "words?", "required": "yes or no?", "help": "words?"}


class AskedQuestion(NamedTuple):
    """The question."""

    id: str
    ask: str
    law: str
    required: bool
    help: str


def read(scope: Scope, *, id: str, ask: str, law: str = "", required: bool = False, help: str = "") -> AskedQuestion:
    """The question as the outline puts it."""
    return AskedQuestion(id, ask, law, required, help)


def draw(data: AskedQuestion, frame: Frame) -> list[Block]:
    """The question with its answer; without one, that it is missing and why it matters."""
    head = Heading(data.ask, 3)
    answer = str(frame.answers.get(data.id, "")).strip()
    if answer:
        return [head, *(Para(line(frame.names.write(part))) for part in answer.split("\n\n") if part.strip())]
    cited = f" ({data.law})" if data.law else ""
    if data.required:
        return [head, frame.gap(f"'{data.ask}' has not been answered{cited}.")]
    return [head, Para(line(f"Not answered{cited}."), quiet=True)]
