"""What the ledger itself answers in entries about roles: whether a role waits, and whether a home loses its manager.

A role that the library marks ``second`` holds only when another person has signed it too.

The entry says for itself whether it waits, so that what was signed before this existed holds as it did, and so does what
a library of later asks less or more of. Nobody types it: the ledger answers it for whoever signs.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from ninefold.lawbook.model import RecordType, Stage
from ninefold.ledger.records import Slot
from ninefold.people import powers
from ninefold.people.models import Home

MARK, ROLE, UNMANAGED, PROPOSED = "second", "role", "unmanaged", "proposed"
EFFECT = "role-given"


def marked(
    record_type: RecordType,
    form: Stage,
    content: dict[str, Any],
    subjects: Iterable[dict[str, str]],
    role: str,
    before: list[Slot],
    tenures: Collection[powers.Tenure],
    home: Home,
) -> dict[str, Any]:
    """``content`` with the answers that the ledger gives: whether a given role waits, and which role a second one signs.

    Nothing waits that the machine's administrator gives, nor the first role of a home that is being founded. What is
    only corrected, and stays the same role of the same person, waits as it did.
    """
    if record_type.effect != EFFECT:
        return content
    if form.id != record_type.stages[0].id:
        return content | {ROLE: before[0].content.get(ROLE)} if before else content
    said = {name: answer for name, answer in content.items() if name not in (MARK, PROPOSED)}
    founding = not any(one.home == home.id for one in tenures)
    if role == powers.MACHINE or founding or not powers.needs_second(str(content.get(ROLE, ""))):
        return said
    same = before and before[0].content.get(ROLE) == content.get(ROLE) and _who(before[0].subjects) == _who(subjects)
    if same and not before[0].content.get(MARK):
        return said
    own = str(content.get(ROLE)) in powers.given_by(role)
    return said | {MARK: True} | ({} if own else {PROPOSED: True})


def waits(record_type: RecordType, form: Stage, content: dict[str, Any]) -> bool:
    """Whether a role that is given by these answers waits for a second signature."""
    return record_type.effect == EFFECT and form.id == record_type.stages[0].id and bool(content.get(MARK))


def losing(
    record_type: RecordType,
    form: Stage,
    content: dict[str, Any],
    workers: Collection[str],
    tenures: Collection[powers.Tenure],
    home: Home,
    at: datetime,
    was: Mapping[str, Any],
) -> dict[str, Any]:
    """``content`` saying that by it nobody is registered manager here any more, where that is so.

    It is asked of entries that end a role, give another instead of it, or say that somebody has left, and of corrections
    that come to say so; one of an entry that said so already, for which ``was`` are its answers, goes on saying it.
    """
    said = {name: answer for name, answer in content.items() if name != UNMANAGED}
    if UNMANAGED not in {asked.id for asked in form.fields} or waits(record_type, form, said):
        return said
    managers = {one.worker for one in tenures if one.home == home.id and one.role == powers.MANAGER and one.at(at)}
    kept = record_type.effect == EFFECT and said.get(ROLE) == powers.MANAGER
    loses = bool(managers) and managers <= set(workers)
    return said | {UNMANAGED: True} if (loses or was.get(UNMANAGED)) and not kept else said


def _who(subjects: Iterable[dict[str, str]]) -> set[str]:
    return {s["id"] for s in subjects if s["kind"] == "worker" and s["as"] == "about"}
