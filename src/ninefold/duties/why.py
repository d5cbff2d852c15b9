"""Why something is owed, in a sentence or two: what started it, and how the date was reached."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from ninefold.base import clock
from ninefold.duties import calendar
from ninefold.lawbook import durations
from ninefold.lawbook.durations import Duration
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import SETTING_UP, Library, Weight
from ninefold.lawbook.timing import Due

Titles = Mapping[str, str]

BY = {
    "the-start": "before it began",
    "end-of-day": "the same day",
    "end-of-month": "by the end of the month",
    "end-of-next-month": "by the end of the following month",
    "end-of-year": "by the end of the year",
}

TARGETS: dict[Weight, str] = {
    "law": "a target, not the law's limit",
    "guidance": "a target from guidance, not the law's limit",
    "custom": "a target of our own, not the law's limit",
}


def titles(library: Library) -> Titles:
    """What people call each fact that one kind of record states: its title, and its later stage's.

    One that several stages of it state, as a renewal does, goes by the record's title alone. A fact that several kinds
    state, or that stands in somebody's details, goes by its own name instead; so does one by which a status ends and
    that a record states only with some answer ("moved in" does not tell that nobody looks after the child).
    """
    ends = {word.fact for status in library.statuses.values() for word in status.ends}
    said: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind in library.records.values():
        for stage in kind.stages if kind.area != SETTING_UP else ():
            own = kind.title if stage is kind.stages[0] else f"{kind.title}: {stage.title}"
            stated = (rule.fact for rule in stage.yields if not (rule.when and rule.fact in ends))
            for name in (f"{kind.id}.{stage.id}", *stated):
                said[name].add(own)
                kinds[name].add(kind.title)
        if kind.plan:
            said[kind.review_due] = kinds[kind.review_due] = {kind.title}
    found = {name: one if len(one) == 1 else kinds[name] for name, one in said.items()}
    return {name: next(iter(one)) for name, one in found.items() if len(one) == 1}


def of_event(due: Due, weight: Weight, start: Fact, due_at: datetime, own: str, names: Titles, *, void: bool) -> str:
    """Why an obligation that ``start`` opened is due at ``due_at``, or why it is no longer owed."""
    if void:
        return of_gone(start, names)
    counted = f" Counted: {start.data['sum']}." if start.data.get("sum") else ""
    return f"{_name(start, names)}, {_when(start)}. {_event_reckoning(due, weight, start, due_at, own)}{counted}"


def of_second_look(start: Fact, since: datetime, length: Duration, due_at: datetime, names: Titles) -> str:
    """Why something is to be checked once more: its text was corrected when the time for the first look was over."""
    return (
        f"{_name(start, names)}, {_when(start)}. It was corrected on {moment(since)}, after it had been looked at, so it is "
        f"looked at again: {length} from the correction.{_clock_note(since, due_at, str(length))}"
    )


def of_turn(
    base: Fact, base_at: datetime, due_at: datetime, within: str, own: str, names: Titles, *, first: bool
) -> str:
    """Why the next of something owed again and again is due: from the last, or from where it begins.

    Without ``within`` the last one said itself when it ends.
    """
    if base_at != base.at:
        since = f"Counted from {day(calendar.day_of(base_at))}, when these records begin."
    elif first:
        since = f"{_name(base, names)}, {_when(base)}."
    else:
        since = f"Counted from the last, {_when(base)}."
    if not within:
        return f"{since} The date given with it is {day(calendar.day_of(due_at))}."
    return f"{since} {_reckoning(durations.parse(within), base_at, due_at, own)}"


def of_deferral(said: str, moved: Fact, due_at: datetime) -> str:
    """What is said of a turn that somebody put off."""
    return f"{said} Put off on {day(calendar.day_of(moved.at))} to {day(calendar.day_of(due_at))}."


def of_period(unit: str, first: date, last: date) -> str:
    """Why something is owed once in a calendar month or year."""
    if unit == "month":
        return f"Owed once in every calendar month: {first:%B %Y} ends on {day(last)}."
    return f"Owed once in every calendar year: {first:%Y} ends on {day(last)}."


def of_end(said: str, end: Fact, names: Titles) -> str:
    """What is said of something open when what it belongs to came to an end."""
    return f"{said} No longer owed: {_name(end, names)}, {_when(end)}."


def of_spared(said: str, end: Fact, names: Titles, undone: str, *, over: bool) -> str:
    """What is said of something when what it was for was gone before it was done, in time or when it was ``over``."""
    ended = f"{_name(end, names)}, {_when(end)}"
    if not over:
        return f"{said} Not needed any more: {ended}."
    return f"{said} Its time was over when the need for it ended ({ended}). {undone or 'It was never done.'}"


def of_status(said: str, end: Fact | None, at: datetime, names: Titles) -> str:
    """What is said of something open when it no longer applies to its child, or to the home."""
    because = f": {_name(end, names)}, {_when(end)}" if end else ""
    return f"{said} No longer owed from {day(calendar.day_of(at))}{because}."


def of_age(said: str, at: datetime) -> str:
    """What is said of something that a birthday ends."""
    return f"{said} Not owed from the birthday on {day(calendar.day_of(at))}: the law asks it for children only."


def of_gone(start: Fact, names: Titles) -> str:
    """Why nothing is owed any more: what started it was withdrawn, or corrected to something else."""
    opened = f"{_name(start, names)}, {_when(start)}."
    when = f" on {day(calendar.day_of(start.ended_at))}" if start.ended_at else ""
    if start.withdrawn:
        return f"{opened} The record was withdrawn{when}, so nothing is owed."
    return f"{opened} The record was corrected{when} and no longer says so, so nothing is owed."


def moment(at: datetime) -> str:
    """A moment as people say it: "Saturday 24 October 2026, 21:40", London time."""
    local = clock.local(at)
    return f"{day(local.date())}, {clock.wall_time(at)}"


def day(when: date) -> str:
    """A day as people say it: "Saturday 24 October 2026"."""
    return f"{when:%A} {when.day} {when:%B %Y}"


def _when(fact: Fact) -> str:
    if fact.elsewhere:
        return f"{day(calendar.day_of(fact.at))}, before coming here"
    return day(calendar.day_of(fact.at)) if fact.day else moment(fact.at)


def _name(fact: Fact, names: Titles) -> str:
    plain = fact.name.replace(".", " ").replace("-", " ")
    return names.get(fact.name, plain[:1].upper() + plain[1:])


def _event_reckoning(due: Due, weight: Weight, start: Fact, due_at: datetime, own: str) -> str:
    told = calendar.day_of(_told(start.data[due.on])) if due.on else calendar.day_of(start.at)
    if due.on and not due.before and not due.after and told < calendar.day_of(start.at):
        return f"The date given with it, {day(told)}, was past already."
    if due.on and due.before:
        return f"{durations.parse(due.before)} before the date given with it, {day(told)}."
    if due.on and due.after:
        return f"{durations.parse(due.after)} after the date given with it: {day(calendar.day_of(due_at))}."
    if due.on:
        return f"The date given with it is {day(calendar.day_of(due_at))}."
    if due.by:
        return f"Due {BY[due.by]}, {day(calendar.day_of(due_at))}."
    if due.target:
        return f"Without delay: {durations.parse(own or due.target)} is {TARGETS[weight]}.{_clock_note(start.at, due_at, due.target)}"
    return _reckoning(durations.parse(own or due.within or ""), start.at, due_at, own)


def _told(told: str) -> datetime:
    """A day or moment from a fact's data, as a moment."""
    return clock.start_of(date.fromisoformat(told)) if len(told) == 10 else clock.parse(told)


