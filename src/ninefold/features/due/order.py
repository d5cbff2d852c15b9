"""The order of everything that waits (``duties.ranking``), for somebody who looks: on every list and page the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from ninefold.duties import ranking, store
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation
from ninefold.duties.ranking import Claim
from ninefold.duties.touch import rules
from ninefold.features.due import who
from ninefold.lawbook.model import Duty
from ninefold.people.access import Viewer

MINE = ("own", "role")


@dataclass(frozen=True, slots=True)
class Standing:
    """One obligation in its place: its row, its rule, and what ranking knows of it."""

    row: ObligationRow
    obligation: Obligation
    duty: Duty
    claim: Claim

    @property
    def mine(self) -> bool:
        """Whether it is for who looks to do: by name, or by their role."""
        return self.claim.whose in MINE


def in_order(viewer: Viewer, rows: Iterable[ObligationRow]) -> list[Standing]:
    """``rows`` as ``viewer`` should see to them, the gravest and nearest first; all of them are read, none is cut off."""
    kept = [(row, store.from_row(row)) for row in rows]
    owed = [(one, rules().duties[one.duty][0]) for _, one in kept]
    if not owed:
        return []
    doers = who.read(viewer, owed)
    standings = [
        Standing(row, one, its, _claim(row, one, its, doers.whose(viewer, one, its)))
        for (row, one), (_, its) in zip(kept, owed, strict=True)
    ]
    return ranking.ranked(standings, lambda standing: standing.claim, viewer.now)


def mine(viewer: Viewer, rows: Iterable[ObligationRow]) -> list[ObligationRow]:
    """Those of ``rows`` that are for ``viewer`` to do, in order."""
    return [one.row for one in in_order(viewer, rows) if one.mine]


def sort(viewer: Viewer, rows: Iterable[ObligationRow]) -> list[ObligationRow]:
    """``rows`` in order."""
    return [one.row for one in in_order(viewer, rows)]


def _claim(row: ObligationRow, one: Obligation, its: Duty, whose: ranking.Whose) -> Claim:
    return Claim(
        harm=rules().harms[its.id],
        weight=its.weight,
        due_at=one.due_at,
        began_at=one.opened_at,
        whose=whose,
        key=row.key,
    )
