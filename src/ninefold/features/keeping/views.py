"""The page of what is kept too long, and the two signatures that let it go; everything taken out as one file."""

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ninefold import lawbook
from ninefold.base import clock, ids
from ninefold.ledger.content import Refused
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web import rooms
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_home, in_room, looked
from ninefold.work.keeping import letting_go, over
from ninefold.work.models import Forgotten
from ninefold.work.taking_out import packing


@require_GET
@in_room
def keeping(request: HomeRequest) -> HttpResponse:
    """What is over its time, with the reason; what waits for a second leader; holds; what was let go."""
    return _page(request, {})


def _page(request: HomeRequest, errors: dict[str, str], status: int = 200) -> HttpResponse:
    viewer = request.viewer
    if not leads(viewer):
        raise PermissionDenied
    records = over.of(viewer.home, clock.local(viewer.now).date())
    waiting = letting_go.proposals(viewer)
    names = people.subject_names(viewer, [one.by for one in waiting])
    context = {
        "groups": _groups(records),
        "count": len(records),
        "waiting": [(one, names.get(one.by, ""), one.by == viewer.person) for one in waiting],
        "holds": over.holds_of(viewer.home),
        "gone": Forgotten.objects.filter(home=viewer.home).order_by("-pk")[:20],
        "may": letting_go.may_let_go(viewer),
        "errors": errors,
        "typed": request.POST.get("why", ""),
        "token": ids.new(viewer.now),
    }
    return render(request, "keeping/keeping.html", context, status=status)


def _groups(records: list[over.OverTime]) -> list[dict[str, Any]]:
    """What is over its time by rule and kind of record: how many, since when. Whom they are about is not said."""
    library = lawbook.current()
    counts = Counter((one.keeping, one.type) for one in records)
    since = {(one.keeping, one.type): one.kept_until for one in reversed(records)}
    found: dict[str, dict[str, Any]] = {}
    for (name, type), count in sorted(counts.items()):
        group = found.setdefault(name, {"rule": library.words.keeping[name], "kinds": []})
        group["kinds"].append({"title": library.records[type].title, "count": count, "since": since[name, type]})
    return list(found.values())


@require_POST
@in_room
def propose(request: HomeRequest) -> HttpResponse:
    """Sign the list of what is over its time, for another leader to agree."""
    if not letting_go.may_let_go(request.viewer):
        raise PermissionDenied
    try:
        letting_go.propose(viewer=request.viewer, why=request.POST.get("why", ""), token=request.POST.get("_token", ""))
    except Refused as refused:
        return _page(request, {"list": next(iter(refused.errors.values()))}, status=422)
    return redirect(rooms.at(request, "keeping"))


@require_POST
@in_room
def agree(request: HomeRequest, record: str) -> HttpResponse:
    """Sign as the second leader: it goes in the next night."""
    if not letting_go.may_let_go(request.viewer):
        raise PermissionDenied
    why, token = request.POST.get("why", ""), request.POST.get("_token", "")
    try:
        letting_go.agree(viewer=request.viewer, record=record, why=why, token=token)
    except Refused as refused:
        return _page(request, {record: next(iter(refused.errors.values()))}, status=422)
    return redirect(rooms.at(request, "keeping"))


@require_GET
@in_home
def kept(request: HomeRequest) -> HttpResponse:
    """Where a letter about keeping times leads."""
    return redirect(rooms.at(request, "keeping") or rooms.address(request.viewer, "due"))


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def take_out(request: HomeRequest) -> HttpResponse | FileResponse:
    """Everything of the home, or of one child, as one file. For leaders; what they may not see is not in it."""
    viewer = request.viewer
    if not leads(viewer):
        raise PermissionDenied
    children = list(people.children_all(viewer).order_by("name"))
    if request.method != "POST":
        return render(request, "keeping/take_out.html", {"children": children})
    child = next((one for one in children if one.pk == request.POST.get("child")), None)
    if request.POST.get("child") and child is None:
        raise PermissionDenied
    packed = packing.pack_to_file(viewer, child.pk if child else "")
    looked(viewer, "take-out", people=[child.pk] if child else [])
    return FileResponse(packed, as_attachment=True, filename=_called(viewer, child.pk if child else ""))


def _called(viewer: Viewer, child: str) -> str:
    return f"ninefold-{viewer.home.urn}{'-' + child if child else ''}-{clock.local(viewer.now):%Y-%m-%d}.zip"
