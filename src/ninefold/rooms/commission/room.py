"""Ofsted's published data: for commissioners, and for everybody with a role in a home."""

from ninefold.people.access import Reader
from ninefold.web.rooms import Door, Room


def commissions(reader: Reader) -> bool:
    """Whether somebody places children for an authority, whose own pages these are."""
    return bool(reader.authority)


ROOM = Room(
    name="commission",
    prefix="sector/",
    reach="country",
    base="commission/base.html",
    begins="first",
    doors=(
        Door("first", "Overview", "sun"),
        Door("shortlist", "Find homes", "search", behind=frozenset({"homes"})),
        Door("lists", "Shortlists", "note"),
        Door("compare", "Compare", "grid"),
        Door("grid", "By authority", "house"),
        Door("watching", "Watch list", "eye"),
        Door("stability", "Stability", "star"),
        Door("change", "Change", "grow"),
        Door("themes", "Requirements", "file"),
        Door("area", "Your area", "house", only=commissions),
        Door("placements", "Our children", "users", only=commissions),
        Door("records", "Records", "note", only=commissions),
        Door("files", "Files", "file", behind=frozenset({"import"})),
    ),
)
