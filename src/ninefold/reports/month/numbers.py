"""How much was written and when, as charts and a table, and what the records cannot tell."""

from datetime import date, timedelta

from ninefold.base import clock
from ninefold.base.english import counted, listed, long_day
from ninefold.reports import charts
from ninefold.reports.blocks import Block, Chart, Figure, Heading, Inline, Para, Table, Text, line
from ninefold.reports.month.data import INCIDENT, MEASURE, TOLD, MonthData
from ninefold.reports.names import Names

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LEAST_MOOD, MOST_MOOD = 1, 5
FEW = 12


def written(data: MonthData, names: Names) -> list[Block]:
    """The month's writing: by day, children's moods, when hard things happened, and by kind."""
    if not data.written.by_type:
        return []
    drawn = [by_day(data), *moods(data, names), *by_hour(data)]
    return [Heading("The month in numbers"), *drawn, Heading("What was written", 3), by_kind(data)]


def by_day(data: MonthData) -> Chart:
    """Records on each day."""
    days = _days(data)
    counts = [(one, data.written.by_day.get(one, 0)) for one in days]
    most, number = max(counts, key=lambda one: one[1])
    alt = f"Bars: records on each day of {data.month.title}. Most on {long_day(most)}, {number}."
    order = [str(one.day) for one in days]
    rows = tuple((str(one.day), Figure(number, f"day:{one.isoformat()}")) for one, number in counts)
    return Chart("Records by day", alt, charts.bars("Day", "Records", order=order), ("Day", "Records"), rows)


def _days(data: MonthData) -> list[date]:
    """The month's days up to the day it was made."""
    last = min(data.month.last, clock.local(data.made_at).date())
    return [data.month.first + timedelta(days=n) for n in range((last - data.month.first).days + 1)] or [
        data.month.first
    ]


def moods(data: MonthData, names: Names) -> list[Chart]:
    """Moods in the children's own scale, a line for each child."""
    if not data.moods:
        return []
    rows = tuple((on.isoformat(), mood, names.of(child)) for on, child, mood in data.moods)
    children = listed(list(dict.fromkeys(row[2] for row in rows)))
    alt = f"Lines: how the day was in the child's own scale from {LEAST_MOOD} to {MOST_MOOD}, for {children}."
    spec = charts.lines("Day", "Mood", "Child", least=LEAST_MOOD, most=MOST_MOOD)
    return [Chart("Mood, in the children's own scale", alt, spec, ("Day", "Mood", "Child"), rows)]


def by_hour(data: MonthData) -> list[Chart]:
    """When in the week incidents and measures happened."""
    if not data.written.by_hour:
        return []
    types = f"{INCIDENT}+{MEASURE}"
    rows = tuple(
        (
            f"{hour:02}",
            DAYS[weekday],
            Figure(data.written.by_hour.get((weekday, hour), 0), f"hours:{types}:{weekday}:{hour}"),
        )
        for weekday in range(7)
        for hour in range(0, 24, 2)
    )
    (weekday, hour), most = max(data.written.by_hour.items(), key=lambda one: one[1])
    alt = (
        "Field of weekdays and hours, darker for more incidents and measures. "
        f"Most on {DAYS[weekday]} from {hour:02}:00 to {hour + 2:02}:00, {most}."
    )
    spec = charts.squares("Hour", "Weekday", "Number", days=list(DAYS))
    return [Chart("Incidents and measures by hour and weekday", alt, spec, ("Hour", "Weekday", "Number"), rows)]


def by_kind(data: MonthData) -> Table:
    """How many records of each kind, and how many hold a child's own words."""
    kinds = sorted(data.written.by_type.items(), key=lambda one: (-one[1][0], one[0]))
    rows = tuple(_kind(data, type, number, voiced) for type, (number, voiced) in kinds)
    return Table("Records by kind", ("Kind", "Shelf", "Records", "With own words"), rows, (6, 4, 2, 2))


def _kind(data: MonthData, type: str, number: int, voiced: int) -> tuple[Text, ...]:
    known = data.library.records[type]
    shelf = data.library.words.areas.get(known.area, known.area)
    return (
        line(known.title),
        line(shelf),
        line(Figure(number, f"type:{type}")),
        line(Figure(voiced, f"voice-type:{type}")),
    )


def not_known(data: MonthData, names: Names) -> list[Block]:
    """What the records leave open, so that nobody reads silence as good news."""
    found = [*_unheard(data, names), *_unsigned(data), *_silent_days(data), *_put_right(data)]
    found += _unproved(data)
    return [Heading("What is not known"), *(Para(one) for one in found)]


def _unheard(data: MonthData, names: Names) -> list[Text]:
    silent = [names.of(one.id) for one in data.children if not one.voiced]
    return [line(f"No words of their own are kept this month from {listed(silent)}.")] if silent else []


def _unsigned(data: MonthData) -> list[Text]:
    """Stages after the first that nobody has signed, for the records told one by one."""
    found: list[Text] = []
    for type in TOLD:
        for stage in data.library.records[type].stages[1:]:
            number = sum(stage.id not in one.stages for one in data.events[type])
            if number and not stage.repeats:
                title = data.library.records[type].title
                figure = Figure(number, f"without:{type}:{stage.id}")
                found.append(
                    line(f"{title}: “{stage.title}” is not signed in ", figure, _of(len(data.events[type])), ".")
                )
    return found


def _of(number: int) -> str:
    return " of 1 record" if number == 1 else f" of {number} records"


def _silent_days(data: MonthData) -> list[Text]:
    silent = [str(one.day) for one in _days(data) if not data.written.by_day.get(one)]
    if not silent or not data.children:
        return []
    return [line(f"On {counted(len(silent), 'day')} nothing was written: {listed(silent)} {data.month.title}.")]


def _put_right(data: MonthData) -> list[Text]:
    said: list[Inline] = []
    for number, key, words in (
        (data.written.signed_late, "signed-late", "signed more than a day after what they tell"),
        (data.written.corrected, "corrected", "corrected since"),
        (data.written.withdrawn, "withdrawn", "withdrawn and counted nowhere here"),
    ):
        said += ["; " if said else "Of the month's records, ", Figure(number, key), f" {words}"]
    return [line(*said, ".")]


def _unproved(data: MonthData) -> list[Text]:
    gaps = [one.ref for one in data.evidence if one.gap]
    if not gaps:
        return []
    which = f": {listed(gaps)}" if len(gaps) <= FEW else ", as the tables of the nine standards show"
    return [line(f"For {counted(len(gaps), 'paragraph')} nothing is kept from the last quarter{which}.")]
