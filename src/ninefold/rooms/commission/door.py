"""Who comes into this room, and its doors."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from ninefold.people import access
from ninefold.people.access import Reader
from ninefold.sector import queries_kept
from ninefold.web.doors import Door
from ninefold.web.views import View

# (address, what it is called, its icon, whether it is a commissioner's alone)
DOORS = (
    ("commission:first", "Overview", "sun", False),
    ("commission:shortlist", "Find homes", "search", False),
    ("commission:lists", "Shortlists", "note", False),
    ("commission:compare", "Compare", "grid", False),
    ("commission:grid", "By authority", "house", False),
    ("commission:watching", "Watch list", "eye", False),
    ("commission:stability", "Stability", "star", False),
    ("commission:change", "Change", "grow", False),
    ("commission:themes", "Requirements", "file", False),
    ("commission:area", "Your area", "house", True),
    ("commission:records", "Records", "note", True),
    ("commission:files", "Files", "file", False),
)
# Pages that stand behind a door of another name.
BEHIND = (("/sector/homes/", "/sector/shortlist/"), ("/sector/import/", "/sector/files/"))


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
        request.sector_doors = doors(request.reader, request.path)
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
    return _only(view, lambda reader: bool(reader.authority))


def doors(reader: Reader, path: str) -> list[Door]:
    """The doors of this room for ``reader``, who stands at ``path``."""
    found = [(name, label, icon, reverse(name)) for name, label, icon, own in DOORS if reader.authority or not own]
    place = next((path.replace(here, door, 1) for here, door in BEHIND if path.startswith(here)), path)
    best = max((href for *_, href in found if place.startswith(href)), key=len, default="")
    return [Door(name, label, icon, href, href == best) for name, label, icon, href in found]
