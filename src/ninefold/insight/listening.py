"""Whether asking leads anywhere here: how many of the children's wishes had an answer, how soon, and what came of them."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from ninefold import lawbook
from ninefold.duties import queries as duties
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.people.access import Viewer

MADE, ANSWERED = "wish.made", "wish.answered"
HALF_YEAR = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Listening:
    """The wishes of the last half-year: how many there were, were answered, and changed something; the usual wait."""

    made: int
    answered: int
    changed: int
    usual: timedelta | None

    @property
    def share(self) -> int:
        """Of every hundred wishes, how many had an answer."""
        return round(100 * self.answered / self.made) if self.made else 0


@until_signed
def listening(viewer: Viewer) -> Listening:
    """What became of the wishes of the last half-year, as far as the viewer may see them. Two queries."""
    owed = [one.id for one in lawbook.current().duties.values() if one.starts and one.starts.fact == MADE]
    rows = duties.opened(viewer).filter(duty__in=owed, void_at=None, opened_at__gt=viewer.now - HALF_YEAR)
    made = list(rows.values_list("opened_at", "met_at", "met_by"))
    waits = [met - opened for opened, met, _ in made if met]
    changed = changes(viewer, {by for _, met, by in made if met})
    usual = median(wait.total_seconds() for wait in waits) if waits else None
    return Listening(len(made), len(waits), len(changed), None if usual is None else timedelta(seconds=usual))


@until_signed
def changes(viewer: Viewer, answers: Collection[str]) -> dict[str, str]:
    """What changed because a child had asked, by the entry that answered: only where the answer says that something did."""
    rows = ledger.stated(viewer).filter(name=ANSWERED, entry_id__in=answers).values_list("entry_id", "data")
    said = {entry: json.loads(data or "{}").get("text", "") for entry, data in rows}
    return {entry: text for entry, text in said.items() if text}
