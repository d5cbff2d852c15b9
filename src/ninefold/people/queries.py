"""Who lives and works here, and what they are called. The first argument is who looks; the scope is their home."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from ninefold.base.once import known as asked_already
from ninefold.base.once import once
from ninefold.people.access import Viewer, reads_of
from ninefold.people.mandates import held
from ninefold.people.models import AccessLog, Child, Contact, Home, KeyWorker, Person, Placement, Role, Worker
from ninefold.people.powers import MACHINE, MANAGER
from ninefold.people.prepared import prepared


@once
@prepared
def living_here(viewer: Viewer) -> QuerySet[Child]:
    """The children who live in the viewer's home now, by name: as a list, which is nearly always what a page wants."""
    return children_here(viewer)


@once
@prepared
def at_work(viewer: Viewer) -> QuerySet[Role]:
    """Who has which role in the viewer's home now, by name: as a list."""
    return workers_now(viewer)


def children_here(viewer: Viewer) -> QuerySet[Child]:
    """The children who live in the viewer's home now, by name."""
    return Child.objects.filter(Exists(_stays(viewer).filter(began_at__lte=viewer.now, child=OuterRef("pk"))))


def children_called(viewer: Viewer, ids: Iterable[str]) -> dict[str, Child]:
    """The children with these ids, whether they live here or not; no question for those who do and were read already."""
    here = {one.pk: one for one in asked_already(living_here, viewer) or ()}
    missing = [id for id in ids if id not in here]
    return {id: here[id] for id in ids if id in here} | (Child.objects.in_bulk(missing) if missing else {})


@once
@prepared
def coming_here(viewer: Viewer) -> QuerySet[Child]:
    """The children whose stay is planned and has not begun: as a list."""
    return children_coming(viewer)


def children_coming(viewer: Viewer) -> QuerySet[Child]:
    """The children whose stay is planned and has not begun."""
    return Child.objects.filter(Exists(_stays(viewer).filter(began_at=None, child=OuterRef("pk"))))


def children_all(viewer: Viewer) -> QuerySet[Child]:
    """Every child who lives here, is to live here, or has lived here."""
    return Child.objects.filter(Exists(Placement.objects.filter(home=viewer.home, child=OuterRef("pk"))))


def children_elsewhere(viewer: Viewer) -> QuerySet[Child]:
    """The children whom the provider's other homes know and this one does not: one of them may move in here.

    Nothing of them is known here but what is needed to find the right one: name and birthday.
    """
    here = Placement.objects.filter(home=viewer.home, child=OuterRef("pk"))
    known = Child.objects.filter(~Exists(here), provider=viewer.home.provider_id, known=True)
    return known.only("pk", "name", "born_on", "colour")


def namesakes(viewer: Viewer, name: str, besides: Iterable[str] = ()) -> list[tuple[date | None, bool]]:
    """The birthdays of the children of this name whom the viewer's provider knows, besides those named, each with whether
    the viewer's own home knows them. Names are the same without case and marks."""
    known = Child.objects.filter(provider=viewer.home.provider_id, known=True).exclude(pk__in=list(besides))
    wanted = _bare(name)
    same = [(pk, born) for pk, called, born in known.values_list("pk", "name", "born_on") if _bare(called) == wanted]
    here = set(children_all(viewer).values_list("pk", flat=True)) if same else set()
    return [(born, pk in here) for pk, born in same]


def came_first(viewer: Viewer, children: Iterable[str]) -> dict[str, datetime]:
    """When each of these children first came to the viewer's home."""
    stays = Placement.objects.filter(home=viewer.home, child__in=list(children)).exclude(began_at=None)
    first: dict[str, datetime] = {}
    for child, began in stays.values_list("child_id", "began_at"):
        if began is not None:
            first[child] = min(began, first.get(child, began))
    return first


def gone_since(viewer: Viewer, children: Iterable[str], at: datetime) -> dict[str, datetime]:
    """When those of ``children`` who had left the viewer's home by ``at`` left it last; whoever came again has not left."""
    stays = Placement.objects.filter(home=viewer.home, child__in=list(children), began_at__lte=at)
    last = dict(stays.order_by("began_at").values_list("child_id", "ended_at"))
    return {child: ended for child, ended in last.items() if ended is not None and ended <= at}


def staying_elsewhere(viewer: Viewer, child: Child, at: datetime) -> str:
    """The sister home that ``child`` lives in at ``at``, by name, where nobody has written that they left; else nothing."""
    stays = Placement.objects.filter(child=child, began_at__lte=at, ended_at=None).exclude(home=viewer.home)
    return stays.order_by("began_at").values_list("home__name", flat=True).last() or ""


