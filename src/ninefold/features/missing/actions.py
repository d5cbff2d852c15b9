"""What the page of a missing child signs: the first line, each step with its time, what is new, and that they are back."""

from datetime import datetime, timedelta
from typing import Any

from ninefold import lawbook
from ninefold.base import clock
from ninefold.features.missing.queries import KIND, REPORTED, RETURNED, UPDATE
from ninefold.insight import whereabouts
from ninefold.ledger import actions, threads
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from ninefold.ledger.signing import Author, Signing, Subject
from ninefold.people.access import Viewer
from ninefold.people.models import Child

ALREADY = "{name} is missing already. What is new belongs to the page that is open."
DAY = timedelta(days=1)


def seen_at(typed: str, now: datetime) -> datetime:
    """The last time before ``now`` that the clock on the wall showed what was typed ("19:05"). Raises Refused."""
    try:
        hour, minute = (int(part) for part in typed.split(":"))
        wall = clock.local(now).replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError as unclear:
        raise Refused({"seen": "Please give the time at which they were last seen, as 19:05."}) from unclear
    at = clock.from_local(wall.replace(tzinfo=None))
    return at if at <= now else clock.from_local((wall - DAY).replace(tzinfo=None))


def begin(*, viewer: Viewer, child: Child, where: str, last_seen_at: datetime, token: str) -> Entry:
    """Sign that ``child`` is missing: the clock runs from when they were last seen. Raises Refused."""
    if child.pk in whereabouts.missing(viewer):
        raise Refused({"": ALREADY.format(name=child.name)})
    if not where:
        raise Refused({"where": "Please write in one line where they were last seen, and by whom."})
    about = [{"id": child.pk, "kind": "child", "as": "about"}]
    content = {"last_seen_at": clock.text(last_seen_at), "last_seen_where": where}
    return _append(viewer, REPORTED, content, about, None, token, last_seen_at)


def stamp(*, viewer: Viewer, record: str, step: str, reached: bool, token: str) -> Entry:
    """Sign that ``step`` was done now, or for a telephone call that nobody answered. Raises Refused."""
    wanted = lawbook.current().words.missing
    tried = not reached and step in wanted and bool(wanted[step].rings)
    content: dict[str, Any] = {"tried" if tried else "steps": [{"step": step, "at": clock.text(viewer.now)}]}
    if step == "police" and reached:
        content["police_told_at"] = clock.text(viewer.now)
    return _update(viewer, record, content, token)


def add(*, viewer: Viewer, record: str, story: str, reference: str, token: str) -> Entry:
    """Sign what is new, and the reference that the police gave. Raises Refused when both are empty."""
    content: dict[str, Any] = {}
    if story:
        content["story"] = [story]
    if reference:
        content["police_reference"] = reference
    if not content:
        raise Refused({"": "Please write what is new in one line."})
    return _update(viewer, record, content, token)


def come_home(*, viewer: Viewer, record: str, at: datetime, how: str, injured: str, token: str) -> Entry:
    """Sign that the child is back. Raises Refused with a sentence for what is missing or cannot be."""
    errors = {}
    if not how:
        errors["how"] = "Please write in a few words how they came back."
    if injured not in ("yes", "no"):
        errors["injured"] = "Please say whether they are hurt or unwell."
    if errors:
        raise Refused(errors)
    content = {"returned_at": clock.text(at), "how": how, "injured": injured == "yes"}
    about = threads.thread(viewer.home, record)[0].subjects
    return _append(viewer, RETURNED, content, about, record, token, at)


def _update(viewer: Viewer, record: str, content: dict[str, Any], token: str) -> Entry:
    about = threads.thread(viewer.home, record)[0].subjects
    return _append(viewer, UPDATE, content, about, record, token, viewer.now)


def _append(
    viewer: Viewer,
    stage: str,
    content: dict[str, Any],
    about: list[Subject],
    record: str | None,
    token: str,
    happened_at: datetime,
) -> Entry:
    signing = Signing(
        type=KIND,
        stage=stage,
        content=content,
        subjects=about,
        happened_at=happened_at,
        written_at=viewer.now,
        received_at=viewer.now,
        record=record,
        token=token,
    )
    return actions.append(viewer.home, signing, Author(viewer.person, viewer.role))
