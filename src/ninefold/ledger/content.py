"""What an entry may say: every answer checked against its stage before it is signed. Pure.

What an answer of a kind may be is for the kind to say (``lawbook.kinds``). Sentences are shown beside the field.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from ninefold.base import clock
from ninefold.lawbook.facts import fits
from ninefold.lawbook.holds import ANYBODY, Held, fields_on
from ninefold.lawbook.kinds import Times, answer_problem, blank, is_reference, kind_of
from ninefold.lawbook.model import FormField, Stage
from ninefold.ledger import periods

UNKNOWN = "This form has no such question."
NOT_COME = "That day has not come yet. Please check the date."
NOT_THEIRS = "This is not asked of whom the record is about, given what they are in law that day."


class Refused(Exception):
    """An entry that cannot be signed. ``errors`` holds a sentence by field id; "" speaks of the whole form."""

    def __init__(self, errors: dict[str, str]):
        super().__init__("; ".join(f"{name or 'form'}: {why}" for name, why in errors.items()))
        self.errors = errors


def check(
    stage: Stage,
    content: dict[str, Any],
    *,
    children: list[str],
    now: datetime,
    began_at: datetime | None = None,
    held: Held = ANYBODY,
    kept: Collection[str] = (),
) -> None:
    """Raise Refused unless ``content`` answers ``stage``: required answers there, every answer well formed.

    ``children`` are those the record is about; ``now`` the latest a moment may lie; ``began_at`` when the
    record's first stage happened, which a later stage's moments may not precede unless their questions say so.
    ``held`` are the statuses of whom it is about, and ``kept`` the questions that a corrected entry answers: a question
    that concerns nobody it is about is not asked, unless it is among these.
    """
    today = clock.local(now).date()
    times = Times(now, began_at)
    fields = {field.id: field for field in fields_on(stage, today, held, kept)}
    known = {field.id for field in fields_on(stage, today)}
    errors = {name: NOT_THEIRS if name in known else UNKNOWN for name in content if name not in fields}
    for field in fields.values():
        if field.when and not fits(field.when, content):
            if not blank(content.get(field.id)):
                errors[field.id] = "This is not asked here, given the other answers."
            continue
        problem = _problem(field, content.get(field.id), children, times)
        if problem:
            errors[field.id] = problem
    errors.update(_not_yet(stage, content, now, errors))
    for field in fields.values():
        rows = content.get(field.id) if field.periods and field.id not in errors else None
        if rows and (impossible := periods.problem(field, rows, content, today)):
            errors[field.id] = impossible
    if errors:
        raise Refused(errors)


def _not_yet(stage: Stage, content: dict[str, Any], now: datetime, errors: dict[str, str]) -> dict[str, str]:
    """Days on which something is said to have been so, and which have not come yet."""
    today = clock.local(now).date().isoformat()
    said = {rule.at for rule in (*stage.named, *stage.yields)}
    past = {
        f.id for f in stage.fields if f.kind == "date" and (f.id in said or f.lies == "past") and f.id not in errors
    }
    late = {name: NOT_COME for name in past if str(content.get(name) or "") > today}
    for field in stage.fields:
        columns = [column.id for column in field.columns if column.kind == "date" and column.lies == "past"]
        rows = content.get(field.id) if columns and field.id not in errors else None
        for number, row in enumerate(rows or [], 1):
            if any(str(row.get(name) or "") > today for name in columns):
                late[field.id] = f"Row {number}: {NOT_COME[:1].lower()}{NOT_COME[1:]}"
                break
    return late


def _problem(field: FormField, answer: Any, children: list[str], times: Times) -> str | None:
    if field.each and not blank(answer):
        return _each_problem(field, answer, children, times)
    return answer_problem(field, answer, times)


def _each_problem(field: FormField, answer: Any, children: list[str], times: Times) -> str | None:
    if not isinstance(answer, dict) or any(child not in children for child in answer):
        return "This answer names a child the record is not about."
    if field.required and set(children) - set(answer):
        return "Please answer for every child."
    return next((why for one in answer.values() if (why := kind_of(field).check(field, one, times))), None)


def people_in(content: Any) -> set[str]:
    """The ids of all people that ``content`` refers to, in stories and answers alike."""
    if isinstance(content, dict):
        if is_reference(content):
            return {content["who"]}
        return set().union(*(people_in(part) for part in content.values())) if content else set()
    if isinstance(content, list):
        return set().union(*(people_in(part) for part in content)) if content else set()
    return set()


def files_in(content: Any) -> set[str]:
    """The SHA-256 of every file that ``content`` holds."""
    if isinstance(content, dict):
        if "sha256" in content:
            return {content["sha256"]}
        return set().union(*(files_in(part) for part in content.values())) if content else set()
    if isinstance(content, list):
        return set().union(*(files_in(part) for part in content)) if content else set()
    return set()
