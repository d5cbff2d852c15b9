"""Obligations as a page shows them: whom they are about, who is to meet them, how they stand. Names in a few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from ninefold import lawbook
from ninefold.base.english import listed
from ninefold.duties import store
from ninefold.duties.leads import SAFEGUARDING_LEAD, leading
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation, State
from ninefold.duties.touch import rules
from ninefold.lawbook.model import Duty
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Child

READ = 500  # how many obligations are looked through for the most urgent of each duty
NEAR = timedelta(days=7)
WEIGHTS = ("law", "guidance", "custom")

# Whom a duty may name that is not a role or a group.
CALLED = {
    "author": "whoever wrote the record",
    "owner": "its owner",
    "themselves": "the worker themselves",
    "key-worker": "the key-worker",
    SAFEGUARDING_LEAD: "the safeguarding lead",
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


def duty(id: str) -> Duty:
    """The duty with this id, those that reopen plans among them."""
    return rules().duties[id][0]


def called(who: str) -> str:
    """What a duty calls those who are to meet it: a role, a group of roles, or somebody else."""
    return CALLED.get(who) or f"the {lawbook.current().words.roles.get(who, who).lower()}"


def items(viewer: Viewer, rows: Iterable[ObligationRow]) -> list[Item]:
    """Each of ``rows`` as a line, with everybody's names in three queries whatever their number."""
    found = [store.from_row(row) for row in rows]
    leads = leading(viewer)[:1] if any(SAFEGUARDING_LEAD in duty(one.duty).who for one in found) else []
    named = people.subject_names(viewer, [one.subject for one in found] + [one.owner for one in found] + leads)
    lead = next((named.get(who, "") for who in leads), "")
    about = {one.subject for one in found if duty(one.duty).about == "child"}
    children = Child.objects.in_bulk(about)
    key = {child: worker.name for child, worker in people.key_workers(viewer, about).items()} if about else {}
    return [_item(viewer, one, named, children.get(one.subject), key, lead) for one in found]


def foremost(viewer: Viewer, rows: QuerySet[ObligationRow], most: int) -> list[tuple[ObligationRow, int]]:
    """The most urgent of each duty among ``rows``, and how many more of it there are: at most ``most`` of them.

    What is over or near stands before what is far; there the law before guidance, and guidance before what the home
    has set for itself. So a short list tells of different things, and twenty late courses do not hide one late report.
    """
    alike: dict[str, list[tuple[int, str, datetime]]] = defaultdict(list)
    for pk, duty_id, weight, due_at in rows.values_list("pk", "duty", "weight", "due_at")[:READ]:
        alike[duty_id].append((pk, weight, due_at))
    near = viewer.now + NEAR
    first = sorted(alike.values(), key=lambda some: (some[0][2] > near, WEIGHTS.index(some[0][1]), some[0][2]))[:most]
    found = ObligationRow.objects.in_bulk([some[0][0] for some in first])
    return [(found[some[0][0]], len(some) - 1) for some in first]


def _item(
    viewer: Viewer, one: Obligation, named: dict[str, str], child: Child | None, key: dict[str, str], lead: str
) -> Item:
    its = duty(one.duty)
    about = "The home" if its.about == "home" else named.get(one.subject, "")
    return Item(
        obligation=one,
        duty=its,
        about=about,
        by=named.get(one.owner) or _by(its, about, child, key, lead),
        state=one.state(viewer.now),
    )


def _by(its: Duty, about: str, child: Child | None, key: dict[str, str], lead: str) -> str:
    """Who is to meet it, as near to a name as is known."""
    if lead and SAFEGUARDING_LEAD in its.who:
        return f"{lead}, who leads on safeguarding"
    if "themselves" in its.who and about:
        return about
    if "placing-authority" in its.who and child and child.authority:
        return child.authority
    if "key-worker" in its.who and child and child.pk in key:
        return key[child.pk]
    said = [called(who) for who in its.who[:2]]
    return " or ".join(said) if len(said) == 2 else listed(said)