def left_by(viewer: Viewer, record: str) -> datetime | None:
    """When the stay that the arrival ``record`` began was over; nothing while it goes on."""
    stay = Placement.objects.filter(home=viewer.home, pk=record).first() if record else None
    return stay.ended_at if stay else None


def _bare(name: str) -> str:
    """A name in small letters, without marks, with one kind of apostrophe."""
    apart = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


def child(viewer: Viewer, id: str) -> Child:
    """The child with this id. Raises Http404, the same for another home's child and for nobody's."""
    found = children_all(viewer).filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def placement(viewer: Viewer, child_id: str) -> Placement | None:
    """The child's latest stay in this home: the one that goes on or is planned, else the one that ended last."""
    stays = Placement.objects.filter(home=viewer.home, child=child_id)
    return stays.order_by(F("ended_at").desc(nulls_first=True), F("began_at").desc(nulls_last=True)).first()


def workers_now(viewer: Viewer) -> QuerySet[Role]:
    """Who has which role in the viewer's home now, by name."""
    return _roles_now(viewer).select_related("worker").order_by("worker__name")


def has_manager(viewer: Viewer) -> bool:
    """Whether somebody is registered manager of the viewer's home now."""
    return any(role.name == MANAGER for role in at_work(viewer))


def workers_waiting(viewer: Viewer, among: Iterable[str] | None = None) -> QuerySet[Worker]:
    """Workers known to the viewer's provider who have no role in any home now, by name; of those ``among`` it, if given."""
    at_work = Role.objects.filter(Q(to_at=None) | Q(to_at__gt=viewer.now), worker=OuterRef("pk"))
    found = Worker.objects.filter(~Exists(at_work), provider=viewer.home.provider_id, known=True)
    return found if among is None else found.filter(pk__in=list(among))


def worker(viewer: Viewer, id: str) -> Worker:
    """The worker with this id who has, or had, a role here, or is known and has none anywhere: a candidate.

    Raises Http404 for anybody else.
    """
    here = Exists(Role.objects.filter(home=viewer.home, worker=OuterRef("pk")))
    nowhere = ~Exists(Role.objects.filter(worker=OuterRef("pk")))
    found = Worker.objects.filter(here | nowhere, pk=id, provider=viewer.home.provider_id).first()
    if found is None:
        raise Http404
    return found


def contacts(viewer: Viewer, child: Child) -> QuerySet[Contact]:
    """The people around a child of this home, for who may read of the child's life: family first, then professionals."""
    if not reads_of(viewer, child.pk):
        return Contact.objects.none()
    return Contact.objects.filter(child=child, provider=viewer.home.provider_id, known=True).order_by("kind", "name")


def key_workers(viewer: Viewer, children: Iterable[str]) -> dict[str, Worker]:
    """The key-worker of each of ``children`` now, by the child's id."""
    here = _key_workers_here(viewer)
    return {child: here[child] for child in children if child in here}


@once
def _key_workers_here(viewer: Viewer) -> dict[str, Worker]:
    """The key-worker of every child of the home who has one now, by the child's id."""
    return {one.child_id: one.worker for one in _key_working(viewer)}


@prepared
def _key_working(viewer: Viewer) -> QuerySet[KeyWorker]:
    """Of those who work here: who has left is nobody's key-worker, though nobody else was named."""
    here = Role.objects.filter(held(viewer.now), home=viewer.home, worker=OuterRef("worker"))
    return KeyWorker.objects.filter(held(viewer.now), Exists(here), home=viewer.home).select_related("worker")


def names(viewer: Viewer) -> QuerySet[Person]:
    """Everybody that something written in this home may mention: its children, its workers, the people around them.

    A child's carries ``born_on``, for telling two of one name apart.
    """
    born = Child.objects.filter(pk=OuterRef("pk")).values("born_on")
    return Person.objects.filter(pk__in=_mentioned(viewer)).annotate(born_on=Subquery(born)).order_by("name")


@once
def _mentioned(viewer: Viewer) -> list[str]:
    """The ids of all those. Asked one group after the other: together they would be looked for among the provider's people."""
    here = [child for (child,) in _staying(viewer)]
    return [*here, *(role.worker_id for role in at_work(viewer)), *(pk for (pk,) in _around(tuple(here)))]


@prepared
def _staying(viewer: Viewer) -> QuerySet[Placement, tuple[str]]:
    return _stays(viewer).values_list("child")


@prepared
def _around(children: tuple[str, ...]) -> QuerySet[Contact, tuple[str]]:
    return Contact.objects.filter(child__in=children, known=True).values_list("pk")


