"""Who lives and works here, and what they are called. The first argument is who looks; the scope is their home."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from ninefold.people.access import Viewer, reads_of
from ninefold.people.mandates import held
from ninefold.people.models import AccessLog, Child, Contact, Home, KeyWorker, Person, Placement, Role, Worker
from ninefold.people.powers import MACHINE, MANAGER


def children_here(viewer: Viewer) -> QuerySet[Child]:
    """The children who live in the viewer's home now, by name."""
    return Child.objects.filter(Exists(_stays(viewer).filter(began_at__lte=viewer.now, child=OuterRef("pk"))))


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


def namesakes(viewer: Viewer, name: str, born_on: date, besides: Iterable[str] = ()) -> bool:
    """Whether the viewer's provider knows a child of this name and birthday, besides those named."""
    known = Child.objects.filter(provider=viewer.home.provider_id, known=True, name__iexact=name, born_on=born_on)
    return known.exclude(pk__in=list(besides)).exists()


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
    return _roles_now(viewer).filter(name=MANAGER).exists()


def workers_waiting(viewer: Viewer) -> QuerySet[Worker]:
    """Workers known to the viewer's provider who have no role in any home now, by name."""
    at_work = Role.objects.filter(Q(to_at=None) | Q(to_at__gt=viewer.now), worker=OuterRef("pk"))
    return Worker.objects.filter(~Exists(at_work), provider=viewer.home.provider_id, known=True)


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
    named = KeyWorker.objects.filter(held(viewer.now), child__in=list(children), home=viewer.home)
    return {one.child_id: one.worker for one in named.select_related("worker")}


def names(viewer: Viewer) -> QuerySet[Person]:
    """Everybody that something written in this home may mention: its children, its workers, the people around them.

    A child's carries ``born_on``, for telling two of one name apart.
    """
    here = _stays(viewer).values("child")
    at_work = _roles_now(viewer).values("worker")
    born = Child.objects.filter(pk=OuterRef("pk")).values("born_on")
    found = Person.objects.filter(Q(pk__in=here) | Q(pk__in=at_work) | Q(contact__child__in=here, known=True))
    return found.annotate(born_on=Subquery(born)).order_by("name")


def names_beyond(viewer: Viewer) -> QuerySet[Person]:
    """Who may be mentioned besides (``names``): children who lived here, the people around them, adults who worked here
    and those of the provider's other homes. No child of another home: who lives there is not known here.
    """
    ever = Placement.objects.filter(home=viewer.home).values("child")
    provider = viewer.home.provider_id
    beyond = Q(pk__in=ever) | Q(contact__child__in=ever, known=True) | Q(worker__isnull=False, known=True)
    near = names(viewer).values("pk")
    born = Child.objects.filter(pk=OuterRef("pk")).values("born_on")
    found = Person.objects.filter(beyond, provider=provider).exclude(pk__in=near)
    return found.annotate(born_on=Subquery(born)).order_by("name")


def names_then_and_now(viewer: Viewer, ids: Iterable[str]) -> dict[str, tuple[str, list[str]]]:
    """What each of ``ids`` is called, and what they were called before a correction, in one question at most."""
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    people = Person.objects.filter(pk__in=wanted, provider=viewer.home.provider_id)
    known = {id: (name, formerly.splitlines()) for id, name, formerly in people.values_list("pk", "name", "formerly")}
    return known | {viewer.home.id: (viewer.home.name, [])}


def subject_names(viewer: Viewer, ids: Iterable[str]) -> dict[str, str]:
    """What each of ``ids`` is called: people of this provider, and the home itself."""
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    found = Person.objects.filter(pk__in=wanted, provider=viewer.home.provider_id).values_list("pk", "name")
    machine = {MACHINE: "The machine"} if MACHINE in wanted else {}
    return dict(found) | {viewer.home.id: viewer.home.name} | machine


def _stays(viewer: Viewer) -> QuerySet[Placement]:
    """Stays in this home that are planned or going on."""
    return Placement.objects.filter(Q(ended_at=None) | Q(ended_at__gt=viewer.now), home=viewer.home)


def _roles_now(viewer: Viewer) -> QuerySet[Role]:
    return Role.objects.filter(held(viewer.now), home=viewer.home)


def homes_beside(viewer: Viewer) -> QuerySet[Home]:
    """The homes in which the viewer has a role now, this one among them."""
    theirs = Role.objects.filter(held(viewer.now), worker=viewer.person, home=OuterRef("pk"))
    return Home.objects.filter(Exists(theirs))


def roles_of(viewer: Viewer, worker: Worker) -> QuerySet[Role]:
    """Every role the worker has or had in the viewer's home, the latest first."""
    return Role.objects.filter(home=viewer.home, worker=worker).order_by("-from_at")


def key_children(viewer: Viewer) -> dict[str, list[Child]]:
    """The children who live here by their key-worker's id."""
    here = {one.pk: one for one in children_here(viewer)}
    found: dict[str, list[Child]] = {}
    for child_id, worker in key_workers(viewer, here).items():
        found.setdefault(worker.pk, []).append(here[child_id])
    return found


def looks_at(viewer: Viewer, person: str) -> QuerySet[AccessLog]:
    """Who looked at what this home keeps about ``person``, the latest first."""
    return AccessLog.objects.filter(home=viewer.home, person=person).order_by("-at", "-pk")
