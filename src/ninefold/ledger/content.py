"""What an entry may say: every answer checked against its stage before it is signed. Pure.

The shapes are those of docs/architecture.md, "Content of an entry". Sentences are shown beside the field.
"""

import re
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from ninefold.base import clock
from ninefold.lawbook import durations
from ninefold.lawbook.facts import fits
from ninefold.lawbook.holds import ANYBODY, Held, fields_on
from ninefold.lawbook.model import FormField, Stage
from ninefold.ledger import periods

LONGEST_LINE = 300
LONGEST_STORY = 20_000
EARLIEST = date(1990, 1, 1)
BORN_EARLIEST = date(1900, 1, 1)
UNKNOWN = "This form has no such question."
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
    fields = {field.id: field for field in fields_on(stage, today, held, kept)}
    known = {field.id for field in fields_on(stage, today)}
    errors = {name: NOT_THEIRS if name in known else UNKNOWN for name in content if name not in fields}
    for field in fields.values():
        if field.when and not fits(field.when, content):
            if content.get(field.id) not in (None, "", [], {}):
                errors[field.id] = "This is not asked here, given the other answers."
            continue
        problem = _problem(field, content.get(field.id), children, now, began_at)
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
    days = {f.id for f in stage.fields if f.kind == "date" and f.id in said and f.id not in errors}
    return {name: "That day has not come yet. Please check the date." for name in days if content.get(name, "") > today}


def _problem(
    field: FormField, answer: Any, children: list[str], now: datetime, began_at: datetime | None
) -> str | None:
    if answer is None or answer in ("", [], {}):
        return f"Please answer: {field.label[:1].lower()}{field.label[1:]}" if field.required else None
    if field.each:
        return _each_problem(field, answer, children, now, began_at)
    return _one_problem(field, answer, now, began_at)


def _each_problem(
    field: FormField, answer: Any, children: list[str], now: datetime, began_at: datetime | None
) -> str | None:
    if not isinstance(answer, dict) or any(child not in children for child in answer):
        return "This answer names a child the record is not about."
    if field.required and set(children) - set(answer):
        return "Please answer for every child."
    return next((p for a in answer.values() if (p := _one_problem(field, a, now, began_at))), None)


def _one_problem(field: FormField, answer: Any, now: datetime, began_at: datetime | None) -> str | None:
    if field.kind == "moment":
        return _moment_problem(answer, now, None if field.may_precede else began_at)
    if field.kind == "table":
        return _table_problem(field, answer, now)
    return CHECKS[field.kind](field, answer)


def _moment_problem(answer: Any, now: datetime, began_at: datetime | None) -> str | None:
    if not isinstance(answer, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer):
        return "Please give a date and a time."
    try:
        moment = clock.parse(answer)
    except ValueError:
        return "There is no such date and time."
    if moment > now:
        return future_sentence(moment, now)
    if why := too_early(moment):
        return why
    if began_at and moment < began_at:
        return f"That is before it began ({human(began_at)}). Please check the date and time."
    return None


def too_early(moment: datetime) -> str:
    """Why a moment cannot be right, whatever it is the moment of; "" when it can."""
    return "That is too long ago to be right. Please check the date." if moment.date() < EARLIEST else ""


def future_sentence(moment: datetime, now: datetime) -> str:
    """A question about a moment that has not come yet, offering the likely slip."""
    # A day earlier on the clock on the wall, also in the night the clocks change.
    earlier = clock.from_local(clock.local(moment).replace(tzinfo=None) - timedelta(days=1))
    if earlier <= now:
        return f"That has not happened yet. Did you mean {human(earlier)}?"
    return "That has not happened yet. Please check the date and time."


def human(moment: datetime) -> str:
    """A moment as people say it: "24 October, 21:40"."""
    wall = clock.local(moment)
    return f"{wall.day} {wall:%B}, {wall:%H:%M}"


def _table_problem(field: FormField, answer: Any, now: datetime) -> str | None:
    if not isinstance(answer, list) or not all(isinstance(row, dict) for row in answer):
        return "Please fill the rows in."
    columns = {column.id: column for column in field.columns}
    for number, row in enumerate(answer, 1):
        if set(row) - set(columns):
            return f"Row {number} has an answer this table does not ask for."
        for column in columns.values():
            problem = _problem(column, row.get(column.id), [], now, None)
            if problem:
                return f"Row {number}: {problem}"
    return None


def _line(field: FormField, answer: Any) -> str | None:
    return _text(answer)


def _text(answer: Any) -> str | None:
    if not isinstance(answer, str):
        return "Please write this as text."
    if "\x00" in answer or not _sound(answer):
        return "There is a character in this that cannot be kept. Please type it again."
    return f"Please keep this under {LONGEST_LINE} characters." if len(answer) > LONGEST_LINE else None


