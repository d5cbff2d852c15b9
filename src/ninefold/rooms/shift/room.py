"""The shift: one thumb on a phone, for everybody who has no other room."""

from ninefold.duties import queries
from ninefold.web.doors import due_today
from ninefold.web.rooms import ELSE, Door, Room

ROOM = Room(
    name="shift",
    prefix="shift/",
    roles=ELSE,
    doors=(
        Door("today", "Today", "sun"),
        Door("children", "Children", "users", behind=frozenset({"child"})),
        Door("choose", "Write", "pen"),
        Door("due", "Due", "clock", count=lambda viewer: due_today(queries.mine(viewer), viewer)),
        Door("home", "Home", "house"),
    ),
)
