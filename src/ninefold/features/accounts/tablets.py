"""Tablets of the home: registered once, on the device itself, and ended at will."""

from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ninefold.features.accounts.views import note
from ninefold.people import pins
from ninefold.people.models import OpenSession, Tablet
from ninefold.web import device, rooms
from ninefold.web.views import HomeRequest, for_readers_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers_of("accounts")
def tablets(request: HomeRequest) -> HttpResponse:
    """Which devices adults take turns on. This one is made one of them here."""
    viewer = request.viewer
    number = device.of(request).number
    if request.method == "POST":
        problem = _done(request, number)
        if not problem:
            return redirect(rooms.at(request, "tablets"))
        return _page(request, number, problem)
    return _page(request, number, "")


def _page(request: HomeRequest, number: str, problem: str) -> HttpResponse:
    rows = Tablet.objects.filter(home=request.viewer.home, ended_at=None).order_by("name")
    this = pins.digest_of(number)
    context = {
        "rows": [{"row": one, "this": one.digest == this} for one in rows],
        "is_one": any(one.digest == this for one in rows),
        "problem": problem,
    }
    return render(request, "accounts/tablets.html", context, status=422 if problem else 200)


def _done(request: HomeRequest, number: str) -> str:
    viewer = request.viewer
    if end := request.POST.get("end", ""):
        row = Tablet.objects.filter(home=viewer.home, pk=int(end) if end.isascii() and end.isdigit() else 0).first()
        if row:
            _end(row, request)
        return ""
    name = request.POST.get("name", "").strip()[:60]
    if not name:
        return "Give it a name that everybody knows it by: “Tablet in the kitchen”."
    pins.register(viewer.home, name, number, viewer.account, viewer.now)
    device.keep(request, device.of(request))
    note(viewer, "", f"tablet registered: {name}"[:60])
    messages.success(request, "This device is registered. Sign out, and the next person takes their turn.")
    return ""


def _end(row: Tablet, request: HomeRequest) -> None:
    row.ended_at = request.viewer.now
    row.save(update_fields=["ended_at"])
    rows = OpenSession.objects.filter(tablet=row)
    Session.objects.filter(session_key__in=list(rows.values_list("key", flat=True))).delete()
    rows.delete()
    note(request.viewer, "", f"tablet ended: {row.name}"[:60])
    messages.success(request, "Nobody takes turns on it any more.")
