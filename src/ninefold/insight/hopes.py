"""What each child hopes for, how far they have come, and the next step: so that every adult knows."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ninefold.lawbook.facts import Fact
from ninefold.ledger import factrows
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.people.access import Viewer

NAMED, STEP, LOOKED_AT = "aspiration.named", "aspiration.step", "aspiration.looked-at"
OVER = ("reached", "changed")


@dataclass(frozen=True, slots=True)
class Hope:
    """One hope that still stands: its record, its steps in order, and how many of them are done."""

    record: str
    what: str
    steps: tuple[str, ...]
    done: int

    @property
    def next_step(self) -> str:
        """The first step that is not done yet; nothing when all are, or none were named."""
        return self.steps[self.done] if self.done < len(self.steps) else ""


@until_signed
def hopes(viewer: Viewer, children: Collection[str]) -> dict[str, list[Hope]]:
    """The hopes of each of ``children`` that the viewer may see and that are neither reached nor given up. One query."""
    rows = ledger.stated(viewer).filter(name__in=(NAMED, STEP, LOOKED_AT), subject__in=children, at__lte=viewer.now)
    told: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for row in rows.order_by("at", "id"):
        told[row.subject, row.record_id].append(factrows.from_row(row))
    found: dict[str, list[Hope]] = defaultdict(list)
    for (child, record), facts in told.items():
        hope = _hope(record, facts)
        if hope:
            found[child].append(hope)
    return dict(found)


def _hope(record: str, facts: Iterable[Fact]) -> Hope | None:
    """What the facts of one record say of a hope, the latest look at it counting; nothing if it is over."""
    what, state, done = "", "", 0
    steps: list[str] = []
    for fact in facts:
        if fact.name == NAMED:
            what = fact.data.get("text", what)
        elif fact.name == STEP:
            steps.append(fact.data.get("text", ""))
        else:
            state, done = fact.value, int(fact.data.get("done") or done)
    return None if state in OVER or not what else Hope(record, what, tuple(steps), min(done, len(steps)))
