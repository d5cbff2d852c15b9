"""What is owed, as a viewer may see it at their moment. Each gives rows that can be narrowed, counted and cut further.

Somebody sees an obligation when they may see the record that opened it: who may not see a safeguarding concern
does not see what it asks for either.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ninefold import lawbook
from ninefold.base.once import once
from ninefold.duties.leads import SAFEGUARDING_LEAD, leading
from ninefold.duties.models import ObligationRow
from ninefold.duties.reopening import all_duties
from ninefold.lawbook.of_library import of_library
from ninefold.ledger.models import Record
from ninefold.people.access import Viewer, visible
from ninefold.people.mandates import held
from ninefold.people.models import KeyWorker
from ninefold.people.prepared import prepared

Rows = QuerySet[ObligationRow]


class Brief(NamedTuple):
    """As much of an obligation as is needed to count it and to choose from many."""

    pk: int
    duty: str
    weight: str
    due_at: datetime
    opened_at: datetime
    subject: str


@once
def ever(viewer: Viewer) -> Rows:
    """Everything that has opened in the viewer's home by now, what time alone has ended since among it."""
    seen = Exists(visible(viewer, Record.objects.filter(pk=OuterRef("record_id"))))
    rows = ObligationRow.objects.filter(seen, home=viewer.home, opened_at__lte=viewer.now)
    return rows.order_by("due_at", "key")


@once
def opened(viewer: Viewer) -> Rows:
    """Everything that was ever owed in the viewer's home and has opened by now, by the time it is due; without what a
    birthday, or the next month or year, has ended undone."""
    return ever(viewer).exclude(_outgrown(viewer.now))


def missed(viewer: Viewer) -> Rows:
    """What was owed for a month or year that is over, and was not done: it is asked for no more, and stays told."""
    by_period = [duty.id for duty in all_duties(lawbook.current()) if duty.every]
    return ever(viewer).filter(_outgrown(viewer.now), duty__in=by_period, due_at__lt=F("ends_at"))


@once
def due_in_brief(viewer: Viewer) -> list[Brief]:
    """All that ``due`` gives, in brief: a page that counts and chooses several times reads it once."""
    return [Brief(*row) for row in _due_in_brief(viewer)]


@prepared
def _due_in_brief(viewer: Viewer) -> QuerySet[ObligationRow, tuple[Any, ...]]:
    return due(viewer).values_list(*Brief._fields)


def whole(chosen: Iterable[Brief]) -> list[ObligationRow]:
    """The obligations of those that were chosen from many, in their order."""
    chosen = list(chosen)
    kept = {row.pk: row for row in _whole(tuple(one.pk for one in chosen))} if chosen else {}
    return [kept[one.pk] for one in chosen if one.pk in kept]


def _whole(keys: tuple[int, ...]) -> QuerySet[ObligationRow]:
    return ObligationRow.objects.filter(pk__in=keys)


@once
def due(viewer: Viewer) -> Rows:
    """What is still owed, overdue first."""
    return opened(viewer).filter(met_at=None, void_at=None)


def running(viewer: Viewer) -> Rows:
    """What is not met yet, and what has not even come into sight: a certificate that runs for years, say."""
    seen = Exists(visible(viewer, Record.objects.filter(pk=OuterRef("record_id"))))
    rows = ObligationRow.objects.filter(seen, home=viewer.home, met_at=None, void_at=None)
    return rows.exclude(_outgrown(viewer.now)).order_by("due_at", "key")


def overdue(viewer: Viewer) -> Rows:
    """What should have been done by now and is not. What guidance hopes for is an aim, and is never late."""
    return due(viewer).filter(due_at__lt=viewer.now).exclude(weight="guidance")


def left_undone() -> Q:
    """What ceased to be owed when its time was over and nobody had done it, as ``obligation.left_undone`` tells it.

    What a birthday ended is left out here: it is among no rows (``opened``).
    """
    return Q(met_at=None, void_at__gt=F("due_at")) & ~Q(ended_by="")


@once
def mine(viewer: Viewer) -> Rows:
    """What is still owed by the viewer: by their role, as owner or author, or as key-worker of the child."""
    return due(viewer).filter(falls_to(viewer))


def falls_to(viewer: Viewer) -> Q:
    """That something is the viewer's to do, as who leads on safeguarding today among others."""
    return _falling_to(viewer, _leads(viewer))


def _leads(viewer: Viewer) -> bool:
    """Whether the viewer leads on safeguarding today."""
    return viewer.person in leading(viewer)


def _falling_to(viewer: Viewer, leads: bool) -> Q:
    wrote = Exists(Record.objects.filter(pk=OuterRef("record_id"), author=viewer.person))
    key = KeyWorker.objects.filter(held(viewer.now), worker=viewer.person, home=viewer.home)
    lead = [SAFEGUARDING_LEAD] if leads else []
    return (
        Q(duty__in=duties_of(*_names_for(viewer.role), *lead))
        | Q(owner=viewer.person)
        | Q(duty__in=duties_of("author")) & Q(wrote)
        | Q(duty__in=duties_of("themselves"), subject=viewer.person)
        | Q(duty__in=duties_of("key-worker"), subject__in=key.values("child_id"))
    )


def for_record(viewer: Viewer, record: str) -> Rows:
    """The obligations that one record opened."""
    return opened(viewer).filter(record_id=record)


def _outgrown(now: datetime) -> Q:
    """What a birthday, or the period that follows, has ended undone: it is owed to nobody any more."""
    return Q(met_at=None, void_at=None, ends_at__isnull=False, ends_at__lte=now)


def _names_for(role: str) -> list[str]:
    """The role, and the groups of roles it is in."""
    groups = lawbook.current().words.groups
    return [role, *(name for name, roles in groups.items() if role in roles)]


def duties_of(*who: str) -> list[str]:
    """The duties that fall to any of ``who``."""
    return list(_falling(*who))


@of_library
def _falling(*who: str) -> tuple[str, ...]:
    """The same, each once."""
    return tuple(dict.fromkeys(one.id for one in all_duties(lawbook.current()) if set(who).intersection(one.who)))


def between(viewer: Viewer, first: datetime, last: datetime) -> Rows:
    """What is, or will be, owed with its day between two moments: also what has not opened yet."""
    seen = Exists(visible(viewer, Record.objects.filter(pk=OuterRef("record_id"))))
    rows = ObligationRow.objects.filter(seen, home=viewer.home, due_at__gte=first, due_at__lte=last, void_at=None)
    return rows.order_by("due_at", "key")
