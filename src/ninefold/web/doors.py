"""The doors of a room as somebody sees them: along the bottom of a phone and down the side of a wide page."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.urls import NoReverseMatch

from ninefold.base import clock
from ninefold.people.access import Viewer
from ninefold.web.links import link
from ninefold.web.rooms import SHARED, Door, Room, address, pages, room_of

NIGHT = (time(21), time(7))  # by the clock on the wall: from when until when the tools of the night lie at hand


@dataclass(frozen=True, slots=True)
class Doorway:
    """A door as it is shown: where to, what it is called, and whether somebody stands behind it already."""

    name: str
    label: str
    icon: str
    href: str
    here: bool
    count: int = 0


def doors(room: Room, who: Any, path: str, urn: str = "") -> list[Doorway]:
    """The doors of ``room`` for ``who`` (a Viewer, or whoever its doors are for), who stands at ``path``."""
    return _doorways(room, room.doors, who, path, urn)


def is_night(now: datetime) -> bool:
    """Whether it is night in the home: the children sleep and one adult or two are awake."""
    wall = clock.local(now).time()
    return wall >= NIGHT[0] or wall < NIGHT[1]


def tools(viewer: Viewer, room: Room, path: str) -> list[Doorway]:
    """What lies in the thumb's reach at night instead of the doors; nothing by day, and in a room without tools."""
    return _doorways(room, room.tools, viewer, path, viewer.home.urn) if is_night(viewer.now) else []


def _doorways(room: Room, listed: tuple[Door, ...], who: Any, path: str, urn: str) -> list[Doorway]:
    args = [urn] if urn else []
    shown = [(door, _address(door, room, args)) for door in listed if door.only is None or door.only(who)]
    here = _here(room, shown, path, args)
    return [
        Doorway(door.page, door.label, door.icon, href, href == here, door.count(who) if door.count else 0)
        for door, href in shown
        if href
    ]


def _here(room: Room, shown: list[tuple[Door, str]], path: str, args: list[str]) -> str:
    """The address of the door that ``path`` stands behind."""
    begins = link(f"{room.name}:{room.begins}", *args)
    part = path.removeprefix(begins).split("/")[0] if path.startswith(begins) else ""
    behind = next((href for door, href in shown if part and part in door.behind), "")
    return behind or max((href for _, href in shown if href and path.startswith(href)), key=len, default="")


def _address(door: Door, room: Room, args: list[str]) -> str:
    """Where the door leads, or "" when this installation has no such page."""
    place = room.name if door.page in pages()[room.name] else SHARED
    try:
        return link(door.page if ":" in door.page else f"{place}:{door.page}", *args)
    except NoReverseMatch:
        return ""


def first_room(viewer: Viewer) -> str:
    """Where somebody begins after signing in."""
    room = room_of(viewer)
    return address(viewer, room.begins, room=room)


def of(viewer: Viewer, room: Room, path: str) -> list[Doorway]:
    """The doors of a room below the viewer's home."""
    return doors(room, viewer, path, viewer.home.urn)
