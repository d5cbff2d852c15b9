"""Who among the adults is not cleared to be left with children, and what they lack.

The library says which duties bar a worker (``bars``): checks before they begin, safeguarding training. A worker lacks
what such a duty asks for when it is overdue, or was never done at all.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from ninefold import lawbook
from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.lawbook.model import Duty
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.people.access import Viewer


@dataclass(frozen=True, slots=True)
class Lack:
    """What a worker must have and has not: the duty, what is owed of it, and whether it was ever done."""

    duty: Duty
    obligation: ObligationRow
    never: bool

    @property
    def said(self) -> str:
        """In words: what is missing."""
        return f"{self.duty.title}: {'not done yet' if self.never else 'ran out'}"


def lacks(viewer: Viewer, workers: Collection[str]) -> dict[str, list[Lack]]:
    """What each of ``workers`` lacks, by their id; who lacks nothing is not in it. Two queries whatever their number."""
    barring = {duty.id: duty for duty in lawbook.current().duties.values() if duty.bars}
    asked = set(workers)
    owed = queries.whole(one for one in queries.due_in_brief(viewer) if one.duty in barring and one.subject in asked)
    done = _done(viewer, {_counted(duty) for duty in barring.values()}, {row.subject for row in owed})
    found: dict[str, list[Lack]] = defaultdict(list)
    for row in owed:
        duty = barring[row.duty]
        never = (_counted(duty), row.subject) not in done
        if never or row.due_at < viewer.now:
            found[row.subject].append(Lack(duty, row, never))
    return dict(found)


def _counted(duty: Duty) -> str:
    """The fact that says it was done."""
    return duty.rhythm.counted if duty.rhythm else duty.met_by.fact if duty.met_by else ""


@until_signed
def _done(viewer: Viewer, names: Collection[str], workers: Collection[str]) -> set[tuple[str, str]]:
    """Which facts are known of which of ``workers``, however old."""
    kept = ledger.stated(viewer).filter(name__in=names, subject__in=list(workers))
    return set(kept.filter(known_at__lte=viewer.now).values_list("name", "subject"))
