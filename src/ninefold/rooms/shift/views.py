"""The first page of a shift. What stands behind its doors are features."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.base import clock
from ninefold.features.changed.missed import MANY, since_reading
from ninefold.features.due.asked import asked, shown
from ninefold.insight.portraits import portraits
from ninefold.lawbook.model import SETTING_UP
from ninefold.ledger import queries as ledger
from ninefold.ledger import reads
from ninefold.people import queries as people
from ninefold.web.views import HomeRequest, in_home

FEW = 4


@require_safe
@in_home
def today(request: HomeRequest) -> HttpResponse:
    """My home today: what I missed, what waits for me, the children."""
    viewer = request.viewer
    since = since_reading(request)
    here = people.living_here(viewer)
    changed = ledger.changed(viewer, since, limit=MANY + 1, without=[SETTING_UP])
    waits = asked(viewer)
    context = {
        "since": since,
        "changed": ledger.lines(viewer, changed[:FEW]),
        "changed_count": len(changed),
        "many": MANY,
        "up_to": clock.text(viewer.now),
        "asked": shown(viewer, waits.today, FEW),
        "asked_count": waits.count,
        "others": len(waits.others),
        "to_read": reads.unread_count(viewer),
        "portraits": portraits(viewer, here),
    }
    return render(request, "shift/today.html", context)
