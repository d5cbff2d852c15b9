"""Obligations as a desk shows them: whom they are about, who is to meet them, how they stand. Names in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from ninefold import lawbook
from ninefold.duties import queries, store
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation, State
from ninefold.duties.queries import Rows
from ninefold.duties.touch import rules
from ninefold.lawbook import durations
from ninefold.lawbook.model import Duty
from ninefold.ledger import factrows
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Child
from ninefold.web.words import listed

# What opens a wish, and what opens an action: one register each, whichever record it was written in.
WISHES = ("wish.made",)
ACTIONS = ("action.agreed", "recommendation.made")

# Whom a duty may name that is not a role or a group.
CALLED = {
    "author": "whoever wrote the record",
    "owner": "its owner",
    "key-worker": "the key-worker",
    "placing-authority": "the placing authority",
    "police": "the police",
    "staff": "anybody on shift",
    "managers": "a manager",
    "leaders": "a manager or the responsible individual",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One obligation as a line: the rule, whom it is about, who is to meet it, how it stands."""

    obligation: Obligation
    duty: Duty
    about: str
    by: str
    state: State

    @property
    def kind(self) -> str:
        """child, worker, home or provider."""
        return self.duty.about


@dataclass(frozen=True, slots=True)
class Clock:
    """An interval that a home may set for itself, and the one in force."""

    duty: Duty
    interval: str
    own: bool


def duty(id: str) -> Duty:
    """The duty with this id, those that reopen plans among them."""
    return rules().duties[id][0]


def started_by(facts: Collection[str]) -> list[str]:
    """The duties that one of these facts opens."""
    return [
        id
        for id, variants in rules().duties.items()
        if any(one.starts and one.starts.fact in facts for one in variants)
    ]


def items(viewer: Viewer, rows: Iterable[ObligationRow]) -> list[Item]:
    """Each of ``rows`` as a line, with everybody's names in three queries whatever their number."""
    found = [store.from_row(row) for row in rows]
    named = people.subject_names(viewer, [one.subject for one in found] + [one.owner for one in found])
    about = {one.subject for one in found if duty(one.duty).about == "child"}
    children = Child.objects.in_bulk(about)
    key = {child: worker.name for child, worker in people.key_workers(viewer, about).items()} if about else {}
    return [_item(viewer, one, named, children.get(one.subject), key) for one in found]


def _item(viewer: Viewer, one: Obligation, named: dict[str, str], child: Child | None, key: dict[str, str]) -> Item:
    its = duty(one.duty)
    return Item(
        obligation=one,
        duty=its,
        about="The home" if its.about == "home" else named.get(one.subject, ""),
        by=named.get(one.owner) or _by(its, child, key),
        state=one.state(viewer.now),
    )


def _by(its: Duty, child: Child | None, key: dict[str, str]) -> str:
    """Who is to meet it, as near to a name as is known."""
    if "placing-authority" in its.who and child and child.authority:
        return child.authority
    if "key-worker" in its.who and child and child.pk in key:
        return key[child.pk]
    roles = lawbook.current().words.roles
    said = [CALLED.get(who) or f"the {roles.get(who, who).lower()}" for who in its.who[:2]]
    return " or ".join(said) if len(said) == 2 else listed(said)


def overdue(viewer: Viewer) -> Rows:
    """What should have been done by now and is not."""
    return queries.overdue(viewer)


def wishes(viewer: Viewer) -> Rows:
    """Wishes that have no answer yet, the longest waiting first."""
    return queries.due(viewer).filter(duty__in=started_by(WISHES)).order_by("opened_at", "key")


def answered_wishes(viewer: Viewer) -> Rows:
    """Wishes that have been answered, the latest answer first."""
    rows = queries.opened(viewer).filter(duty__in=started_by(WISHES), void_at=None)
    return rows.exclude(met_at=None).order_by("-met_at", "key")


def actions(viewer: Viewer) -> Rows:
    """Everything anybody agreed to do, done or not."""
    return queries.opened(viewer).filter(duty__in=started_by(ACTIONS), void_at=None)


def by_subject(viewer: Viewer, subjects: Collection[str]) -> dict[str, list[Item]]:
    """What is still owed about each of ``subjects``, most urgent first."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items(viewer, queries.due(viewer).filter(subject__in=list(subjects))[:500]):
        found[item.obligation.subject].append(item)
    return dict(found)


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
