"""The page of the jobs of the night and of the backups."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_room
from ninefold.work import anew, clockwork
from ninefold.work.backups import actions

MOST_BACKUPS = 14


@require_safe
@in_room
def nights(request: HomeRequest) -> HttpResponse:
    """What is done by itself, when it was last done and what became of it; which backups there are. For leaders."""
    if not leads(request.viewer):
        raise PermissionDenied
    context = {
        "states": clockwork.states(request.now),
        "backups": [actions.described(row) for row in actions.kept(MOST_BACKUPS)],
        "has_nights": settings.NINEFOLD_NIGHTS,
        "anew": [one for one in anew.progress() if one.home.provider_id == request.viewer.home.provider_id],
    }
    return render(request, "nights/nights.html", context)
