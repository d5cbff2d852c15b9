"""What a home of a story would have brought along and its home.yaml does not tell: who leads safeguarding, and the checks and
the courses of everybody who works there.

Nothing is said here of what the story has days for, of a child, or of what others owe: that stays as the story left it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from ninefold.base import clock
from ninefold.ops import founding
from ninefold.ops.fortnight.story import Telling
from ninefold.ops.pen import Hand

COURSES = {"safeguarding": 150, "fire": 120, "first-aid": 200, "medicines": 170, "holds": 140}  # how many days before
LEADS = 90  # days before the story, since when the lead is named; a year at most
CARES = ("support-worker", "agency-worker", "senior", "deputy-manager", "registered-manager")
READ_AT = timedelta(days=6)  # how long before somebody's first day their checks were complete


def bring_along(telling: Telling, manager: Hand, at: datetime) -> None:
    """Sign what the home would have brought along, on the story's eve."""
    workers = telling.settings["workers"]
    _lead(telling, manager, workers, at)
    leaders = [telling.hand(one["id"]) for one in workers if one["role"] in ("registered-manager", "deputy-manager")]
    for one in workers:
        hand = telling.hand(one["id"])
        if hand.role in CARES:
            by = next((lead for lead in leaders if lead.ref["who"] != hand.ref["who"]), None)
            if by:
                _courses(telling, by, hand, one, at)
        if "started" not in one and hand.role != "independent-person":
            founding.carry(telling.pen, manager, "recruitment", clock.local(at - READ_AT).date(), at, hand.ref)


def _lead(telling: Telling, manager: Hand, workers: list[dict[str, Any]], at: datetime) -> None:
    """Who leads safeguarding is the manager, and the deputy is whom home.yaml calls so."""
    deputy = next((one["id"] for one in workers if one.get("safeguarding_lead") == "deputy"), None)
    if deputy is None:
        return
    since = clock.local(at).date() - timedelta(days=LEADS)
    content = {
        "lead": manager.ref,
        "deputy": telling.person(deputy),
        "from": since.isoformat(),
        "until": (since + timedelta(days=364)).isoformat(),
        "reached": "On the on-call phone, day and night",
    }
    telling.pen.write("safeguarding-lead", content, by=manager, at=at, written=at)


def _courses(telling: Telling, by: Hand, hand: Hand, one: dict[str, Any], at: datetime) -> None:
    """The courses of the first months, in the last year, or in somebody's first days here when that is later."""
    begun = one.get("started", date.min)
    for course, days in COURSES.items():
        done = max(clock.local(at).date() - timedelta(days=days), begun)
        content = {"course": course, "done_on": done.isoformat()}
        telling.pen.write("training", content, by=by, at=at, written=at, about=[hand.ref])
