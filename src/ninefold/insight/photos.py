"""The photo by which each child is known: the newest that may be shown, as far as the child and those who decide said yes.

What nobody agreed to is not shown. What somebody stopped is gone at once, and every earlier photo with it, so that an
old one does not come back in its place.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from ninefold.base import clock, english
from ninefold.ledger import books
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Record, RecordSubject
from ninefold.ledger.records import Slot
from ninefold.people.access import Viewer

PAGE, POLICE = "page", "police"
KIND, STOPPED = "child-photo", "stopped"
OLD = 183  # days after which a photo helps nobody to find a child
WEEKS, MONTHS = 14, 92  # from so many days on its age is said in weeks, and in months


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of a child that may be shown: the file, the record that holds it, when it was taken and what has changed."""

    sha256: str
    record: str
    taken_on: date
    how_like: str
    days: int

    @property
    def age(self) -> str:
        """How old it is: "today", "3 days old", "11 weeks old", "5 months old"."""
        if self.days < 1:
            return "today"
        if self.days < WEEKS:
            return f"{english.counted(self.days, 'day')} old"
        if self.days < MONTHS:
            return f"{english.counted(self.days // 7, 'week')} old"
        return f"{english.counted(self.days // 30, 'month')} old"

    @property
    def is_old(self) -> bool:
        """Whether it is too old to find somebody by."""
        return self.days > OLD


def photos(viewer: Viewer, children: Collection[str], use: str = PAGE) -> dict[str, Photo]:
    """The photo of each of ``children`` that may be put to this ``use``, by the child's id; three questions at most."""
    kept = _newest_first(viewer, children)
    slots = books.standing(viewer, [record for records in kept.values() for record in records]) if kept else {}
    by_child = {}
    for child, records in kept.items():
        if photo := _shown(records, slots, use, clock.local(viewer.now).date()):
            by_child[child] = photo
    return by_child


@until_signed
def _newest_first(viewer: Viewer, children: Collection[str]) -> dict[str, list[Record]]:
    """The records of photos of each child, the newest first."""
    if not children:
        return {}
    held = {one.pk: one for one in books.book(viewer, [KIND])}
    rows = RecordSubject.objects.filter(record__in=held, subject__in=list(children), role="about") if held else []
    by_child: dict[str, list[Record]] = {}
    for row in rows:
        by_child.setdefault(row.subject, []).append(held[row.record_id])
    return {child: sorted(those, key=_place, reverse=True) for child, those in by_child.items()}


def _place(record: Record) -> tuple[Any, str]:
    return record.happened_at, record.pk


def _shown(records: list[Record], slots: dict[str, list[Slot]], use: str, today: date) -> Photo | None:
    for record in records:
        stages = slots.get(record.pk, [])
        if not stages or any(slot.entry.stage == STOPPED for slot in stages):
            return None
        if may_be_shown(stages[0].content, use):
            return _photo(record.pk, stages[0].content, today)
    return None


def may_be_shown(answers: dict[str, Any], use: str) -> bool:
    """Whether a signed photo may be put to ``use``: it was agreed to by who decides, and on a page by the child too."""
    agreed = bool(answers.get("agreed")) and use in answers.get("uses", [])
    return agreed and bool(answers.get("photo")) and (use == POLICE or answers.get("child_agrees") is True)


def _photo(record: str, answers: dict[str, Any], today: date) -> Photo:
    taken_on = date.fromisoformat(answers["taken_on"])
    file = answers["photo"][0]
    return Photo(file["sha256"], record, taken_on, answers.get("how_like", ""), max((today - taken_on).days, 0))
