"""Shortlists: homes kept for one enquiry with the reason, and what has changed about each since it was kept."""

import re
from dataclasses import dataclass
from typing import Any

from ninefold.sector import queries_kept
from ninefold.sector.lists import HomeRow
from ninefold.sector.models import Pick
from ninefold.sector.words import GRADES

# A case's letter or initials, never a name: up to four capital letters or figures.
CALLED = re.compile(r"[A-Z0-9]{1,4}")


def name_of(typed: str) -> str:
    """A list's name as it is kept; nothing when what was typed will not do."""
    plain = typed.strip().upper().replace(".", "").replace(" ", "")
    return plain if CALLED.fullmatch(plain) else ""


def as_it_is(row: HomeRow) -> dict[str, Any]:
    """What is remembered of a home when it is kept."""
    return {
        "grade": row.grade,
        "inspected_on": row.inspected_on.isoformat() if row.inspected_on else None,
        "owner": row.owner,
        "places": row.places,
        "is_open": row.is_open,
    }


@dataclass(frozen=True, slots=True)
class Kept:
    """A home on a list, as it is now, and what has changed since it was kept."""

    pick: Pick
    row: HomeRow | None
    changes: list[str]


def names(account: str) -> list[tuple[str, int]]:
    """Somebody's lists, each with how many homes it holds."""
    found: dict[str, int] = {}
    for name in Pick.objects.filter(account=account).values_list("list", flat=True):
        found[name] = found.get(name, 0) + 1
    return sorted(found.items())


def kept(account: str, name: str) -> list[Kept]:
    """The homes of a list, in the order in which they were kept."""
    every = queries_kept.every_home()
    picks = Pick.objects.filter(account=account, list=name).order_by("at")
    return [Kept(pick, row := every.get(pick.urn), changes(pick.then, row)) for pick in picks]


def changed(account: str) -> dict[str, int]:
    """How many homes of each list have changed since they were kept."""
    every = queries_kept.every_home()
    found: dict[str, int] = {}
    for pick in Pick.objects.filter(account=account):
        if changes(pick.then, every.get(pick.urn)):
            found[pick.list] = found.get(pick.list, 0) + 1
    return found


def changes(then: dict[str, Any], row: HomeRow | None) -> list[str]:
    """What a home is otherwise than when it was kept, in sentences."""
    if not then:
        return []
    if row is None:
        return ["The files no longer name it."]
    now = as_it_is(row)
    told = []
    if then["is_open"] and not now["is_open"]:
        told.append("It is off the register.")
    if now["inspected_on"] != then["inspected_on"] and row.inspected_on:
        before = GRADES.get(then["grade"] or 0, "not graded")
        told.append(
            f"Inspected on {row.inspected_on:%-d %B %Y}: {GRADES.get(row.grade or 0, 'no grade')}, before {before}."
        )
    if now["owner"] != then["owner"]:
        told.append(f"Its owner is {now['owner'] or 'not said'}, before {then['owner'] or 'not said'}.")
    if now["places"] != then["places"]:
        told.append(f"It has {now['places'] or 'no'} places, before {then['places'] or 'none'}.")
    return told
