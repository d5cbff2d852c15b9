"""Whom to ring about a child, and on which number: from people around the child, particulars and the home's list.

Who must not be rung stands in no such list, wherever else their number was written down, and neither does anybody
whom a court or a limit keeps from the child. They are given apart, so that a page can say what to do if they ring.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ninefold.ledger import books
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Record
from ninefold.ledger.records import Slot
from ninefold.people.access import Viewer, reads_of

CONTACT, PARTICULARS, LISTED = "contact-known", "child-particulars", "contact-list"
LIMITS = {"contact-restriction": "ended", "family-order": "ended"}  # kinds that keep somebody away, and how they end
NEVER, ASK = "no", "ask"
_NUMBER = re.compile(r"\+?\d[\d ()-]{4,}\d|\b(?:999|112|111|101|105)\b")
ROLES = {
    "contact": "placing authority", "social-worker": "social worker", "manager": "team manager",
    "reviewing-officer": "reviewing officer", "adviser": "personal adviser",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ring:
    """Somebody who can be rung: who, what they are to the child, the number as it is written, when, and if asked first."""

    who: str
    relation: str
    number: str
    hours: str = ""
    ask: bool = False
    kind: str = "family"

    @property
    def href(self) -> str:
        """The number as a telephone dials it."""
        return "tel:" + dialled(self.number)


@dataclass(frozen=True, slots=True)
class Telephones:
    """All who can be rung about a child, and the names of those who must not be."""

    ring: list[Ring]
    never: list[str]


def dialled(number: str) -> str:
    """A number without what only people need: "+447700900142"."""
    return re.sub(r"[^\d+]", "", number)


def in_text(text: str) -> str:
    """The first telephone number in ``text``, as it is written; "" when there is none."""
    first = _NUMBER.search(text or "")
    return first[0].strip() if first else ""


def numbers(viewer: Viewer, child: str) -> Telephones:
    """Whom to ring about ``child``, family first; nobody for who may not read of the child."""
    if not reads_of(viewer, child):
        return Telephones([], [])
    kept = _kept(viewer, child)
    slots = books.standing(viewer, kept)
    of_kind = {kind: [slots[one.pk] for one in kept if one.type == kind] for kind in (CONTACT, PARTICULARS, *LIMITS)}
    away = _kept_away(of_kind)
    rings = [*_contacts(of_kind[CONTACT]), *_particulars(of_kind[PARTICULARS])]
    return Telephones(_each_once(rings, away, _their_numbers(of_kind[CONTACT])), away)


@until_signed
def _kept(viewer: Viewer, child: str) -> list[Record]:
    """The records of whom to ring about a child, and of who is kept from them."""
    return list(books.book(viewer, [CONTACT, PARTICULARS, *LIMITS], subject=child))


def _kept_away(of_kind: dict[str, list[list[Slot]]]) -> list[str]:
    """The names of all who must not be rung, or are kept from the child by a limit or a court."""
    never = [thread[0].content["name"] for thread in of_kind[CONTACT] if thread[0].content.get("ring") == NEVER]
    for kind, over in LIMITS.items():
        for thread in of_kind[kind]:
            if not any(slot.entry.stage == over for slot in thread):
                never += [person["name"] for person in thread[0].content.get("with", []) if person["kind"] == "family"]
    return list(dict.fromkeys(never))


def _their_numbers(contacts: list[list[Slot]]) -> set[str]:
    """The numbers of those who must not be rung: another person's line may repeat one."""
    never = (thread[0].content for thread in contacts if thread[0].content.get("ring") == NEVER)
    return {dialled(one.get("phone", "")) for one in never} - {""}


def _contacts(contacts: Iterable[list[Slot]]) -> list[Ring]:
    rings = []
    for thread in contacts:
        answers = thread[0].content
        relation = ", ".join(part for part in (answers.get("relation", ""), answers.get("organisation", "")) if part)
        asked, hours = answers.get("ring") == ASK, answers.get("hours", "")
        if number := in_text(answers.get("phone", "")):
            rings.append(Ring(answers["name"], relation, number, hours, asked, answers.get("kind", "family")))
        if number := in_text(answers.get("phone_at_night", "")):
            rings.append(Ring(f"{answers['name']}, out of hours", relation, number, "", asked, "professional"))
    return sorted(rings, key=lambda one: (one.kind != "family", one.who))


def _particulars(particulars: list[list[Slot]]) -> list[Ring]:
    """Numbers in the tables and lines of a child's particulars, as they now stand."""
    answers: dict[str, Any] = {}
    for thread in reversed(particulars):
        for slot in thread:
            answers |= slot.content
    rings = [_row(row, row.get("what", "") or "parent", "family") for row in answers.get("parents", [])]
    rings += [
        _row(row, ROLES.get(row.get("what", ""), "placing authority"), "professional")
        for row in answers.get("authority", [])
    ]
    if number := in_text(answers.get("school", "")):
        rings.append(Ring("School", answers["school"].split(number)[0].strip(" ,;:"), number, "", False, "school"))
    if number := in_text(answers.get("teacher", "")):
        rings.append(Ring("Teacher", answers["teacher"].split(number)[0].strip(" ,;:"), number, "", False, "school"))
    return [one for one in rings if one is not None]


def _row(row: dict[str, Any], relation: str, kind: str) -> Ring | None:
    number = in_text(row.get("phone", ""))
    return Ring(row.get("name", ""), relation, number, "", False, kind) if number else None


def _each_once(rings: list[Ring], away: list[str], refused: set[str]) -> list[Ring]:
    """``rings`` without who is kept away, and no number twice."""
    names, taken = {_folded(name) for name in away}, set(refused)
    kept = []
    for one in rings:
        if not any(name and name in _folded(one.who) for name in names) and dialled(one.number) not in taken:
            taken.add(dialled(one.number))
            kept.append(one)
    return kept


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def listed(viewer: Viewer) -> list[Ring]:
    """The numbers of the home's own list, in its order."""
    newest = next(iter(books.book(viewer, [LISTED])), None)
    slots = books.standing(viewer, [newest]).get(newest.pk, []) if newest else []
    rows = slots[0].content.get("numbers", []) if slots else []
    shown = ((row, in_text(row.get("number", ""))) for row in rows)
    return [Ring(row["who"], row.get("what_for", ""), number, kind="house") for row, number in shown if number]
