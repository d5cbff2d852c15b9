"""The page of the jobs of the night and of the backups."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ninefold.web import rooms
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_room
from ninefold.work import anew, clockwork
from ninefold.work.backups import actions
from ninefold.work.post import delivering

MOST_BACKUPS = 14
MOST_LETTERS = 30


@require_safe
@in_room
def nights(request: HomeRequest) -> HttpResponse:
    """What is done by itself, when it was last done and what became of it; which backups there are. For leaders."""
    if not leads(request.viewer):
        raise PermissionDenied
    context = {
        "states": clockwork.states(request.now),
        "backups": [actions.described(row) for row in actions.kept(MOST_BACKUPS)],
        "letters": delivering.not_gone(request.viewer.home.pk, request.now)[:MOST_LETTERS],
        "waiting": delivering.waiting(request.now).count(),
        "has_post": delivering.is_set_up(),
        "has_nights": settings.NINEFOLD_NIGHTS,
        "anew": [one for one in anew.progress() if one.home.provider_id == request.viewer.home.provider_id],
    }
    return render(request, "nights/nights.html", context)


@require_POST
@in_room
def letters_again(request: HomeRequest) -> HttpResponse:
    """Let the letters that did not go be tried once more. For leaders."""
    if not leads(request.viewer):
        raise PermissionDenied
    delivering.again(request.viewer.home.pk, request.now)
    return redirect(rooms.at(request, "nights") + "#letters")
