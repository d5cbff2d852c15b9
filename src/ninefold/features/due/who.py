"""Who is to do what is owed, as near to a name as is known: the one answer to it, on every page and list."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ninefold import lawbook
from ninefold.duties.leads import SAFEGUARDING_LEAD, leading
from ninefold.duties.obligation import Obligation
from ninefold.duties.ranking import Whose
from ninefold.lawbook.model import Duty
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Child
from ninefold.web.leaders import LEADERS, leads

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
    here: frozenset[str] = frozenset()

    def who(self, one: Obligation, its: Duty) -> str:
        """Who is to meet ``one``: whoever it was given to; else the one person whom its rule means; else those with the
        role, by name while they are few; else what they are called. What was given to somebody who has left since is a
        manager's to give on.
        """
        meant = self._meant(one, its)
        if meant:
            lead = self.names.get(meant) if meant == self.lead else ""
            return f"{lead}, who leads on safeguarding" if lead else self.names.get(meant, meant)
        if one.owner and one.owner in self.names and _only_its_owner(its):
            return f"a manager, to give on: {self.names[one.owner]} does not work here"
        return self._with_the_role(its)

    def whose(self, viewer: Viewer, one: Obligation, its: Duty) -> Whose:
        """Whose ``one`` is, as ``viewer`` looks at it. Where one person is meant, it is nobody else's."""
        meant = self._meant(one, its)
        if meant:
            return "own" if meant == viewer.person else "others" if meant in self.names else "outside"
        if one.owner and _only_its_owner(its):
            return "role" if leads(viewer) else "others"
        if not _roles(*its.who):
            return "outside"
        return "role" if viewer.role in _asked_roles(its) else "others"

    def _meant(self, one: Obligation, its: Duty) -> str:
        """The one person, by id, that the rule means, or the authority, by name: nearest first."""
        child = self.children.get(one.subject)
        near = {
            "": one.owner if one.owner in self.here or not self.here else "",
            SAFEGUARDING_LEAD: self.lead,
            "themselves": one.subject if one.subject in self.names else "",
            "placing-authority": child.authority if child else "",
            "key-worker": self.key_workers.get(one.subject, ""),
            "author": self.authors.get(one.record, ""),
        }
        return next((who for meant, who in near.items() if who and (not meant or meant in its.who)), "")

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
    known = {worker: name for _, worker, name in here}
    names = known | people.subject_names(viewer, [id for id in (*ids, *lead) if id not in known])
    by_role: dict[str, list[str]] = {}
    for role, _, name in here:
        by_role.setdefault(role, []).append(name)
    keys = people.key_workers(viewer, about) if about and "key-worker" in meant else {}
    return Doers(
        names=names,
        lead=next(iter(lead), ""),
        children=people.children_called(viewer, about) if about and "placing-authority" in meant else {},
        key_workers={child: worker.pk for child, worker in keys.items() if worker.pk in known},
        by_role=by_role,
        authors=_authors(viewer, obligations, known),
        here=frozenset(known),
    )


def _authors(viewer: Viewer, obligations: Iterable[tuple[Obligation, Duty]], here: dict[str, str]) -> dict[str, str]:
    """Who wrote the record of each duty that falls to its author, while they still work here."""
    wanted = {one.record for one, its in obligations if "author" in its.who}
    if not wanted:
        return {}
    return {one.pk: one.author for one in ledger.these(viewer, tuple(wanted)) if one.author in here}


def _only_its_owner(its: Duty) -> bool:
    """Whether nobody but its owner is asked for it."""
    return set(its.who) == {"owner"}


def _asked_roles(its: Duty) -> frozenset[str]:
    """The roles that it asks: what everybody on shift can do asks those on shift, and no manager."""
    named = [who for who in its.who if who != "staff"]
    roles = _roles(*named)
    return roles | (_roles("staff") - LEADERS) if "staff" in its.who else roles


def _roles(*who: str) -> frozenset[str]:
    """The roles among ``who`` and in its groups; nothing for whoever is no role."""
    library = lawbook.current()
    return library.roles_in(who) & library.words.roles.keys()
