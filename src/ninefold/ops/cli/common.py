"""What several commands share: finding a home, a moment, and looking at it with a registered manager's eyes."""

from datetime import date, datetime

from ninefold.base import clock
from ninefold.people.access import Viewer
from ninefold.people.models import Child, Home

MANAGER = "registered-manager"
NOBODY = "-"  # no id has this sign, so nothing is theirs and nothing is hidden from them in person


def home_called(urn: str) -> Home:
    """The home with this URN, or an end of the command with a sentence."""
    home = Home.objects.filter(urn=urn).select_related("provider").first()
    if home is None:
        known = ", ".join(Home.objects.order_by("urn").values_list("urn", flat=True)[:10])
        raise SystemExit(f"There is no home with the URN {urn}. There are: {known or 'none yet'}.")
    return home


def viewer_of(home: Home, now: datetime) -> Viewer:
    """Somebody who sees what a registered manager sees. Whoever runs commands can read the database anyway."""
    return Viewer(person=NOBODY, name="the command line", account="", home=home, role=MANAGER, now=now)


def child_called(home: Home, word: str) -> Child:
    """The child of the home with this id or name, or an end of the command with a sentence."""
    here = Child.objects.filter(placements__home=home).distinct()
    found = list(here.filter(id=word) or here.filter(name__iexact=word))
    if len(found) != 1:
        count = "no child" if not found else f"{len(found)} children"
        raise SystemExit(f"There is {count} called {word} in {home.name}. Give the child's id.")
    return found[0]


def moment(written: str) -> datetime:
    """The moment that ``--at`` names; a day alone is the day's last second."""
    try:
        return clock.end_of(date.fromisoformat(written)) if len(written) == 10 else clock.parse(written)
    except ValueError:
        said = f"'{written}' is not a moment. Write it like 2026-10-25T12:00, or 2026-10-25 for the end of that day."
        raise SystemExit(said) from None
