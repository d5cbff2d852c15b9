"""What all rooms share: who is looking, the front door, and the pages that say what went wrong."""

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import clock, private
from ninefold.ledger.permissions import NotYours
from ninefold.people import access
from ninefold.people.access import Viewer, may_sign
from ninefold.people.models import Account
from ninefold.web import room_to_write, rooms, tallies
from ninefold.web.doors import first_room
from ninefold.web.readonly import looked as looked  # noqa: PLC0414 - pages take it from here, with in_home
from ninefold.web.rooms import Room

View = Callable[..., HttpResponseBase]


class HomeRequest(HttpRequest):
    """A request inside a home: its moment, who is looking and in which room (set by ``in_home``)."""

    now: datetime
    viewer: Viewer
    room: Room
    user: Account


def in_home(view: View) -> View:
    """The view of a page below ``/<urn>/``: signed in, with a role in that home, as ``request.viewer``.

    A home that is somebody else's and a home that does not exist give the same page.
    """

    @wraps(view)
    @login_required
    def inside(request: Any, urn: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.viewer = access.viewer_for(request.user, urn, request.now)
        request.room = rooms.room_at(request, request.viewer)
        return view(request, *args, **kwargs)

    return inside


def in_room(view: View) -> View:
    """The view of a page for those who come into the room that it lies in (``web.rooms``), as ``request.viewer``."""

    @wraps(view)
    @in_home
    def inside(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        here = rooms.rooms()[request.resolver_match.namespace]
        if not here.admits(request.viewer.role):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inside


def for_readers_of(page: str) -> Callable[[View], View]:
    """The view of a page of the library (``pages.yaml``): signed in, with a role in this home that it is for."""

    def of(view: View) -> View:
        @wraps(view)
        @in_home
        def inside(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            library = lawbook.current()
            if not may_sign(request.viewer.role, library.roles_in(library.pages[page].by)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return inside

    return of


@login_required
def front(request: Any) -> HttpResponse:
    """The front door: straight into the home of somebody who has one, to the published data without any, else a choice."""
    homes = list(access.homes_of(request.user, request.now))
    if len(homes) == 1:
        return redirect(first_room(access.viewer_for(request.user, homes[0].urn, request.now)))
    if not homes and (request.user.commissions_for or request.user.is_administrator):
        return redirect(rooms.beyond())
    begin = [(home, first_room(access.viewer_for(request.user, home.urn, request.now))) for home in homes]
    return render(request, "web/front.html", {"rooms": begin})


def health(request: HttpRequest) -> JsonResponse:
    """Whether the process answers and can write what is signed; what is wrong, in sentences, if it cannot (503).

    ``private`` says whether the data folder is its owner's alone.
    """
    wrong = room_to_write.problems()
    health = {"ok": not wrong, "private": private.is_private(settings.DATA)} | ({"wrong": wrong} if wrong else {})
    return JsonResponse(health, status=503 if wrong else 200)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """How often and how long pages were asked for, for whatever watches the machine and knows NINEFOLD_METRICS_TOKEN.

    Without that setting, and to everybody else, there is no such page.
    """
    wanted, given = settings.NINEFOLD_METRICS_TOKEN, request.headers.get("Authorization", "")
    if not wanted or not secrets.compare_digest(given.encode(), f"Bearer {wanted}".encode()):
        raise Http404
    return HttpResponse(tallies.metrics(clock.now()), content_type="text/plain; version=0.0.4; charset=utf-8")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not theirs to see: the same page whether it exists or not."""
    why = str(exception) if isinstance(exception, NotYours) else ""
    return render(request, "web/not_here.html", {"why": why}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there."""
    return render(request, "web/not_here.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours. The page needs neither database nor session."""
    return render(request, "web/broken.html", status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection against forgery has run out, or never was there."""
    return render(request, "web/form_expired.html", {"front": reverse("front")}, status=403)
