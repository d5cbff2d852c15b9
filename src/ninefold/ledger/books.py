"""Records of some types kept as a book: which are open, and what the stages of each say as they now stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, QuerySet

from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Content, FactRow, Record, RecordSubject
from ninefold.ledger.projections import Written, written
from ninefold.ledger.queries import records
from ninefold.ledger.records import Slot, slots
from ninefold.people.access import Viewer


def book(viewer: Viewer, types: Collection[str], *, subject: str = "") -> QuerySet[Record]:
    """The records of ``types`` that the viewer may see, newest first; with ``subject``, those that are about them."""
    found = records(viewer).filter(type__in=types).order_by("-happened_at", "-pk")
    if subject:
        about = RecordSubject.objects.filter(record=OuterRef("pk"), subject=subject, role="about")
        found = found.filter(Exists(about))
    return found


def closed(viewer: Viewer, facts: Collection[str]) -> Exists:
    """That a record has stated one of ``facts``, and not taken it back: to filter or to annotate by."""
    return Exists(
        FactRow.objects.filter(home=viewer.home, record_id=OuterRef("pk"), name__in=list(facts), ended_at=None)
    )


def standing(viewer: Viewer, found: Iterable[Record]) -> dict[str, list[Slot]]:
    """The stages of each of ``found`` as they count, by the record's id; in one query whatever their number."""
    ids = tuple(one.pk for one in found)
    return _standing(viewer, ids) if ids else {}


@until_signed
def _standing(viewer: Viewer, ids: tuple[str, ...]) -> dict[str, list[Slot]]:
    kept = Content.objects.filter(entry__record_id__in=ids, entry__home=viewer.home)
    threads: dict[str, list[Written]] = defaultdict(list)
    for one in kept.select_related("entry").order_by("entry__seq"):
        thread = threads[one.entry.record_id]
        thread.append(written(one.entry, viewer.home, one.body, opens=not thread))
    return {record: slots(thread)[0] for record, thread in threads.items()}
