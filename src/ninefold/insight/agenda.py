"""What a worker's own records say since the last supervision: an agenda that nobody has to remember.

Only what the viewer may see is on it. It judges nothing: it lists what was agreed, what is late, what happened, what
was done well.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.duties.touch import rules
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import FactRow
from ninefold.ledger.queries import Line
from ninefold.people.access import Viewer

HELD = "supervision.held"
USUAL = timedelta(weeks=8)  # looked back over when none is known
SOON = timedelta(days=30)
MOST = 8
# What is looked for about the worker, under which heading; and what they themselves wrote.
ABOUT = {
    "Done well": ("recognition.given",),
    "Held a child, or kept one apart": ("worker.used-measure",),
    "How they have been": ("debrief.held", "wellbeing.checked", "absence.began"),
    "Learnt and offered": ("training.done", "worker.level3", "development.offered"),
}
WROTE = {
    "Worries they passed on": ("concern.raised",),
    "Gifts they told of": ("gift.told",),
}


@dataclass(slots=True)
class AgendaHeading:
    """One heading of the agenda with what stands under it: things owed, or records."""

    title: str
    owed: list[tuple[str, ObligationRow]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A worker's agenda: since when, whether that was a supervision, and its parts that hold something."""

    worker: str
    since: datetime
    first: bool
    parts: list[AgendaHeading]


def agenda(viewer: Viewer, worker: str) -> Agenda:
    """What to talk about with ``worker`` now, in a handful of queries."""
    held = _stated(viewer, (HELD,)).filter(subject=worker, at__lte=viewer.now).order_by("-at").first()
    since = held.at if held else viewer.now - USUAL
    parts = [*_owed(viewer, worker), *_happened(viewer, worker, since)]
    return Agenda(worker, since, held is None, [part for part in parts if part.owed or part.lines])


def _stated(viewer: Viewer, names: tuple[str, ...]) -> QuerySet[FactRow]:
    return ledger.stated(viewer).filter(name__in=names, known_at__lte=viewer.now)


def _owed(viewer: Viewer, worker: str) -> list[AgendaHeading]:
    """What they took on and what is owed about them: late first, then what comes in the next month."""
    rows = queries.due(viewer).filter(Q(owner=worker) | Q(subject=worker), due_at__lt=viewer.now + SOON)
    agreed, late, soon = AgendaHeading("Agreed and still open"), AgendaHeading("Late"), AgendaHeading("Due soon")
    for row in rows[: MOST * 3]:
        part = agreed if row.owner == worker else late if row.due_at < viewer.now else soon
        part.owed.append((row.text or rules().duties[row.duty][0].title, row))
    return [agreed, late, soon]


def _happened(viewer: Viewer, worker: str, since: datetime) -> list[AgendaHeading]:
    """What happened since, heading by heading, each record once under each."""
    names = tuple(name for group in (*ABOUT.values(), *WROTE.values()) for name in group)
    stated = _stated(viewer, names).filter(Q(subject=worker) | Q(author=worker), at__gte=since, at__lte=viewer.now)
    found: dict[str, list[str]] = defaultdict(list)
    for fact in stated.order_by("at", "id"):
        for title in _titles(fact, worker):
            if fact.record_id not in found[title]:
                found[title].append(fact.record_id)
    wanted = {one for ids in found.values() for one in ids[-MOST:]}
    shown = ledger.records(viewer).filter(pk__in=wanted).order_by("happened_at", "pk")
    lines = {line.record.pk: line for line in ledger.lines(viewer, shown)}
    return [
        AgendaHeading(title, lines=[lines[one] for one in found[title][-MOST:] if one in lines])
        for title in (*ABOUT, *WROTE)
    ]


def _titles(fact: FactRow, worker: str) -> list[str]:
    about = [title for title, names in ABOUT.items() if fact.name in names and fact.subject == worker]
    return about + [title for title, names in WROTE.items() if fact.name in names and fact.author == worker]
