"""Children: who they are, on what legal basis, since when in care and here, and the people and days around them."""

import itertools
import re
from datetime import date
from typing import Any

from ninefold.movein import days, names, words
from ninefold.movein.rows import LEAVE, Reader, numbers

LAST = (
    "review_on",
    "health_assessment_on",
    "pep_on",
    "dental_on",
    "eye_test_on",
    "visit_on",
    "sdq_on",
    "ehcp_review_on",
)
PLAIN = (
    "ethnicity",
    "religion",
    "language",
    "nhs_number",
    "gp",
    "dentist",
    "optician",
    "diet",
    "conditions",
    "consents",
    "room",
)
_PIECES = re.compile(r"[;\n|]+|(?<=\))\s*,")
_SPAN = re.compile(
    r"(.*?)[\s:,(]*((?:\d|[A-Za-z]{3,9} \d{4}).*?)\s*(?:-|–|—|\bto\b|\buntil\b)\s*(\d.*|[A-Za-z]{3,9} \d{4}|present|now)?\)?$",
    re.I,
)


def read(row: Reader) -> bool:
    """Fill in a row about a child. False when nobody is named in it."""
    out = row.out
    written = names.apart(row.text("name"), row.text("surname"), row.text("first"))
    if not written.full and not row.text("initials"):
        return False
    out.name = written.full or row.text("initials")
    out.made["initials"] = row.text("initials")
    known_as = row.text("known_as") or written.known_as
    out.made["known_as"] = known_as if known_as != out.name.split()[0] else ""
    if written.initials or not written.full:
        answer = row.ask("name", f"Only the initials “{out.name}” are there. What is the child's name?")
        out.name = answer or out.name
    out.made["born_on"] = row.day("born_on")
    if out.made["born_on"] is None and not any(one.field == "born_on" for one in out.asks):
        row.ask("born_on", "Nothing says when they were born. Which day was it?", reads="day")
        out.made["born_on"] = _day(row.answers.get(f"{out.key}:born_on", ""))
    _pronouns(row)
    basis = _legal(row)
    out.made["authority"] = row.text("authority")
    since, here = row.day("looked_after_since"), row.day("moved_in_on")
    out.made["looked_after_since"], out.made["moved_in_on"] = since, here
    _out(row, here)
    _periods(row, basis, since, here)
    _allergies(row)
    _ehcp(row)
    _school(row)
    for means in PLAIN:
        out.made[means] = row.text(means)
    for means in LAST:
        if means not in out.made:
            out.made[means] = row.day(means)
    out.made["next_review_on"] = row.day("next_review_on", past=False)
    out.made["key_worker_written"] = row.text("key_worker")
    out.made["note"] = row.text("notes")
    for used in ("social_worker", "sw_email", "sw_phone", "iro", "family", "mother", "father"):
        row.cell(used)
    if rest := row.rest():
        out.made["not_read"] = rest
    return True


def _day(answer: str) -> date | None:
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def _pronouns(row: Reader) -> None:
    """Pronouns may stand in a column of their own, or beside the letter for the sex."""
    gender = row.text("gender")
    said = row.text("pronouns")
    if match := re.search(r"\(?\b((?:he|she|they|xe|ze)(?:\s*/\s*\w+)+)\)?", said or gender, re.I):
        row.out.made["pronouns"] = match[1]
    elif said:
        row.out.made["pronouns"] = said
    row.out.made["sex_written"] = gender


def _legal(row: Reader) -> str:
    out, text = row.out, row.text("legal")
    out.made["legal_status"] = text
    basis, exactly = words.meant("legal", text)
    if not text:
        return ""
    told = _bases(text)
    if not basis or (len(told) > 1 and not exactly):
        offers = tuple(words.called("legal_words").items())
        first = tuple(one for one in offers if one[0] in told)
        basis = row.ask(
            "legal",
            f"“{text}”: on what legal basis are they here?",
            (*first, *(one for one in offers if one not in first)),
        )
    out.made["legal_basis"] = basis or None
    return basis


def _bases(text: str) -> set[str]:
    padded = f" {words.bare(text)} "
    every = words.meanings("legal")
    said = {word for word in every if f" {word} " in padded}
    return {every[word] for word in said if not any(word != other and f" {word} " in f" {other} " for other in said)}


def _out(row: Reader, here: date | None) -> None:
    left = row.day("moved_out_on", past=False)
    if left is None:
        if words.has("leavers", row.cells.section):
            answer = row.ask("moved_out_on", "They seem to have moved out. On which day?", reads="day")
            row.out.made["moved_out_on"], row.out.made["gone"] = _day(answer), True
        return
    row.out.made["moved_out_on"] = left
    if here and left < here:
        row.ask(
            "moved_out_on",
            f"They would have left on {days.written(left)}, before they came. Which day is right?",
            reads="day",
        )
        row.out.made["moved_out_on"] = None
    row.out.notes.append("Has moved out: the record is kept, and nothing is owed for them here.")