def _reckoning(length: Duration, start: datetime, due_at: datetime, own: str) -> str:
    """How ``length`` was counted, with what made a difference on the way."""
    whose = ", the home's own interval" if own else ""
    if length.unit in ("hours", "minutes"):
        return f"{length} after that{whose}.{_clock_note(start, due_at, str(length))}"
    if length.unit == "working days":
        return f"{length}{whose}, leaving out {_left_out(calendar.day_of(start), calendar.day_of(due_at))}."
    return f"{length}{whose}, to the end of {day(calendar.day_of(due_at))}."


def _clock_note(start: datetime, due_at: datetime, length: str) -> str:
    """A sentence where hours of elapsed time end at another hour of the wall clock."""
    change = calendar.clocks_change_between(start, due_at)
    if not change or durations.parse(length).unit not in ("hours", "minutes"):
        return ""
    return f" The clocks go {change} in between, so it ends at {clock.local(due_at):%H:%M}."


def _left_out(start: date, end: date) -> str:
    """What a count of working days passed over: weekends, and bank holidays by name."""
    between = [start + timedelta(days=n) for n in range(1, (end - start).days)]
    weekends = sum(d.weekday() == calendar.SATURDAY for d in between)
    holidays = [calendar.bank_holiday(d) for d in between if d.weekday() < calendar.SATURDAY]
    named = [name for name in holidays if name]
    parts = [["", "the weekend", "weekends"][min(weekends, 2)], *named]
    return " and ".join(part for part in parts if part) or "weekends and bank holidays"
