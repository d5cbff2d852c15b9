"""A home's last month in figures beside the month before: what stands beside the form of the leadership review."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef

from ninefold.duties import queries as duties
from ninefold.ledger.models import FactRow, Record
from ninefold.people.access import Viewer, visible

MONTH = timedelta(days=31)
COUNTED = {
    "achievement.made": "Achievements",
    "incident.happened": "Hard moments",
    "measure.used": "Holds and consequences",
    "missing.reported": "Times missing",
    "complaint.made": "Complaints",
    "wish.made": "Wishes made",
    "wish.answered": "Wishes answered",
    "key-work.held": "Key-work sessions",
    "visitor.came": "Visitors",
    "fault.found": "Faults found",
}


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often something happened in the last 31 days, and in the 31 before."""

    label: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a month, and how much is overdue on the day."""

    figures: list[Frequency]
    overdue: int


def figures(viewer: Viewer) -> Figures:
    """What happened in the last two months, as far as the viewer may see it. Two queries."""
    seen = visible(viewer, Record.objects.filter(pk=OuterRef("record_id"), withdrawn=False))
    stated = FactRow.objects.filter(home=viewer.home, name__in=COUNTED, ended_at=None, carried=False)
    lately = stated.filter(Exists(seen), at__gt=viewer.now - 2 * MONTH, at__lte=viewer.now)
    counts = Counter((name, at > viewer.now - MONTH) for name, at in lately.values_list("name", "at"))
    told = [Frequency(label, counts[name, True], counts[name, False]) for name, label in COUNTED.items()]
    return Figures(told, duties.overdue(viewer).count())
