"""Who may sign, check, correct and withdraw which stage, in one place: the ledger asks it, and so do pages. Pure.

A form offers what ``why_not`` has nothing against, and the ledger refuses the rest, whatever was posted.
"""

from typing import Any, Literal

from django.core.exceptions import PermissionDenied

from ninefold import lawbook
from ninefold.lawbook.model import RecordType, Stage
from ninefold.ledger.records import Slot, barred, named_in
from ninefold.people import powers
from ninefold.people.access import may_sign

Act = Literal["write", "correct", "withdraw"]
OWN = "Nobody signs what is about themselves."
# Adults whom these effects are about do not sign them: a career, a beginning and an end are somebody else's word.
ABOUT_OTHERS = frozenset({("recruitment", "started"), ("worker-known", "left"), ("carried", "brought-forward")})


SECOND = ("role-given", "seconded")  # the effect and stage by which a second person signs that a role is given


class NotYours(PermissionDenied):
    """Who signed in may not do this, for a reason that may be said to them."""


def why_not(
    record_type: RecordType, form: Stage, act: str, person: str, role: str, before: list[Slot], slot: Slot | None = None
) -> str:
    """Why ``person`` may not do ``act`` to the stage ``form``, as a sentence; "" when they may.

    ``before`` are the record's stages that stand, ``slot`` is the one that is corrected or withdrawn.
    """
    if not may_sign(role, lawbook.current().roles_in(form.by)):
        return f"A {_title(role)} does not sign this."
    if person in barred(record_type, before):
        return OWN
    if (record_type.effect, form.id) in ABOUT_OTHERS and person in _workers(before):
        return OWN
    if form.checks and person in writers(record_type, form, before):
        return (
            "Somebody else than those who wrote or corrected it signs this."
            if act == "write"
            else "Who wrote or corrected it does not change another's look at it."
        )
    if (record_type.effect, form.id) == SECOND and before and (why := _second(person, role, before)):
        return why
    if form.not_by == "involved" and person in involved(record_type, before):
        return "Somebody who was not part of it signs this."
    return "" if slot is None else _not_theirs(person, role, slot)


def about_oneself(
    record_type: RecordType,
    form: Stage,
    person: str,
    content: dict[str, Any],
    subjects: list[dict[str, str]],
    opens: bool,
) -> str:
    """Why ``person`` may not sign these answers: they name the person where the record is kept from whom it names.

    Beginning a record is never refused for that (``opens``): a child who complains to the worker they complain about has
    to be written down, and insight asks who handled it.
    """
    workers = {s["id"] for s in subjects if s["kind"] == "worker" and s["as"] == "about"}
    if not opens and person in named_in(record_type, content, subjects):
        return OWN
    return OWN if (record_type.effect, form.id) in ABOUT_OTHERS and person in workers else ""


def writers(record_type: RecordType, form: Stage, before: list[Slot]) -> set[str]:
    """Whose words stand in what the stage ``form`` looks at: who wrote it, and whoever corrected it since."""
    looked_at = {record_type.stages[0].id, *record_type.needed(form)}
    return {who for slot in before if slot.entry.stage in looked_at for who in slot.authors}


def checked_elsewhere(record_type: RecordType, slot: Slot, role: str) -> list[Stage]:
    """The checks that whoever corrects ``slot`` will no longer sign, of those that ``role`` may sign."""
    first = record_type.stages[0].id
    signed = lawbook.current().roles_in
    return [
        form
        for form in record_type.stages
        if form.checks and slot.entry.stage in (first, *record_type.needed(form)) and may_sign(role, signed(form.by))
    ]


def involved(record_type: RecordType, before: list[Slot]) -> set[str]:
    """Who took part in what the record tells of, as its type says which answers name them."""
    answers = (slot.content.get(name) for slot in before for name in record_type.involves)
    people = (one for answer in answers if answer for one in (answer if isinstance(answer, list) else [answer]))
    return {one["who"] for one in people}


def _not_theirs(person: str, role: str, slot: Slot) -> str:
    """A signed stage is changed by who signed it, first or since, and by those who lead the home."""
    if person in slot.authors or role in lawbook.current().roles_in(("leaders",)):
        return ""
    return "Only who signed this, or who leads the home, changes it."


def _second(person: str, role: str, before: list[Slot]) -> str:
    """Why ``person`` does not sign as the second person what ``before`` gives; "" when they may."""
    given = before[0].content
    if not given.get("second"):
        return "This role needs no second signature."
    if person in _workers(before):
        return powers.NOT_TO_ONESELF
    able = powers.given_by(role) if given.get("proposed") else powers.seconded_by(role)
    if given.get("role") not in able:
        return f"A {_title(role)} does not sign for the role of {_title(str(given.get('role')))}."
    return ""


def _workers(before: list[Slot]) -> set[str]:
    return {s["id"] for slot in before[:1] for s in slot.subjects if s["kind"] == "worker" and s["as"] == "about"}


def _title(role: str) -> str:
    return lawbook.current().words.roles.get(role, role).lower()
