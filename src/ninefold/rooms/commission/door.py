"""Who comes into this room."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ninefold.people import access
from ninefold.people.access import Reader
from ninefold.rooms.commission.room import ROOM, commissions
from ninefold.sector import queries_kept
from ninefold.web.doors import doors
from ninefold.web.views import View


class SectorRequest(HttpRequest):
    """A request in this room: its moment, and who is reading (set by ``reading``)."""

    now: Any
    reader: Reader
    user: Any


def reading(view: View) -> View:
    """The view of a page that anybody who may read the published data may open, as ``request.reader``."""

    @wraps(view)
    @login_required
    def inside(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.reader = access.reader_for(request.user, request.now)
        request.sector_doors = doors(ROOM, request.reader, request.path)
        with queries_kept.one_state():
            request.is_invented = queries_kept.is_invented()
            return view(request, *args, **kwargs)

    return inside


def _only(view: View, may: Callable[[Reader], bool]) -> View:
    @wraps(view)
    @reading
    def inside(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.reader):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inside


def importing(view: View) -> View:
    """The view of somebody who may bring in files."""
    return _only(view, lambda reader: reader.may_import)


def commissioning(view: View) -> View:
    """The view of a commissioner."""
    return _only(view, commissions)
