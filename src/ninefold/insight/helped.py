"""What calmed a child: each step that was tried in a hard moment, and whether it helped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from ninefold import lawbook
from ninefold.ledger import plans
from ninefold.ledger.models import RecordSubject
from ninefold.people.access import Viewer, visible

HELPED = "helped"
TRIED = (HELPED, "no")
YEAR = timedelta(days=365)
MOST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A calming step: the records it was tried in, and those in which it helped."""

    name: str
    tried: tuple[str, ...]
    helped: tuple[str, ...]


def steps(viewer: Viewer, child: str, own: list[str]) -> list[Step]:
    """The child's own steps in the order of their list, with how each has done in the past year. Two queries."""
    tried: dict[str, list[str]] = {name: [] for name in own}
    helped: dict[str, list[str]] = {name: [] for name in own}
    for record, content in plans.answers(viewer, _records(viewer, child)).items():
        for name, outcome in _outcomes(content):
            if name in tried and outcome in TRIED:
                tried[name].append(record)
                if outcome == HELPED:
                    helped[name].append(record)
    return [Step(name, tuple(tried[name]), tuple(helped[name])) for name in own]


def _records(viewer: Viewer, child: str) -> list[str]:
    """The past year's records about this child alone in which steps may have been tried, the newest first."""
    rows = RecordSubject.objects.filter(
        subject=child,
        role="about",
        happened_at__gte=viewer.now - YEAR,
        record__about_one=child,
        record__type__in=_hard_moments(),
        record__withdrawn=False,
    )
    return list(visible(viewer, rows, "record__").order_by("-happened_at").values_list("record", flat=True)[:MOST])


@cache
def _hard_moments() -> list[str]:
    """The types of record that ask which steps were tried, the everyday ones left out: they are many and tell little."""
    return [
        kind.id
        for kind in lawbook.current().records.values()
        if kind.area != "everyday" and any(f.kind == "strategies" for stage in kind.stages for f in stage.fields)
    ]


def _outcomes(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every step that a record answers, with its outcome."""
    for answer in content.values():
        if isinstance(answer, list):
            yield from (
                (row["step"], row["outcome"])
                for row in answer
                if isinstance(row, dict) and "outcome" in row and "step" in row
            )
