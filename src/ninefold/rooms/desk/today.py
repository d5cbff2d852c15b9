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
from ninefold.ledger import queries as ledger
from ninefold.ledger import reads
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
    here = list(people.children_here(viewer))
    context = {
        "greeting": since.greeting(viewer.now),
        "since": beginning,
        "children": here,
        "learning": at_school(viewer, here),
        "squares": squares(viewer, month),
        "month": month,
        "to_read": reads.unread(viewer).count(),
        "leads": leads(viewer),
        "troubles": troubles(viewer),
        "unmanaged": leads(viewer) and not people.has_manager(viewer),
        "again": sum(one.waits for one in standing(viewer, run.lately(viewer))) if leads(viewer) else 0,
        **_signing(viewer),
        **_owed(viewer),
        **_changed(viewer, ledger.changed(viewer, beginning, CHANGED + 1)),
    }
    return render(request, "desk/today.html", context)


def _signing(viewer: Viewer) -> dict[str, Any]:
    return {"waiting": signing.waiting(viewer, most=SIGN_OFF), "waiting_count": signing.rows(viewer).count()}


def _owed(viewer: Viewer) -> dict[str, Any]:
    """What is due and does not stand elsewhere on the page, the wishes that have waited longest, actions over their day."""
    wishes, due = owed.wishes(viewer), queries.due(viewer)
    elsewhere = [*signing.duties(viewer), *owed.started_by((*owed.WISHES, *owed.ACTIONS))]
    late = owed.actions(viewer).filter(met_at=None, due_at__lt=viewer.now)
    first = foremost(viewer, due.exclude(duty__in=elsewhere), DUE)
    parts = {"wishes": list(wishes[:WISHES]), "items": [row for row, _ in first], "actions": list(late[:ACTIONS])}
    named = iter(owed.items(viewer, [row for rows in parts.values() for row in rows]))
    found: dict[str, Any] = {name: [next(named) for _ in rows] for name, rows in parts.items()}
    found["items"] = list(zip(found["items"], [more for _, more in first], strict=True))
    return found | {"due_count": due.count(), "wish_count": wishes.count()}


def _changed(viewer: Viewer, records: Sequence[Any]) -> dict[str, Any]:
    lines = ledger.lines(viewer, records[:CHANGED])
    return {"changed": [(line, reason(line)) for line in lines], "changed_more": len(records) > CHANGED}
