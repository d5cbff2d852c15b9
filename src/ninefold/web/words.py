"""Times, lengths and sources in the words of a home. Pure: no request, no database."""

from datetime import date, datetime, timedelta

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.obligation import Dated, State, left_undone, state_of
from ninefold.lawbook import citations


def moment(at: datetime, now: datetime) -> str:
    """ "today 21:40", "yesterday 21:40", "tomorrow 07:00", "Sat 24 Oct, 21:40"; another year is named."""
    wall = clock.local(at)
    return f"{_near(wall.date(), clock.local(now).date())}{_joint(wall.date(), clock.local(now).date())}{clock.wall_time(at)}"


def _near(on: date, today: date) -> str:
    named = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((on - today).days)
    return named or short_day(on, today)


def _joint(on: date, today: date) -> str:
    return " " if abs((on - today).days) <= 1 else ", "


def short_day(on: date, today: date) -> str:
    """ "Sat 24 Oct" in this year's neighbourhood, "24 Oct 2024" beyond it."""
    near = abs((on - today).days) < 300
    return f"{on:%a} {on.day} {on:%b}" if near else f"{on.day} {on:%b} {on.year}"


STATES: dict[State, str] = {
    "open": "not due yet",
    "overdue": "overdue",
    "met": "done in time",
    "late": "done late",
    "void": "no longer owed",
    "spared": "not needed any more",
    "undone": "never done",
}


def due(obligation: Dated, now: datetime, *, aim: bool = False) -> tuple[str, str]:
    """What an obligation's chip says, and its colour: "" (later), amber (today or tomorrow), brick (over), leaf (met).

    What guidance hopes for, and a target for the law's "without delay", is an ``aim``: past it, it is never called late.
    """
    state = state_of(obligation, now)
    if state == "undone":
        return "never done", "brick"
    if state == "spared":
        return "not needed any more", ""
    if state == "void":
        lapsed = obligation.void_at is None and obligation.ends_at and obligation.due_at < obligation.ends_at
        if lapsed:
            return "not done", "brick"
        return "never done, no longer owed" if left_undone(obligation, now) else "no longer owed", ""
    if state == "met":
        return "done", "leaf"
    if state == "late" and obligation.met_at:
        return f"done {length(obligation.met_at - obligation.due_at)} {'past the aim' if aim else 'late'}", "amber"
    if state == "overdue":
        return f"{length(now - obligation.due_at)} {'past the aim' if aim else 'over'}", "amber" if aim else "brick"
    return by_when(obligation.due_at, now), "amber" if _days_to(obligation.due_at, now) <= 1 else ""


def by_when(due_at: datetime, now: datetime) -> str:
    """When something is due, as short as it can be said: "today 20:40", "tomorrow", "Thu", "14 Dec", "9 Jul 2027"."""
    wall, today = clock.local(due_at), clock.local(now).date()
    whole_day = wall.hour == 23 and wall.minute == 59
    days = (wall.date() - today).days
    if days > 6:
        this_year = wall.year == today.year or days < 180  # beside "9 July" of this year, "9 Jul" would be misread
        return f"{wall.day} {wall:%b}" if this_year else f"{wall.day} {wall:%b} {wall.year}"
    if days < -1:  # a day that is past is named whole: "Fri" is the one that comes
        return f"{wall.day} {wall:%b}" if wall.year == today.year else f"{wall.day} {wall:%b} {wall.year}"
    name = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, f"{wall:%a}")
    return name if whole_day else f"{name} {clock.wall_time(due_at)}"


def _days_to(at: datetime, now: datetime) -> int:
    return (clock.local(at).date() - clock.local(now).date()).days


def length(span: timedelta) -> str:
    """A length of time in its largest whole unit: "4 seconds", "40 minutes", "16 hours", "7 days", "5 months"."""
    seconds = max(int(span.total_seconds()), 0)
    for size, name, most in ((1, "second", 60), (60, "minute", 60), (3600, "hour", 48), (86400, "day", 90)):
        if seconds < size * most:
            return _count(seconds // size, name)
    days = seconds // 86400
    return _count(days // 30, "month") if days < 730 else _count(days // 365, "year")


def run(span: timedelta) -> str:
    """How long a clock has run, to the minute: "0 h 07", "1 h 07", "2 days 3 h"."""
    minutes = max(int(span.total_seconds()) // 60, 0)
    days, hours = minutes // 1440, minutes // 60 % 24
    return f"{_count(days, 'day')} {hours} h" if days else f"{hours} h {minutes % 60:02d}"


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def cited(cite: str, source: str = "regs") -> str:
    """Where it is written, shortly: "reg 35(3)(a)", "Guide 9.4"."""
    return citations.said(lawbook.current(), source, cite)
