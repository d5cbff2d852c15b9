"""A row as the plan keeps it: where it stands, what is made of it, what is asked, and how cells are read into it."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ninefold.movein import days, words
from ninefold.movein.names import Known
from ninefold.movein.tables import Cells, Heading, LeftOut, Table, text_of

LEAVE = "-"  # the answer that leaves open what was asked


@dataclass(frozen=True, slots=True)
class Ask:
    """Something about a row that is not sure: which answer, in which column, with those that are offered."""

    id: str
    field: str
    column: str
    question: str
    offers: tuple[tuple[str, str], ...] = ()  # value and words
    answer: str = ""
    reads: str = "text"

    def as_json(self) -> dict[str, Any]:
        """For the plan as JSON."""
        offers = [{"value": value, "label": label} for value, label in self.offers]
        return {
            "field": self.field,
            "column": self.column,
            "question": self.question,
            "offers": offers,
            "answer": self.answer,
        }


@dataclass(slots=True)
class PlannedRow:
    """One person, contact, medicine or training, from one row of one file."""

    kind: str
    file: str
    sheet: str
    row: int
    key: str
    name: str = ""
    made: dict[str, Any] = field(default_factory=dict)
    asks: list[Ask] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    known: str = ""  # the id of somebody who is here already
    mark: str = ""  # what its cells say, in short: the same in whatever file they stand

    @property
    def open(self) -> list[Ask]:
        """What is still asked."""
        return [one for one in self.asks if not one.answer]

    def as_json(self) -> dict[str, Any]:
        """For the plan as JSON: what nothing was said of is left out."""
        made = {name: _plain(value) for name, value in self.made.items() if value not in (None, "", [], {})}
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "name": self.name,
            "is_here_already": bool(self.known),
            **made,
            "notes": self.notes,
            "asks": [one.as_json() for one in self.asks],
        }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return {name: _plain(one) for name, one in value.items()} if isinstance(value, dict) else value


@dataclass(slots=True)
class Reader:
    """Reads the cells of one row by what their columns are about, and asks into ``out``."""

    table: Table
    cells: Cells
    out: PlannedRow
    today: date
    answers: Mapping[str, str]
    left_out: list[LeftOut]
    american: bool = False
    used: set[int] = field(default_factory=set)

    def cell(self, means: str) -> object:
        """The cell of the first column about ``means``; "" when there is none."""
        heading = self.table.heading(means)
        if heading is None:
            return ""
        self.used.add(heading.at)
        return at(self.cells, heading)

    def text(self, means: str) -> str:
        """The same as text; nothing when it says that there is nothing."""
        text = text_of(self.cell(means))
        return "" if words.says("nothing", text) else text

    def ask(
        self,
        field: str,
        question: str,
        offers: Sequence[tuple[str, str]] = (),
        *,
        column: str = "",
        reads: str = "text",
    ) -> str:
        """Ask about ``field``. Gives the answer when there is one already; "" while it is open or is left so."""
        heading = self.table.heading(column or field)
        id = f"{self.out.key}:{field}"
        answer = self.answers.get(id, "")
        self.out.asks.append(Ask(id, field, heading.text if heading else "", question, tuple(offers), answer, reads))
        return "" if answer == LEAVE else answer

    def day(self, means: str, *, past: bool = True, heading: Heading | None = None, name: str = "") -> date | None:
        """The day in a column, or None; whatever is not sure is asked."""
        heading = heading or self.table.heading(means)
        if heading is None:
            return None
        self.used.add(heading.at)
        cell = at(self.cells, heading)
        if words.says("nothing", text_of(cell)) or words.says("no", text_of(cell)):
            if text_of(cell) and words.says("missing_yet", text_of(cell)):
                self.out.notes.append(f"{heading.text}: “{text_of(cell)}”, so still to be found out.")
            return None
        if words.says("yes", text_of(cell)):
            self.out.notes.append(f"{heading.text}: “{text_of(cell)}” says that it is so and not when.")
            return self._asked_day(name or means, f"“{text_of(cell)}” says no day. On which day was it?", (), heading)
        reading = days.read(cell, today=self.today, american=self.american)
        if reading.day is not None and past and reading.day > self.today:
            question = f"{days.written(reading.day)} is still to come. Which day was it?"
            return self._asked_day(name or means, question, (), heading)
        if reading.question:
            return self._asked_day(name or means, reading.question, reading.offers, heading)
        if reading.rest:
            self.out.notes.append(f"{heading.text}: “{reading.rest}” stands beside the day.")
        return reading.day

    def _asked_day(self, field: str, question: str, offers: Sequence[date], heading: Heading) -> date | None:
        id = f"{self.out.key}:{field}"
        answer = self.answers.get(id, "")
        told = tuple((one.isoformat(), days.written(one)) for one in offers)
        self.out.asks.append(Ask(id, field, heading.text, question, told, answer, "day"))
        try:
            return date.fromisoformat(answer)
        except ValueError:
            return None

    def yesno(self, means: str) -> bool | None:
        """Yes, no, or None; what stands beside it is noted."""
        text = text_of(self.cell(means))
        if not text or words.says("missing_yet", text):
            return None
        if words.says("yes", text):
            return True
        if words.says("no", text) or words.says("nothing", text):
            return False
        start = re.split(r"[\s\-–(,;:]+", text, maxsplit=1)
        if words.says("yes", start[0]) or words.says("no", start[0]):
            self.out.notes.append(f"{means.replace('_', ' ')}: “{text}”.")
            return words.says("yes", start[0])
        answer = self.ask(means, f"“{text}”: is that yes or no?", (("yes", "Yes"), ("no", "No")))
        return {"yes": True, "no": False}.get(answer)

    def rest(self) -> dict[str, str]:
        """What stands in columns that nothing else read, by their headings."""
        kept = {}
        for heading in self.table.headings:
            text = text_of(at(self.cells, heading))
            if heading.at not in self.used and heading.text and text and heading.means != "number":
                kept[heading.text] = text
        return kept


def at(cells: Cells, heading: Heading) -> object:
    """The cell of a row under a heading."""
    return cells.cells[heading.at] if heading.at < len(cells.cells) else ""


def key_of(table: Table, cells: Cells, more: str = "") -> str:
    """A short name for a row, the same whenever the same file is read."""
    place = heading_place(table, cells)
    told = "|".join([table.sheet.file, table.sheet.name, str(cells.line), place, table.kind, more])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def heading_place(table: Table, cells: Cells) -> str:
    """Where a person's column stands, in a table on its side."""
    if not table.on_its_side:
        return ""
    return "/".join(text_of(one) for one in cells.cells if text_of(one))[:60]


