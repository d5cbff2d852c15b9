"""Today: the weekend in one page."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.duties import queries
from ninefold.evidence.months import Month
from ninefold.features.changed import since
from ninefold.features.changed.views import reason
from ninefold.features.due import queries as owed
from ninefold.features.due.lines import foremost
from ninefold.features.nights.card import troubles
from ninefold.features.school.views import at_school
from ninefold.features.signoff import queries as signing
from ninefold.features.standards.views import squares
from ninefold.insight.checks import run
from ninefold.insight.checks.answers import standing
from ninefold.ledger import kept_types, reads
from ninefold.ledger import queries as ledger
from ninefold.ledger.reading import read_up_to
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_room

SIGN_OFF, DUE, CHANGED, WISHES, ACTIONS = 5, 6, 6, 4, 4

# In the first week of a month its map would be nearly empty, so the one before is still shown.
FIRST_WEEK = timedelta(days=7)


@require_safe
@in_room
def today(request: HomeRequest) -> HttpResponse:
    """Who lives here, what waits for a signature, what is due, what changed, who is unanswered, how the standards stand."""
    viewer, month = request.viewer, Month.of(request.now - FIRST_WEEK)
    beginning = since.beginning(viewer.now, read_up_to(request.user, viewer.home))
    here = people.living_here(viewer)
    context = {
        "greeting": since.greeting(viewer.now),
        "since": beginning,
        "children": here,
        "learning": at_school(viewer, here),
        "squares": squares(viewer, month),
        "month": month,
        "to_read": reads.unread_count(viewer),
        "leads": leads(viewer),
        "lacking": kept_types.lacking_here(viewer) if leads(viewer) else [],
        "troubles": troubles(viewer),
        "unmanaged": leads(viewer) and not people.has_manager(viewer),
        "again": sum(one.waits for one in standing(viewer, run.lately(viewer))) if leads(viewer) else 0,
        **_owed(viewer),
        **_changed(viewer, ledger.changed(viewer, beginning, CHANGED + 1)),
    }
    return render(request, "desk/today.html", context)


def _owed(viewer: Viewer) -> dict[str, Any]:
    """What waits for a signature, what else is due, the wishes that have waited longest, actions over their day.

    All of it is chosen from one reading of what is owed, and then read whole together.
    """
    due, signs = queries.due_in_brief(viewer), signing.briefly(viewer)
    wished, agreed = set(owed.started_by(owed.WISHES)), set(owed.started_by(owed.ACTIONS))
    elsewhere = {*signing.duties(viewer), *wished, *agreed}
    wishes = sorted((one for one in due if one.duty in wished), key=lambda one: one.opened_at)
    late = [one for one in due if one.duty in agreed and one.due_at < viewer.now]
    first = foremost(viewer, [one for one in due if one.duty not in elsewhere], DUE)
    parts = {
        "waiting": signs[:SIGN_OFF],
        "wishes": wishes[:WISHES],
        "items": [one for one, _ in first],
        "actions": late[:ACTIONS],
    }
    chosen = {one.pk: one for briefs in parts.values() for one in briefs}
    rows = queries.whole(chosen.values())
    items = dict(zip((row.pk for row in rows), owed.items(viewer, rows), strict=True))
    found: dict[str, Any] = {
        name: [items[one.pk] for one in briefs if one.pk in items] for name, briefs in parts.items()
    }
    found["waiting"] = signing.shown(viewer, found["waiting"])
    more = {one.pk: number for one, number in first}
    found["items"] = [(items[one.pk], more[one.pk]) for one, _ in first if one.pk in items]
    return found | {"due_count": len(due), "wish_count": len(wishes), "waiting_count": len(signs)}


def _changed(viewer: Viewer, records: Sequence[Any]) -> dict[str, Any]:
    lines = ledger.lines(viewer, records[:CHANGED])
    return {"changed": [(line, reason(line)) for line in lines], "changed_more": len(records) > CHANGED}
