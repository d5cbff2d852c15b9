"""A month's report out of what was gathered: one list of blocks. Pure."""

from itertools import chain

from ninefold.base import clock
from ninefold.base.english import counted, long_day
from ninefold.reports.blocks import Block, Figure, Heading, KeyValues, PageBreak, Para, Report, SignOff, line
from ninefold.reports.month import events, numbers, people, standards
from ninefold.reports.month.data import COMPLAINT, GOOD_THING, INCIDENT, MEASURE, MISSING, MonthData
from ninefold.reports.names import Names

TITLE = "Evidence pack"


def compose(data: MonthData, initials: bool = False) -> Report:
    """The whole report. With ``initials``, people are not named."""
    names = Names(data.names, initials)
    return Report(
        title=TITLE,
        home=data.home.name,
        urn=data.home.urn,
        month=str(data.month),
        period=data.month.title,
        made_at=clock.text(data.made_at),
        seq=data.seq,
        hash=data.hash,
        blocks=tuple(chain.from_iterable(part for part in _parts(data, names))),
    )


def _parts(data: MonthData, names: Names) -> list[list[Block]]:
    return [
        cover(data),
        in_short(data),
        [PageBreak()],
        people.children(data, names),
        people.comings_and_goings(data, names),
        standards.nine(data),
        events.incidents(data, names),
        events.measures(data, names),
        events.what_helped(data, names),
        events.missing(data, names),
        events.complaints(data, names),
        events.wishes(data, names),
        people.staff(data, names),
        events.late(data, names),
        numbers.written(data, names),
        numbers.not_known(data, names),
        [SignOff(("Registered manager, date", "Independent person or reviewer, date"))],
    ]


def cover(data: MonthData) -> list[Block]:
    """What this is, of which home and month, and by which state of the ledger."""
    role = data.library.words.roles.get(data.role, data.role.replace("-", " "))
    return [
        KeyValues(
            (
                ("Home", line(data.home.name)),
                ("URN", line(data.home.urn)),
                ("Month", line(f"{long_day(data.month.first)} to {long_day(data.month.last)}")),
                (
                    "Made",
                    line(
                        f"{long_day(clock.local(data.made_at).date())}, {clock.local(data.made_at):%H:%M}{_unfinished(data)}"
                    ),
                ),
                ("Holds", line(f"what a {role[:1].lower()}{role[1:]} may see")),
                ("Ledger", line(f"entry {data.seq}, {data.hash}")),
            )
        ),
        Para(
            line(
                "Every number here was counted from signed records and opens them on the page in Ninefold. "
                "The hash names the last entry of the home's ledger when this was made: if any entry before it were "
                "changed, it would no longer fit."
            ),
            quiet=True,
        ),
    ]


def _unfinished(data: MonthData) -> str:
    return "; the month is not over" if data.made_at < data.month.end else ""


def in_short(data: MonthData) -> list[Block]:
    """The month in a few lines."""
    total = sum(number for number, _ in data.written.by_type.values())
    voiced = sum(number for _, number in data.written.by_type.values())
    rows = [("Records", line(Figure(total, "all"), ", of them ", Figure(voiced, "voice"), " with a child's own words"))]
    rows.append(("Good things noticed", line(Figure(data.good_things, f"fact:{GOOD_THING}"))))
    for type in (INCIDENT, MEASURE, MISSING, COMPLAINT):
        number = len(data.events[type])
        rows.append((data.library.records[type].title, line(Figure(number, f"type:{type}"))))
    states = [one.state for one in data.evidence]
    proved = states.count("proved") + states.count("voiced")
    rows.append(
        (
            "Paragraphs of the nine standards",
            line(
                f"{proved} of {len(states)} proved in the month, {states.count('voiced')} of them with a child's own words; "
                f"{states.count('stale')} proved before it only, {states.count('empty')} with nothing yet"
            ),
        )
    )
    rows.append(("Duties", line(f"{data.late.done} met late, {data.late.open} overdue")))
    return [Heading("In short"), KeyValues(tuple(rows)), *_empty(data)]


def _empty(data: MonthData) -> list[Block]:
    if data.written.by_type:
        return []
    lived = counted(len(data.children), "child", "children").capitalize()
    return [Para(line(f"Nothing was written in this month. {lived} lived here."))]
