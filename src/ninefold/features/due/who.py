"""Who is to do what is owed, as near to a name as is known: the one answer to it, on every page and list."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ninefold import lawbook
from ninefold.duties.leads import SAFEGUARDING_LEAD, leading
from ninefold.duties.obligation import Obligation
from ninefold.lawbook.model import Duty
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Child, Worker

MOST_NAMES = 2  # of more people than these it is said what they are

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


def called(who: str) -> str:
    """What a duty calls those who are to meet it: a role, a group of roles, or somebody else."""
    return CALLED.get(who) or f"the {lawbook.current().words.roles.get(who, who).lower()}"


@dataclass(frozen=True, slots=True)
class Doers:
    """Everybody who could be meant, read once for many obligations (``read``)."""

    names: dict[str, str]
    lead: str = ""
    children: dict[str, Child] = field(default_factory=dict)
    key_workers: dict[str, str] = field(default_factory=dict)
    by_role: dict[str, list[str]] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()  # owners who worked here and do not any more

    def who(self, one: Obligation, its: Duty) -> str:
        """Who is to meet ``one``: whoever it was given to; else the one person whom its rule means; else those with the
        role, by name while they are few; else what they are called.
        """
        owner = self.names.get(one.owner, "")
        if owner and one.owner in self.left:
            return f"{owner}, who has left; give it to somebody else"
        return owner or self._meant(one, its) or self._with_the_role(its)

    def _meant(self, one: Obligation, its: Duty) -> str:
        """The one person, or authority, that the rule means beside roles: nearest first."""
        child = self.children.get(one.subject)
        near = {
            SAFEGUARDING_LEAD: f"{self.lead}, who leads on safeguarding" if self.lead else "",
            "themselves": self.names.get(one.subject, ""),
            "placing-authority": child.authority if child else "",
            "key-worker": self.key_workers.get(one.subject, ""),
            "author": self.authors.get(one.record, ""),
        }
        return next((name for who, name in near.items() if name and who in its.who), "")

    def _with_the_role(self, its: Duty) -> str:
        outside = [called(who) for who in its.who if not _roles(who)]
        named = [name for role in sorted(_roles(*its.who)) for name in self.by_role.get(role, ())]
        few = [*dict.fromkeys(named), *outside]
        chosen = few if named and len(few) <= MOST_NAMES else [called(who) for who in its.who[:MOST_NAMES]]
        return " or ".join(chosen)


def read(viewer: Viewer, obligations: list[tuple[Obligation, Duty]]) -> Doers:
    """Everybody who could be meant by ``obligations``, in the same few queries however many there are."""
    meant = {who for _, its in obligations for who in its.who}
    about = {one.subject for one, its in obligations if its.about == "child"}
    lead = leading(viewer)[:1] if SAFEGUARDING_LEAD in meant else []
    ids = [name for one, _ in obligations for name in (one.subject, one.owner) if name]
    # Before names, so that nobody who works here is asked for once more.
    here = [(role.name, role.worker_id, role.worker.name) for role in people.at_work(viewer)] if meant else []
    names = people.subject_names(viewer, [*ids, *lead])
    by_role: dict[str, list[str]] = {}
    for role, _, name in here:
        by_role.setdefault(role, []).append(name)
    keys = people.key_workers(viewer, about) if about and "key-worker" in meant else {}
    return Doers(
        names=names,
        lead=next((names.get(who, "") for who in lead), ""),
        children=people.children_called(viewer, about) if about and "placing-authority" in meant else {},
        key_workers={child: worker.name for child, worker in keys.items()},
        by_role=by_role,
        left=_left({one.owner for one, _ in obligations if one.owner}, here),
        authors=_authors(viewer, obligations, {worker: name for _, worker, name in here}),
    )


def _left(owners: set[str], here: list[tuple[str, str, str]]) -> frozenset[str]:
    """Those of ``owners`` who are workers and have no role here any more."""
    away = owners - {worker for _, worker, _ in here}
    return frozenset(Worker.objects.filter(pk__in=away).values_list("pk", flat=True)) if away else frozenset()


def _authors(viewer: Viewer, obligations: Iterable[tuple[Obligation, Duty]], here: dict[str, str]) -> dict[str, str]:
    """Who wrote the record of each duty that falls to its author, while they still work here."""
    wanted = {one.record for one, its in obligations if "author" in its.who}
    if not wanted:
        return {}
    return {one.pk: here[one.author] for one in ledger.these(viewer, tuple(wanted)) if one.author in here}


def _roles(*who: str) -> frozenset[str]:
    """The roles among ``who`` and in its groups; nothing for whoever is no role."""
    library = lawbook.current()
    return library.roles_in(who) & library.words.roles.keys()
