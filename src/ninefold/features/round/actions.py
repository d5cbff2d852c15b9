"""What one tap on the round signs: a check with its real time, a few words on it, and that it was a slip."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ninefold import lawbook
from ninefold.features.round.queries import UNDO, NightLook
from ninefold.insight.whereabouts import whereabouts
from ninefold.ledger import actions, threads
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from ninefold.ledger.signing import Author, Signing, Subject, signed_now, withdrawal
from ninefold.people.access import Viewer
from ninefold.people.models import Child

KIND, CHECK, LATER = "night-check", "check", "later"
OUT = "{name} is written down as {where}, so nobody can have looked in. Write first that they are back."
TOO_LATE = "This was signed more than ten minutes ago. Open it and write a correction."
SLIP = "Taken back on the round within ten minutes: a slip of the finger."


@transaction.atomic
def look_in(*, viewer: Viewer, children: Iterable[Child], state: str, token: str) -> list[Entry]:
    """Sign that the viewer looked in on each of ``children`` now and saw ``state``: a record for each child.

    Raises Refused for a child who is missing or away: nobody can have seen them in their room.
    """
    asked = list(children)
    where = whereabouts(viewer, [child.pk for child in asked])
    gone = next((child for child in asked if where[child.pk].out), None)
    if gone:
        kind = where[gone.pk].kind
        raise Refused({"": OUT.format(name=gone.name, where=kind)})
    return [_sign(viewer, child, {"asleep": {child.pk: state}}, f"{token}-{child.pk}") for child in asked]


def _sign(viewer: Viewer, child: Child, content: dict[str, Any], token: str) -> Entry:
    about = [{"id": child.pk, "kind": "child", "as": "about"}]
    return actions.append(viewer.home, _signing(viewer, CHECK, content, about, None, token), _author(viewer))


def say_more(*, viewer: Viewer, record: str, helped: list[str], story: str, voice: str, token: str) -> Entry:
    """Sign what happened after a check: what helped, in the worker's words and in the child's. Raises Refused."""
    words: dict[str, Any] = {}
    if helped:
        words["helped"] = helped
    if story:
        words["story"] = [story]
    if voice:
        words["childs_view"] = [voice]
    if not words:
        raise Refused({"": "Tap a word or write a line, so that there is something to keep."})
    about = threads.thread(viewer.home, record)[0].subjects
    return actions.append(viewer.home, _signing(viewer, LATER, words, about, record, token), _author(viewer))


def take_back(*, viewer: Viewer, check: NightLook) -> Entry:
    """Withdraw the viewer's own check of the last ten minutes. Raises PermissionDenied for any other, Refused later."""
    if check.author != viewer.person:
        raise PermissionDenied
    if viewer.now - check.at > UNDO:
        raise Refused({"": TOO_LATE})
    entry = Entry.objects.get(pk=check.entry, home=viewer.home)
    signing = withdrawal(entry, because=SLIP, written_at=viewer.now, received_at=viewer.now)
    return actions.append(viewer.home, signing, _author(viewer))


def _signing(
    viewer: Viewer, stage: str, content: dict[str, Any], about: list[Subject], record: str | None, token: str
) -> Signing:
    return signed_now(
        viewer.now,
        type=KIND,
        stage=stage,
        content=content,
        subjects=about,
        record=record,
        token=token,
    )


def _author(viewer: Viewer) -> Author:
    return Author(viewer.person, viewer.role)


def words_after() -> dict[str, str]:
    """The words that can be tapped after a check, by their ids."""
    asked = next(one for one in lawbook.current().records[KIND].stage(LATER).fields if one.id == "helped")
    return {option.id: option.label for option in asked.options}
