"""What was tried to calm each child, and whether it did: what helps a child matters more than what went wrong."""

from collections import defaultdict
from dataclasses import dataclass

from ninefold.lawbook.model import TRIED
from ninefold.reports import records
from ninefold.reports.blocks import Block, Heading, Table, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.records import HELPED, TRIED_AT_ALL
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS: dict[str, str] = {}
COLUMNS, WIDTHS = ("Child", "What was tried", "Helped", "Tried"), (3, 8, 2, 2)


@dataclass(frozen=True, slots=True)
class CalmingStep:
    """In how many of the period's records a step was tried with a child, and in how many of them it helped."""

    child: str
    step: str
    digest: str
    tried: int
    helped: int


def read(scope: Scope) -> list[CalmingStep]:
    """What was tried with each child, what helped most often first."""
    tried: dict[tuple[str, str], set[str]] = defaultdict(set)
    helped: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = records.facts(scope, TRIED)
    for child, record, data, value in rows.values_list("subject", "record_id", "data", "value"):
        key = child, records.step_of(data)
        tried[key].add(record)
        if value == HELPED:
            helped[key].add(record)
    steps = [
        CalmingStep(child, step, records.step_digest(child, step), len(tried[child, step]), len(helped[child, step]))
        for child, step in tried
        if not scope.subject or child == scope.subject
    ]
    return sorted(steps, key=lambda step: (step.child, -step.helped, step.tried, step.step))


def draw(data: list[CalmingStep], frame: Frame) -> list[Block]:
    """A row for each step, or nothing when nothing had to be tried."""
    if not data:
        return []
    rows = tuple(_row(step, frame) for step in data)
    return [Heading("What helped"), Table("What helped", COLUMNS, rows, WIDTHS)]


def _row(step: CalmingStep, frame: Frame) -> tuple[Text, ...]:
    return (
        line(frame.names.of(step.child)),
        line(frame.names.write(step.step)),
        line(frame.figure(step.helped, "step", HELPED, step.child, step.digest)),
        line(frame.figure(step.tried, "step", TRIED_AT_ALL, step.child, step.digest)),
    )
