"""From what was typed to an entry's content. Shapes are those of docs/architecture.md; what is missing is absent.

Whether an answer may be signed is for ``ledger.content.check``; here it only has to be understood.
"""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.core import signing

from ninefold.base import clock
from ninefold.lawbook.facts import fits
from ninefold.lawbook.holds import asked_on
from ninefold.lawbook.model import FormField, Stage
from ninefold.web.forms.body import LABELS
from ninefold.web.forms.context import FormContext
from ninefold.web.forms.typed import Typed, Unclear

Reader = Callable[[FormField, str, Typed, FormContext], Any]
FILE_SALT = "ninefold.file"


def parse(stage: Stage, typed: Typed, context: FormContext) -> tuple[dict[str, Any], dict[str, str]]:
    """The content that ``typed`` means and, by field, a sentence for what could not be understood.

    Answers to questions that are not asked, given the other answers, are left out.
    """
    content: dict[str, Any] = {}
    errors: dict[str, str] = {}
    fields = asked_on(stage, clock.local(context.viewer.now).date(), context.held, context.kept)
    for field in fields:
        try:
            answer = _answer(field, typed, context)
        except Unclear as unclear:
            errors[field.id] = str(unclear)
        else:
            if not blank(answer):
                content[field.id] = answer
    for name in unasked(fields, content):
        content.pop(name, None)
        errors.pop(name, None)
    return content, errors


def unasked(fields: list[FormField], content: dict[str, Any]) -> set[str]:
    """The questions that are not asked, given the other answers: also those that hang on one not asked."""
    gone: set[str] = set()
    while True:
        standing = {name: answer for name, answer in content.items() if name not in gone}
        more = {f.id for f in fields if f.when and not fits(f.when, standing)} - gone
        if not more:
            return gone
        gone |= more


def blank(answer: Any) -> bool:
    """Whether nothing was answered. False and 0 are answers."""
    return answer is None or answer in ("", [], {})


def _answer(field: FormField, typed: Typed, context: FormContext) -> Any:
    read = READERS[field.kind]
    if field.each != "child":
        return read(field, field.id, typed, context)
    each = {child.id: read(field, f"{field.id}.{child.id}", typed, context) for child in context.children}
    return {who: answer for who, answer in each.items() if not blank(answer)}


def line(field: FormField, key: str, typed: Typed, context: FormContext) -> str:
    """One line of text."""
    return " ".join(typed.one(key).split())


def story(field: FormField, key: str, typed: Typed, context: FormContext) -> list[Any]:
    """Text with the people named in it as references."""
    return context.names.runs(typed.one(key).replace("\r\n", "\n"))


def choice(field: FormField, key: str, typed: Typed, context: FormContext) -> str:
    """The id of one option."""
    return typed.one(key)


def choices(field: FormField, key: str, typed: Typed, context: FormContext) -> list[str]:
    """The ids of options, or lines where the list is the child's own."""
    own = [text.strip() for text in typed.one(f"{key}.more").splitlines() if text.strip()]
    return list(dict.fromkeys(typed.all(key) + own))


def yesno(field: FormField, key: str, typed: Typed, context: FormContext) -> bool | None:
    """Yes, no, or nothing."""
    return {"yes": True, "no": False}.get(typed.one(key))


def number(field: FormField, key: str, typed: Typed, context: FormContext) -> str:
    """A number as it was written, with a point and no spaces."""
    text = typed.one(key).replace(" ", "")
    if text and not re.fullmatch(r"-?[0-9]+([.,][0-9]+)?", text):
        raise Unclear(f"“{text[:40]}” is not a number. Write it in figures, for example 12 or 2.5.")
    return text.replace(",", ".")


def whole(field: FormField, key: str, typed: Typed, context: FormContext) -> int | None:
    """A whole number."""
    text = typed.one(key)
    if text and not re.fullmatch(r"\d{1,9}", text):
        raise Unclear(f"“{text[:40]}” is not a whole number.")
    return int(text) if text else None


def duration(field: FormField, key: str, typed: Typed, context: FormContext) -> int | None:
    """Minutes: "90", or "1:30" for an hour and a half."""
    text = typed.one(key)
    hours = re.fullmatch(r"(\d{1,3}):([0-5]\d)", text)
    if hours:
        return int(hours[1]) * 60 + int(hours[2])
    if text and not re.fullmatch(r"\d{1,6}", text):
        raise Unclear(f"“{text[:40]}” is not a number of minutes. Write 90, or 1:30 for an hour and a half.")
    return int(text) if text else None


def money(field: FormField, key: str, typed: Typed, context: FormContext) -> int | None:
    """Pence, from pounds: "£2.50" is 250."""
    text = typed.one(key).lstrip("£").replace(",", "").strip()
    if text and not re.fullmatch(r"\d{1,7}(\.\d{1,2})?", text):
        raise Unclear(f"“{text[:40]}” is not an amount. Write pounds and pence, for example 2.50.")
    pounds, _, pence = text.partition(".")
    return int(pounds) * 100 + int((pence + "00")[:2]) if text else None


def day(field: FormField, key: str, typed: Typed, context: FormContext) -> str:
    """A date."""
    text = typed.one(key)
    return _date(text).isoformat() if text else ""


