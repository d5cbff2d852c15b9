"""The page of the jobs of the night and of the backups."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ninefold.ledger.attachments import at_rest
from ninefold.web import rooms, tallies
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_room
from ninefold.work import anew, clockwork
from ninefold.work.backups import actions
from ninefold.work.post import delivering

MOST_BACKUPS = 14
MOST_PAGES = 25
SLOW_DAYS = 7
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
        "enciphered": bool(at_rest.key()),
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


@require_safe
@in_room
def slowest(request: HomeRequest) -> HttpResponse:
    """Which pages took longest in the last days, on this installation, and the slow questions to the database. For leaders."""
    if not leads(request.viewer):
        raise PermissionDenied
    tallied = tallies.of_days(request.now, SLOW_DAYS)
    by_time = sorted(tallied.items(), key=lambda one: (-one[1].mean, one[0]))
    context = {
        "days": SLOW_DAYS,
        "pages": by_time[:MOST_PAGES],
        "questions": sorted((one for one in tallied.items() if one[1].slowest), key=lambda one: -one[1].slowest_took)[
            :10
        ],
        "asked": sum(one.count for one in tallied.values()),
        "failed": sum(one.failed for one in tallied.values()),
    }
    return render(request, "nights/slowest.html", context)
