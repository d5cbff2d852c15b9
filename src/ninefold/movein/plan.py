"""The plan of what would be made of somebody's files: every row read, people matched, the rest left out with a reason. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ninefold.movein import adults, children, contacts, days, medicines, names, sheets, tables, training, words
from ninefold.movein.names import Known
from ninefold.movein.rows import LEAVE, Ask, PlannedRow, Reader, at, key_of, offers_of
from ninefold.movein.tables import Cells, LeftOut, Table, text_of

READERS = {
    "adults": adults.read,
    "children": children.read,
    "contacts": contacts.read,
    "medicines": medicines.read,
    "training": training.listed,
}
NOBODY = {
    "adults": "Nobody is named in this row.",
    "children": "No child is named in this row.",
    "contacts": "Nobody is named in this row.",
    "medicines": "No medicine is named in this row.",
    "training": "Nobody, or no course, is named in this row.",
}


@dataclass(frozen=True, slots=True)
class Here:
    """Who is in the home already: adults and children, by their ids."""

    adults: tuple[Known, ...] = ()
    children: tuple[Known, ...] = ()
    seen: Mapping[str, str] = field(
        default_factory=dict
    )  # the marks of rows brought in before, and whom they made known


@dataclass(frozen=True, slots=True)
class ReadTable:
    """How a table was understood, for people: its columns, and those that are not read."""

    file: str
    sheet: str
    kind: str
    columns: tuple[tuple[str, str, bool], ...]  # what stands above it, what it is taken for ("": not read), surely
    notes: tuple[str, ...] = ()
    rows: int = 0


@dataclass(slots=True)
class Plan:
    """All that would be made, by kind, and all that would not, with reasons."""

    adults: list[PlannedRow] = field(default_factory=list)
    children: list[PlannedRow] = field(default_factory=list)
    contacts: list[PlannedRow] = field(default_factory=list)
    medicines: list[PlannedRow] = field(default_factory=list)
    training: list[PlannedRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[PlannedRow]:
        """Every row, people first."""
        return [*self.adults, *self.children, *self.contacts, *self.medicines, *self.training]

    @property
    def asks(self) -> list[tuple[PlannedRow, Ask]]:
        """Everything that is asked, answered or not."""
        return [(row, ask) for row in self.rows for ask in row.asks]

    def as_json(self) -> dict[str, Any]:
        """As ``ninefold import --plan --json`` prints it."""
        return {
            **{kind: [row.as_json() for row in getattr(self, kind)] for kind in words.KINDS},
            "left_out": [
                _left_out(one) for one in sorted(self.left_out, key=lambda one: (one.file, one.sheet, one.row))
            ],
            "tables": [
                {
                    "file": one.file,
                    "sheet": one.sheet,
                    "kind": one.kind,
                    "columns": [
                        {"heading": text, "taken_for": means, "sure": sure} for text, means, sure in one.columns
                    ],
                    "notes": list(one.notes),
                }
                for one in self.tables
            ],
            "problems": self.problems,
        }


def _left_out(one: LeftOut) -> dict[str, Any]:
    told: dict[str, Any] = {
        "file": one.file,
        "sheet": one.sheet,
        "row": one.row,
        "text": one.text,
        "reason": one.reason,
    }
    return told | ({"column": one.column} if one.column else {})


def of_files(
    files: Iterable[tuple[Path, str]], *, here: Here, today: date, answers: Mapping[str, str] | None = None
) -> Plan:
    """The plan for some files, each with the name people know it by. ``answers`` are those given so far, by their ask's id."""
    plan = Plan()
    found: list[Table] = []
    for path, name in files:
        try:
            opened = sheets.opened(path, name)
        except sheets.NoTable as problem:
            plan.problems.append(str(problem))
            plan.left_out.append(LeftOut(name, "", 0, name, str(problem)))
            continue
        for sheet in opened:
            looked = tables.look(sheet)
            found += looked.tables
            plan.left_out += looked.left_out
    for table in sorted(found, key=lambda one: words.KINDS.index(one.kind)):
        _read(plan, table, today, answers or {})
    _meet(plan, here, answers or {})
    return plan


