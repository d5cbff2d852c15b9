"""Records of some types told one by one: how many, how their deadlines stand, each in a row, and the child's words."""

from collections.abc import Iterable
from typing import NamedTuple

from ninefold.lawbook.model import Duty, Library
from ninefold.reports.blocks import Block, Heading, Inline, Link, Para, Said, Table, Tag, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import Names, by, length, moment
from ninefold.reports.reading.events import Deadline, Happening, happenings
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"types": "records with words", "heading": "words?"}
MOST_DEADLINES = 4
STATES = (("met", "in time"), ("late", "late"), ("overdue", "overdue"), ("open", "still to come"), ("spared", "not needed any more"), ("undone", "never done"))  # fmt: skip


class Told(NamedTuple):
    """What happened of each type, and what is said when nothing did."""

    heading: str
    none: dict[str, str]
    happened: dict[str, tuple[Happening, ...]]


def read(scope: Scope, *, types: dict[str, str], heading: str = "") -> Told:
    """The records; ``types`` gives each record type the sentence for a period without any."""
    happened = scope.once(happenings)
    return Told(heading, types, {type: happened[type] for type in types})


def draw(data: Told, frame: Frame) -> list[Block]:
    """A heading (the first type's title, if the outline gives none) and each type's table."""
    blocks: list[Block] = [Heading(data.heading or frame.library.records[next(iter(data.none))].title)]
    for type, none in data.none.items():
        blocks += table(type, data.happened[type], none, frame)
    return blocks


def table(type: str, happened: tuple[Happening, ...], none: str, frame: Frame) -> list[Block]:
    """One type: how many, how their deadlines stand, each in a row, and the child's words."""
    if not happened:
        return [Para(line(none))]
    duties = _duties(frame.library, happened)
    title = frame.library.records[type].title
    counted = frame.figure(len(happened), "type", type)
    columns = ("When", "Who", "What", *(duty.title for duty in duties))
    rows = tuple(_row(each, duties, frame) for each in happened)
    return [
        Para(line(f"{title}: ", counted, " record" if len(happened) == 1 else " records", ".")),
        *(Para(_standing(duty, happened, frame), quiet=True) for duty in duties),
        Table(title, columns, rows, (3, 3, 7, *(3 for _ in duties))),
        *(_words(each, frame.names) for each in happened if each.voice),
    ]


def _words(each: Happening, names: Names) -> Said:
    whose = ", ".join(filter(None, (names.all(each.about), moment(each.at))))
    return Said(names.write(each.voice), line(Link(whose, each.record)))


def _duties(library: Library, happened: Iterable[Happening]) -> list[Duty]:
    """The library's duties that these records started, in the library's order."""
    started = {deadline.duty for each in happened for deadline in each.deadlines}
    return [duty for id, duty in library.duties.items() if id in started][:MOST_DEADLINES]


def _standing(duty: Duty, happened: Iterable[Happening], frame: Frame) -> Text:
    """How a duty stands over all of them: "Write down the measure: 2 in time, 1 late"."""
    parts: list[Inline] = []
    deadlines = [deadline for each in happened for deadline in each.deadlines if deadline.duty == duty.id]
    for state, words in STATES:
        records = {deadline.record for deadline in deadlines if deadline.state == state}
        if records:
            parts += [", " if parts else "", frame.figure(len(records), "clock", duty.id, state), f" {words}"]
    return line(f"{duty.title}: ", *parts, ". ")


def _row(each: Happening, duties: Iterable[Duty], frame: Frame) -> tuple[Text, ...]:
    label = option(frame.library, each)
    story = frame.names.write(each.headline)
    opens = Link(story or frame.library.records[each.type].title, each.record)
    cells = [_cell([deadline for deadline in each.deadlines if deadline.duty == duty.id]) for duty in duties]
    return (
        line(moment(each.at)),
        line(frame.names.all(each.about)),
        line(f"{label}. " if label else "", opens),
        *cells,
    )


def _cell(deadlines: list[Deadline]) -> Text:
    parts: list[Inline] = []
    for deadline in deadlines:
        parts += ["; " if parts else "", *became(deadline)]
    return line(*parts) if parts else line("not owed")


def became(deadline: Deadline) -> Text:
    """What became of an obligation: "Sun 25 Oct 11:20, in time", "late by 3 hours", "overdue since Mon 26 Oct", "never done"."""
    due_at, met_at, key = deadline.due_at, deadline.met_at, deadline.key
    if met_at and deadline.state == "met":
        return line(f"{moment(met_at)}, ", Tag("in time", "good", key))
    if met_at:
        return line(f"{moment(met_at)}, ", Tag(f"late by {length(met_at - due_at)}", "late", key))
    if deadline.state == "undone":
        return line(Tag("never done", "late", key), f", was due {by(due_at)}")
    if deadline.state == "spared":
        return line(Tag("not needed any more", "", key))
    if deadline.state == "overdue":
        return line(Tag("overdue", "late", key), f" since {by(due_at)}")
    return line(Tag(f"by {by(due_at)}", "soon", key))


def option(library: Library, each: Happening) -> str:
    """What was chosen for the value that the record's facts carry: "A hold or other restraint"."""
    choices = [field for stage in library.records[each.type].stages for field in stage.fields if field.options]
    options = [option for field in choices for option in field.options]
    labels = [option.label for value in each.values.values() for option in options if option.id == value]
    return ", ".join(dict.fromkeys(labels))
