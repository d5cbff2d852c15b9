"""Whether the outlines of reports name sections, parameters, records, facts and roles that exist."""

from collections.abc import Callable, Iterator
from typing import Any

from ninefold.lawbook import check_counts, outlines
from ninefold.lawbook.checking import ALWAYS, Checking, Thing
from ninefold.lawbook.outlines import Declared, Outline, SectionUse
from ninefold.lawbook.pages import Where
from ninefold.lawbook.problems import unknown

OPTIONAL = "?"
Rich = Callable[[Thing, Where, Any, SectionUse], None]


def check(checking: Checking) -> None:
    """Every check of the outlines."""
    for outline in checking.library.reports.values():
        _outline(checking.on("reports", outline.id), outline)


def _outline(thing: Thing, outline: Outline) -> None:
    library = thing.all.library
    thing.word(["id"], outline.id)
    thing.source(outline.source)
    thing.cite(["cite"], outline.cite, outline.source)
    thing.exists(["cite"], outline.cite, outline.source, ALWAYS)
    thing.served(outline.serves, outline.covers)
    readers = [*library.words.roles, *library.words.groups]
    thing.known(["readers"], "role or group of roles", outline.readers, readers)
    _since(thing, outline)
    _since_fact(thing, outline)
    for index, use in enumerate(outline.sections):
        _section(thing, ["sections", index], use, outline)


def _since(thing: Thing, outline: Outline) -> None:
    """A period since the last record says which record; no other period does."""
    if outline.period == "since-last" and outline.since is None:
        thing.say(["period"], "this period begins after the last record of some type. Say in 'since' of which.")
    elif outline.period != "since-last" and outline.since is not None:
        thing.say(["since"], f"'since' is for a period of 'since-last', and this one is '{outline.period}'.")
    elif outline.since is not None and outline.since not in thing.all.library.records:
        thing.say(["since"], unknown("record type", outline.since, thing.all.library.records))


def _since_fact(thing: Thing, outline: Outline) -> None:
    """What narrows the records after which a period begins is a fact, and there are such records."""
    if outline.since_fact is None:
        return
    if outline.since is None:
        thing.say(["since_fact"], "'since_fact' narrows 'since', and there is none. Say in 'since' which record type.")
    elif outline.since_fact not in thing.all.facts:
        thing.say(["since_fact"], unknown("fact", outline.since_fact, thing.all.facts))


def _section(thing: Thing, where: Where, use: SectionUse, outline: Outline) -> None:
    section = outlines.declared().get(use.name)
    if section is None:
        thing.say(where, unknown("section", use.name, outlines.declared()))
        return
    if outline.subject not in section.subjects:
        able = " or ".join(section.subjects)
        thing.say(where, f"the section '{use.name}' is about a {able}, and this report is about a {outline.subject}.")
    for reason, parameter in _parameters(use, section):
        thing.say([*where, use.name, *parameter], reason)
    for parameter, kind in section.parameters.items():
        if parameter in use.given:
            _given(thing, [*where, use.name, parameter], kind.rstrip(OPTIONAL), use.given[parameter], use)


def _parameters(use: SectionUse, section: Declared) -> Iterator[tuple[str, Where]]:
    """What a section is given that it does not take, and what it takes and is not given."""
    for parameter in use.given:
        if parameter not in section.parameters:
            yield unknown(f"parameter of the section '{use.name}'", parameter, section.parameters), [parameter]
    for parameter, kind in section.parameters.items():
        if parameter not in use.given and not kind.endswith(OPTIONAL):
            yield f"the section '{use.name}' needs '{parameter}' ({kind}). Add it.", []


_SHAPES = {
    "words": (str, "text"),
    "record": (str, "the id of a record type"),
    "fact": (str, "a fact"),
    "yes or no": (bool, "true or false"),
    "lines": (list, "a list of words"),
    "records": (list, "a list of record types"),
    "records with words": (dict, "record types, each with words"),
    "facts with words": (dict, "facts, each with words"),
    "figures": (list, "a list of figures"),
    "types": (list, "a list of record types"),
    "questions": (list, "a list of questions of those record types"),
    "answers": (dict, "questions, each with the answer looked for"),
    "register": (str, "the id of a register"),
    "series": (list, "a list of series"),
    "facts": (list, "a list of facts"),
    "number": (int, "a whole number"),
}  # fmt: skip


def _given(thing: Thing, where: Where, kind: str, given: Any, use: SectionUse) -> None:
    """A parameter has the shape of its kind, and the ids in it exist."""
    shape, plain = _SHAPES[kind]
    if not isinstance(given, shape):
        thing.say(where, f"'{where[-1]}' should be {plain}.")
        return
    if kind in _RICH:
        _RICH[kind](thing, where, given, use)
        return
    if isinstance(given, dict | list) and not all(isinstance(text, str) for text in _texts(given)):
        thing.say(where, f"'{where[-1]}' should be {plain}, all of them text.")
        return
    if kind.startswith(("record", "fact")):
        what = "record type" if kind.startswith("record") else "fact"
        every = thing.all.library.records if what == "record type" else thing.all.facts
        for name in outlines.names(given):
            if name not in every:
                thing.say([*where, name], unknown(what, name, every))


def _types(use: SectionUse, thing: Thing) -> list[str]:
    """The record types that a section's questions are asked of: its own, or those of its register."""
    register = thing.all.library.registers.get(str(use.given.get("register", "")))
    return [*outlines.names(use.given.get("types")), *(register.types if register else ())]


def _ids(what: str, section: str) -> Rich:
    """A check that every id given names something of a section of the library."""

    def check(thing: Thing, where: Where, given: Any, use: SectionUse) -> None:
        known = thing.all.facts if section == "facts" else getattr(thing.all.library, section)
        thing.known([*where], what, outlines.names(given), known)

    return check


_RICH: dict[str, Rich] = {
    "figures": lambda thing, where, given, use: check_counts.figures(thing, where, given),
    "types": _ids("record type", "records"),
    "register": _ids("register", "registers"),
    "series": _ids("series", "series"),
    "facts": _ids("fact", "facts"),
    "number": lambda thing, where, given, use: None,
    "questions": lambda thing, where, given, use: check_counts.columns(thing, where, given, _types(use, thing)),
    "answers": lambda thing, where, given, use: check_counts.answers(
        thing, where, {name: [] for name in given}, _types(use, thing)
    ),
}


def _texts(given: dict[str, Any] | list[Any]) -> list[Any]:
    return list(given.values()) if isinstance(given, dict) else given