def _read(plan: Plan, table: Table, today: date, answers: Mapping[str, str]) -> None:
    american = any(
        days.month_first((at(row, one) for row in table.rows), one.text)
        for one in table.headings
        if (one.means and words.columns(table.kind)[one.means].reads in ("past", "day", "birth")) or one.course
    )
    notes = ["Some day of this list is written month first, so each that could be either is asked."] if american else []
    plan.tables.append(
        ReadTable(table.sheet.file, table.sheet.name, table.kind, _columns(table), tuple(notes), len(table.rows))
    )
    months = training.validity(table)
    above = ""
    for cells in table.rows:
        if cells.section == "validity":
            continue
        above = _row(plan, table, cells, today, answers, months, american, above)


def _columns(table: Table) -> tuple[tuple[str, str, bool], ...]:
    told = []
    for one in table.headings:
        if one.text:
            taken = f"training: {one.course}" if one.course else one.means.replace("_", " ")
            told.append((one.text, taken, one.sure))
    return tuple(told)


def _row(
    plan: Plan, table: Table, cells: Cells, today: date, answers: Mapping[str, str], months: dict[int, int],
    american: bool, above: str,
) -> str:  # fmt: skip
    """Read one row into the plan. Gives the child that a medicine's row is about, for a row below that leaves it empty."""
    kind = table.kind
    out = PlannedRow(kind, table.sheet.file, table.sheet.name, cells.line, key_of(table, cells))
    out.mark = _mark(kind, cells)
    row = Reader(table, cells, out, today, answers, plan.left_out, american)
    if table.matrix:
        if not training.name_of(row):
            _leave(plan, row, "Nobody is named in this row.")
            return ""
        made = list(training.across(row, months))
        for one in made:
            one.mark = out.mark
        plan.training += made
        if not made and not any(
            one.row == cells.line and one.file == out.file and one.sheet == out.sheet for one in plan.left_out
        ):
            _leave(plan, row, f"{training.name_of(row)} has nothing under any course.")
        return ""
    if not READERS[kind](row):
        _leave(plan, row, NOBODY[kind])
        return above
    getattr(plan, kind).append(out)
    if kind == "children":
        for number, one in enumerate(contacts.around(row)):
            one.mark = f"{out.mark}-{number}"
            plan.contacts.append(one)
    if kind == "adults":
        for one in training.across(row, months):
            one.made["adult_key"], one.name, one.mark = out.key, out.name, out.mark
            plan.training.append(one)
    if kind == "medicines":
        return _carried(row, above)
    return ""


def _mark(kind: str, cells: Cells) -> str:
    told = "|".join([kind, *map(text_of, cells.cells)])
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _leave(plan: Plan, row: Reader, reason: str) -> None:
    text = " | ".join(filter(None, map(text_of, row.cells.cells)))
    plan.left_out.append(LeftOut(row.out.file, row.out.sheet, row.out.row, text[:200], reason))


def _carried(row: Reader, above: str) -> str:
    """Whose medicine it is when the cell is empty or merged: the child above, sure only of a merged cell."""
    written = str(row.out.made.get("child_written") or "")
    if written:
        heading = row.table.heading("child")
        if heading and (row.cells.row, heading.at) in row.table.sheet.merged:
            row.out.notes.append(f"The child's cell is one with the row above: {written}.")
        return written
    if above:
        answer = row.ask(
            "child_written",
            f"The row names no child. Is it {above}'s, as the row above?",
            ((above, f"Yes, {above}'s"), (LEAVE, "No: leave it out")),
            column="child",
        )
        row.out.made["child_written"] = answer
        row.out.made["child_above"] = above
    return above


