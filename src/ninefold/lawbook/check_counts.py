"""Whether the figures, questions and columns that an outline gives its sections name what exists."""

from collections.abc import Iterable, Mapping
from typing import Any

from ninefold.lawbook import counts
from ninefold.lawbook.checking import Thing
from ninefold.lawbook.counts import CountedFigure
from ninefold.lawbook.model import FormField
from ninefold.lawbook.pages import Where
from ninefold.lawbook.problems import unknown

STATES = ("met", "late", "overdue", "open", "spared", "undone")


def figures(thing: Thing, where: Where, given: list[Any]) -> None:
    """Each line of a list of figures: it can be read, has an id of its own and counts what there is."""
    try:
        lines = counts.counts(given)
    except ValueError as problem:
        thing.say(where, f"a figure cannot be read: {problem}.")
        return
    seen: set[str] = set()
    for index, line in enumerate(lines):
        here = [*where, index]
        thing.word([*here, "id"], line.id)
        if line.id in seen:
            thing.say([*here, "id"], f"two figures have the id '{line.id}'.")
        seen.add(line.id)
        _figure(thing, here, line)


def _figure(thing: Thing, where: Where, line: CountedFigure) -> None:
    library = thing.all.library
    if len(line.sources) != 1:
        thing.say(where, f"a figure counts one thing: types, newest, fact, duty, stay or work. '{line.id}' has {', '.join(line.sources) or 'none'}.")  # fmt: skip
    thing.known([*where], "record type", [*line.types, *filter(None, [line.newest])], library.records)
    if line.fact:
        thing.known([*where], "fact", [line.fact], thing.all.facts)
    if line.duty:
        thing.known([*where], "duty", [line.duty], library.duties)
        thing.known([*where], "state of a duty", [line.state], STATES)
    thing.known([*where], "role or group of roles", line.roles, [*library.words.roles, *library.words.groups])
    types = [name for name in (*line.types, line.newest) if name in library.records]
    answers(thing, where, line.where, types)
    if line.without:
        stages = {stage.id for name in types for stage in library.records[name].stages}
        thing.known([*where], "stage", [line.without], stages)


def answers(thing: Thing, where: Where, wanted: Mapping[str, Iterable[str]], types: Iterable[str]) -> None:
    """Answers that narrow a figure or a table: a question of one of the types, and an option of it."""
    asked = questions(thing, types)
    for name, values in wanted.items():
        if name not in asked:
            thing.say([*where], unknown("question", name, asked))
            continue
        options = {option.id for field in asked[name] for option in field.options}
        if options:
            thing.known([*where], f"answer to '{name}'", list(values), options)


def columns(thing: Thing, where: Where, given: Iterable[str], types: Iterable[str]) -> None:
    """Columns of a table: questions of one of its types."""
    thing.known([*where], "question", list(given), questions(thing, types))


def questions(thing: Thing, types: Iterable[str]) -> dict[str, list[FormField]]:
    """Every question of some record types, by id."""
    asked: dict[str, list[FormField]] = {}
    for name in types:
        record = thing.all.library.records.get(name)
        for stage in record.stages if record else ():
            for field in stage.fields:
                asked.setdefault(field.id, []).append(field)
    return asked
