"""Adults: who they are, as what, since when, and what of their checks the list says."""

import re
from datetime import date

from ninefold.movein import names, words
from ninefold.movein.rows import LEAVE, Reader, at, numbers
from ninefold.movein.tables import text_of

NO_ROLE = "other"
CARE = ("support-worker", "senior", "agency-worker", "deputy-manager", "registered-manager")


def read(row: Reader) -> bool:
    """Fill in a row about an adult. False when nobody is named in it."""
    out = row.out
    written = names.apart(row.text("name"), row.text("surname"), row.text("first"))
    if not written.full:
        return False
    out.name = written.full
    known_as = row.text("known_as") or written.known_as
    out.made["known_as"] = known_as if known_as != out.name.split()[0] else ""
    if written.initials or len(out.name.split()) < 2 or any(len(part.strip(".")) == 1 for part in out.name.split()[:1]):
        answer = row.ask("name", f"“{out.name}”: what is their full name?", column="name")
        out.name = answer or out.name
    _role(row, written.beside)
    out.made["started_on"] = row.day("started_on", past=False)
    _left(row)
    out.made["born_on"] = row.day("born_on")
    out.made["dbs_number"] = _number(row)
    out.made["dbs_on"] = row.day("dbs_on")
    out.made["dbs_due"] = row.day("dbs_due", past=False)
    out.made["update_service"] = row.yesno("update_service")
    out.made["right_to_work_on"] = row.day("right_to_work_on")
    _references(row)
    _levels(row)
    for means in ("care_role_since", "managed_since", "supervision_on", "appraisal_on"):
        out.made[means] = row.day(means)
    out.made["email"], out.made["phone"] = row.text("email"), row.text("phone")
    _notes(row)
    return True


def _number(row: Reader) -> str:
    """A DBS number has twelve figures; a spreadsheet drops the noughts before them."""
    text = row.text("dbs_number")
    if re.fullmatch(r"\d{9,11}", text):
        row.out.notes.append("The DBS number has lost its leading noughts, as spreadsheets do; they are put back.")
        return text.zfill(12)
    if re.fullmatch(r"[\d.]+E\+\d+", text, re.I):
        row.ask("dbs_number", f"“{text}” is rounded by a spreadsheet. What is the number on the certificate?")
        return ""
    digits = text.replace(" ", "")
    return digits if re.fullmatch(r"\d{12}", digits) else text


def _role(row: Reader, beside: str) -> None:
    written = row.text("role") or beside or row.cells.section
    out = row.out
    out.made["role_written"] = written
    role, exactly = words.meant("roles", written)
    everybody = tuple((id, name.replace("-", " ").capitalize()) for id, name in _choices())
    if written and not exactly and re.search(r"/|&|\band\b", written) and not _same_roles(written):
        role = ""
    if not role:
        question = f"“{written}”: what are they here?" if written else "Nothing says what they are here. What is it?"
        role = row.ask("role", question, everybody)
    elif words.says("asked_roles", written):
        first = tuple(one for one in everybody if one[0] == role)
        role = row.ask(
            "role",
            f"“{written}” can mean more than one thing. What are they here?",
            (*first, *(o for o in everybody if o[0] != role)),
        )
    if role == NO_ROLE:
        out.notes.append(
            "Works in the house without a role in the children's care: no diploma is asked, and no way in is made."
        )
    if words.has("roles", written) and words.bare(written).startswith(("bank", "relief", "casual")):
        out.made["engaged_as"] = "bank"
    out.made["role"] = role or None


def _same_roles(written: str) -> bool:
    told = {words.meant("roles", part)[0] for part in re.split(r"/|&|\band\b", written)} - {""}
    return len(told) == 1


def _choices() -> list[tuple[str, str]]:
    ids = (
        "support-worker",
        "senior",
        "deputy-manager",
        "registered-manager",
        "agency-worker",
        "responsible-individual",
        "independent-person",
    )
    return [*((id, id) for id in ids), (NO_ROLE, "works in the house, not in the children's care")]


def _left(row: Reader) -> None:
    """A leaver has a last day; under "Leavers" or by the status alone it is asked."""
    out = row.out
    heading = row.table.heading("left_on")
    text = text_of(at(row.cells, heading)) if heading else ""
    if not words.says("no", text):
        out.made["left_on"] = row.day("left_on", past=False)
    status = row.text("status")
    gone = (
        words.has("leavers", row.cells.section)
        or words.has("leavers", status)
        or words.has("leavers", row.text("role"))
    )
    if out.made.get("left_on"):
        out.notes.append(
            "Has left, or leaves then: the record stays, and there is no role and no way in from that day."
        )
    elif gone or (heading and words.says("yes", text)):
        if not any(one.field == "left_on" for one in out.asks):
            answer = row.ask("left_on", "They seem to have left. Which was their last day?", reads="day")
            out.made["left_on"] = _iso(answer)
        out.made["leaver"] = True


def _iso(answer: str) -> date | None:
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def _references(row: Reader) -> None:
    text = row.text("references")
    if not text:
        return
    number = numbers(text)
    whole = re.fullmatch(r"[\d.,½]+", text) or words.says("yes", text)
    if whole and number in ("0", "1", "2", "3", "4"):
        row.out.made["references"] = int(number)
        if int(number) < 2:
            row.out.notes.append(
                f"{number} of two references: the gap is said on the central record. It stops nothing here."
            )
        return
    offers = (("1", "One; the second is missing"), ("2", "Both are here"), (LEAVE, "I will look in the file"))
    answer = row.ask("references", f"“{text}”: which references are there?", offers)
    row.out.made["references"] = int(answer) if answer.isdigit() else None
    row.out.made["references_written"] = text


def _levels(row: Reader) -> None:
    """Diplomas, from columns of their own or from one that says "L3" or "Level 5 (2021)"."""
    out = row.out
    for level in ("level3_on", "level5_on"):
        heading = row.table.heading(level)
        text = text_of(at(row.cells, heading)) if heading else ""
        if words.has("booked", text):
            row.used.add(heading.at if heading else -1)
            out.notes.append(f"Level {level[5]}: “{text}”, so not reached yet.")
            continue
        out.made[level] = row.day(level)
    text = row.text("qualification")
    if not text:
        return
    out.made["qualification_written"] = text
    for level in ("3", "5"):
        if out.made.get(f"level{level}_on") or not re.search(
            rf"(?i)\b(?:level|l|nvq|qcf|dip\w*)\s?{level}\b|^{level}$", text
        ):
            continue
        if words.has("booked", text):
            out.notes.append(f"Level {level}: “{text}”, so not reached yet.")
            continue
        answer = row.ask(
            f"level{level}_on",
            f"“{text}”: on which day did they reach Level {level}?",
            reads="day",
            column="qualification",
        )
        out.made[f"level{level}_on"] = _iso(answer)


def _notes(row: Reader) -> None:
    text = row.text("notes")
    if text:
        row.out.made["note"] = text
    row.used |= {one.at for one in row.table.headings if one.course}
    row.text("initials")
    for means in ("address", "hours", "sex", "pronouns"):
        row.out.made[means] = row.text(means)
    rest = row.rest()
    if rest:
        row.out.made["not_read"] = rest
