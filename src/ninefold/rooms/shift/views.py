"""The first page of a shift. What stands behind its doors are features."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ninefold.base import clock
from ninefold.duties import queries as duties
from ninefold.duties.queries import Brief
from ninefold.features.changed.missed import MANY, since_reading
from ninefold.features.due import lines as owed
from ninefold.insight.portraits import portraits
from ninefold.lawbook.model import SETTING_UP
from ninefold.ledger import queries as ledger
from ninefold.ledger import reads
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web import rooms
from ninefold.web.views import HomeRequest, in_home

FEW, SOON = 4, timedelta(days=2)


@require_safe
@in_home
def today(request: HomeRequest) -> HttpResponse:
    """My home today: what I missed, what waits for me, the children."""
    viewer = request.viewer
    since = since_reading(request)
    here = people.living_here(viewer)
    waiting = _waiting(viewer)
    first = owed.foremost(viewer, waiting, FEW)
    items = owed.items(viewer, duties.whole(one for one, _ in first))
    changed = ledger.changed(viewer, since, limit=MANY + 1, without=[SETTING_UP])
    context = {
        "since": since,
        "changed": ledger.lines(viewer, changed[:FEW]),
        "changed_count": len(changed),
        "many": MANY,
        "up_to": clock.text(viewer.now),
        "waiting": list(zip(items, [more for _, more in first], strict=True)),
        "waiting_count": len(waiting),
        "to_read": reads.unread_count(viewer),
        "portraits": portraits(viewer, here),
    }
    return render(request, "shift/today.html", context)


def _waiting(viewer: Viewer) -> list[Brief]:
    """What waits for the viewer and is over its time or due within two days."""
    return [one for one in duties.mine_in_brief(viewer) if one.due_at <= viewer.now + SOON]


@require_safe
@in_home
def medicine(request: HomeRequest) -> HttpResponse:
    """The tool of the night that gives a medicine: straight to the form of a dose."""
    return redirect(rooms.address(request.viewer, "form", "dose"))
