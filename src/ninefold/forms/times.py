"""Days and times as people type them, on the clock on the wall."""

import re
from datetime import date, datetime, time

from ninefold.base import clock
from ninefold.forms.typed import Typed, Unclear


def day(text: str) -> date:
    """A date from a date input, or typed as 24/10/2026. Raises Unclear."""
    by_hand = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", text)
    try:
        return date(int(by_hand[3]), int(by_hand[2]), int(by_hand[1])) if by_hand else date.fromisoformat(text)
    except ValueError:
        raise Unclear(f"There is no date “{text[:40]}”. Write day, month and year, for example 24/10/2026.") from None


def wall_time(text: str) -> time:
    """A time from a time input, or typed as 9.40 or 2140. Raises Unclear."""
    by_hand = re.fullmatch(r"(\d{1,2})[:.]?(\d\d)(?::\d\d)?", text)
    try:
        return time(int(by_hand[1]), int(by_hand[2])) if by_hand else time.fromisoformat(text)
    except ValueError:
        raise Unclear(f"There is no time “{text[:40]}”. Write hours and minutes, for example 21:40.") from None


def moment(key: str, typed: Typed, now: datetime) -> str:
    """A date and a time as a moment. A date of today with no time says nothing yet. Raises Unclear."""
    on, at = typed.one(f"{key}.date"), typed.one(f"{key}.time")
    if not at:
        if on and on != clock.local(now).date().isoformat():
            raise Unclear("Please give the time as well. About is fine, if you say so in your words.")
        return ""
    if not on:
        raise Unclear("Please give the date as well.")
    return clock.text(_moment(datetime.combine(day(on), wall_time(at))))


def _moment(wall: datetime) -> datetime:
    """The moment of a time on the clock on the wall, unless the clock passed over it."""
    at = clock.from_local(wall)
    if clock.local(at).replace(tzinfo=None) != wall.replace(microsecond=0):
        raise Unclear(f"There was no {wall:%H:%M} that night: the clocks went forward. Please check the time.")
    return at


def moment_inputs(key: str, moment: str) -> dict[str, list[str]]:
    """A moment as its two inputs."""
    wall = clock.local(clock.parse(moment))
    return {f"{key}.date": [f"{wall:%Y-%m-%d}"], f"{key}.time": [f"{wall:%H:%M}"]}


def drawn_moment(key: str, typed: Typed, now: datetime) -> dict[str, str]:
    """Date and time as typed; the date begins as today."""
    on = typed.raw(f"{key}.date") if f"{key}.date" in typed else clock.local(now).date().isoformat()
    return {"date": on, "time": typed.raw(f"{key}.time")}


def in_words(moment: str) -> str:
    """A moment as a line or a sheet has it: "24/10/2026 21:40"."""
    return f"{clock.local(clock.parse(moment)):%d/%m/%Y %H:%M}"
