"""What has been said to findings: explained, or given to somebody; and what is still open because of that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ninefold.duties import queries as duties
from ninefold.duties.models import ObligationRow
from ninefold.insight.findings import Finding
from ninefold.ledger import factrows
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.people.access import Viewer

EXPLAINED, ASSIGNED = "finding.explained", "finding.assigned"
State = Literal["open", "again", "in-hand", "explained"]


@dataclass(frozen=True, slots=True)
class FindingAnswer:
    """What was said to a finding: by whom, when, in which record, in which words, and the action it was given to."""

    record: str
    by: str
    at: datetime
    words: str = ""
    action: ObligationRow | None = None


@dataclass(frozen=True, slots=True)
class StandingFinding:
    """A finding, and how it stands.

    ``explained`` stays quiet for as long as the facts behind it are the same: a finding is known by them. ``in-hand``
    is somebody's to do. ``again`` was done, and is found all the same.
    """

    finding: Finding
    answer: FindingAnswer | None = None

    @property
    def state(self) -> State:
        """How it stands."""
        if self.answer is None:
            return "open"
        if self.answer.action is None:
            return "explained"
        return "again" if self.answer.action.met_at else "in-hand"

    @property
    def waits(self) -> bool:
        """Whether somebody should look at it."""
        return self.state in ("open", "again")


def standing(viewer: Viewer, found: Iterable[Finding]) -> list[StandingFinding]:
    """Each finding with the latest that the viewer may read of what was said to it."""
    said = _said(viewer)
    return [StandingFinding(one, said.get(one.digest)) for one in found]


@until_signed
def _said(viewer: Viewer) -> dict[str, FindingAnswer]:
    """The latest answer to each finding, by the finding's digest. Two queries."""
    rows = ledger.stated(viewer).filter(name__in=(EXPLAINED, ASSIGNED))
    facts = [factrows.from_row(row) for row in rows.order_by("known_at", "id")]
    actions = {target for fact in facts for target, _ in fact.answers}
    owed = {row.record_id: row for row in duties.opened(viewer).filter(record_id__in=actions)} if actions else {}
    return {
        fact.value: FindingAnswer(
            record=fact.record,
            by=fact.author,
            at=fact.known_at,
            words=fact.data.get("text", ""),
            action=next((owed[target] for target, _ in fact.answers if target in owed), None),
        )
        for fact in facts
        if fact.name == EXPLAINED or any(target in owed for target, _ in fact.answers)
    }
