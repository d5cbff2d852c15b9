"""What shows the paragraphs in a home or a child's life, counted in the database and scoped to the viewer."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count as Number
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.models import ObligationRow
from ninefold.evidence.best import Candidate, best, ranked, with_difference
from ninefold.evidence.months import Span
from ninefold.evidence.paragraphs import (
    COUNTED,
    Count,
    Counts,
    Met,
    ParagraphEvidence,
    paragraphs,
    proving_by_duty,
    proving_types,
)
from ninefold.lawbook.facts import plain
from ninefold.lawbook.model import Proof
from ninefold.ledger import books
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Entry, Record
from ninefold.people.access import Viewer, reads_care, visible

LOOKED_INTO = 9  # how many records of a paragraph are read for what came of them


@until_signed
def of_home(viewer: Viewer, month: Span) -> list[ParagraphEvidence]:
    """Every paragraph as it stands for the viewer's home at the end of ``month``, or today if that is sooner."""
    return _evidence(viewer, month, None)


@until_signed
def of_child(viewer: Viewer, child: str, month: Span) -> list[ParagraphEvidence]:
    """The same from the records about one child."""
    return _evidence(viewer, month, child)


def entries_behind(
    viewer: Viewer, ref: str, month: Span, child: str | None = None, weights: Collection[Proof] = COUNTED
) -> QuerySet[Record]:
    """The records that a paragraph's number for the month stands for, newest first: those of ``weights``."""
    library = lawbook.current()
    records = standing(viewer, child)
    types = [id for id, one in proving_types(library, ref).items() if one.proves[ref] in weights]
    by_type = Q(type__in=types, happened_at__gte=month.start, happened_at__lt=month.end)
    if "supports" not in weights:
        return records.filter(by_type).order_by("-happened_at", "-id")
    by_duty = {one.record for one in proving_by_duty(library, ref, met_duties(viewer, records, month))}
    return records.filter(by_type | Q(pk__in=by_duty)).order_by("-happened_at", "-id")


def standing(viewer: Viewer, child: str | None = None) -> QuerySet[Record]:
    """The records of the home that the viewer may see and that have not been withdrawn; about ``child`` if given."""
    records = visible(viewer, Record.objects.filter(withdrawn=False))
    return records.filter(subject_rows__subject=child, subject_rows__role="about") if child else records


def best_of(viewer: Viewer, refs: Collection[str], month: Span, child: str | None = None) -> dict[str, list[Candidate]]:
    """The records that show each of ``refs`` best in the month, with why: three queries whatever the number of ``refs``."""
    library = lawbook.current()
    proving = {
        id: {ref: weight for ref, weight in one.proves.items() if ref in refs and weight in COUNTED}
        for id, one in library.records.items()
    }
    types = [id for id, several in proving.items() if several]
    rows = within(standing(viewer, child), month).filter(type__in=types).order_by("-happened_at", "-id")
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    for id, type, at, voice, about in rows.values_list("pk", "type", "happened_at", "voice", "about_one"):
        told_by = library.records[type].told_by
        for ref, weight in proving[type].items():
            candidates[ref].append(Candidate(id, type, weight, at, bool(voice), told_by, about))
    near = {ref: ranked(several)[:LOOKED_INTO] for ref, several in candidates.items()}
    differences = _differences(viewer, {one.record for several in near.values() for one in several})
    return {ref: best(with_difference(several, differences)) for ref, several in near.items()}


def _differences(viewer: Viewer, records: Collection[str]) -> dict[str, str]:
    """What each of ``records`` says became of it, where its form asks for that and somebody answered."""
    asking = {
        (kind.id, stage.id): [field.id for field in stage.fields if field.difference]
        for kind in lawbook.current().records.values()
        for stage in kind.stages
        if any(field.difference for field in stage.fields)
    }
    wanted = visible(viewer, Record.objects.filter(pk__in=records, type__in={type for type, _ in asking}))
    kept = {one.pk: one for one in wanted}
    words: dict[str, str] = {}
    for record, stages in books.standing(viewer, kept.values()).items() if kept else ():
        for slot in stages:
            for id in asking.get((kept[record].type, slot.entry.stage), ()):
                answer = slot.content.get(id) or ""
                if text := (plain(answer) if isinstance(answer, list) else str(answer)).strip():
                    words[record] = text
    return words


def within(records: QuerySet[Record], month: Span) -> QuerySet[Record]:
    """Those of ``records`` that happened in ``month``."""
    return records.filter(happened_at__gte=month.start, happened_at__lt=month.end)


def _evidence(viewer: Viewer, month: Span, child: str | None) -> list[ParagraphEvidence]:
    counts = counted(viewer, month, child)
    partial = not reads_care(viewer, child or "")
    return paragraphs(lawbook.current(), counts, month, clock.local(viewer.now).date(), partial=partial)


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
