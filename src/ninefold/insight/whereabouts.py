"""Where a child is now, as far as anything signed says so: missing, away, at school, or here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from ninefold.base import clock
from ninefold.base.once import once
from ninefold.insight.away import REPORTED, away
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow, Record, RecordSubject
from ninefold.people.access import Viewer

AWAY, BACK, FOUND_BACK = "away.reported", "away.back", "missing.returned"
SESSION, AT_SCHOOL = "school.session", ("present", "late", "work")
SCHOOL_BEGINS, SCHOOL_ENDS = time(8, 45), time(15, 15)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody is, in one sentence, and the record that says so."""

    kind: Literal["missing", "away", "school", "here"]
    says: str
    record: str = ""

    @property
    def out(self) -> bool:
        """Whether nobody here can look in on them."""
        return self.kind in ("missing", "away")


HERE = Whereabouts("here", "Here: nothing says otherwise")


@once
@until_signed
def missing(viewer: Viewer) -> dict[str, Record]:
    """The record of each child who is missing now, by the child's id."""
    gone = {record.pk: record for record in away(viewer)}
    return {child: gone[record] for record, child in _about(list(gone))} if gone else {}


def gone_at(viewer: Viewer, children: Collection[str], at: datetime) -> set[str]:
    """Those of ``children`` who were missing at ``at``: last seen before it, and not back by then."""
    stated = FactRow.objects.filter(home=viewer.home, ended_at=None, subject__in=list(children))
    reported = stated.filter(name=REPORTED).values_list("record_id", "subject")
    by_record = dict(reported)
    begun = ledger.records(viewer).filter(pk__in=by_record, happened_at__lte=at)  # a record's moment: when last seen
    back = stated.filter(name=FOUND_BACK, at__lte=at, record_id__in=by_record).values("record_id")
    return {by_record[pk] for pk in begun.exclude(pk__in=back).values_list("pk", flat=True)}


def whereabouts(viewer: Viewer, children: Collection[str]) -> dict[str, Whereabouts]:
    """Where each of ``children`` is now."""
    gone, out, learning = missing(viewer), _away(viewer), _at_school(viewer, children)
    places: dict[str, Whereabouts] = {}
    for child in children:
        if child in gone:
            places[child] = Whereabouts("missing", "Missing", gone[child].pk)
        elif child in out:
            places[child] = Whereabouts("away", "Away without permission; we know where", out[child])
        elif child in learning:
            places[child] = Whereabouts("school", "At school today", learning[child])
        else:
            places[child] = HERE
    return places


def _about(records: list[str]) -> list[tuple[str, str]]:
    """Each of ``records`` with the children it is about."""
    rows = RecordSubject.objects.filter(record__in=records, kind="child", role="about")
    return list(rows.values_list("record_id", "subject"))


@until_signed
def _away(viewer: Viewer) -> dict[str, str]:
    """The record of each child who is away and not written down as back, nor as back from being missing since."""
    stated = FactRow.objects.filter(home=viewer.home, ended_at=None)
    back = stated.filter(name=BACK).values("record_id")
    open_now = dict(stated.filter(name=AWAY).exclude(record_id__in=back).values_list("record_id", "at"))
    if not open_now:
        return {}
    seen = set(ledger.records(viewer).filter(pk__in=open_now).values_list("pk", flat=True))
    home_again = list(stated.filter(name=FOUND_BACK, at__gte=min(open_now.values())).values_list("subject", "at"))
    return {
        child: record
        for record, child in _about(list(seen))
        if not any(who == child and at >= open_now[record] for who, at in home_again)
    }


@until_signed
def _at_school(viewer: Viewer, children: Collection[str]) -> dict[str, str]:
    """Who is written down as at school today, while school is on."""
    wall = clock.local(viewer.now)
    if not SCHOOL_BEGINS <= wall.time() < SCHOOL_ENDS:
        return {}
    begins, ends = clock.start_of(wall.date()), clock.end_of(wall.date())
    rows = ledger.stated(viewer).filter(name=SESSION, subject__in=children, at__gte=begins, at__lte=ends)
    return dict(rows.filter(value__in=AT_SCHOOL).values_list("subject", "record_id"))