def _meet(plan: Plan, here: Here, answers: Mapping[str, str]) -> None:
    """Say whom each row means: who is here already, who stands in another file, and whom to ask about."""
    for row in [*plan.adults, *plan.children]:
        row.known = here.seen.get(row.mark, "")
    _here(plan.adults, here.adults, "adults", answers)
    _here(plan.children, here.children, "children", answers)
    _twice(plan, "adults", answers)
    _twice(plan, "children", answers)
    grown = [*map(_known, plan.adults), *_others(here.adults, plan.adults)]
    young = [*map(_known, plan.children), *_others(here.children, plan.children)]
    for row in plan.children:
        if written := row.made.get("key_worker_written"):
            _whom(row, "key_worker", str(written), grown, answers, "The key worker is", nobody=True)
    for row in plan.training:
        if not row.made.get("adult_key"):
            _whom(row, "adult", str(row.made.get("name_written") or row.name), grown, answers, "The training is of")
            row.name = str(row.made.get("adult") or row.name)
    for row in [*plan.medicines, *plan.contacts]:
        if not row.made.get("child_key"):
            written = str(row.made.get("child_written") or "")
            if written:
                _whom(row, "child", written, young, answers, "This is about")
            elif not any(one.field == "child_written" for one in row.asks):
                _ask(
                    row, "child", "Nothing says which child this is about. Who is it?", offers_of(young), answers, young
                )
    _reactions(plan, answers)


def _known(row: PlannedRow) -> Known:
    aliases = tuple(filter(None, [str(row.made.get("known_as") or "")]))
    told = [str(row.made.get("role_written") or ""), f"row {row.row}" if row.kind == "adults" else ""]
    if row.kind == "children" and row.made.get("born_on"):
        told = [f"born {days.written(row.made['born_on'])}"]
    return Known(row.key, row.name, aliases, str(row.made.get("initials") or ""), ", ".join(filter(None, told)))


def _others(here: Sequence[Known], rows: list[PlannedRow]) -> list[Known]:
    mentioned = {row.known for row in rows}
    return [one for one in here if one.key not in mentioned]


def _ask(
    row: PlannedRow,
    field: str,
    question: str,
    offers: tuple[tuple[str, str], ...],
    answers: Mapping[str, str],
    people: Sequence[Known],
) -> None:
    # What is asked about a whole row of a matrix is answered once for all its courses.
    id = f"{row.file}/{row.sheet}/{row.row}:{field}" if row.kind == "training" else f"{row.key}:{field}"
    answer = answers.get(id, "")
    row.asks.append(Ask(id, field, "", question, offers, answer, "person"))
    chosen = next((one for one in people if one.key == answer), None)
    if chosen is not None:
        row.made[field], row.made[f"{field}_key"] = chosen.name, chosen.key


def _whom(
    row: PlannedRow,
    field: str,
    written: str,
    people: Sequence[Known],
    answers: Mapping[str, str],
    says: str,
    *,
    nobody: bool = False,
) -> None:
    match = names.match(written, people)
    if match.key:
        one = next(one for one in people if one.key == match.key)
        row.made[field], row.made[f"{field}_key"] = one.name, one.key
        if names.tokens(written) != names.tokens(one.name):
            row.notes.append(f"{says} {one.name}: “{written}” is matched {match.how}.")
        return
    if match.offers:
        most = match.offers[0]
        question = (
            f"“{written}”: is it {most.name}?" if len(match.offers) == 1 else f"“{written}”: which of these is it?"
        )
        _ask(row, field, f"{question} ({match.how.capitalize()}.)", offers_of(match.offers), answers, people)
        return
    question = f"“{written}” is nobody who is here or in these files. Who is it?"
    _ask(row, field, question, offers_of(people), answers, people)


def _here(rows: list[PlannedRow], here: Sequence[Known], kind: str, answers: Mapping[str, str]) -> None:
    """Rows about somebody who is here already. An exact name alone is shown; everything less is asked."""
    taken = {row.known for row in rows if row.known}  # brought in before: another row of the name is somebody else
    here = [one for one in here if one.key not in taken]
    for row in rows:
        if row.known:
            continue
        namesakes = [other for other in rows if not other.known and names.tokens(other.name) == names.tokens(row.name)]
        aliases = tuple(filter(None, [str(row.made.get("known_as") or "")]))
        ways = [row.name, *(f"{alias} {row.name.split()[-1]}" for alias in aliases if row.name)]
        match = next((m for m in (names.match(way, here) for way in ways) if m.key or m.offers), names.Match())
        if match.key and match.how == "by the whole name" and len(namesakes) == 1:
            row.known = match.key
            continue
        offers = [one for one in here if one.key == match.key] or list(match.offers)
        surname = names.tokens(row.name.split()[-1]) if row.name else frozenset()
        offers = [
            one
            for one in offers
            if len(namesakes) > 1
            or match.how
            in ("more than one is called so", "written almost so", "written with an initial", "only initials")
            or surname & names.tokens(one.name)
        ]
        if not offers:
            continue
        told = tuple((one.key, f"Yes, {one.name}, who is here") for one in offers)
        id = f"{row.key}:is"
        answer = answers.get(id, "")
        row.asks.append(
            Ask(
                id,
                "is",
                "",
                f"Is {row.name} somebody who is here already?",
                (*told, ("new", "No, somebody new")),
                answer,
                "person",
            )
        )
        if answer in {one.key for one in offers}:
            row.known = answer


