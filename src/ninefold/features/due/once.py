"""Old customs, decided once."""
from django.http import HttpResponse
from django.shortcuts import render

from ninefold.features.due import queries as owed
from ninefold.features.due.asked import asked
from ninefold.web.views import HomeRequest, in_room


@in_room
def old(request: HomeRequest) -> HttpResponse:
    """Old."""
    found = asked(request.viewer)
    return render(request, "due/due_narrowed.html", {"items": owed.items(request.viewer, [one.row for one in found.old])})
