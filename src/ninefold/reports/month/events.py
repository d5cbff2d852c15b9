"""What happened in the month, one by one, each with the clocks it started."""

from collections.abc import Iterable

from ninefold.base.english import after, counted
from ninefold.lawbook import citations
from ninefold.lawbook.model import Duty, Library
from ninefold.reports.blocks import Block, Figure, Heading, Inline, Link, Para, Said, Table, Tag, Text, Words, line
from ninefold.reports.month.data import COMPLAINT, HELPED, INCIDENT, MEASURE, MISSING, Clock, Event, MonthData, Owed
from ninefold.reports.names import Names, by, length, moment

MOST_CLOCKS = 4
STATES = (("met", "in time"), ("late", "late"), ("overdue", "overdue"), ("open", "still to come"))


def incidents(data: MonthData, names: Names) -> list[Block]:
    """Incidents, and how each ended."""
    return [Heading("Incidents"), *told_table(data, names, INCIDENT, "No incident was written down.")]


def measures(data: MonthData, names: Names) -> list[Block]:
    """Holds, consequences and other measures with the law's three clocks, then what the children said of them."""
    title = data.library.records[MEASURE].title
    return [Heading(title), *told_table(data, names, MEASURE, "No measure was used.")]


def what_helped(data: MonthData, names: Names) -> list[Block]:
    """What was tried to calm each child, and whether it did: what helps a child matters more than what went wrong."""
    if not data.steps:
        return []
    rows = tuple(
        (
            line(names.of(one.child)),
            line(names.write(one.step)),
            line(Figure(one.helped, f"step:{HELPED}:{one.child}:{one.step}")),
            line(Figure(one.tried, f"step:tried:{one.child}:{one.step}")),
        )
        for one in data.steps
    )
    return [
        Heading("What helped"),
        Table("What helped", ("Child", "What was tried", "Helped", "Tried"), rows, (3, 8, 2, 2)),
    ]


def missing(data: MonthData, names: Names) -> list[Block]:
    """Missing episodes with the return interviews."""
    return [Heading("Missing"), *told_table(data, names, MISSING, "No child went missing.")]


def complaints(data: MonthData, names: Names) -> list[Block]:
    """Complaints and what came of them."""
    return [Heading("Complaints"), *told_table(data, names, COMPLAINT, "Nobody complained.")]


def told_table(data: MonthData, names: Names, type: str, none: str) -> list[Block]:
    """The month's records of one type: how many, how their clocks stand, each in a row, and the child's words."""
    events = data.events[type]
    if not events:
        return [Para(line(none))]
    duties = _duties(data, events)
    number = len(events)
    title = data.library.records[type].title
    blocks: list[Block] = [
        Para(line(f"{title}: ", Figure(number, f"type:{type}"), " record" if number == 1 else " records", "."))
    ]
    blocks += [Para(_standing(duty, events), quiet=True) for duty in duties]
    columns = ("When", "Who", "What", *(duty.title for duty in duties))
    rows = tuple(_row(one, duties, data.library, names) for one in events)
    blocks.append(Table(title, columns, rows, (3, 3, 7, *(3 for _ in duties))))
    blocks += [Said(names.write(one.voice), line(Link(_whose(one, names), one.record))) for one in events if one.voice]
    return blocks


def _whose(one: Event, names: Names) -> str:
    return ", ".join(filter(None, (names.all(one.about), moment(one.at))))


def _duties(data: MonthData, events: Iterable[Event]) -> list[Duty]:
    """The library's duties that these events started, in the library's order."""
    started = {clock.duty for one in events for clock in one.clocks}
    return [duty for id, duty in data.library.duties.items() if id in started][:MOST_CLOCKS]


def _standing(duty: Duty, events: Iterable[Event]) -> Text:
    """How a duty stands over all events: "Write down the measure: 2 in time, 1 late"."""
    parts: list[Inline] = []
    for state, words in STATES:
        records = {one.record for one in events for c in one.clocks if c.duty == duty.id and c.state == state}
        if records:
            parts += [", " if parts else "", Figure(len(records), f"clock:{duty.id}:{state}"), f" {words}"]
    return line(f"{duty.title}: ", *parts, ". ")


def _row(one: Event, duties: Iterable[Duty], library: Library, names: Names) -> tuple[Text, ...]:
    label = option(library, one)
    story = names.write(one.headline)
    what = line(f"{label}. " if label else "", Link(story or library.records[one.type].title, one.record))
    cells = [_cell([c for c in one.clocks if c.duty == duty.id]) for duty in duties]
    return (line(moment(one.at)), line(names.all(one.about)), what, *cells)


