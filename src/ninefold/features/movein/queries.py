"""How far the first hour is: each step with what is there, and whether it is done. Nothing of it is kept beside the records."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ninefold.ledger.models import Record
from ninefold.movein.models import BroughtFiles
from ninefold.people import queries as people
from ninefold.people.access import Viewer, visible
from ninefold.people.models import Account, Contact, KeyWorker


@dataclass(frozen=True, slots=True)
class MoveStep:
    """One step: where it is done (a page, with its arguments), what is there, and whether that is enough."""

    title: str
    there: str
    done: bool
    page: str = ""
    form: str = ""
    way: str = ""


def _plural(count: int, what: str, several: str = "") -> str:
    return f"{count or 'no'} {what if count == 1 else several or what + 's'}"


def steps(viewer: Viewer) -> list[MoveStep]:
    """The first hour's list, in its order."""
    kinds = _kinds(viewer)
    home = viewer.home
    roles = list(people.at_work(viewer))
    adults = {role.worker_id for role in roles}
    children = list(people.living_here(viewer))
    ids = [child.pk for child in children]
    cared = set(KeyWorker.objects.filter(home=home, to_at=None, child__in=ids).values_list("child_id", flat=True))
    contacts = Contact.objects.filter(child__in=ids, known=True).count()
    ways_in = Account.objects.filter(person__in=adults).count()
    waiting = [child.name for child in children if child.pk not in cared]
    purpose, forward = kinds.get("statement-of-purpose", 0), kinds.get("brought-forward", 0)
    medicines, plans = kinds.get("medicine-prescribed", 0), sum(kinds.get(one, 0) for one in PLANS)
    consents = kinds.get("health-consent", 0) + kinds.get("delegated-authority", 0)
    return [
        MoveStep(
            "The home",
            f"{home.places} places, ages {home.age_from} to {home.age_to}, {home.host_authority}",
            True,
            page="home",
            way="Look at it",
        ),
        MoveStep(
            "Statement of purpose",
            "its facts are here" if purpose else "not here yet",
            bool(purpose),
            form="statement-of-purpose",
            way="Write its facts",
        ),
        MoveStep(
            "Adults",
            f"{_plural(len(adults), 'adult')} with a role",
            len(adults) > 1,
            page="moving-in-lists",
            way="Bring in a list",
        ),
        MoveStep(
            "Children",
            _plural(len(children), "child lives here", "children live here"),
            bool(children),
            page="moving-in-lists",
            way="Bring in a list",
        ),
        MoveStep(
            "Key-workers",
            f"none yet for {', '.join(waiting[:4])}"
            if waiting
            else "every child has one"
            if children
            else "when the children are here",
            bool(children) and not waiting,
            form="key-worker-named",
            way="Name one",
        ),
        MoveStep(
            "People around the children",
            _plural(contacts, "person", "people"),
            bool(contacts),
            page="moving-in-lists",
            way="Bring in a list",
        ),
        MoveStep(
            "Medicines",
            f"{_plural(medicines, 'medicine')} on the charts",
            bool(medicines),
            page="moving-in-lists",
            way="Bring in a list",
        ),
        MoveStep(
            "Plans in force",
            f"{_plural(plans, 'plan')}; each is written once, as it stands",
            bool(plans),
            form="placement-plan",
            way="Write one",
        ),
        MoveStep(
            "Consents",
            f"{_plural(consents, 'consent')} written",
            bool(consents),
            form="health-consent",
            way="Write one",
        ),
        MoveStep(
            "Last held on",
            f"{_plural(forward, 'day')} brought along",
            bool(forward),
            page="moving-in-dates",
            way="Fill in the days",
        ),
        MoveStep(
            "Ways in for the adults",
            f"{ways_in} of {len(adults)} can sign in",
            len(adults) > 1 and ways_in >= len(adults),
            page="accounts",
            way="Invite them",
        ),
    ]


PLANS = (
    "placement-plan",
    "care-plan",
    "behaviour-plan",
    "risk-assessment",
    "health-plan",
    "missing-plan",
    "own-placement-plan",
    "about-me",
)
KINDS = (
    *PLANS,
    "statement-of-purpose",
    "brought-forward",
    "medicine-prescribed",
    "health-consent",
    "delegated-authority",
)


def _kinds(viewer: Viewer) -> dict[str, int]:
    """How many records of each of the types that the steps speak of the viewer may see."""
    counted: dict[str, int] = {}
    records: QuerySet[Record] = visible(
        viewer, Record.objects.filter(home=viewer.home, type__in=KINDS, withdrawn=False)
    )
    for type in records.values_list("type", flat=True):
        counted[type] = counted.get(type, 0) + 1
    return counted


def brought(viewer: Viewer) -> list[BroughtFiles]:
    """The files that were brought into the viewer's home, the newest first."""
    return list(BroughtFiles.objects.filter(home=viewer.home).prefetch_related("files", "rows"))
