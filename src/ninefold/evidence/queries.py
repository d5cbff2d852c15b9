"""What proves the paragraphs in a home or a child's life, counted in the database and scoped to the viewer."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Count as Number
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.models import ObligationRow
from ninefold.evidence.months import Span
from ninefold.evidence.paragraphs import (
    Count,
    Counts,
    Met,
    ParagraphEvidence,
    paragraphs,
    proving_by_duty,
    proving_types,
)
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Entry, Record
from ninefold.people.access import Viewer, visible


@until_signed
def of_home(viewer: Viewer, month: Span) -> list[ParagraphEvidence]:
    """Every paragraph as it stands for the viewer's home at the end of ``month``, or today if that is sooner."""
    return _evidence(viewer, month, None)


@until_signed
def of_child(viewer: Viewer, child: str, month: Span) -> list[ParagraphEvidence]:
    """The same from the records about one child."""
    return _evidence(viewer, month, child)


def entries_behind(viewer: Viewer, ref: str, month: Span, child: str | None = None) -> QuerySet[Record]:
    """The records that a paragraph's number for the month stands for, newest first."""
    library = lawbook.current()
    records = standing(viewer, child)
    by_type = Q(type__in=proving_types(library, ref), happened_at__gte=month.start, happened_at__lt=month.end)
    by_duty = {one.record for one in proving_by_duty(library, ref, met_duties(viewer, records, month))}
    return records.filter(by_type | Q(pk__in=by_duty)).order_by("-happened_at", "-id")


def standing(viewer: Viewer, child: str | None = None) -> QuerySet[Record]:
    """The records of the home that the viewer may see and that have not been withdrawn; about ``child`` if given."""
    records = visible(viewer, Record.objects.filter(withdrawn=False))
    return records.filter(subject_rows__subject=child, subject_rows__role="about") if child else records


def within(records: QuerySet[Record], month: Span) -> QuerySet[Record]:
    """Those of ``records`` that happened in ``month``."""
    return records.filter(happened_at__gte=month.start, happened_at__lt=month.end)


def _evidence(viewer: Viewer, month: Span, child: str | None) -> list[ParagraphEvidence]:
    counts = counted(viewer, month, child)
    return paragraphs(lawbook.current(), counts, month, clock.local(viewer.now).date())


def counted(viewer: Viewer, month: Span, child: str | None = None) -> Counts:
    """The month's records by type, and when each type of record was last made up to the month's end."""
    records = standing(viewer, child)
    by_type: dict[str, Count] = {}
    newest: dict[str, datetime] = {}
    for row in _grouped(within(records, month)):
        id, stages = row["type"], len(set(row["stages"].split(",")))
        one = Count(row["records"], row["records"] * stages, row["voiced"])
        by_type[id] = by_type.get(id, Count()) + one
        newest[id] = max(newest.get(id, row["newest"]), row["newest"])
    newest |= _last_before(records, month, quiet=lawbook.current().records.keys() - by_type.keys())
    return Counts(by_type, newest, met_duties(viewer, records, month))


def _grouped(records: QuerySet[Record]) -> QuerySet[Any, Any]:
    return records.values("type", "stages").annotate(
        records=Number("id"), voiced=Number("id", filter=~Q(voice="")), newest=Max("happened_at")
    )


def _last_before(records: QuerySet[Record], month: Span, quiet: set[str]) -> dict[str, datetime]:
    """When each of the types that the month holds nothing of was last written about, before it.

    Only those are looked up, because what a month has none of is rare and so cheap to look through.
    """
    earlier = records.filter(type__in=quiet, happened_at__lt=month.start)
    return dict(earlier.values_list("type").annotate(Max("happened_at")))


def met_duties(viewer: Viewer, records: QuerySet[Record], month: Span) -> tuple[Met, ...]:
    """Those of ``records`` whose signing met a duty in the month that is evidence for something."""
    proving = [duty.id for duty in lawbook.current().duties.values() if duty.proves]
    met = ObligationRow.objects.filter(
        home=viewer.home, duty__in=proving, void_at=None, met_at__gte=month.start, met_at__lt=month.end
    )
    signed = Entry.objects.filter(pk=OuterRef("met_by")).values("record_id")[:1]
    seen = records.filter(pk=OuterRef("signed_in"))
    rows = (
        met.annotate(signed_in=Subquery(signed))
        .annotate(type=Subquery(seen.values("type")[:1]), voice=Subquery(seen.values("voice")[:1]))
        .filter(type__isnull=False)
    )
    duties: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
    for duty, record, type, voice in rows.values_list("duty", "signed_in", "type", "voice"):
        duties[record, type, bool(voice)].add(duty)
    return tuple(Met(record, type, frozenset(ids), voiced) for (record, type, voiced), ids in duties.items())