def _sound(text: str) -> bool:
    """Whether ``text`` can be written as UTF-8 (half of a split emoji cannot)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_reference(value: Any) -> bool:
    """Whether ``value`` is a reference to a person."""
    return (
        isinstance(value, dict)
        and set(value) == {"who", "kind", "name"}
        and all(isinstance(v, str) for v in value.values())
    )


def _story(field: FormField, answer: Any) -> str | None:
    if not isinstance(answer, list) or not all(isinstance(run, str) or is_reference(run) for run in answer):
        return "Please write this as text."
    said = "".join(run if isinstance(run, str) else run["name"] for run in answer)
    if not said.strip():
        return "Please write something here."
    if "\x00" in said or not _sound(said):
        return "There is a character in this that cannot be kept. Please type it again."
    return f"Please keep this under {LONGEST_STORY:,} characters." if len(said) > LONGEST_STORY else None


def _choice(field: FormField, answer: Any) -> str | None:
    return None if answer in {o.id for o in field.options} else "Please choose one of the answers."


def _choices(field: FormField, answer: Any) -> str | None:
    known = {o.id for o in field.options}
    if field.from_ and not known:
        return _lines(answer)
    sound = isinstance(answer, list) and all(isinstance(a, str) for a in answer) and set(answer) <= known
    return None if sound else "Please choose from the answers."


def _lines(answer: Any) -> str | None:
    if not isinstance(answer, list) or not all(isinstance(a, str) for a in answer):
        return "Please choose from the answers."
    return _texts(answer)


def _texts(lines: list[str]) -> str | None:
    """What is wrong with the first of several short texts that cannot stand."""
    return next((problem for line in lines if (problem := _text(line))), None)


def _yesno(field: FormField, answer: Any) -> str | None:
    return None if isinstance(answer, bool) else "Please answer yes or no."


def _number(field: FormField, answer: Any) -> str | None:
    if not isinstance(answer, str) or not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,4})?", answer):
        return "Please give a number."
    try:
        number = Decimal(answer)
    except InvalidOperation:
        return "Please give a number."
    return _within(field, number)


def _within(field: FormField, number: Decimal | int) -> str | None:
    if field.min is not None and number < field.min:
        return f"This cannot be less than {field.min}."
    if field.max is not None and number > field.max:
        return f"This cannot be more than {field.max}."
    return None


def _whole(field: FormField, answer: Any) -> str | None:
    if not isinstance(answer, int) or isinstance(answer, bool) or answer < 0 or answer > 10_000_000:
        return "Please give a whole number."
    return _within(field, answer)


def _scale(field: FormField, answer: Any) -> str | None:
    least, most = 1 if field.min is None else field.min, field.max or 5
    sound = isinstance(answer, int) and not isinstance(answer, bool) and least <= answer <= most
    return None if sound else f"Please choose from {least} to {most}."


def _date(field: FormField, answer: Any) -> str | None:
    try:
        day = date.fromisoformat(answer) if isinstance(answer, str) and len(answer) == 10 else None
    except ValueError:
        return "There is no such date."
    if day is None:
        return "Please give a date."
    return None if BORN_EARLIEST <= day <= date(2150, 1, 1) else "Please check the year."


def _person(field: FormField, answer: Any) -> str | None:
    return None if is_reference(answer) else "Please choose a person."


def _people(field: FormField, answer: Any) -> str | None:
    return None if isinstance(answer, list) and all(is_reference(a) for a in answer) else "Please choose people."


def _files(field: FormField, answer: Any) -> str | None:
    keys = {"sha256", "name", "media_type", "size"}
    also = {"taken_out", "original"}  # where the kept copy differs from what was sent
    sound = isinstance(answer, list) and all(isinstance(a, dict) and keys <= set(a) <= keys | also for a in answer)
    return None if sound else "Please attach the file again."


def _places(field: FormField, answer: Any) -> str | None:
    sound = isinstance(answer, list) and all(
        isinstance(a, dict) and set(a) <= {"place", "note"} and a.get("place") for a in answer
    )
    return _texts([a.get("note", "") for a in answer]) if sound else "Please say where on the body."


def _strategies(field: FormField, answer: Any) -> str | None:
    sound = isinstance(answer, list) and all(
        isinstance(a, dict)
        and set(a) <= {"step", "outcome", "note"}
        and isinstance(a.get("step"), str)
        and a.get("outcome") in ("helped", "no", "not-tried")
        for a in answer
    )
    if not sound:
        return "Please say for each whether it helped."
    return _texts([text for a in answer for text in (a["step"], a.get("note", ""))])


def _steps(field: FormField, answer: Any) -> str | None:
    known = {o.id for o in field.options}
    sound = isinstance(answer, list) and all(
        isinstance(a, dict) and a.get("step") in known and a.get("at") for a in answer
    )
    return None if sound else "Please give the time beside each step you ticked."


def _interval(field: FormField, answer: Any) -> str | None:
    try:
        durations.parse(answer if isinstance(answer, str) else "")
    except ValueError:
        return "Please write a number and a unit, such as 6 weeks or 3 months."
    return None


CHECKS: dict[str, Callable[[FormField, Any], str | None]] = {
    "line": _line, "medicine": _line, "place": _line, "story": _story, "voice": _story,
    "choice": _choice, "choices": _choices, "yesno": _yesno, "number": _number, "score": _scale, "scale": _scale,
    "date": _date, "duration": _whole, "money": _whole, "person": _person, "child": _person, "people": _people,
    "children": _people, "file": _files, "photo": _files, "body-map": _places, "strategies": _strategies,
    "steps": _steps, "interval": _interval,
}  # fmt: skip


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
