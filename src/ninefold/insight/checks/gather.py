"""Everything the checks look at, in a constant number of queries, for one viewer: what they may not see is not there.

Facts are read record by record, from the records that changed lately: a home of ten years has hundreds of thousands of
facts, and an index by name would read them all.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ninefold import lawbook
from ninefold.duties import queries as duties
from ninefold.duties.reopening import duties_by_id
from ninefold.insight import drift
from ninefold.insight.checks.look import EVER, NOTES, WINDOW, FactView, Halt, Look, Note, OpenDuty, RoleSpan, Stay
from ninefold.insight.copies import tells
from ninefold.lawbook.model import Library
from ninefold.ledger import plans as planning
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import FactRow, Record, RecordSubject
from ninefold.medicines import halted
from ninefold.people.access import Viewer, readable, visible
from ninefold.people.mandates import held
from ninefold.people.models import KeyWorker, Placement, Role

STRENGTHS = "strengths"  # the table of a plan that says what a child is good at
MOST_NOTES = 600
TWO_YEARS = timedelta(days=731)
COLUMNS = (
    "name", "subject", "record_id", "entry_id", "at", "known_at", "day", "carried", "value", "row", "author", "data",
    "answers",
)  # fmt: skip


def gather(viewer: Viewer) -> Look:
    """The viewer's home as the checks see it."""
    library = lawbook.current()
    known = Placement.objects.filter(home=viewer.home).exclude(began_at=None).select_related("child")
    stays = [(one.child, Stay(one.child_id, one.began_at, one.ended_at or EVER)) for one in known if one.began_at]
    roles = list(Role.objects.filter(home=viewer.home).select_related("worker"))
    here = [stay.child for _, stay in stays if stay.began_at <= viewer.now < stay.ended_at]
    at_work = {one.worker_id for one in roles if one.from_at <= viewer.now < (one.to_at or EVER)}
    names = {child.pk: child.name for child, _ in stays} | {role.worker_id: role.worker.name for role in roles}
    return Look(
        home=viewer.home.pk,
        now=viewer.now,
        called=viewer.home.name,
        places=viewer.home.places,
        ages=(viewer.home.age_from, viewer.home.age_to),
        names=names | {viewer.home.pk: viewer.home.name},
        born={child.pk: child.born_on for child, _ in stays},
        said=_said(viewer, library, [*here, *at_work, viewer.home.pk]),
        stays=[stay for _, stay in stays],
        held=[RoleSpan(one.worker_id, one.name, one.from_at, one.to_at or EVER) for one in roles],
        keys=_keys(viewer, here),
        owed=_owed(viewer, library),
        notes=_notes(viewer, library),
        elsewhere=_elsewhere(viewer, at_work),
        plans=_plans(viewer, library),
        drift=drift.drift(viewer),
        strengths=_strengths(viewer, here),
        limited=_limited(viewer, library),
        halted=_halted(viewer),
        voiced={child: record.happened_at for child, record in ledger.last_words(viewer, here).items()},
    )


def _said(viewer: Viewer, library: Library, subjects: list[str]) -> dict[str, list[FactView]]:
    """Every fact that a check reads: those of records that changed lately, and those that are read of whatever age."""
    ever = {fact for check in library.checks.values() for group in check.ever.values() for fact in group}
    lately = _lately(viewer, library, ever)
    changed = visible(viewer, Record.objects.filter(changed_at__gt=viewer.now - WINDOW, withdrawn=False))
    recent = FactRow.objects.filter(lately, record_id__in=changed.values("pk"))
    seen = Exists(visible(viewer, Record.objects.filter(pk=OuterRef("record_id"), withdrawn=False)))
    old = FactRow.objects.filter(seen, home=viewer.home, name__in=ever, subject__in=subjects)
    found: dict[str, list[FactView]] = {}
    for rows in (recent, old):
        for fact in _read(rows):
            found.setdefault(fact.name, []).append(fact)
    return found


def _limited(viewer: Viewer, library: Library) -> list[FactView]:
    """What is counted against a limit: of two years, so that any twelve months that end lately are whole."""
    limited = [one.id for one in library.statuses.values() if one.limits]
    names = {period.fact for id in limited for period in library.statuses[id].periods if period.ends}
    names |= {period.ends for id in limited for period in library.statuses[id].periods if period.ends}
    rules = [library.statuses[id].limits for id in limited]
    names |= {name for rule in rules if rule for name in (rule.unless, rule.hours_before) if name}
    rows = ledger.stated(viewer).filter(name__in=names, at__gt=viewer.now - TWO_YEARS)
    return sorted(_read(rows), key=lambda fact: (fact.at, fact.entry, fact.row))


