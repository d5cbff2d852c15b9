"""The home on a phone: who works here, what I wrote, what I have begun, where else I work."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.web.views import HomeRequest, in_room


@require_safe
@in_room
def home(request: HomeRequest) -> HttpResponse:
    """The home itself: who works here, what I wrote, what I have begun, where else I work."""
    viewer = request.viewer
    context = {
        "workers": people.workers_now(viewer),
        "wrote": ledger.lines(viewer, ledger.written_by(viewer, viewer.person)),
        "homes": people.homes_beside(viewer).exclude(pk=viewer.home.pk),
        "seal": ledger.last_seal(viewer),
    }
    return render(request, "home/brief.html", context)
