"""What was sent, opened by a leader who says why. Who did, when and why stays with the file and on the record's page."""

from datetime import datetime
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from ninefold import lawbook
from ninefold.ledger.attachments import seen
from ninefold.ledger.attachments.keeping import open_original
from ninefold.ledger.models import Opening, Original, Record
from ninefold.people.access import Viewer, visible

LEAST_WHY = 10  # characters: "evidence" alone says nothing to who asks later


def may_open(viewer: Viewer) -> bool:
    """Whether the viewer leads the home, and so may open what was sent."""
    return viewer.role in lawbook.current().roles_in(("leaders",))


def item(viewer: Viewer, record: str, original: str) -> dict[str, Any]:
    """The file of ``record`` whose original this is, as content holds it. Raises Http404, and PermissionDenied."""
    if not visible(viewer, Record.objects.filter(pk=record)).exists():
        raise Http404
    if not may_open(viewer):
        raise PermissionDenied
    found = next((one for one in seen.items(viewer, record) if one.get("original") == original), None)
    if found is None:
        raise Http404
    return found


def unseal(viewer: Viewer, record: str, original: str, because: str, now: datetime) -> BinaryIO:
    """Open what was sent, and write down who did and why. Raises ValueError without a reason, Http404 when it is gone."""
    item(viewer, record, original)
    why = " ".join(because.split())
    if len(why) < LEAST_WHY:
        raise ValueError("Please say in a few words why you need it as it was sent.")
    try:
        opened = open_original(viewer.home, original)
    except (Original.DoesNotExist, FileNotFoundError) as missing:
        raise Http404 from missing
    Opening.objects.create(
        home=viewer.home, record_id=record, sha256=original, by=viewer.person, at=now, because=why[:500]
    )
    return opened


def openings(viewer: Viewer, record: str) -> QuerySet[Opening]:
    """Who has opened an original of ``record``, oldest first. The caller has made sure that the record may be seen."""
    return Opening.objects.filter(home=viewer.home, record_id=record).order_by("at")
