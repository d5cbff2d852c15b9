"""What changed since the viewer last said they had read everything."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from ninefold.base import clock, english
from ninefold.features.changed import since
from ninefold.ledger import queries as ledger
from ninefold.ledger.queries import Line
from ninefold.ledger.reading import mark_read, read_up_to
from ninefold.web import address, rooms
from ninefold.web.views import HomeRequest, in_room

MOST = 200


@in_room
def changed(request: HomeRequest) -> HttpResponse:
    """What changed since a chosen moment; by POST, that it has been read."""
    viewer = request.viewer
    if request.method == "POST":
        up_to = address.moment(request.POST, "up_to") or viewer.now
        mark_read(account=request.user, home=viewer.home, up_to=up_to, now=viewer.now)
        return redirect(rooms.at(request, request.room.begins))
    read = read_up_to(request.user, viewer.home)
    chosen = address.moment(request.GET, "since")
    beginning = chosen or since.beginning(viewer.now, read)
    found = ledger.changed(viewer, beginning, MOST + 1)
    context = {
        "lines": [(line, reason(line)) for line in ledger.lines(viewer, found[:MOST])],
        "more": len(found) > MOST,
        "since": clock.local(beginning),
        "from_reading": read is not None and chosen is None,
        "up_to": clock.text(viewer.now),
    }
    return render(request, "changed/changed.html", context)


def reason(line: Line) -> str:
    """Why a record stands among what changed: what was signed last."""
    if line.record.withdrawn:
        return "It was withdrawn."
    if line.record.corrected:
        return "It was corrected."
    return english.stopped(f"Signed: {line.newest}")