def _periods(row: Reader, basis: str, since: date | None, here: date | None) -> None:
    """The care history: what a cell tells of places before, then here. What it does not tell is said, never filled in."""
    text = row.text("places_before")
    periods: list[dict[str, Any]] = []
    whole = True
    for piece in filter(None, (piece.strip(" .,") for piece in _PIECES.split(text))):
        period = _period(row, piece)
        if period is None:
            whole = False
            row.out.notes.append(f"Earlier placements: “{piece}” gives no days, so the care history is not whole.")
        else:
            periods.append(period)
    periods.sort(key=lambda one: one["from"])
    if here is not None:
        periods.append({"from": here, "to": row.out.made.get("moved_out_on"), "place": "here", "here": True})
    if since and periods and periods[0]["from"] > since and not (not text and here and (here - since).days <= 7):
        whole = False
        row.out.notes.append(
            f"Looked after since {days.written(since)}, and the first place told begins on {days.written(periods[0]['from'])}: "
            "the time between is not told."
        )
    for before, after in itertools.pairwise(periods):
        gap = (after["from"] - before["to"]).days if before["to"] else 0
        if gap > 3:
            whole = False
            row.out.notes.append(
                f"Between {days.written(before['to'])} and {days.written(after['from'])} nothing is told."
            )
        if gap < 0:
            row.out.notes.append(f"Two places overlap: {before['place']} ends after {after['place']} began.")
    if here is None and not text:
        whole = False
    if since is None:
        whole = False
        row.out.notes.append("Since when they are looked after is not told, so the care history is not whole.")
    for one in periods:
        one["basis"] = basis or None
    if len(periods) > 1:
        row.out.notes.append("The legal basis of today is written for each place; put right what was another then.")
    row.out.made["care_periods"] = periods
    row.out.made["history_whole"] = whole


def _period(row: Reader, piece: str) -> dict[str, Any] | None:
    match = _SPAN.match(piece)
    if not match or not match[1].strip():
        return None
    begins = days.read(match[2], today=row.today, american=row.american)
    ends = days.read(match[3] or "", today=row.today, american=row.american)
    first = begins.day or (begins.offers[0] if len(begins.offers) == 1 and "two figures" in begins.question else None)
    if first is None:
        return None
    last = ends.day or (ends.offers[0] if len(ends.offers) == 1 and "two figures" in ends.question else None)
    return {"place": match[1].strip(" :,("), "from": first, "to": last}


def _allergies(row: Reader) -> None:
    """One for each. What is somebody else's, tested away or only thought is asked about, never taken as the child's."""
    cell = row.cell("allergies")
    text = " ".join(str(cell or "").split())
    if not text:
        return
    if words.says("nothing", text) or words.says("no", text):
        if words.bare(text) in ("nka", "nkda", "none known", "no known allergies", "none", "nil", "no"):
            row.out.made["no_allergies_said"] = text
        return
    taken = []
    for number, piece in enumerate(one.strip(" .") for one in re.split(r"[;\n]|,(?![^(]*\))|/|\band\b", text)):
        if not piece:
            continue
        if words.has("others_allergy", piece) or "?" in piece:
            offers = (("yes", "Yes, it is this child's"), (LEAVE, "No, it is not"))
            if (
                row.ask(
                    f"allergies-{number}",
                    f"“{piece}”: is this an allergy of {row.out.name.split()[0]}'s own?",
                    offers,
                    column="allergies",
                )
                != "yes"
            ):
                continue
        taken.append(_allergy(row, piece, number))
    row.out.made["allergies"] = taken


def _allergy(row: Reader, piece: str, number: int) -> dict[str, str]:
    what, _, signs = piece.partition(" - ")
    inside = re.search(r"\(([^)]*)\)", what)
    what = re.sub(r"\s*\([^)]*\)", "", what).strip(" ?")
    offers = (
        ("life-threatening", "It can kill"),
        ("serious", "It needs help at once"),
        ("mild", "Unpleasant"),
        (LEAVE, "Ask the doctor first"),
    )
    if words.has("life_threatening", piece):
        severity = "life-threatening"
    else:
        severity = row.ask(
            f"allergy-how-{number}", f"{what}: how bad can it be? The list does not say.", offers, column="allergies"
        )
    do = ""
    if severity in ("life-threatening", "serious"):
        do = row.ask(
            f"allergy-do-{number}",
            f"{what}: what must be done? First the step that saves: pen, inhaler, 999.",
            column="allergies",
        )
    return {"do": do, "what": what, "signs": signs.strip(), "kept": inside[1] if inside else "", "severity": severity}


def _ehcp(row: Reader) -> None:
    """Yes or no; a note beside it, such as when the plan is looked at again, is kept as a note."""
    row.out.made["ehcp"] = row.yesno("ehcp")


def _school(row: Reader) -> None:
    text = row.text("school")
    if re.search(r"(?i)\bnot on roll|no school|none|neet|nil\b", text):
        row.out.notes.append(f"School: “{text}”, so no school is written.")
        row.out.made["school_none"] = text
    else:
        row.out.made["school"] = text


def first_number(text: str) -> str:
    """A number at the beginning of a text."""
    return numbers(text)