def names_beyond(viewer: Viewer) -> QuerySet[Person]:
    """Who may be mentioned besides (``names``): children who lived here, the people around them, adults who worked here
    and those of the provider's other homes. No child of another home: who lives there is not known here.
    """
    ever = Placement.objects.filter(home=viewer.home).values("child")
    provider = viewer.home.provider_id
    beyond = Q(pk__in=ever) | Q(contact__child__in=ever, known=True) | Q(worker__isnull=False, known=True)
    near = names(viewer).values("pk")
    born = Child.objects.filter(pk=OuterRef("pk")).values("born_on")
    others = Person.objects.filter(beyond, provider=provider).exclude(pk__in=near)
    return others.annotate(born_on=Subquery(born)).order_by("name")


def names_then_and_now(viewer: Viewer, ids: Iterable[str]) -> dict[str, tuple[str, list[str]]]:
    """What each of ``ids`` is called, and what they were called before a correction, in one question at most."""
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    called = _called(viewer, wanted)
    known = {id: (called[id][0], called[id][1].splitlines()) for id in wanted if id in called}
    return known | {viewer.home.id: (viewer.home.name, [])}


def subject_names(viewer: Viewer, ids: Iterable[str]) -> dict[str, str]:
    """What each of ``ids`` is called: people of this provider, and the home itself."""
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    called = _called(viewer, wanted - {MACHINE})
    machine = {MACHINE: "The machine"} if MACHINE in wanted else {}
    return {id: called[id][0] for id in wanted if id in called} | {viewer.home.id: viewer.home.name} | machine


def _called(viewer: Viewer, wanted: set[str]) -> dict[str, tuple[str, str]]:
    """The name of each of ``wanted`` and what they were called before, with what else is known; one question at most.

    While a page is read nobody is asked for twice, nor whom it has met already among those who live and work here.
    """
    known = _names_so_far(viewer)
    if missing := wanted - known.keys() - {viewer.home.pk}:
        _meet(viewer, known)
        missing -= known.keys()
    if missing:
        known |= {id: (name, formerly) for id, name, formerly in _named(viewer.home.provider_id, tuple(missing))}
    return known


@prepared
def _named(provider: str, people: tuple[str, ...]) -> QuerySet[Person, tuple[str, str, str]]:
    return Person.objects.filter(pk__in=people, provider=provider).order_by().values_list("pk", "name", "formerly")


@once
def _names_so_far(viewer: Viewer) -> dict[str, tuple[str, str]]:
    """The names that this request has read already: the one answer of a request that grows."""
    return {}


def _meet(viewer: Viewer, known: dict[str, tuple[str, str]]) -> None:
    """Add those who live and work here, if this request has read them already."""
    here: list[Person] = [*(asked_already(living_here, viewer) or ())]
    here += [role.worker for role in asked_already(at_work, viewer) or ()]
    known |= {one.pk: (one.name, one.formerly) for one in here if one.provider_id == viewer.home.provider_id}


def _stays(viewer: Viewer) -> QuerySet[Placement]:
    """Stays in this home that are planned or going on."""
    return Placement.objects.filter(Q(ended_at=None) | Q(ended_at__gt=viewer.now), home=viewer.home)


def _roles_now(viewer: Viewer) -> QuerySet[Role]:
    return Role.objects.filter(held(viewer.now), home=viewer.home)


def homes_beside(viewer: Viewer) -> QuerySet[Home]:
    """The homes in which the viewer has a role now, this one among them."""
    theirs = Role.objects.filter(held(viewer.now), worker=viewer.person)
    return Home.objects.filter(pk__in=theirs.values("home"))


@once
@prepared
def homes_of_theirs(viewer: Viewer) -> QuerySet[Home]:
    """The same as a list."""
    return homes_beside(viewer)


def roles_of(viewer: Viewer, worker: Worker) -> QuerySet[Role]:
    """Every role the worker has or had in the viewer's home, the latest first."""
    return Role.objects.filter(home=viewer.home, worker=worker).order_by("-from_at")


def key_children(viewer: Viewer) -> dict[str, list[Child]]:
    """The children who live here by their key-worker's id."""
    here = {one.pk: one for one in living_here(viewer)}
    found: dict[str, list[Child]] = {}
    for child_id, worker in key_workers(viewer, here).items():
        found.setdefault(worker.pk, []).append(here[child_id])
    return found


def looks_at(viewer: Viewer, person: str) -> QuerySet[AccessLog]:
    """Who looked at what this home keeps about ``person``, the latest first."""
    return AccessLog.objects.filter(home=viewer.home, person=person).order_by("-at", "-pk")