def _cell(clocks: list[Clock]) -> Text:
    parts: list[Inline] = []
    for clock in clocks:
        parts += ["; " if parts else "", *became(clock)]
    return line(*parts) if parts else line("not owed")


def became(clock: Clock) -> Text:
    """What became of an obligation: "Sun 25 Oct 11:20, in time", "late by 3 hours", "overdue since Mon 26 Oct"."""
    if clock.met_at and clock.state == "met":
        return line(f"{moment(clock.met_at)}, ", Tag("in time", "good", clock.key))
    if clock.met_at:
        return line(
            f"{moment(clock.met_at)}, ", Tag(f"late by {length(clock.met_at - clock.due_at)}", "late", clock.key)
        )
    if clock.state == "overdue":
        return line(Tag("overdue", "late", clock.key), f" since {by(clock.due_at)}")
    return line(Tag(f"by {by(clock.due_at)}", "soon", clock.key))


def option(library: Library, one: Event) -> str:
    """What was chosen for the value that the event's facts carry: "A hold or other restraint"."""
    asked = [f for stage in library.records[one.type].stages for f in stage.fields if f.options]
    labels = [o.label for value in one.values.values() for f in asked for o in f.options if o.id == value]
    return ", ".join(dict.fromkeys(labels))


def wishes(data: MonthData, names: Names) -> list[Block]:
    """What children asked for, in their own words, and whether they had an answer."""
    found = data.wishes
    if not found.listed:
        return [Heading("Wishes"), Para(line("No child's wish was written down, and none was waiting."))]
    answered = counted(found.done, "wish", "wishes").capitalize()
    blocks: list[Block] = [Heading("Wishes"), Para(line(f"{answered} answered, {found.open} waiting.", _older(found)))]
    for title, met in (("Waiting for an answer", False), ("Answered", True)):
        here = [one for one in found.listed if bool(one.met_at) is met]
        if here:
            blocks += [Heading(title, 3), *(_wish(one, data, names) for one in here)]
    return blocks


def _older(found: Owed) -> str:
    """Says that a list is not the whole, when it is not."""
    return f" The {found.unlisted} oldest are not listed here." if found.unlisted else ""


def _wish(one: Clock, data: MonthData, names: Names) -> Block:
    asked = Link(f"{names.of(one.subject)}, {moment(one.opened_at, data.month.year)}", one.record)
    until = one.met_at or data.made_at
    span = until - one.opened_at
    told = f"; answered {after(span, length(span))}" if one.met_at else f"; no answer for {length(span)}"
    owner = f"; with {names.of(one.owner)}" if one.owner and not one.met_at else ""
    return Said(names.write(one.text), line(asked, told, owner, "."))


def late(data: MonthData, names: Names) -> list[Block]:
    """Duties met late or not met: which, whose rule, about whom, by when, and what became of it."""
    head = Heading("Duties late or overdue")
    if not data.late.listed:
        return [head, Para(line("Every duty that fell due in the month was met in time."))]
    rows = tuple(_late(one, data, names) for one in data.late.listed)
    columns = ("Duty", "Rule", "About", "Due", "What became of it")
    said = Para(
        line(f"{data.late.done} met late, {data.late.open} overdue, from this month and before.", _older(data.late))
    )
    return [head, said, Table("Duties late or overdue", columns, rows, (5, 4, 3, 3, 4))]


def _late(one: Clock, data: MonthData, names: Names) -> tuple[Text, ...]:
    duty = data.duties[one.duty]
    about = data.home.name if one.subject == data.home.pk else names.of(one.subject)
    said = Words(names.write(one.text)) if one.text and one.duty in _wish_duties(data) else names.write(one.text)
    return (
        line(Link(duty.title, one.record), ": " if one.text else "", said),
        line(rule(duty, data.library, one.key)),
        line(about),
        line(by(one.due_at, data.month.year)),
        became(one)
        if one.met_at
        else line(Tag("overdue", "late", one.key), f" for {length(data.made_at - one.due_at)}"),
    )


def _wish_duties(data: MonthData) -> set[str]:
    return {one.duty for one in data.wishes.listed}


def rule(duty: Duty, library: Library, key: str) -> Tag:
    """Whether law, guidance or custom asks for it, and where that is written."""
    source = library.sources.get(duty.source)
    named = "reg" if duty.source == "regs" else source.short if source else duty.source
    doubt = f", {citations.UNVERIFIED}" if duty.unverified else ""
    return Tag(f"{duty.weight}: {named} {duty.cite}".strip() + doubt, duty.weight, key)
