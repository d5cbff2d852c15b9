"""Training: a list with a row for each course, or a matrix of names and courses."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ninefold.movein import days, names, words
from ninefold.movein.rows import Ask, PlannedRow, Reader, at, key_of
from ninefold.movein.tables import Heading, LeftOut, Table, text_of

RUNS_OUT = re.compile(r"(?i)\b(exp\w*|expires|renew\w*|due|valid (?:to|until)|until|refresh\w*)\b")


def name_of(row: Reader) -> str:
    """Whom a row is about, as it is written."""
    return row.text("name") or " ".join(filter(None, [row.text("first"), row.text("surname")]))


def listed(row: Reader) -> bool:
    """Fill in a row of a list. False when nobody or no course is named."""
    out = row.out
    name, course = name_of(row), row.text("course")
    if not name or not course:
        return False
    out.name = names.apart(name).full
    out.made["name_written"] = name
    _course(row, course)
    state = row.text("state")
    out.made["state_written"] = state
    passed = row.day("passed_on", past=False)
    out.made["expires_on"] = row.day("expires_on", past=False)
    if words.has("booked", state) or (passed and passed > row.today):
        out.made["state"], out.made["booked_for"] = "booked", passed
        out.notes.append("Booked or not passed: no certificate is written.")
    else:
        out.made["passed_on"], out.made["state"] = passed, "passed" if passed else None
        if passed is None and not any(one.field == "passed_on" for one in out.asks):
            row.ask("passed_on", f"Nothing says when {course} was passed. Which day was it?", reads="day")
            answer = row.answers.get(f"{out.key}:passed_on", "")
            out.made["passed_on"] = date.fromisoformat(answer) if re.fullmatch(r"\d{4}-\d\d-\d\d", answer) else None
    out.made["given_by"], out.made["note"] = row.text("given_by"), row.text("notes")
    row.text("role")
    return True


def _course(row: Reader, written: str) -> None:
    course, exactly = words.meant("courses", written)
    row.out.made["course"], row.out.made["course_written"] = course or "other", written
    if course and not exactly:
        row.out.notes.append(f"“{written}” is taken for {course.replace('-', ' ')}.")


def validity(table: Table) -> dict[int, int]:
    """For how many months each course of a matrix holds, from a row at its foot or a heading such as "First aid (3 yrs)"."""
    months: dict[int, int] = {}
    for heading in table.headings:
        if match := re.search(r"(?i)\(?\b(\d{1,2})\s*(y(?:ea)?rs?|y\b|months?|m\b|mths?)", heading.text):
            months[heading.at] = int(match[1]) * (12 if match[2].lower().startswith("y") else 1)
    for row in table.rows:
        if row.section == "validity":
            years = "year" in " ".join(text_of(cell).lower() for cell in row.cells[:1])
            for heading in table.headings:
                text = text_of(at(row, heading))
                if match := re.match(r"(\d{1,3})\s*(y\w*)?", text):
                    months[heading.at] = int(match[1]) * (12 if match[2] or years else 1)
    return months


def across(row: Reader, months: dict[int, int]) -> Iterator[PlannedRow]:
    """A row for each course that somebody's row of a matrix (or of a staff list) tells of."""
    name = name_of(row)
    for heading in row.table.headings:
        if not heading.course:
            continue
        row.used.add(heading.at)
        text = text_of(at(row.cells, heading))
        if not text or text in ("-", "–", "—"):
            continue
        made = _cell(row, heading, text, name, months.get(heading.at, 0))
        if made is not None:
            yield made


def _cell(row: Reader, heading: Heading, text: str, name: str, months: int) -> PlannedRow | None:
    out = row.out
    if words.says("not_asked_of_them", text) or words.says("nothing", text) or words.says("no", text):
        why = (
            "N/A: not a day on which anything was passed."
            if words.says("not_asked_of_them", text)
            else f"“{text}” says that there is nothing yet."
        )
        row.left_out.append(
            LeftOut(
                out.file, out.sheet, out.row, f"{names.apart(name).full}, {heading.text}: {text}", why, heading.text
            )
        )
        return None
    inner = Reader(row.table, row.cells, PlannedRow("training", out.file, out.sheet, out.row, key_of(row.table, row.cells, heading.text)),
                   row.today, row.answers, row.left_out, row.american)  # fmt: skip
    made = inner.out
    made.name = names.apart(name).full or out.name
    course = re.sub(r"\(.*?\)", "", heading.text).strip()
    made.made = {"name_written": name or out.name, "course": heading.course, "course_written": heading.text}
    if heading.course == "other":
        made.made["course_written"] = course or heading.text
    runs_out = bool(
        RUNS_OUT.search(heading.text)
        or RUNS_OUT.search(text)
        or (RUNS_OUT.search(row.table.title) and "passed" not in row.table.title.lower())
    )
    if words.has("booked", text) and not re.match(r"(?i)due|overdue", text):
        made.made["state"], made.made["booked_written"] = "booked", text
        reading = days.read(text, today=row.today)
        day = reading.day or (reading.offers[0] if len(reading.offers) == 1 else None)
        made.made["booked_for"] = day
        made.notes.append(f"“{text}” is a booking, not a day on which anything was passed.")
        return made
    if words.says("gone", text):
        made.made["state"] = "expired"
        made.notes.append("“Expired” says no day: nothing is written as passed, and the course is owed.")
        return made
    if words.says("yes", text) or text.lower() in ("passed", "complete", "completed", "done", "attended", "ok"):
        made.made["passed_on"] = inner._asked_day(
            "passed_on", f"“{text}” says no day. When was {course} passed?", (), heading
        )
        made.made["state"] = "passed" if made.made["passed_on"] else None
        return made
    day = inner.day("", past=not runs_out, heading=heading, name="expires_on" if runs_out else "passed_on")
    if runs_out:
        made.made["expires_on"], made.made["state"] = (
            day,
            "expired" if day and day < row.today else "valid" if day else None,
        )
        made.made["passed_on"] = _before(inner, heading, course, day, months)
        return made
    made.made["passed_on"], made.made["state"] = day, "passed" if day else None
    if day and months:
        made.made["expires_on"] = _after(day, months)
        if made.made["expires_on"] < row.today:
            made.made["state"] = "expired"
            made.notes.append(
                f"Ran out on {days.written(made.made['expires_on'])}, by the {months} months that the list gives."
            )
    return made


def _before(row: Reader, heading: Heading, course: str, day: date | None, months: int) -> date | None:
    """When a course was passed that is only known to run out: asked once a course, for how long it holds."""
    if day is None:
        return None
    if not months:
        id = f"{row.out.file}/{row.out.sheet}/{heading.text}:months"
        answer = row.answers.get(id, "")
        question = f"The list says when {course} runs out, not when it was passed. For how many months does it hold?"
        offers = (("12", "12 months"), ("24", "24 months"), ("36", "36 months"))
        row.out.asks.append(Ask(id, "passed_on", heading.text, question, offers, answer))
        months = int(answer) if answer.isdigit() and 0 < int(answer) <= 120 else 0
    if not months:
        return None
    row.out.notes.append(f"Passed {months} months before it runs out, by how long the course holds.")
    return _after(day, -months)


def _after(day: date, months: int) -> date:
    """The day so many months later, the last of its month when there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28)) + timedelta(0)
