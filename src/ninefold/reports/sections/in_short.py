"""The period in a few lines: records, own words, some facts and record types, paragraphs shown, duties late."""

from typing import NamedTuple

from ninefold.base.english import counted
from ninefold.evidence.paragraphs import ParagraphEvidence
from ninefold.reports.blocks import Block, Figure, Heading, KeyValues, Para, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.reading.amounts import Amounts, amounts, proofs
from ninefold.reports.reading.obligations import Obligations, late
from ninefold.reports.reading.residents import residents
from ninefold.reports.scope import Scope
from ninefold.reports.sections.late import how_many

SUBJECTS = ("home", "child")
PARAMETERS = {"types": "records", "facts": "facts with words?"}


class Short(NamedTuple):
    """What the few lines are counted from."""

    amounts: Amounts
    facts: dict[str, Figure]
    types: tuple[str, ...]
    proofs: tuple[ParagraphEvidence, ...]
    late: Obligations
    children: int


def read(scope: Scope, *, types: list[str], facts: dict[str, str] | None = None) -> Short:
    """The counts; ``facts`` are those to count, each with what its line is called."""
    return Short(
        amounts=scope.once(amounts),
        facts={label: scope.figure("fact", fact) for fact, label in (facts or {}).items()},
        types=tuple(types),
        proofs=scope.once(proofs),
        late=scope.once(late),
        children=len(scope.once(residents)),
    )


def draw(data: Short, frame: Frame) -> list[Block]:
    """A line for each count, and a sentence when nothing was written at all."""
    rows = [
        ("Records", _records(data, frame)),
        *((label, line(figure)) for label, figure in data.facts.items()),
        *((frame.library.records[type].title, line(_of_type(data, frame, type))) for type in data.types),
        ("Paragraphs of the nine standards", line(_shown(data, frame))),
        ("Duties", line(how_many(data.late))),
    ]
    return [Heading("In short"), KeyValues(tuple(rows)), *_empty(data, frame)]


def _records(data: Short, frame: Frame) -> Text:
    every, voiced = frame.figure(data.amounts.all, "all"), frame.figure(data.amounts.voiced, "voice")
    return line(every, ", of them ", voiced, " with a child's own words")


def _of_type(data: Short, frame: Frame, type: str) -> Figure:
    number, _ = data.amounts.by_type.get(type, (0, 0))
    return frame.figure(number, "type", type)


def _shown(data: Short, frame: Frame) -> str:
    states = [one.state for one in data.proofs]
    shown = states.count("shown") + states.count("voiced")
    thin = states.count("supported") + states.count("mentioned")
    return (
        f"{shown} of {len(states)} shown by a record of the {frame.period.noun}, "
        f"{states.count('voiced')} of them with a child's own words; {thin} only borne out or touched on; "
        f"{states.count('stale')} shown before it only, {states.count('empty')} with nothing yet"
    )


def _empty(data: Short, frame: Frame) -> list[Block]:
    if data.amounts.by_type:
        return []
    lived = counted(data.children, "child", "children").capitalize()
    return [Para(line(f"Nothing was written in this {frame.period.noun}. {lived} lived here."))]
