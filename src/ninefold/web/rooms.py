"""The rooms of the house: what each says of itself in its ``room.py``, and all that follows from it.

A room is a list of doors to features that know no room. ``settings.NINEFOLD_ROOMS`` names the rooms' packages; installed
apps, addresses, menus, first pages, layouts and who comes in are all read from here, so that a new room is one folder
(docs/rooms.md). A feature asks ``address`` for its links, and gets those of the room it is shown in.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import NoReverseMatch, URLPattern, URLResolver, include, path

from ninefold.people.access import Viewer
from ninefold.web.links import link

Reach = Literal["home", "country"]
ELSE = frozenset({"everybody else"})  # the roles of a room for all who have no room of their own
# Below the home itself and in no room: a record and its form have one address, whoever opens it and wherever from.
SHARED = "write"


@dataclass(frozen=True, slots=True)
class Door:
    """One way on from a room: the page it opens, what it is called and its icon.

    ``page`` is a page of the room or below the home itself ("due"), or another room's by its full name ("sector:home").
    ``behind`` are pages that stand behind this door, each by the first part of its address within the room.
    ``count`` says what waits there; ``only`` for whom the door is there at all.
    """

    page: str
    label: str
    icon: str
    behind: frozenset[str] = frozenset()
    count: Callable[[Any], int] | None = None
    only: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A room named after the people in it.

    A feature is mounted whole ("due"), or a part that it offers by name ("due/mine").

    ``roles`` begin and work here: names of roles, or ``ELSE``. ``also`` may come in, though they begin elsewhere.
    ``tools`` take the doors' place in the thumb's reach at night (``doors.NIGHT``); the doors are then one tap further.
    ``reach`` "home" lies below a home's URN at ``prefix``; "country" lies below none. ``features`` are mounted in it,
    ``cards`` are those whose card stands on its first page. ``base`` is the template its pages stand in, ``begins`` its
    first page, ``foot`` a template for what stands under its doors.
    """

    name: str
    prefix: str
    doors: tuple[Door, ...]
    tools: tuple[Door, ...] = ()
    roles: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    reach: Reach = "home"
    base: str = "web/room_base.html"
    begins: str = "today"
    foot: str = ""
    features: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()

    def admits(self, role: str) -> bool:
        """Whether somebody with this role comes in."""
        return self.roles == ELSE or role in self.roles or role in self.also


def rooms() -> dict[str, Room]:
    """All rooms by name, in the order of the settings.

    Raises ImproperlyConfigured when two rooms want the same name, prefix or role, or one wants a feature there is not.
    """
    return _read(tuple(settings.NINEFOLD_ROOMS), tuple(settings.NINEFOLD_FEATURES))


@cache
def _read(packages: tuple[str, ...], features: tuple[str, ...]) -> dict[str, Room]:
    listed: list[Room] = [import_module(f"{package}.room").ROOM for package in packages]
    _each_once("name", (room.name for room in listed))
    _each_once("prefix", (room.prefix for room in listed))
    _each_once("role", (role for room in listed for role in room.roles))
    known = {_short(feature) for feature in features}
    for room in listed:
        if unknown := {name.partition("/")[0] for name in (*room.features, *room.cards)} - known:
            raise ImproperlyConfigured(f"The room {room.name} wants features that are not there: {sorted(unknown)}")
    return {room.name: room for room in listed}


