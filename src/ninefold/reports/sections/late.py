"""Duties met late or not met: which, whose rule, about whom, by when, and what became of it."""

from typing import NamedTuple

from ninefold.duties.reopening import duties_by_id
from ninefold.lawbook import citations
from ninefold.lawbook.model import Duty, Library
from ninefold.reports.blocks import Block, Heading, Link, Para, Table, Tag, Text, Words, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import by, length
from ninefold.reports.reading import obligations
from ninefold.reports.reading.events import Deadline
from ninefold.reports.reading.obligations import Obligations
from ninefold.reports.scope import Scope
from ninefold.reports.sections.told import became
from ninefold.reports.sections.wishes import older

SUBJECTS = ("home", "child")
PARAMETERS = {"asks": "fact?"}
COLUMNS, WIDTHS = ("Duty", "Rule", "About", "Due", "What became of it"), (5, 4, 3, 3, 4)


class Late(NamedTuple):
    """What was late, and the duties whose text is a child's own words."""

    late: Obligations
    in_own_words: frozenset[str]


def read(scope: Scope, *, asks: str = "") -> Late:
    """What was late or is overdue; ``asks`` is the fact by which a child asks, whose text is the child's."""
    return Late(scope.once(obligations.late), obligations.started_by(asks) if asks else frozenset())


def draw(data: Late, frame: Frame) -> list[Block]:
    """How many, and a row for each."""
    head, late = Heading("Duties late, overdue or never done"), data.late
    if not late.listed:
        return [head, Para(line(f"Every duty that fell due in the {frame.period.noun} was met in time."))]
    duties = duties_by_id(frame.library)
    rows = tuple(_row(deadline, duties[deadline.duty], data, frame) for deadline in late.listed)
    many = f"{how_many(late)}, from this {frame.period.noun} and before."
    return [head, Para(line(many, older(late))), Table("Duties late, overdue or never done", COLUMNS, rows, WIDTHS)]


def how_many(late: Obligations) -> str:
    """ "2 done late, 3 overdue", and how many ended without having been done."""
    never = f", {late.undone} never done" if late.undone else ""
    return f"{late.done} done late, {late.open} overdue{never}"


def _row(deadline: Deadline, duty: Duty, data: Late, frame: Frame) -> tuple[Text, ...]:
    about = frame.home_name if deadline.subject == frame.home else frame.names.of(deadline.subject)
    text = frame.names.write(deadline.text)
    own = Words(text) if text and duty.id in data.in_own_words else text
    return (
        line(Link(duty.title, deadline.record), ": " if text else "", own),
        line(rule(duty, frame.library, deadline.key)),
        line(about),
        line(by(deadline.due_at, frame.period.year)),
        _waiting(deadline, frame) if deadline.state == "overdue" else became(deadline),
    )


def _waiting(deadline: Deadline, frame: Frame) -> Text:
    return line(Tag("overdue", "late", deadline.key), f" for {length(frame.made_at - deadline.due_at)}")


def rule(duty: Duty, library: Library, key: str) -> Tag:
    """Whether law, guidance or custom asks for it, and where that is written."""
    doubt = f", {citations.UNVERIFIED}" if duty.unverified else ""
    asked = duty.weight != "custom" and duty.source in library.sources
    named = f": {citations.said(library, duty.source, duty.cite)}" if asked else ""
    return Tag(f"{duty.weight}{named}{doubt}", duty.weight, key)
