"""Who lived, came, left and worked here in the month."""

from datetime import date

from ninefold.base.english import age, long_day
from ninefold.reports.blocks import Block, Figure, Heading, Para, Table, Tag, Text, line
from ninefold.reports.month.data import ARRIVAL, LEAVING, SUPERVISION, ChildHere, Colleague, MonthData
from ninefold.reports.month.events import told_table
from ninefold.reports.names import Names, length, short_day


def children(data: MonthData, names: Names) -> list[Block]:
    """The children who lived here, how often they were written about, and when they were last heard."""
    head = Heading("Children")
    if not data.children:
        return [head, Para(line("No child lived here in this month."))]
    rows = tuple(_child(one, data, names) for one in data.children)
    columns = ("Child", "Age", "Lives here since", "Placed by", "Key-worker", "Records", "In own words", "Last heard")
    return [head, Table("Children who lived here", columns, rows, (3, 1, 4, 4, 3, 2, 2, 3))]


def _child(one: ChildHere, data: MonthData, names: Names) -> tuple[Text, ...]:
    stay = long_day(one.came) + (f", left {long_day(one.left)}" if one.left else "")
    return (
        line(names.of(one.id)),
        line(str(age(one.born_on, data.month.last))),
        line(stay),
        line(one.authority or "not known"),
        line(names.of(one.key_worker) or "nobody named"),
        line(Figure(one.records, f"about:{one.id}")),
        line(Figure(one.voiced, f"voice:{one.id}")),
        line(short_day(one.last_heard, data.month.year) if one.last_heard else Tag("not yet", "soon")),
    )


def comings_and_goings(data: MonthData, names: Names) -> list[Block]:
    """Arrivals and leavers with what those moves started."""
    blocks: list[Block] = [Heading("Arrivals and leavers")]
    for type, none in ((ARRIVAL, "Nobody moved in."), (LEAVING, "Nobody moved out.")):
        blocks += told_table(data, names, type, none)
    return blocks


def staff(data: MonthData, names: Names) -> list[Block]:
    """Who worked here, supervision held, and how far the qualifications are that the law asks for."""
    rows = tuple(_colleague(one, data, names) for one in data.staff)
    columns = ("Name", "Role", "Since", "Supervision in the month", "Last supervision", "Diploma")
    number, key = data.supervisions, f"fact:{SUPERVISION}"
    if not rows:
        return [Heading("Staff"), Para(line("Nobody had a role here in this month."))]
    return [
        Heading("Staff"),
        Para(line("Supervision was held ", Figure(number, key), " time" if number == 1 else " times", ".")),
        Table("Who worked here", columns, rows, (4, 4, 3, 2, 3, 4)),
    ]


def _colleague(one: Colleague, data: MonthData, names: Names) -> tuple[Text, ...]:
    role = data.library.words.roles.get(one.role, one.role)
    return (
        line(names.of(one.id)),
        line(role),
        line(long_day(one.since)),
        line(Figure(one.supervisions, f"fact:{SUPERVISION}:{one.id}")),
        line(_last(one.last_supervised, data.month.last)),
        _diploma(one, data),
    )


def _last(on: date | None, until: date) -> str:
    if not on:
        return "none kept here"
    return (
        f"{long_day(on)} ({length(until - on)} before the month's end)" if on < until.replace(day=1) else long_day(on)
    )


def _diploma(one: Colleague, data: MonthData) -> Text:
    """The diploma that somebody's role asks for: reached, or since when they have been on the way."""
    if one.managed_since:
        return _reached("Level 5", one.level5_on, "manager", one.managed_since, data)
    if one.care_role_since:
        return _reached("Level 3", one.level3_on, "care role", one.care_role_since, data)
    return line("none asked for")


def _reached(name: str, on: date | None, role: str, since: date, data: MonthData) -> Text:
    if on and on <= data.month.last:
        return line(f"{name}, {long_day(on)}")
    return line(Tag(f"{name} not yet", "soon"), f", {role} since {long_day(since)}")
