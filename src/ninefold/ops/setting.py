"""Setting a home up: its children, those who matter to them, and what is known about them on the first day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from ninefold.base import ids
from ninefold.ops.mentions import Reference
from ninefold.ops.pen import Hand, Pen

LOOK_AGAIN = timedelta(days=90)


def know_child(pen: Pen, by: Hand, at: datetime, name: str, born: date, **known: str | None) -> Reference:
    """Make a child known, whose stay is then planned. ``known`` are further answers of the form."""
    child = {"who": ids.new(at), "kind": "child", "name": name}
    content = {"name": name, "born_on": born.isoformat(), **known}
    pen.write("child-known", content, by=by, at=at, written=at, about=[child])
    return child


def know_contact(
    pen: Pen, by: Hand, at: datetime, child: Reference, name: str, kind: str, relation: str, organisation: str = ""
) -> Reference:
    """Make somebody known who matters to a child. ``kind`` is family or professional."""
    content = {"name": name, "kind": kind, "relation": relation, "organisation": organisation}
    entry = pen.write("contact-known", content, by=by, at=at, written=at, about=[child])
    return {"who": entry.record_id, "kind": kind, "name": name.split(maxsplit=1)[0]}


def name_key_worker(pen: Pen, by: Hand, at: datetime, child: Reference, worker: Reference) -> None:
    """Say who is a child's key-worker."""
    pen.write("key-worker-named", {"worker": worker}, by=by, at=at, written=at, about=[child])


def about_me(pen: Pen, by: Hand, at: datetime, child: Reference, strengths: Iterable[str], **more: Any) -> str:
    """Write the first page about a child: who they are and what they are good at. Gives the record."""
    rows = [{"strength": sentence(one)} for one in strengths]
    said = ", ".join(row["strength"].lower() for row in rows)
    content = {"story": [child, f": {said}."], "strengths": rows, "review_on": _again(at), **more}
    return pen.write("about-me", content, by=by, at=at, written=at, about=[child]).record_id


def behaviour_plan(
    pen: Pen, by: Hand, at: datetime, child: Reference, calming: Iterable[str], triggers: Iterable[str], **more: Any
) -> str:
    """Write a child's own list of what calms them, and what sets them off. Gives the record."""
    calming, triggers = list(calming), list(triggers)
    content = {
        "story": ["For ", child, f", {calming[0]} comes first. Hard moments mostly begin with {triggers[0]}."],
        "calming_steps": [{"step": step} for step in calming],
        "triggers": [{"trigger": trigger} for trigger in triggers],
        "review_on": _again(at),
        **more,
    }
    return pen.write("behaviour-plan", content, by=by, at=at, written=at, about=[child]).record_id


def _again(at: datetime) -> str:
    return (at + LOOK_AGAIN).date().isoformat()


def sentence(words: str) -> str:
    """``words`` with a capital at the beginning."""
    return words[:1].upper() + words[1:]
