"""Days and times as people type them, on the clock on the wall."""

import re
from datetime import date, datetime, time

from ninefold.base import clock
from ninefold.forms.typed import Typed, Unclear

WHICH = "which"  # behind the key: "first" or "second" of two equal times, in the night the clocks go back


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


def moment(key: str, typed: Typed, now: datetime, began: datetime | None = None) -> str:
    """A date and a time as a moment. A date of today with no time says nothing yet. Raises Unclear.

    In the hour that the clocks give twice it is asked which was meant, unless only one of the two can be: the other
    has not come yet, or lies before ``began``, when all this began.
    """
    on, at = typed.one(f"{key}.date"), typed.one(f"{key}.time")
    if not at:
        if on and on != clock.local(now).date().isoformat():
            raise Unclear("Please give the time as well. About is fine, if you say so in your words.")
        return ""
    if not on:
        raise Unclear("Please give the date as well.")
    wall = datetime.combine(day(on), wall_time(at))
    return clock.text(_moment(wall, typed.one(f"{key}.{WHICH}"), now, began))


def _moment(wall: datetime, which: str, now: datetime, began: datetime | None) -> datetime:
    """The moment of a time on the clock on the wall, unless the clock passed over it, or gave it twice."""
    at = clock.from_local(wall)
    if clock.local(at).replace(tzinfo=None, fold=0) != wall.replace(microsecond=0):
        raise Unclear(f"There was no {wall:%H:%M} that night: the clocks went forward. Please check the time.")
    if not clock.doubled(wall):
        return at
    both = {"first": at, "second": clock.from_local(wall, second=True)}
    if which in both:
        return both[which]
    likely = [one for one in both.values() if one <= now and (began is None or one >= began)]
    if len(likely) == 1:
        return likely[0]
    raise Unclear(
        f"The clocks went back that night, and it was {wall:%H:%M} twice. Was it the first time, or the second?"
    )


def moment_inputs(key: str, moment: str) -> dict[str, list[str]]:
    """A moment as its inputs; in the doubled hour with which of the two it is."""
    at = clock.parse(moment)
    wall, which = clock.local(at), clock.which(at)
    told = {f"{key}.date": [f"{wall:%Y-%m-%d}"], f"{key}.time": [f"{wall:%H:%M}"]}
    return told | ({f"{key}.{WHICH}": [which]} if which else {})


def drawn_moment(key: str, typed: Typed, now: datetime) -> dict[str, str]:
    """Date and time as typed; the date begins as today. ``twice`` says that this time came twice, ``which`` what was said."""
    on = typed.raw(f"{key}.date") if f"{key}.date" in typed else clock.local(now).date().isoformat()
    at = typed.raw(f"{key}.time")
    try:
        twice = bool(on and at) and clock.doubled(datetime.combine(day(on), wall_time(at)))
    except Unclear:
        twice = False
    return {
        "date": on,
        "time": at,
        "twice": "yes" if twice else "",
        "which": typed.one(f"{key}.{WHICH}") if twice else "",
    }


def in_words(moment: str) -> str:
    """A moment as a line or a sheet has it: "24/10/2026 21:40"."""
    at = clock.parse(moment)
    return f"{clock.local(at):%d/%m/%Y} {clock.wall_time(at)}"
