"""What every template may use: the home, who looks, the time, the room and its doors, worked out when a template asks."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ninefold import lawbook
from ninefold.base import clock
from ninefold.ledger.queries import last_seal
from ninefold.people.access import Viewer, may_sign
from ninefold.people.accounts import grace_ends
from ninefold.people.models import Account
from ninefold.people.queries import homes_of_theirs
from ninefold.web import device, doors, rooms, session_limits
from ninefold.work import anew


def room(request: HttpRequest) -> dict[str, Any]:
    """``home``, ``viewer``, what they ``may_begin``, the ``room`` the page is shown in; little outside a home."""
    viewer = getattr(request, "viewer", None)
    given = {"viewer": viewer, "now": getattr(request, "now", None), "home": None}
    if viewer is None:
        return given
    ends = grace_ends(request.user) if isinstance(request.user, Account) else None
    here = getattr(request, "room", None) or rooms.room_of(viewer)
    return given | {
        "home": viewer.home,
        "shared_tablet": session_limits.locks_after(request),
        "factor_ends": ends,
        "factor_days": max((clock.local(ends).date() - clock.local(viewer.now).date()).days, 0) if ends else 0,
        "kept_key": SimpleLazyObject(lambda: device.kept_key(request)),
        "role_title": SimpleLazyObject(lambda: lawbook.current().words.roles.get(viewer.role, viewer.role)),
        "room": here,
        "room_doors": SimpleLazyObject(lambda: doors.of(viewer, here, request.path)),
        "room_tools": SimpleLazyObject(lambda: doors.tools(viewer, here, request.path)),
        "may_begin": SimpleLazyObject(lambda: _may_begin(viewer)),
        "homes": SimpleLazyObject(lambda: homes_of_theirs(viewer)),
        "behind": SimpleLazyObject(lambda: anew.is_behind(viewer.home)),
        "seal": SimpleLazyObject(lambda: last_seal(viewer)),
    }


def _may_begin(viewer: Viewer) -> frozenset[str]:
    """The kinds of record that ``viewer`` may begin: to anybody else a link to their forms would be a closed door."""
    library = lawbook.current()
    types = library.records.values()
    return frozenset(one.id for one in types if may_sign(viewer.role, library.roles_in(one.stages[0].by)))
