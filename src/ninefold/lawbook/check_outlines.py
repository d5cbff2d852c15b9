"""Whether the outlines of reports name sections, parameters, records, facts and roles that exist."""

from collections.abc import Iterator
from typing import Any

from ninefold.lawbook import outlines
from ninefold.lawbook.checking import ALWAYS, Checking, Thing
from ninefold.lawbook.outlines import Declared, Outline, SectionUse
from ninefold.lawbook.pages import Where
from ninefold.lawbook.problems import unknown

OPTIONAL = "?"


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
            _given(thing, [*where, use.name, parameter], kind.rstrip(OPTIONAL), use.given[parameter])


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
}  # fmt: skip


def _given(thing: Thing, where: Where, kind: str, given: Any) -> None:
    """A parameter has the shape of its kind, and the ids in it exist."""
    shape, plain = _SHAPES[kind]
    if not isinstance(given, shape):
        thing.say(where, f"'{where[-1]}' should be {plain}.")
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


def _texts(given: dict[str, Any] | list[Any]) -> list[Any]:
    return list(given.values()) if isinstance(given, dict) else given
