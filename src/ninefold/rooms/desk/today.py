"""Today: what is asked of somebody, what happened since they were last here, how the home stands."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.base import clock
from ninefold.evidence.months import Month
from ninefold.features.changed import since
from ninefold.features.changed.views import reason
from ninefold.features.due import queries as owed
from ninefold.features.due.asked import MOST, AskedGroup, AskedToday, asked, shown
from ninefold.features.nights.card import troubles
from ninefold.features.school.views import at_school
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

CHANGED, WISHES = 6, 3
MORNING = time(7)

# In the first week of a month its map would be nearly empty, so the one before is still shown.
FIRST_WEEK = timedelta(days=7)


@require_safe
@in_room
def today(request: HomeRequest) -> HttpResponse:
    """What is asked of the viewer, what happened since they were here, who is unanswered, how the standards stand."""
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
        **_asked(viewer),
        **_changed(viewer, ledger.changed(viewer, beginning, CHANGED + 1)),
    }
    return render(request, "desk/today.html", context)


def _asked(viewer: Viewer) -> dict[str, Any]:
    """At most nine lines that ask for something, how many wait besides and with whom, and the oldest wishes."""
    found = asked(viewer)
    room = MOST - 1 if found.old else MOST
    first = found.today[:room]
    stand = {one.row.pk for group in first for one in group.standings}
    wishes = [row for row in owed.wishes_of(one.row for one in found.every) if row.pk not in stand]
    return {
        "asked": shown(viewer, first, room),
        "asked_count": found.count,
        "asked_more": len(found.today) - len(first),
        "old": len(found.old),
        "tonight": len(_tonight(found, viewer.now)),
        "later": len(found.later),
        "others": len(found.others),
        "others_over": sum(one.claim.over(viewer.now) for one in found.others),
        "wishes": owed.items(viewer, wishes[:WISHES]),
        "wish_count": len(wishes),
    }


def _tonight(found: AskedToday, now: datetime) -> list[AskedGroup]:
    """What runs out before the next morning, of what is asked."""
    wall = clock.local(now)
    morning = clock.from_local(datetime.combine(wall.date() + timedelta(days=wall.time() >= MORNING), MORNING))
    return [group for group in found.today if now <= group.first.claim.due_at <= morning]


def _changed(viewer: Viewer, records: Sequence[Any]) -> dict[str, Any]:
    lines = ledger.lines(viewer, records[:CHANGED])
    return {"changed": [(line, reason(line)) for line in lines], "changed_more": len(records) > CHANGED}
