"""Who comes into this room."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase

from ninefold import lawbook
from ninefold.people.access import RESTRICTED, SEES, Viewer, may_sign
from ninefold.web.doors import DESK_ROLES
from ninefold.web.views import View, in_home

# Who answers for the adults who work here, and so may open their pages (everybody may open their own).
LEADERS = frozenset({"deputy-manager", "registered-manager", "responsible-individual"})


def at_desk(view: View) -> View:
    """The view of a page of the desk: signed in, with a role in this home that has work at the desk."""

    @wraps(view)
    @in_home
    def inside(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.viewer.role not in DESK_ROLES:
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


def leads(viewer: Viewer) -> bool:
    """Whether the viewer answers for the adults who work here."""
    return viewer.role in LEADERS


def may_see_worker(viewer: Viewer, worker: str) -> bool:
    """Whether the viewer may open a worker's page: those who lead the home, and the worker."""
    return leads(viewer) or viewer.person == worker


def may_see_checks(viewer: Viewer) -> bool:
    """Whether the viewer may read what is kept of all workers: those who lead the home, and inspectors."""
    return RESTRICTED in SEES.get(viewer.role, frozenset())
