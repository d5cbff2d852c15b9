"""The children who lived here in the period, how often they were written about and heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ninefold.base import clock
from ninefold.ledger.models import RecordSubject
from ninefold.people.access import visible
from ninefold.people.models import KeyWorker, Placement
from ninefold.reports import records
from ninefold.reports.scope import Scope


@dataclass(frozen=True, slots=True)
class Resident:
    """A child who lived here for some of the period."""

    id: str
    born_on: date
    authority: str
    came: date
    left: date | None
    key_worker: str
    records: int
    voiced: int
    last_heard: date | None


def residents(scope: Scope) -> tuple[Resident, ...]:
    """Those who lived here for any of the period, in the order they came; the child alone when a report is about one."""
    stays = list(_stays(scope))
    ids = [stay.child_id for stay in stays]
    key_workers = _key_workers(scope, ids)
    written = _counted_about(scope, ids)
    heard = _heard(scope, ids)
    last = _last_heard(scope, ids)
    return tuple(
        Resident(
            id=stay.child_id,
            born_on=stay.child.born_on,
            authority=stay.child.authority,
            came=clock.local(stay.began_at).date(),  # type: ignore[arg-type]  # the query asks for a beginning
            left=clock.local(stay.ended_at).date() if stay.ended_at and stay.ended_at < scope.period.end else None,
            key_worker=key_workers.get(stay.child_id, ""),
            records=written.get(stay.child_id, 0),
            voiced=heard.get(stay.child_id, 0),
            last_heard=last.get(stay.child_id),
        )
        for stay in stays
    )


def _stays(scope: Scope) -> QuerySet[Placement]:
    """Stays in the home that touch the period."""
    begun = Placement.objects.filter(home=scope.viewer.home, began_at__lt=scope.period.end)
    here = begun.filter(Q(ended_at=None) | Q(ended_at__gte=scope.period.start))
    whom = here.filter(child=scope.subject) if scope.subject else here
    return whom.select_related("child").order_by("began_at", "id")


def _key_workers(scope: Scope, ids: Sequence[str]) -> dict[str, str]:
    """Each child's key-worker here in the period, the last of several."""
    named = KeyWorker.objects.filter(child__in=ids, home=scope.viewer.home, from_at__lt=scope.period.end)
    named = named.filter(Q(to_at=None) | Q(to_at__gte=scope.period.start))
    return dict(named.order_by("from_at").values_list("child_id", "worker_id"))


def _counted_about(scope: Scope, ids: Sequence[str]) -> dict[str, int]:
    rows = RecordSubject.objects.filter(
        subject__in=ids,
        role="about",
        happened_at__gte=scope.period.start,
        happened_at__lt=scope.period.end,
        record__withdrawn=False,
    )
    seen = visible(scope.viewer, rows.exclude(record__type__in=records.set_up()), "record__")
    return dict(seen.values_list("subject").annotate(Count("record", distinct=True)))


def _heard(scope: Scope, ids: Sequence[str]) -> dict[str, int]:
    rows = records.in_own_words(scope).filter(about_one__in=ids)
    return dict(rows.values_list("about_one").annotate(Count("id")))


def _last_heard(scope: Scope, ids: Sequence[str]) -> dict[str, date]:
    """When each child's own words were last kept. A query for each, because each stops at the first it meets."""
    days = {}
    for child in ids:
        rows = RecordSubject.objects.filter(subject=child, record__about_one=child, happened_at__lt=scope.period.end)
        heard = visible(scope.viewer, rows.filter(record__withdrawn=False).exclude(record__voice=""), "record__")
        at = heard.order_by("-happened_at").values_list("happened_at", flat=True).first()
        if at:
            days[child] = clock.local(at).date()
    return days
