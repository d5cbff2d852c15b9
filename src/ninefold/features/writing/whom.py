"""Whom a record is about: the children, workers or home somebody chooses at the top of a form."""

from dataclasses import dataclass, field
from typing import Any

from ninefold import lawbook
from ninefold.forms.typed import Typed
from ninefold.lawbook.model import RecordType
from ninefold.ledger import standing
from ninefold.people import powers, queries
from ninefold.people.access import Viewer, may_sign
from ninefold.people.models import Child, Worker

Subject = dict[str, str]
ABOUT, PRESENT, WORKER = "_about", "_present", "_about_worker"
HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Whom:
    """Who can be chosen, and who is. ``children`` are the chosen ones, in the order of the page."""

    type: RecordType
    offered: list[Child]
    chosen: frozenset[str]
    present: frozenset[str]
    workers: list[Worker]
    worker: str
    elsewhere: list[Child] = field(default_factory=list)

    @property
    def children(self) -> list[Child]:
        """The children it is about."""
        return [child for child in [*self.offered, *self.elsewhere] if child.id in self.chosen]

    @property
    def concerned(self) -> list[Child]:
        """Every child who is named on the form: what must be seen about them stands at its head.

        A form of the shelf of health that names nobody, such as a menu, concerns all who live here.
        """
        named = [child for child in self.offered if child.id in self.chosen | self.present]
        return named or (self.offered if self.type.area == HEALTH and "home" in self.type.about else [])

    @property
    def others(self) -> list[Child]:
        """The children who may have been there as well."""
        return [child for child in self.offered if child.id not in self.chosen] if "child" in self.type.about else []

    @property
    def asks_child(self) -> bool:
        """Whether children are to be chosen; a type that makes a child known needs none."""
        return "child" in (*self.type.about, *self.type.also) and not standing.makes_people(self.type)

    @property
    def asks_worker(self) -> bool:
        """Whether a worker is to be chosen."""
        return "worker" in (*self.type.about, *self.type.also) and not standing.makes_people(self.type)

    @property
    def needed(self) -> bool:
        """Whether somebody has to be chosen before it can be signed."""
        return not {"home", "provider"} & set(self.type.about)

    def subjects(self, viewer: Viewer) -> list[Subject]:
        """The choice as an entry holds it. A record about nobody in particular is about the home."""
        found = [{"id": child.id, "kind": "child", "as": "about"} for child in self.children]
        if self.worker:
            found.append({"id": self.worker, "kind": "worker", "as": "about"})
        if "home" in self.type.about and not (found and set(self.type.about) - {"home"}):
            found.append({"id": viewer.home.id, "kind": "home", "as": "about"})
        if "provider" in self.type.about and not found:
            found.append({"id": viewer.home.provider_id, "kind": "provider", "as": "about"})
        return found + [{"id": c.id, "kind": "child", "as": "present"} for c in self.others if c.id in self.present]


def whom(viewer: Viewer, type: RecordType, typed: Typed) -> Whom:
    """Who can be chosen for ``type``, and who has been. Nobody is, where the record itself makes somebody known."""
    if standing.makes_people(type):
        return Whom(type, [], frozenset(), frozenset(), [], "")
    chosen = set(typed.all(ABOUT))
    offered = _offered(viewer, chosen)
    elsewhere = _elsewhere(viewer, type)
    if "child" in type.about and len(offered) == 1 and not elsewhere:
        chosen = {offered[0].id}
    workers = _workers(viewer, type) if "worker" in (*type.about, *type.also) else []
    worker = typed.one(WORKER)
    return Whom(
        type=type,
        offered=offered,
        elsewhere=elsewhere,
        chosen=frozenset(child.id for child in [*offered, *elsewhere] if child.id in chosen),
        present=frozenset(typed.all(PRESENT)) - chosen,
        workers=workers,
        worker=worker if any(one.id == worker for one in workers) else "",
    )


def _offered(viewer: Viewer, also: set[str]) -> list[Child]:
    """The children who live here or are to, and those of this home already named in the form."""
    here = queries.living_here(viewer) + queries.coming_here(viewer)
    missing = also - {child.id for child in here}
    return here + (list(queries.children_all(viewer).filter(pk__in=missing)) if missing else [])


def _workers(viewer: Viewer, type: RecordType) -> list[Worker]:
    """Who works here, and who is known and has no role yet, so that one can be given.

    A form that gives or ends roles offers those whose role the viewer may change.
    """
    held = {role.worker: role.name for role in queries.at_work(viewer)}
    held |= dict.fromkeys(queries.workers_waiting(viewer), "")
    effect = type.effect or ""
    return [one for one in held if powers.may_choose(effect, viewer.role, viewer.person, one.id, held[one])]


def _elsewhere(viewer: Viewer, type: RecordType) -> list[Child]:
    """The children of the provider's other homes, where a form brings a child here and may be about one of them.

    They are offered to those who may make a child known, and could write down all of it anew: nobody else learns
    here who lives in another home.
    """
    if type.effect not in standing.ARRIVES:
        return []
    library = lawbook.current()
    knowing = [one.stages[0].by for one in library.records.values() if one.effect == "child-known"]
    if not any(may_sign(viewer.role, library.roles_in(by)) for by in knowing):
        return []
    return list(queries.children_elsewhere(viewer).order_by("name"))


def typed_subjects(subjects: list[Subject]) -> dict[str, Any]:
    """Subjects as they would have been typed."""
    return {
        ABOUT: [s["id"] for s in subjects if s["kind"] == "child" and s["as"] == "about"],
        PRESENT: [s["id"] for s in subjects if s["kind"] == "child" and s["as"] == "present"],
        WORKER: [s["id"] for s in subjects if s["kind"] == "worker"],
    }
