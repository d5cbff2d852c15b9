"""What children asked for, in their own words, and whether they had an answer."""

from ninefold.base.english import after, counted
from ninefold.reports.blocks import Block, Heading, Link, Para, Said, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import length, moment
from ninefold.reports.reading.events import Deadline
from ninefold.reports.reading.obligations import Obligations, asked
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"asks": "fact"}


def read(scope: Scope, *, asks: str) -> Obligations:
    """What the fact ``asks`` asked for in the period, and what still waited when it began."""
    return asked(scope, asks)


def draw(data: Obligations, frame: Frame) -> list[Block]:
    """How many were answered and wait; then each, those that wait first."""
    if not data.listed:
        return [Heading("Wishes"), Para(line("No child's wish was written down, and none was waiting."))]
    answered = counted(data.done, "wish", "wishes").capitalize()
    blocks: list[Block] = [Heading("Wishes"), Para(line(f"{answered} answered, {data.open} waiting.", older(data)))]
    for title, met in (("Waiting for an answer", False), ("Answered", True)):
        here = [wish for wish in data.listed if bool(wish.met_at) is met]
        if here:
            blocks += [Heading(title, 3), *(_wish(wish, frame) for wish in here)]
    return blocks


def older(data: Obligations) -> str:
    """Says that a list is not the whole, when it is not."""
    return f" The {data.unlisted} oldest are not listed here." if data.unlisted else ""


def _wish(wish: Deadline, frame: Frame) -> Block:
    names = frame.names
    opens = Link(f"{names.of(wish.subject)}, {moment(wish.opened_at, frame.period.year)}", wish.record)
    span = (wish.met_at or frame.made_at) - wish.opened_at
    answer = f"; answered {after(span, length(span))}" if wish.met_at else f"; no answer for {length(span)}"
    owner = f"; with {names.of(wish.owner)}" if wish.owner and not wish.met_at else ""
    return Said(names.write(wish.text), line(opens, answer, owner, "."))
