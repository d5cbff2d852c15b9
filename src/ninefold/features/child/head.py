"""The head of a child's page: the face, three things nobody may overlook with what to do, where they are, whom to ring."""

from dataclasses import dataclass

from ninefold.insight.alerts import Alert, alerts
from ninefold.insight.numbers import Telephones, numbers
from ninefold.insight.photos import Photo, photos
from ninefold.insight.whereabouts import HERE, Whereabouts, whereabouts
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow
from ninefold.people.access import Viewer, reads_of
from ninefold.people.models import Child

ASKED = "allergies.asked"
MOST = 3  # a fourth is a question to the manager, not a smaller letter


@dataclass(frozen=True, slots=True)
class ChildHead:
    """What stands at the head of one child's page. ``more`` are those that must be known beyond the first three."""

    photo: Photo | None
    must_know: list[Alert]
    more: list[Alert]
    allergies_asked: bool
    where: Whereabouts
    numbers: Telephones


def head(viewer: Viewer, child: Child) -> ChildHead | None:
    """The head of ``child``'s page; None for who may not read of the child's life."""
    if not reads_of(viewer, child.pk):
        return None
    marked = alerts(viewer, [child.pk]).get(child.pk, [])
    return ChildHead(
        photo=photos(viewer, [child.pk]).get(child.pk),
        must_know=marked[:MOST],
        more=marked[MOST:],
        allergies_asked=_allergies_asked(viewer, child.pk),
        where=whereabouts(viewer, [child.pk]).get(child.pk, HERE),
        numbers=numbers(viewer, child.pk),
    )


@until_signed
def _allergies_asked(viewer: Viewer, child: str) -> bool:
    return FactRow.objects.filter(home=viewer.home, name=ASKED, subject=child, ended_at=None).exists()