def _twice(plan: Plan, kind: str, answers: Mapping[str, str]) -> None:
    """Rows of one name: two people, or one who is written twice? Nobody is merged by a name alone."""
    rows: list[PlannedRow] = getattr(plan, kind)
    by_key = {row.key: row for row in rows}
    for group in names.twins(map(_known, rows)):
        first, *rest = [by_key[one.key] for one in group]
        for row in rest:
            if row.known and first.known and row.known != first.known:
                continue  # brought in before as two people
            id = f"{row.key}:twice"
            told = f"Two rows say {row.name}: row {first.row}{_apart(first)} and row {row.row}{_apart(row)}. One person or two?"
            answer = answers.get(id, "")
            row.asks.append(
                Ask(id, "twice", "", told, (("two", "Two people"), ("one", "One, written twice")), answer, "choice")
            )
            first.notes.append(f"Row {row.row} has the same name; whether it is the same person is asked there.")
            if answer == "one":
                _join(first, row)
                rows.remove(row)
                plan.left_out.append(
                    LeftOut(
                        row.file,
                        row.sheet,
                        row.row,
                        row.name,
                        f"The same person as row {first.row}, as you said: what it adds went there.",
                    )
                )
                for other in [*plan.contacts, *plan.training]:
                    for name in ("child_key", "adult_key"):
                        if other.made.get(name) == row.key:
                            other.made[name] = first.key


def _apart(row: PlannedRow) -> str:
    made = row.made
    told = [
        f"known as {made['known_as']}" if made.get("known_as") else "",
        str(made.get("role_written") or ""),
        f"since {days.written(made['started_on'])}" if made.get("started_on") else "",
        f"DBS ends in {str(made['dbs_number'])[-3:]}" if made.get("dbs_number") else "",
        f"born {days.written(made['born_on'])}" if made.get("born_on") else "",
    ]
    words_told = "; ".join(filter(None, told))
    return f" ({words_told})" if words_told else ""


def _join(first: PlannedRow, row: PlannedRow) -> None:
    for name, value in row.made.items():
        if first.made.get(name) in (None, "", [], {}):
            first.made[name] = value
    first.asks += [one for one in row.asks if one.field != "role" or not first.made.get("role")]


def _reactions(plan: Plan, answers: Mapping[str, str]) -> None:
    """A medicine of a child who reacts to one like it is said first: amoxicillin and a penicillin allergy."""
    from ninefold import lawbook

    families = {
        words.bare(name): {words.bare(one) for one in alike} | {words.bare(name)}
        for name, alike in lawbook.current().words.families.items()
    }
    allergic = {row.key: [words.bare(one["what"]) for one in row.made.get("allergies") or []] for row in plan.children}
    for row in plan.medicines:
        told = {*(words.bare(str(row.name)).split()), words.bare(str(row.name))}
        keys = {
            str(row.made.get("child_key") or ""),
            *(value for one in row.asks if one.field == "child" for value, _ in one.offers),
        }
        for key in sorted(keys & allergic.keys()):
            for what in allergic[key]:
                alike = next(
                    (
                        family
                        for name, family in families.items()
                        if what in family or name == what or what.rstrip("s") in family
                    ),
                    {what},
                )
                if told & {one for name in alike for one in (name, *name.split())}:
                    child = next(one.name for one in plan.children if one.key == key)
                    row.notes.insert(
                        0, f"Look first: {child}'s list says {what}, and {row.name} is like it. Ask the surgery today."
                    )
    _ = answers
