"""Whether registers, series, pages, keepings and wanted items name things that exist."""

from collections.abc import Iterable

from ninefold.lawbook import gaps
from ninefold.lawbook.books import Check, Register, Series, Wanted
from ninefold.lawbook.checking import ALWAYS, Checking, Thing
from ninefold.lawbook.citations import REGULATIONS
from ninefold.lawbook.escalation import DOER
from ninefold.lawbook.problems import unknown

GUIDE = "Guide "  # how a wanted item names the source "guide"; its other texts are named in words and not looked up


def check(checking: Checking) -> None:
    """Every check of the smaller shapes."""
    library = checking.library
    for register in library.registers.values():
        _register(checking.on("registers", register.id), register)
    for series in library.series.values():
        _series(checking.on("series", series.id), series)
    for page in library.pages.values():
        thing = checking.on("pages", page.id)
        thing.served(page.serves, page.covers)
        _roles(thing, page.by)
    for one in library.checks.values():
        _check(checking.on("checks", one.id), one)
    for change in library.changes.values():
        thing = checking.on("changes", change.id)
        thing.word(["id"], change.id)
        thing.source(change.source)
        thing.exists(["cite"], change.cite, change.source, (change.holds_from, change.holds_to))
        thing.begun(change.holds_from, change.cite, change.source)
    for name, keeping in library.words.keeping.items():
        thing = checking.on("keeping", name)
        thing.word((), name)
        thing.source(keeping.source)
        thing.cite(["cite"], keeping.cite, keeping.source)
        thing.exists(["cite"], keeping.cite, keeping.source, ALWAYS)
    for step in library.escalation.values():
        thing = checking.on("escalation", step.id)
        thing.word(["id"], step.id)
        known = [DOER, *library.words.roles, *library.words.groups]
        thing.known(["tells"], "role or group of roles", step.tells, known)
    for name, wanted in library.wanted.items():
        _wanted(checking.on("wanted", name), wanted)


def _wanted(thing: Thing, wanted: Wanted) -> None:
    """Its paragraph exists, and what must always be there is shown by facts that some record type states."""
    if wanted.cite[:1].isdigit():
        thing.exists(["cite"], wanted.cite, REGULATIONS, ALWAYS)
    elif wanted.cite.startswith(GUIDE):
        thing.exists(["cite"], wanted.cite.removeprefix(GUIDE), "guide", ALWAYS)
    for index, words in enumerate(wanted.shown_by):
        for fact, _ in gaps.ways(words):
            if fact not in thing.all.facts:
                said = unknown("fact", fact, thing.all.facts)
                thing.say(["shown_by", index], f"{said} No record type states it, so this would always be missing.")
    if wanted.always and not wanted.shown_by:
        thing.say(["always"], "what must always be there needs 'shown_by': the facts that show it.")


def _register(thing: Thing, register: Register) -> None:
    """A register lists known types, and its columns are questions that one of them asks."""
    library = thing.all.library
    thing.word(["id"], register.id)
    if register.area not in library.words.areas:
        thing.say(["area"], unknown("area", register.area, library.words.areas))
    _roles(thing, register.by)
    thing.served(register.serves, register.covers)
    thing.known(["types"], "record type", register.types, library.records)
    records = [library.records[name] for name in register.types if name in library.records]
    asked = {field.id: field for record in records for stage in record.stages for field in stage.fields}
    thing.known(["columns"], "question of these types", register.columns, asked)
    choices = [name for name, field in asked.items() if field.kind == "choice"]
    thing.known(["group"], "choice of these types", [register.group] if register.group else [], choices)
    thing.known(["closed_by"], "fact", register.closed_by, thing.all.facts)


def _series(thing: Thing, series: Series) -> None:
    """A series follows facts that some record type states."""
    thing.word(["id"], series.id)
    thing.served(series.serves, series.covers)
    thing.known(["facts"], "fact", series.facts, thing.all.facts)


def _check(thing: Thing, one: Check) -> None:
    """A check says why it matters, with a source, and reads facts that some record type states."""
    thing.word(["id"], one.id)
    thing.source(one.source)
    thing.cite(["cite"], one.cite, one.source)
    thing.exists(["cite"], one.cite, one.source, ALWAYS)
    if not one.cite and not one.serves:
        thing.say(["id"], "this check cites nothing. Give 'cite' (a paragraph) or 'serves' (a practice point).")
    thing.served(one.serves, one.covers)
    thing.known(["mend"], "record type", [one.mend] if one.mend else [], thing.all.library.records)
    for key, group in (("reads", one.reads), ("ever", one.ever)):
        for name, facts in group.items():
            for fact in facts:
                if fact not in thing.all.facts:
                    said = unknown("fact", fact, thing.all.facts)
                    thing.say([key, name], f"{said} No record type states it, so this check could never find anything.")


def _roles(thing: Thing, by: Iterable[str]) -> None:
    words = thing.all.library.words
    thing.known(["by"], "role or group of roles", by, [*words.roles, *words.groups])
