"""What somebody missed: everything that was written since they last said that they had read it."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render

from ninefold.base import clock
from ninefold.lawbook.model import SETTING_UP
from ninefold.ledger import queries as ledger
from ninefold.ledger import reading
from ninefold.web import address, rooms
from ninefold.web.views import HomeRequest, in_room

FIRST = timedelta(hours=24)  # how far back somebody is told who has never read anything here
MANY = 100


def since_reading(request: HomeRequest) -> datetime:
    """Since when somebody is told what changed: since they last said they had read it."""
    return reading.read_up_to(request.user, request.viewer.home) or request.now - FIRST


@in_room
def missed(request: HomeRequest) -> HttpResponse:
    """Everything that was written since I last read; "I have read this" says so."""
    viewer = request.viewer
    if request.method == "POST":
        up_to = address.moment(request.POST, "up_to") or viewer.now
        reading.mark_read(account=request.user, home=viewer.home, up_to=up_to, now=viewer.now)
        return redirect(rooms.at(request, request.room.begins))
    since = since_reading(request)
    changed = ledger.changed(viewer, since, limit=MANY + 1, without=[SETTING_UP])
    context = {
        "since": since,
        "lines": ledger.lines(viewer, changed[:MANY]),
        "more": len(changed) > MANY,
        "many": MANY,
        "up_to": clock.text(viewer.now),
    }
    return render(request, "changed/missed.html", context)
