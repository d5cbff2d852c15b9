"""The round's page, and what its buttons send."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ninefold.features.round import actions, queries
from ninefold.features.writing.writing import TOKEN, new_token
from ninefold.ledger import queries as ledger
from ninefold.ledger.content import Refused
from ninefold.people import queries as people
from ninefold.people.models import Child
from ninefold.web import rooms
from ninefold.web.views import HomeRequest, in_room

ASLEEP, OUT = "asleep", "out"
USUAL = ("talked", "drink", "settled")  # what an adult does most with a child who is awake: one tap says all three


@require_safe
@in_room
def page(request: HomeRequest) -> HttpResponse:
    """Who is looked in on now, each with the reason from their plan, and one tap to say what was seen."""
    around = queries.the_round(request.viewer)
    words = actions.words_after()
    context = {
        "round": around,
        "token": _short(new_token()),
        "more_token": new_token(),
        "words": words,
        "usual": ", ".join(words[one].lower() for one in USUAL if one in words).capitalize(),
    }
    return render(request, "round/round.html", context)


def _short(token: str) -> str:
    """A token that has room for a child's id behind it."""
    return token[:30]


@require_POST
@in_room
def looked(request: HomeRequest) -> HttpResponse:
    """Sign a check for each child who is named, with the time it is."""
    state, token = request.POST.get("state", ""), request.POST.get("_token", "")
    if state not in queries.STATES or not TOKEN.fullmatch(token) or len(token) > 32:
        raise Http404
    wanted = set(request.POST.getlist("child"))
    children: list[Child] = [one for one in people.children_here(request.viewer) if one.pk in wanted]
    if not children or len(children) < len(wanted):
        raise Http404
    try:
        actions.look_in(viewer=request.viewer, children=children, state=state, token=token)
    except Refused as refused:
        messages.error(request, next(iter(refused.errors.values())))
        return redirect(rooms.at(request, "round"))
    if state == OUT:
        return redirect(rooms.at(request, "not-there", children[0].pk))
    return redirect(
        f"{rooms.at(request, 'round')}#{children[0].pk}" if len(children) == 1 else rooms.at(request, "round")
    )


@require_POST
@in_room
def more(request: HomeRequest, record: str) -> HttpResponse:
    """Sign what happened after a check."""
    kept = ledger.record(request.viewer, record)
    token = request.POST.get("_token", "")
    if kept.type != actions.KIND or not TOKEN.fullmatch(token):
        raise Http404
    helped = list(USUAL) if "usual" in request.POST else request.POST.getlist("helped")
    try:
        actions.say_more(
            viewer=request.viewer,
            record=record,
            helped=helped,
            story=" ".join(request.POST.get("story", "").split()),
            voice=" ".join(request.POST.get("voice", "").split()),
            token=token,
        )
    except Refused as refused:
        messages.error(request, next(iter(refused.errors.values())))
    else:
        messages.success(request, "Signed.")
    return redirect(rooms.at(request, "round"))


@require_POST
@in_room
def back(request: HomeRequest, id: str) -> HttpResponse:
    """Take back the viewer's own last check of a child."""
    bed = next((one for one in queries.beds(request.viewer) if one.child.pk == id), None)
    if bed is None:
        raise Http404
    if bed.fresh is None:
        messages.error(request, actions.TOO_LATE)
    else:
        actions.take_back(viewer=request.viewer, check=bed.fresh)
        messages.success(request, "Taken back. Both stay in the record, and it counts for nothing.")
    return redirect(f"{rooms.at(request, 'round')}#{id}")


@require_safe
@in_room
def not_there(request: HomeRequest, id: str) -> HttpResponse:
    """A child is not in their room: look first, then say that they are missing."""
    child = people.child(request.viewer, id)
    context: dict[str, Any] = {"child": child, "token": _short(new_token())}
    return render(request, "round/not_there.html", context)
