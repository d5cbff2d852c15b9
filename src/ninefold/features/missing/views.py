"""The pages of a missing child: start, the page itself, and the sheet."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ninefold.base import clock
from ninefold.features.child.picture import HEADERS
from ninefold.features.due import because, ways
from ninefold.features.missing import actions, queries, sheet
from ninefold.features.missing.printed import SIDE, pdf
from ninefold.features.writing.writing import TOKEN, new_token
from ninefold.insight.photos import photos
from ninefold.ledger.attachments.small import small
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Attachment
from ninefold.people import queries as people
from ninefold.web import rooms
from ninefold.web.views import HomeRequest, in_room, looked


@in_room
def start(request: HomeRequest) -> HttpResponse:
    """Who is missing now, and one line that starts the clock for another child."""
    viewer = request.viewer
    here = list(people.children_here(viewer))
    typed = {name: request.POST.get(name, "").strip() for name in ("child", "where", "seen")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        child = next((one for one in here if one.pk == typed["child"]), None)
        try:
            if child is None:
                raise Refused({"child": "Please choose who is missing."})
            made = actions.begin(
                viewer=viewer,
                child=child,
                where=" ".join(typed["where"].split()),
                last_seen_at=actions.seen_at(typed["seen"], viewer.now),
                token=_token(request),
            )
        except Refused as refused:
            errors = refused.errors
        else:
            return redirect(rooms.at(request, "episode", made.record_id))
    else:
        typed |= {"child": request.GET.get("child", ""), "seen": f"{clock.local(viewer.now):%H:%M}"}
    gone = queries.missing_now(viewer)
    away = {child.pk for child, _ in gone}
    shown = photos(viewer, [one.pk for one in here])
    context = {
        "gone": gone,
        "children": [(one, shown.get(one.pk)) for one in here if one.pk not in away],
        "token": new_token(),
        "errors": errors,
        "typed": typed,
    }
    return render(request, "missing/start.html", context, status=422 if errors else 200)


def _token(request: HomeRequest) -> str:
    token = request.POST.get("_token", "")
    if not TOKEN.fullmatch(token):
        raise Http404
    return token


@require_safe
@in_room
def page(request: HomeRequest, record: str) -> HttpResponse:
    """One episode: live while the child is gone, then what is owed because of it."""
    return _show(request, queries.episode(request.viewer, record), {}, {})


def _show(
    request: HomeRequest, episode: queries.MissingChild, errors: dict[str, str], typed: dict[str, str]
) -> HttpResponse:
    viewer = request.viewer
    looked(viewer, "missing", people=[episode.child.pk], record=episode.record.pk)
    context: dict[str, Any] = {
        "episode": episode,
        "token": new_token(),
        "errors": errors,
        "typed": typed or {"at": f"{clock.local(viewer.now):%H:%M}"},
        "sheet": sheet.sheet(viewer, episode),
    }
    if episode.returned_at:
        owed = [item for item in because.because_of(viewer, episode.record.pk) if item.wanted]
        offered = ways.of(viewer, owed)
        context["owed"] = [(item, next(iter(offered[item.obligation.key]), None)) for item in owed]
    return render(request, "missing/episode.html", context, status=422 if errors else 200)


@require_POST
@in_room
def stamp(request: HomeRequest, record: str) -> HttpResponse:
    """A step is done, or a call was not answered; or what is new is written. All take the time they are sent."""
    viewer = request.viewer
    episode = queries.episode(viewer, record)
    step, answer = request.POST.get("step", ""), request.POST.get("answer", "done")
    try:
        if step:
            actions.stamp(viewer=viewer, record=record, step=step, reached=answer != "no", token=_token(request))
        else:
            actions.add(
                viewer=viewer,
                record=record,
                story=" ".join(request.POST.get("story", "").split()),
                reference=" ".join(request.POST.get("reference", "").split()),
                token=_token(request),
            )
    except Refused as refused:
        return _show(request, episode, refused.errors, {})
    return redirect(rooms.at(request, "episode", record))


@require_POST
@in_room
def home_again(request: HomeRequest, record: str) -> HttpResponse:
    """The child is back: when, how, and whether they are hurt."""
    viewer = request.viewer
    episode = queries.episode(viewer, record)
    typed = {name: request.POST.get(name, "").strip() for name in ("at", "how", "injured")}
    try:
        at = _back_at(typed["at"], viewer.now)
        how = " ".join(typed["how"].split())
        actions.come_home(viewer=viewer, record=record, at=at, how=how, injured=typed["injured"], token=_token(request))
    except Refused as refused:
        return _show(request, episode, refused.errors, typed)
    messages.success(request, f"{episode.child.name} is back. The clock has stopped.")
    return redirect(rooms.at(request, "episode", record))


def _back_at(typed: str, now: datetime) -> datetime:
    try:
        return actions.seen_at(typed, now)
    except Refused as unclear:
        raise Refused({"at": "Please give the time at which they came back, as 22:15."}) from unclear


@require_safe
@in_room
def show_sheet(request: HomeRequest, record: str) -> HttpResponse:
    """The sheet on the screen, to be shown to an officer at the door."""
    episode = queries.episode(request.viewer, record)
    looked(request.viewer, "missing sheet", people=[episode.child.pk], record=record)
    shown = {"episode": episode, "sheet": sheet.sheet(request.viewer, episode), "token": new_token()}
    return render(request, "missing/sheet.html", shown)


@require_safe
@in_room
def photo(request: HomeRequest, record: str) -> HttpResponse:
    """The photo that may be given to the police, while the child is missing: what was agreed to is no more than that."""
    episode = queries.episode(request.viewer, record)
    if episode.photo is None or episode.returned_at:
        raise Http404
    try:
        drawn = small(request.viewer.home, episode.photo.sha256, SIDE)
    except (Attachment.DoesNotExist, FileNotFoundError) as gone:
        raise Http404 from gone
    looked(request.viewer, "photo", people=[episode.child.pk], record=episode.photo.record)
    return HttpResponse(drawn, content_type="image/jpeg", headers=HEADERS)


@require_POST
@in_room
def print_sheet(request: HomeRequest, record: str) -> HttpResponse:
    """The sheet as a PDF of one side, and an entry that says that it was printed."""
    viewer = request.viewer
    episode = queries.episode(viewer, record)
    made = pdf(viewer, episode, sheet.sheet(viewer, episode))
    actions.stamp(viewer=viewer, record=record, step="sheet", reached=True, token=_token(request))
    headers = {"Content-Disposition": 'inline; filename="missing.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
