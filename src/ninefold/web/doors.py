"""The doors of each room: what stands along the bottom of a phone and down the side of a desk."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from ninefold.base import clock
from ninefold.duties import queries
from ninefold.people.access import Viewer

# Roles that work at the desk; everybody else begins on the shift.
DESK_ROLES = frozenset(
    {"deputy-manager", "registered-manager", "responsible-individual", "independent-person", "inspector"}
)

# (address, what it is called, its icon). The first five of a room stand along the bottom of a phone.
SHIFT = (
    ("shift:today", "Today", "sun"),
    ("shift:children", "Children", "users"),
    ("write:choose", "Write", "pen"),
    ("shift:due", "Due", "clock"),
    ("shift:home", "Home", "house"),
)
DESK = (
    ("desk:today", "Today", "sun"),
    ("desk:children", "Children", "users"),
    ("write:choose", "Write", "pen"),
    ("desk:due", "Due", "clock"),
    ("desk:signoff", "Sign off", "check"),
    ("desk:standards", "Standards", "grid"),
    ("desk:wishes", "Wishes", "message"),
    ("desk:team", "Team", "team"),
    ("desk:actions", "Actions", "list"),
    ("desk:books", "Books", "book"),
    ("desk:reports", "Reports", "file"),
    ("desk:home", "Home and safety", "house"),
    ("commission:home", "Published history", "history"),
)

# Pages that stand behind a door of another name: /<urn>/desk/child/... stands behind Children.
BEHIND = {
    "child": "children",
    "school": "children",
    "worker": "team",
    "duty": "due",
    "paragraph": "standards",
    "behind": "reports",
    "look-again": "books",
    "register": "books",
    "calendar": "books",
    "to-read": "books",
    "readers": "books",
    "homes": "home",
    "purpose": "home",
    "pack": "home",
}
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Door:
    """One way on: where to, what it is called, and whether somebody stands behind it already."""

    name: str
    label: str
    icon: str
    href: str
    here: bool
    count: int = 0


def doors(room: str, viewer: Viewer, path: str) -> list[Door]:
    """The doors of ``room`` ("shift" or "desk") for ``viewer``, who stands at ``path``."""
    wanted = DESK if room == "desk" else SHIFT
    found = [(name, label, icon, _address(name, viewer.home.urn)) for name, label, icon in wanted]
    place = _behind(path)
    best = max((href for *_, href in found if href and place.startswith(href)), key=len, default="")
    return [
        Door(name, label, icon, href, href == best, COUNTS[name](viewer) if name in COUNTS else 0)
        for name, label, icon, href in found
        if href
    ]


def _behind(path: str) -> str:
    """``path`` as if it lay below the door it stands behind."""
    parts = path.split("/")  # "", urn, room, page, ...
    if len(parts) > 3:
        parts[3] = BEHIND.get(parts[3], parts[3])
    return "/".join(parts)


def _due_today(rows: queries.Rows, viewer: Viewer) -> int:
    """How much of ``rows`` is over or due by the end of today; more than MOST_COUNTED is not counted further."""
    today = clock.local(viewer.now).date()
    return rows.filter(due_at__lte=clock.end_of(today)).order_by()[: MOST_COUNTED + 1].count()


COUNTS: dict[str, Callable[[Viewer], int]] = {
    "shift:due": lambda viewer: _due_today(queries.mine(viewer), viewer),
    "desk:due": lambda viewer: _due_today(queries.due(viewer), viewer),
}


def _address(name: str, urn: str) -> str:
    """Where the door leads, or "" when this installation has no such room."""
    try:
        return reverse(name, args=[urn])
    except NoReverseMatch:
        return ""


def room_of(viewer: Viewer) -> str:
    """The room somebody's work is done in."""
    return "desk" if viewer.role in DESK_ROLES else "shift"


def first_room(viewer: Viewer) -> str:
    """Where somebody begins after signing in."""
    return _address(f"{room_of(viewer)}:today", viewer.home.urn) or reverse("write:choose", args=[viewer.home.urn])


def layout(viewer: Viewer) -> str:
    """The template that a page of several rooms stands in: the one of the viewer's own room."""
    return f"web/{room_of(viewer)}_base.html"
