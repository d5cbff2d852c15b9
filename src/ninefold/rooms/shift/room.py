"""The shift: one thumb on a phone, for everybody who has no other room."""

from ninefold.features.due import asked
from ninefold.people.access import Viewer
from ninefold.web.rooms import ELSE, Door, Room


def administers(viewer: Viewer) -> bool:
    """Whether somebody sets the home up and looks after accounts, and has no desk."""
    return viewer.role == "administrator"


ROOM = Room(
    name="shift",
    prefix="shift/",
    roles=ELSE,
    features=(
        "changed/missed",
        "child/brief",
        "home/brief",
        "due/mine",
        "reading/own",
        "diary",
        "books",
        "school",
        "progress/own",
        "team/own",
        "home/pack",
        "doses",
        "round",
        "missing",
        "oncall",
        "handover",
        "accounts",
    ),
    tools=(
        Door("round", "Round", "moon"),
        Door("medicine", "Medicine", "pill"),
        Door("choose", "Write", "pen"),
        Door("on-call", "On call", "phone"),
        Door("missing", "Missing", "clock"),
    ),
    doors=(
        Door("today", "Today", "sun"),
        Door("children", "Children", "users", behind=frozenset({"child", "school", "missing"})),
        Door("choose", "Write", "pen", behind=frozenset({"medicine"})),
        Door(
            "due",
            "Due",
            "clock",
            behind=frozenset({"duty", "calendar"}),
            count=asked.count,
        ),
        Door("home", "Home", "house", behind=frozenset({"books", "register", "to-read", "worker", "pack"})),
        Door("accounts", "Accounts", "key", only=administers),
    ),
)
