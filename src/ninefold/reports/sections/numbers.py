"""How much was written and when, as charts and a table."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from ninefold.base import clock
from ninefold.base.english import listed, long_day
from ninefold.reports import charts, records
from ninefold.reports.blocks import Block, Chart, Figure, Heading, Table, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.reading.amounts import Amounts, amounts
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"mood": "fact?", "hours": "records?", "hours_of": "words?"}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LEAST_MOOD, MOST_MOOD = 1, 5
MOST_BARS = 31

Moods = list[tuple[date, str, float]]
Hours = dict[tuple[int, int], int]  # (weekday, first of two hours): records


class Numbers(NamedTuple):
    """Counts by type and day, moods, and when in the week records of ``types`` happened."""

    amounts: Amounts
    moods: Moods
    hours: Hours
    types: tuple[str, ...]
    hours_of: str


def read(scope: Scope, *, mood: str = "", hours: list[str] | None = None, hours_of: str = "") -> Numbers:
    """The counts. ``mood`` is the fact of a child's mood, ``hours`` the record types that are laid out by the hour of
    the week, and ``hours_of`` what these are called together."""
    types = tuple(hours or ())
    return Numbers(
        scope.once(amounts),
        moods_in(scope, mood) if mood else [],
        hours_in(scope, types) if types else {},
        types,
        hours_of or "records",
    )


def moods_in(scope: Scope, mood: str) -> Moods:
    """Each child's mood in their own scale, day by day; the mean where they were asked more than once."""
    ids = list(records.of_period(scope).values_list("pk", flat=True))
    answers: dict[tuple[date, str], list[float]] = defaultdict(list)
    rows = records.facts_in(ids).filter(name=mood, at__gte=scope.period.start, at__lt=scope.period.end)
    for at, child, value in rows.values_list("at", "subject", "value"):
        answers[clock.local(at).date(), child].append(float(value))
    return [
        (day, child, round(sum(values) / len(values), 1))
        for (day, child), values in sorted(answers.items())
        if not scope.subject or child == scope.subject
    ]


def hours_in(scope: Scope, types: tuple[str, ...]) -> Hours:
    """How many records of ``types`` happened in each two hours of the week, in London."""
    hours: Hours = defaultdict(int)
    for at in records.of_period(scope).filter(type__in=types).values_list("happened_at", flat=True):
        wall = clock.local(at)
        hours[wall.weekday(), wall.hour // 2 * 2] += 1
    return dict(hours)


def draw(data: Numbers, frame: Frame) -> list[Block]:
    """The charts and the table, or nothing when nothing was written."""
    if not data.amounts.by_type:
        return []
    drawn = [bars(data, frame), *moods(data, frame), *by_hour(data, frame)]
    head = Heading(f"The {frame.period.noun} in numbers")
    return [head, *drawn, Heading("What was written", 3), by_kind(data, frame)]


def bars(data: Numbers, frame: Frame) -> Chart:
    """Records on each day; in each month, when there are too many days for bars."""
    if frame.period.days > MOST_BARS:
        return by_month(data, frame)
    days = list(frame.period.each_day(frame.made_on)) or [frame.period.first]
    counts = [(day, data.amounts.by_day.get(day, 0)) for day in days]
    most, number = max(counts, key=lambda pair: pair[1])
    alt = f"Bars: records on each day of {frame.period.title}. Most on {long_day(most)}, {number}."
    rows = tuple((str(day.day), frame.figure(count, "day", day.isoformat())) for day, count in counts)
    spec = charts.bars("Day", "Records", order=[str(day.day) for day in days])
    return Chart("Records by day", alt, spec, ("Day", "Records"), rows)


def by_month(data: Numbers, frame: Frame) -> Chart:
    """Records in each month of a longer period."""
    months = list(frame.period.each_month(frame.made_on)) or [(frame.period.first, frame.period.first)]
    rows = tuple((f"{first:%b %y}", _in_month(data, frame, first, last)) for first, last in months)
    most, figure = max(rows, key=lambda row: row[1].number)
    alt = f"Bars: records in each month of {frame.period.title}. Most in {most}, {figure.number}."
    spec = charts.bars("Month", "Records", order=[label for label, _ in rows])
    return Chart("Records by month", alt, spec, ("Month", "Records"), rows)


def _in_month(data: Numbers, frame: Frame, first: date, last: date) -> Figure:
    number = sum(count for day, count in data.amounts.by_day.items() if first <= day <= last)
    return frame.figure(number, "day", first.isoformat(), last.isoformat())


def moods(data: Numbers, frame: Frame) -> list[Chart]:
    """Moods in the children's own scale, a line for each child."""
    if not data.moods:
        return []
    rows = tuple((on.isoformat(), mood, frame.names.of(child)) for on, child, mood in data.moods)
    children = listed(list(dict.fromkeys(row[2] for row in rows)))
    alt = f"Lines: how the day was in the child's own scale from {LEAST_MOOD} to {MOST_MOOD}, for {children}."
    spec = charts.lines("Day", "Mood", "Child", least=LEAST_MOOD, most=MOST_MOOD)
    return [Chart("Mood, in the children's own scale", alt, spec, ("Day", "Mood", "Child"), rows)]


def by_hour(data: Numbers, frame: Frame) -> list[Chart]:
    """When in the week what is asked about happened."""
    if not data.hours:
        return []
    rows = tuple(
        (f"{hour:02}", DAYS[weekday], _in_hours(data, frame, weekday, hour))
        for weekday in range(7)
        for hour in range(0, 24, 2)
    )
    (weekday, hour), most = max(data.hours.items(), key=lambda pair: pair[1])
    alt = (
        f"Field of weekdays and hours, darker for more {data.hours_of}. "
        f"Most on {DAYS[weekday]} from {hour:02}:00 to {hour + 2:02}:00, {most}."
    )
    spec = charts.squares("Hour", "Weekday", "Number", days=list(DAYS))
    title = f"{data.hours_of[:1].upper()}{data.hours_of[1:]} by hour and weekday"
    return [Chart(title, alt, spec, ("Hour", "Weekday", "Number"), rows)]


def _in_hours(data: Numbers, frame: Frame, weekday: int, hour: int) -> Figure:
    return frame.figure(data.hours.get((weekday, hour), 0), "hours", str(weekday), str(hour), *data.types)


def by_kind(data: Numbers, frame: Frame) -> Table:
    """How many records of each kind, and how many hold a child's own words."""
    kinds = sorted(data.amounts.by_type.items(), key=lambda pair: (-pair[1][0], pair[0]))
    rows = tuple(_kind(frame, type, number, voiced) for type, (number, voiced) in kinds)
    return Table("Records by kind", ("Kind", "Shelf", "Records", "With own words"), rows, (6, 4, 2, 2))


def _kind(frame: Frame, type: str, number: int, voiced: int) -> tuple[Text, ...]:
    record = frame.library.records[type]
    shelf = frame.library.words.areas.get(record.area, record.area)
    return (
        line(record.title),
        line(shelf),
        line(frame.figure(number, "type", type)),
        line(frame.figure(voiced, "voice-type", type)),
    )