def _each_once(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ImproperlyConfigured(f"Two rooms have the {what} {value!r}")
        seen.add(value)


def _short(package: str) -> str:
    return package.rpartition(".")[2]


def feature(name: str) -> str:
    """The package of the feature with this short name."""
    return next(package for package in settings.NINEFOLD_FEATURES if _short(package) == name)


def addresses() -> list[URLPattern | URLResolver]:
    """Every room's addresses, those below the home itself, and those below no home, for the house's urls."""
    below = {"country": "", "home": "<slug:urn>/"}
    found = [
        path(f"{below[room.reach]}{room.prefix}", include((_patterns(room, package), room.name)))
        for room, package in sorted(_with_packages(), key=lambda one: one[0].reach)  # the country's are no URN
    ]
    return [*_of_every_feature("house_urlpatterns"), *found, path("<slug:urn>/", include((_shared(), SHARED)))]


def _with_packages() -> Iterator[tuple[Room, str]]:
    return zip(rooms().values(), settings.NINEFOLD_ROOMS, strict=True)


def _patterns(room: Room, package: str) -> list[URLPattern]:
    """A room's own pages first, so that it may put its own in the place of a feature's."""
    own: list[URLPattern] = list(import_module(f"{package}.urls").urlpatterns)
    taken = {page.name for page in own}
    mounted = [page for part in room.features for page in _urls(*_part(part))]
    return own + [page for page in mounted if page.name not in taken]


def _part(named: str) -> tuple[str, str]:
    """The feature and the list of its addresses: "team" is all that a room may have of it, "team/own" only those."""
    name, _, part = named.partition("/")
    return name, f"{part}_urlpatterns" if part else "urlpatterns"


def _shared() -> list[URLPattern]:
    """What every feature puts below the home itself, the same for all rooms."""
    return _of_every_feature("home_urlpatterns")


def _of_every_feature(which: str) -> list[URLPattern]:
    return [page for package in settings.NINEFOLD_FEATURES for page in _urls(_short(package), which)]


def _urls(name: str, which: str) -> list[URLPattern]:
    return list(getattr(import_module(f"{feature(name)}.urls"), which, ()))


@cache
def _pages(packages: tuple[str, ...], features: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The names of the pages of each room, and of what lies below the home itself."""
    found = {room.name: _patterns(room, package) for room, package in _with_packages()}
    return {
        place: frozenset(str(page.name) for page in patterns)
        for place, patterns in (found | {SHARED: _shared()}).items()
    }


def pages() -> dict[str, frozenset[str]]:
    """The names of the pages of each room, and of what lies below the home itself."""
    return _pages(tuple(settings.NINEFOLD_ROOMS), tuple(settings.NINEFOLD_FEATURES))


def room_of(viewer: Viewer) -> Room:
    """The room somebody's work is done in."""
    below = [room for room in rooms().values() if room.reach == "home"]
    own = next((room for room in below if viewer.role in room.roles), None)
    return own or next(room for room in below if room.roles == ELSE)


def room_at(request: HttpRequest, viewer: Viewer) -> Room:
    """The room that a page is shown in: the one it lies in, if it is open to the viewer; else the viewer's own."""
    match = request.resolver_match
    here = rooms().get(match.namespace) if match else None
    return here if here and here.reach == "home" and here.admits(viewer.role) else room_of(viewer)


def address(viewer: Viewer, page: str, *args: Any, room: Room | None = None, urn: str = "") -> str:
    """Where ``page`` lies as seen from ``room`` (the viewer's own, if none is given): in it, else below the home itself.

    ``urn`` names another home than the viewer's. "" when this room has no such page: then there is no way on to offer.
    Raises NoReverseMatch for a page that no room has, and for wrong arguments.
    """
    at = room or room_of(viewer)
    name = _full_name(tuple(settings.NINEFOLD_ROOMS), tuple(settings.NINEFOLD_FEATURES), at.name, page)
    return link(name, urn or viewer.home.urn, *args) if name else ""


@cache
def _full_name(packages: tuple[str, ...], features: tuple[str, ...], room: str, page: str) -> str:
    """Where ``page`` lies for ``room``, by its full name; "" where it has none."""
    known = _pages(packages, features)
    for place in (room, SHARED):
        if page in known[place]:
            return f"{place}:{page}"
    if any(page in names for names in known.values()):
        return ""
    raise NoReverseMatch(f"No room has a page {page!r}")


def at(request: Any, page: str, *args: Any) -> str:
    """Where ``page`` lies in the room that this request is answered in."""
    return address(request.viewer, page, *args, room=request.room)


def below(urn: str, page: str, *args: Any) -> str:
    """Where a page below a home itself lies, whichever room leads there: a record, a form."""
    return link(f"{SHARED}:{page}", urn, *args)


def beyond(page: str = "", *args: Any) -> str:
    """Where a page of the whole country's room lies, which is below no home: its first page, if none is named."""
    room = next(room for room in rooms().values() if room.reach == "country")
    return link(f"{room.name}:{page or room.begins}", *args)