def _halted(viewer: Viewer) -> list[Halt]:
    """Doses that were stopped, of the children of whom the viewer may read."""
    tried = halted.lately(viewer.home, viewer.now)
    theirs = readable(viewer, {one.child for one in tried}) if tried else set()
    return [
        Halt(one.child, one.medicine, one.happened_at, one.person, one.token, tuple(one.kinds.split(",")), one.why)
        for one in tried
        if one.child in theirs
    ]


def _lately(viewer: Viewer, library: Library, ever: set[str]) -> Q:
    """That a fact is one that checks read, and no older than the check that looks furthest back for it."""
    back: dict[str, int] = {}
    for check in library.checks.values():
        for fact in (fact for group in check.reads.values() for fact in group if fact not in ever):
            back[fact] = max(back.get(fact, 0), check.days)
    wanted = Q(pk__in=[])
    for days in set(back.values()):
        names = [fact for fact, own in back.items() if own == days]
        wanted |= Q(name__in=names, at__gt=viewer.now - timedelta(days=days))
    return wanted


def _read(rows: QuerySet[FactRow]) -> Iterable[FactView]:
    """Rows as facts; most carry no data, and then nothing is unpacked."""
    for *columns, data, answers in rows.filter(ended_at=None).values_list(*COLUMNS):
        told: dict[str, str] = json.loads(data) if data else {}
        to = tuple(one[0] for one in json.loads(answers)) if answers else ()
        yield FactView._make((*columns, told, to))


def _keys(viewer: Viewer, children: list[str]) -> list[RoleSpan]:
    found = KeyWorker.objects.filter(child__in=children, home=viewer.home)
    return [RoleSpan(one.worker_id, one.child_id, one.from_at, one.to_at or EVER) for one in found]


def _owed(viewer: Viewer, library: Library) -> list[OpenDuty]:
    known = duties_by_id(library)
    columns = ("duty", "subject", "record_id", "opened_at", "due_at", "key")
    return [
        OpenDuty(duty, known[duty].title, subject, record, opened, due, key, known[duty].owed_by_others)
        for duty, subject, record, opened, due, key in duties.due(viewer).values_list(*columns)
        if duty in known
    ]


def _notes(viewer: Viewer, library: Library) -> list[Note]:
    """What was lately written about one child or several in whole sentences, newest first in the database's hands."""
    told = [kind.id for kind in library.records.values() if "child" in kind.about and tells(kind)]
    lately = Record.objects.filter(type__in=told, happened_at__gt=viewer.now - NOTES, withdrawn=False)
    written = visible(viewer, lately).order_by("-happened_at", "-pk")[:MOST_NOTES]
    texts: dict[str, Any] = {row[0]: row for row in written.values_list("pk", "happened_at", "author", "headline")}
    about = RecordSubject.objects.filter(record__in=list(texts), role="about", kind="child")
    return [Note(id, child, *texts[id][1:]) for id, child in about.values_list("record", "subject")]


def _elsewhere(viewer: Viewer, workers: set[str]) -> dict[str, dict[datetime, str]]:
    """What these workers lately began in other homes that the viewer may read too, by worker and minute: which home.

    Each home is seen with the role that the viewer has there; who has none in another home is told nothing of it.
    """
    theirs = Role.objects.filter(held(viewer.now), worker=viewer.person).exclude(home=viewer.home)
    lately = Record.objects.filter(author__in=workers, changed_at__gt=viewer.now - NOTES, withdrawn=False)
    seen = [visible(replace(viewer, home=role.home, role=role.name), lately) for role in theirs.select_related("home")]
    found: dict[str, dict[datetime, str]] = {}
    if seen:
        every = reduce(or_, seen)
        for author, at, home in every.values_list("author", "written_at", "home__name"):
            found.setdefault(author, {})[at.replace(second=0)] = home
    return found


def _plans(viewer: Viewer, library: Library) -> dict[str, str]:
    """What each plan of the home is, by its record."""
    kinds = {kind.id: kind.title for kind in library.records.values() if kind.plan}
    found = visible(viewer, Record.objects.filter(type__in=list(kinds), withdrawn=False))
    return {record: kinds[kind] for record, kind in found.values_list("pk", "type")}


def _strengths(viewer: Viewer, children: list[str]) -> dict[str, int]:
    held = planning.plans(viewer, children, planning.holding(STRENGTHS))
    return {child: len(planning.listed(held[child], STRENGTHS)) for child in children}
