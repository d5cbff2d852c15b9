"""The desk: for managers, the responsible individual, and those who come to look at the home."""

from ninefold.features.due import asked
from ninefold.web.leaders import leads
from ninefold.web.rooms import Door, Room

ROOM = Room(
    name="desk",
    prefix="desk/",
    roles=frozenset(
        {"deputy-manager", "registered-manager", "responsible-individual", "independent-person", "inspector"}
    ),
    base="web/room_wide.html",
    foot="desk/_foot.html",
    features=(
        "child",
        "due",
        "signoff",
        "standards",
        "wishes",
        "team",
        "actions",
        "books",
        "reading",
        "diary",
        "checks",
        "school",
        "progress",
        "home",
        "nights",
        "keeping",
        "changed",
        "looks",
        "doses",
        "missing",
        "oncall",
        "handover",
        "reporting",
        "accounts",
    ),
    doors=(
        Door("today", "Today", "sun"),
        Door("children", "Children", "users", behind=frozenset({"child", "school", "missing"})),
        Door("choose", "Write", "pen"),
        Door(
            "due",
            "Due",
            "clock",
            behind=frozenset({"duty"}),
            count=asked.count,
        ),
        Door("signoff", "Sign off", "check"),
        Door("standards", "Standards", "grid", behind=frozenset({"paragraph"})),
        Door("wishes", "Wishes", "message"),
        Door("team", "Team", "team", behind=frozenset({"worker"})),
        Door("actions", "Actions", "list"),
        Door(
            "books",
            "Books",
            "book",
            behind=frozenset({"look-again", "register", "calendar", "to-read", "readers"}),
        ),
        Door("reports", "Reports", "file", behind=frozenset({"behind"})),
        Door(
            "home",
            "Home and safety",
            "house",
            behind=frozenset({"homes", "purpose", "pack", "nights", "looks", "keeping", "take-out"}),
        ),
        Door("accounts", "Accounts", "key", only=leads),
        Door("commission:home", "Published history", "history"),
    ),
)