def moment(field: FormField, key: str, typed: Typed, context: FormContext) -> str:
    """A date and a time on the clock on the wall, as a moment. A date of today with no time says nothing yet."""
    on, at = typed.one(f"{key}.date"), typed.one(f"{key}.time")
    if not at:
        today = clock.local(context.viewer.now).date().isoformat()
        if on and on != today:
            raise Unclear("Please give the time as well. About is fine, if you say so in your words.")
        return ""
    if not on:
        raise Unclear("Please give the date as well.")
    return clock.text(_moment(datetime.combine(_date(on), _time(at))))


def _moment(wall: datetime) -> datetime:
    """The moment of a time on the clock on the wall, unless the clock passed over it."""
    found = clock.from_local(wall)
    if clock.local(found).replace(tzinfo=None) != wall.replace(microsecond=0):
        raise Unclear(f"There was no {wall:%H:%M} that night: the clocks went forward. Please check the time.")
    return found


def _date(text: str) -> date:
    """A date from a date input, or typed as 24/10/2026."""
    typed_out = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", text)
    try:
        return date(int(typed_out[3]), int(typed_out[2]), int(typed_out[1])) if typed_out else date.fromisoformat(text)
    except ValueError:
        raise Unclear(f"There is no date “{text[:40]}”. Write day, month and year, for example 24/10/2026.") from None


def _time(text: str) -> time:
    """A time from a time input, or typed as 9.40 or 2140."""
    found = re.fullmatch(r"(\d{1,2})[:.]?(\d\d)(?::\d\d)?", text)
    try:
        return time(int(found[1]), int(found[2])) if found else time.fromisoformat(text)
    except ValueError:
        raise Unclear(f"There is no time “{text[:40]}”. Write hours and minutes, for example 21:40.") from None


def person(field: FormField, key: str, typed: Typed, context: FormContext) -> dict[str, str] | None:
    """One person, as a reference."""
    return _reference(typed.one(key), context) if typed.one(key) else None


def people(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, str]]:
    """Several people, as references."""
    return [_reference(who, context) for who in dict.fromkeys(typed.all(key))]


def _reference(who: str, context: FormContext) -> dict[str, str]:
    known = context.names.by_id.get(who)
    if known is None:
        raise Unclear("Somebody chosen here is not known in this home any more. Please choose again.")
    return known.reference


def files(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, Any]]:
    """Files that were stored when they were sent, by the signed notes that stand for them."""
    return [item for note in dict.fromkeys(typed.all(f"{key}.kept")) if (item := kept_file(note))]


def kept_file(note: str) -> dict[str, Any] | None:
    """The stored file that a signed note stands for; nothing when the note is not ours."""
    try:
        return dict(json.loads(signing.Signer(salt=FILE_SALT).unsign(note)))
    except (signing.BadSignature, ValueError):
        return None


def file_note(item: dict[str, Any]) -> str:
    """A signed note that stands for a stored file in a form."""
    return signing.Signer(salt=FILE_SALT).sign(json.dumps(item))


def body_map(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, str]]:
    """Places on the body with a note on each. A note without its tick counts as ticked."""
    start = f"{key}.note."
    noted = {name[len(start) :] for name in typed if name.startswith(start) and typed.one(name)}
    places = list(dict.fromkeys([*typed.all(key), *sorted(noted)]))
    if not LABELS.keys() >= set(places):
        raise Unclear("Please choose where on the body from the list.")
    return [{"place": place, "note": line(field, f"{start}{place}", typed, context)} for place in places]


def strategies(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, str]]:
    """What was tried, and whether it helped. A line without an outcome was not said anything about."""
    found = []
    for n in typed.rows(key):
        step, outcome = line(field, f"{key}.{n}.step", typed, context), typed.one(f"{key}.{n}.outcome")
        note = line(field, f"{key}.{n}.note", typed, context)
        if step and outcome:
            found.append({"step": step, "outcome": outcome} | ({"note": note} if note else {}))
        elif step and (note or typed.one(f"{key}.{n}.own")):
            raise Unclear(f"Please say whether “{step}” helped.")
        elif outcome or note:
            raise Unclear("Please say what it was that you tried.")
    return found


def steps(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, str]]:
    """Steps that were done, each with its time."""
    found = []
    for option in field.options:
        base = f"{key}.{option.id}"
        at = moment(field, base, typed, context)
        if at:
            found.append({"step": option.id, "at": at})
        elif typed.one(f"{base}.done"):
            raise Unclear(f"Please give the time of: {option.label[:1].lower()}{option.label[1:]}.")
    return found


def table(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, Any]]:
    """The rows in which anything was typed."""
    rows = []
    for number_shown, n in enumerate(typed.rows(key), 1):
        try:
            row = {c.id: READERS[c.kind](c, f"{key}.{n}.{c.id}", typed, context) for c in field.columns}
        except Unclear as unclear:
            raise Unclear(f"Row {number_shown}: {unclear}") from None
        answered = {name: answer for name, answer in row.items() if not blank(answer)}
        if answered:
            rows.append(answered)
    return rows


READERS: dict[str, Reader] = {
    "line": line, "interval": line, "place": line, "medicine": line, "story": story, "voice": story, "choice": choice,
    "choices": choices, "yesno": yesno, "number": number, "score": whole, "scale": whole, "date": day,
    "moment": moment, "duration": duration, "person": person, "child": person, "people": people,
    "children": people, "file": files, "photo": files, "body-map": body_map,
    "money": money, "strategies": strategies, "steps": steps, "table": table,
}  # fmt: skip
