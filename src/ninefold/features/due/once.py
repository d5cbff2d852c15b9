"""Pages on which leaders decide what becomes of things owed: many old customs at once, or one obligation by its page."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ninefold.base import clock
from ninefold.duties.touch import rules
from ninefold.features.due import asked, deciding, views
from ninefold.features.due import queries as owed
from ninefold.features.due.deciding import Decision, TypedDecision
from ninefold.features.due.lines import Item
from ninefold.lawbook.model import Duty
from ninefold.ledger.content import Refused
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web import address, rooms
from ninefold.web.views import HomeRequest, in_home, in_room


@dataclass(frozen=True, slots=True)
class Custom:
    """An old custom with all of it that is open, the oldest first."""

    duty: Duty
    items: list[Item]


@in_room
def old(request: HomeRequest) -> HttpResponse:
    """Every custom that has been over for long, by what it is; by POST, what becomes of those that were chosen."""
    viewer = request.viewer
    if not deciding.may_decide(viewer):
        raise PermissionDenied
    customs = _customs(viewer)
    typed, chosen = TypedDecision(), set[str]()
    if request.method == "POST":
        chosen = _chosen(request, customs)
        typed = _typed(request)
        signed = _decided(request, sorted(chosen), typed)
        if signed:
            messages.success(
                request,
                f"Decided: {len(chosen)}. {'It stands' if len(chosen) == 1 else 'They stand'} in no list any more.",
            )
            return redirect(rooms.at(request, "old") if len(chosen) < _count(customs) else rooms.at(request, "due"))
    context = {
        "customs": customs,
        "count": _count(customs),
        "chosen": chosen,
        "token": request.POST.get("_token") or deciding.new_token(),
        **form(viewer, typed),
    }
    return render(request, "due/old.html", context, status=422 if typed.errors else 200)


@require_POST
@in_home
def decide(request: HomeRequest, key: str) -> HttpResponse:
    """What becomes of one obligation, signed from its page."""
    if not deciding.may_decide(request.viewer):
        raise PermissionDenied
    typed = _typed(request)
    if _decided(request, [key], typed):
        messages.success(request, "Decided, and signed with your name. This page says why.")
        return redirect(rooms.at(request, "duty", key))
    return views.duty_page(request, key, typed, status=422)


def form(viewer: Viewer, typed: TypedDecision) -> dict[str, object]:
    """What the questions of a decision need to be drawn."""
    return {
        "typed": typed,
        "workers": people.workers_now(viewer),
        "today": clock.local(viewer.now).date().isoformat(),
    }


def _customs(viewer: Viewer) -> list[Custom]:
    standings = asked.asked(viewer).old
    items = owed.items(viewer, [one.row for one in standings])
    customs: dict[str, Custom] = {}
    for item in items:
        customs.setdefault(item.duty.id, Custom(rules().duties[item.duty.id][0], [])).items.append(item)
    return sorted(customs.values(), key=lambda one: (-len(one.items), one.duty.title))


def _count(customs: list[Custom]) -> int:
    return sum(len(one.items) for one in customs)


def _chosen(request: HomeRequest, customs: list[Custom]) -> set[str]:
    """The keys that were ticked: one by one, all of a custom, or all."""
    ticked, whole = set(request.POST.getlist("key")), set(request.POST.getlist("custom"))
    every = "all" in request.POST
    return {
        item.obligation.key
        for one in customs
        for item in one.items
        if every or one.duty.id in whole or item.obligation.key in ticked
    }


def _typed(request: HomeRequest) -> TypedDecision:
    outcome, why, on, to = (request.POST.get(name, "").strip()[:2000] for name in ("outcome", "why", "on", "to"))
    return TypedDecision(outcome, why, on, to)


def _decided(request: HomeRequest, keys: list[str], typed: TypedDecision) -> bool:
    """Signs what was typed; or says in ``typed`` what is still wanted."""
    viewer = request.viewer
    decision = Decision(
        typed.outcome, typed.why, address.day({"on": typed.on}, "on"), deciding.worker_here(viewer, typed.to)
    )
    try:
        deciding.decide(viewer=viewer, keys=keys, decision=decision, token=request.POST.get("_token", ""))
    except Refused as refused:
        typed.errors = dict(refused.errors)
    return not typed.errors
