"""Mandates: in which home somebody is what, for which children, from when until when. Folded from entries.

Who works in a home has the mandates of their roles, for all its children. A child has one for themselves in each home
while they live there. What a mandate lets somebody see is said by its role (``people.access``); a role that has no
room yet opens nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from ninefold.people.models import Account, Home, Person, Placement, Role
from ninefold.people.prepared import prepared


@dataclass(frozen=True, slots=True)
class Mandate:
    """What somebody is in a home. ``children`` are the only ones whose records it is about; None means all."""

    home: str
    role: str
    from_at: datetime
    to_at: datetime | None = None
    children: frozenset[str] | None = None


def held(at: datetime) -> Q:
    """That a role, a consent or being a child's key-worker has begun by ``at`` and not ended."""
    return Q(from_at__lte=at) & (Q(to_at=None) | Q(to_at__gt=at))


def of_account(account: Account, at: datetime, home: str = "") -> list[Mandate]:
    """The mandates of an account's person at a moment, the newest first; in one home, or in all."""
    person = account.person
    return SOURCES.get(person.kind, _none)(person.pk, at, home) if person else []


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody in one home: the mandate, the person and the home, as one question answers it."""

    mandate: Mandate
    person: Person
    home: Home


def at_home(account: Account, urn: str, at: datetime) -> list[Here]:
    """The mandates that an account's person has in the home with this number, the newest first.

    Who works there is found by one question, which every page asks; only for whom that finds nothing a second is asked.
    The head of the home's chain comes along: by it a page knows whether anything was signed (``ledger.kept``).
    """
    if not account.person_id:
        return []
    found = [
        Here(Mandate(one.home_id, one.name, one.from_at, one.to_at), one.worker, one.home)
        for one in _roles(account.person_id, urn, at)
    ]
    home = None if found else Home.objects.filter(urn=urn).first()
    if home is None or account.person is None:
        return found
    return [Here(one, account.person, home) for one in of_account(account, at, home.pk)]


@prepared
def _roles(person: str, urn: str, at: datetime) -> QuerySet[Role]:
    roles = Role.objects.filter(held(at), worker=person, home__urn=urn).order_by("-from_at")
    return roles.select_related("worker", "home__chain")


def _of_worker(person: str, at: datetime, home: str) -> list[Mandate]:
    roles = Role.objects.filter(held(at), worker=person).order_by("-from_at")
    rows = (roles.filter(home=home) if home else roles).values_list("home_id", "name", "from_at", "to_at")
    return [Mandate(*row) for row in rows]


def _of_child(person: str, at: datetime, home: str) -> list[Mandate]:
    stays = Placement.objects.filter(Q(ended_at=None) | Q(ended_at__gt=at), child=person, began_at__lte=at)
    rows = (stays.filter(home=home) if home else stays).values_list("home_id", "began_at", "ended_at")
    return [Mandate(at_home, "child", began, ended, frozenset({person})) for at_home, began, ended in rows if began]


def _none(person: str, at: datetime, home: str) -> list[Mandate]:
    """Nobody else has a mandate until entries give one."""
    return []


SOURCES: dict[str, Callable[[str, datetime, str], list[Mandate]]] = {
    Person.Kind.WORKER: _of_worker,
    Person.Kind.CHILD: _of_child,
}
