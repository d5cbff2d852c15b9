"""What a desk asks of what is owed: the registers of wishes and actions, and the intervals a home sets for itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from ninefold import lawbook
from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.duties.queries import Rows
from ninefold.duties.touch import rules
from ninefold.features.due.lines import Item, duty, items
from ninefold.lawbook import durations
from ninefold.lawbook.model import Duty
from ninefold.lawbook.of_library import of_library
from ninefold.ledger import factrows
from ninefold.people.access import Viewer

__all__ = [
    "Clock",
    "Item",
    "actions",
    "answered_wishes",
    "by_subject",
    "clocks",
    "duty",
    "items",
    "of_home",
    "of_worker",
    "started_by",
    "wishes",
]

# What opens a wish, and what opens an action: one register each, whichever record it was written in.
WISHES = ("wish.made",)
ACTIONS = ("action.agreed", "recommendation.made", "inspection.requirement", "compliance.asked")


@dataclass(frozen=True, slots=True)
class Clock:
    """An interval that a home may set for itself, and the one in force."""

    duty: Duty
    interval: str
    own: bool


def started_by(facts: Collection[str]) -> list[str]:
    """The duties that one of these facts opens."""
    return list(_started_by(*facts))


@of_library
def _started_by(*facts: str) -> tuple[str, ...]:
    return tuple(
        id
        for id, variants in rules().duties.items()
        if any(one.starts and one.starts.fact in facts for one in variants)
    )


def wishes(viewer: Viewer) -> Rows:
    """Wishes that have no answer yet, the longest waiting first."""
    return queries.due(viewer).filter(duty__in=started_by(WISHES)).order_by("opened_at", "key")


def wishes_of(rows: Iterable[ObligationRow]) -> list[ObligationRow]:
    """Those of ``rows`` that are wishes without an answer, the longest waiting first."""
    asked = started_by(WISHES)
    return sorted((row for row in rows if row.duty in asked), key=lambda row: (row.opened_at, row.key))


def answered_wishes(viewer: Viewer) -> Rows:
    """Wishes that have been answered, the latest answer first."""
    rows = queries.opened(viewer).filter(duty__in=started_by(WISHES), void_at=None)
    return rows.exclude(met_at=None).order_by("-met_at", "key")


def actions(viewer: Viewer) -> Rows:
    """Everything anybody agreed to do, done or not."""
    return queries.opened(viewer).filter(duty__in=started_by(ACTIONS), void_at=None)


def by_subject(viewer: Viewer, subjects: Collection[str]) -> dict[str, list[Item]]:
    """What is still owed about each of ``subjects``, most urgent first."""
    about: dict[str, list[Item]] = defaultdict(list)
    wanted = set(subjects)
    chosen = [one for one in queries.due_in_brief(viewer) if one.subject in wanted]
    for item in items(viewer, queries.whole(chosen[:500])):
        about[item.obligation.subject].append(item)
    return dict(about)


def of_home(viewer: Viewer) -> Rows:
    """What is still owed about the home itself; what people agreed to do stands in the register of actions."""
    return queries.due(viewer).filter(subject=viewer.home.pk).exclude(duty__in=started_by(ACTIONS))


def of_worker(viewer: Viewer, worker: str) -> Rows:
    """What is still owed about a worker, and what the worker has taken on."""
    return queries.due(viewer).filter(Q(subject=worker) | Q(owner=worker))


def clocks(viewer: Viewer) -> list[Clock]:
    """Every interval this home may set for itself, with the one in force."""
    said = factrows.facts(viewer.home, known_by=viewer.now, name="clock.set", ended_at=None)
    own = {fact.data.get("duty", ""): fact.value for fact in said}
    changeable = [one for one in lawbook.current().duties.values() if one.can_change]
    return [
        Clock(one, str(durations.parse(own[one.id])) if one.id in own else _usual(one), one.id in own)
        for one in changeable
    ]


def _usual(its: Duty) -> str:
    """The interval a duty has while the home sets none."""
    if its.rhythm:
        return f"every {durations.parse(its.rhythm.steps[-1].within)}"
    within = (its.due.within or its.due.target) if its.due else None
    return f"within {durations.parse(within)}" if within else ""