def numbers(text: str) -> str:
    """A number as it is written in homes, ½ and 9,5 too, as decimal text; "" when it does not begin with one."""
    text = text.replace("½", ".5").replace("¼", ".25").replace("¾", ".75").strip()
    text = re.sub(r"(?<=\d)\s+(?=\.\d)", "", text)
    text = re.sub(r"^(?:one|a)\s+half\b|^half\b", "0.5", text, flags=re.I)
    text = re.sub(
        r"^(one|two|three|four)\b",
        lambda w: str(("one", "two", "three", "four").index(w[1].lower()) + 1),
        text,
        flags=re.I,
    )
    match = re.match(r"(\d*)(?:[.,](\d+))?(?:/(\d+))?", text)
    if not match or not (match[1] or match[2]):
        return ""
    value = float(f"{match[1] or 0}.{match[2] or 0}")
    if match[3] and int(match[3]):
        value /= int(match[3])
    return f"{value:g}"


def cut(text: str, most: int = 120) -> str:
    """Text no longer than a table of people keeps it."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def offers_of(people: Sequence[Known]) -> tuple[tuple[str, str], ...]:
    """People to choose from, and nobody."""
    told = tuple((one.key, f"{one.name}{f' ({one.note})' if one.note else ''}") for one in people)
    return (*told, (LEAVE, "Nobody of these: leave it out"))
