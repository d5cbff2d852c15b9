"""Choosing what to write: what waits for me, what I write most at this time of day, and a search for all the rest."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties import queries as duties
from ninefold.features.due import lines as owed
from ninefold.features.due import ways
from ninefold.features.due.asked import asked_of
from ninefold.features.due.lines import Item
from ninefold.features.due.ways import Way
from ninefold.features.writing import beginnings, unsigned
from ninefold.lawbook import search
from ninefold.lawbook.holds import records_on
from ninefold.lawbook.model import SETTING_UP, RecordType
from ninefold.lawbook.of_library import of_library
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.people.access import Viewer, may_sign
from ninefold.web.views import HomeRequest, in_home

TILES, DUE, FOUND = 6, 3, 12
SOON = timedelta(days=2)
LATELY = timedelta(days=45)  # as far back as tells what somebody writes these days
HOURS = 3  # records begun this near to the present hour of the day count twice


@dataclass(frozen=True, slots=True)
class Now:
    """Something that waits for the viewer, and the form that would do it."""

    item: Item
    way: Way


def may_write(viewer: Viewer) -> list[RecordType]:
    """The types of record that ``viewer`` may begin today."""
    library = lawbook.current()
    return [library.records[id] for id in _begun_by(viewer.role, clock.local(viewer.now).date())]


@of_library
def _begun_by(role: str, day: date) -> tuple[str, ...]:
    """The ids of the types that a role may begin on a day."""
    library = lawbook.current()
    return tuple(t.id for t in records_on(library, day) if may_sign(role, library.roles_in(t.stages[0].by)))


@require_safe
@in_home
def choose(request: HomeRequest) -> HttpResponse:
    """What do you want to write? What is needed now, the usual ones, a search; and everything, folded away."""
    viewer = request.viewer
    child, asked = request.GET.get("child", ""), request.GET.get("q", "").strip()[:200]
    types = may_write(viewer)
    if child:
        types = [t for t in types if "child" in (*t.about, *t.also)]
    shelves = [(title, [t for t in types if t.area == area]) for area, title in lawbook.current().words.areas.items()]
    context = {
        "types": types,
        "shelves": [(title, found) for title, found in shelves if found],
        "asked": asked,
        "child": child,
        "begun": unsigned.begun_drafts(request.user, viewer),
    }
    if asked:
        context["found"] = search.finder().find(asked, among={t.id for t in types})[:FOUND]
    else:
        context |= {"usual": usual(viewer, types), "now_due": now_due(viewer, child)}
        context["beginnings"] = beginnings.of_types(viewer, types)
    return render(request, "writing/choose.html", context)


def now_due(viewer: Viewer, child: str = "") -> list[Now]:
    """What waits for the viewer within two days and can be written from here, the most urgent first."""
    rows = duties.due(viewer).filter(due_at__lte=viewer.now + SOON)
    if child:
        rows = rows.filter(subject=child)
    asked_for = [group.first.row for group in asked_of(viewer, rows).today]
    items = owed.items(viewer, asked_for[: 3 * DUE])
    found = ways.of(viewer, items)
    return [Now(item, found[item.obligation.key][0]) for item in items if found[item.obligation.key]][:DUE]


@until_signed
def _begun(viewer: Viewer) -> list[tuple[str, datetime]]:
    """The type of each record that the viewer began lately, and when it was written."""
    begun = ledger.records(viewer).filter(author=viewer.person, happened_at__gt=viewer.now - LATELY)
    return list(begun.values_list("type", "written_at"))


def usual(viewer: Viewer, types: list[RecordType]) -> list[RecordType]:
    """What the viewer writes most, above all at this time of day; filled up with what everybody writes.

    What answers another record is begun from there.
    """
    hour = clock.local(viewer.now).hour
    counted: Counter[str] = Counter()
    for type, at in _begun(viewer):
        apart = abs(clock.local(at).hour - hour)
        counted[type] += 2 if min(apart, 24 - apart) <= HOURS else 1
    begun_anew = (t for t in types if t.area != SETTING_UP and not t.answers)
    known = [t for t in begun_anew if t.id in counted or t.quick]
    return sorted(known, key=lambda t: (-counted[t.id], not t.quick))[:TILES]
