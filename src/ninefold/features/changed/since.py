"""Since when "what changed" is told. Pure."""

from datetime import datetime, time, timedelta

from ninefold.base import clock

END_OF_DAY = time(17, 30)
SUNDAY = 6
SATURDAY = 5


def last_evening(now: datetime) -> datetime:
    """Half past five on the last weekday before today: on a Monday, the Friday before."""
    day = clock.local(now).date() - timedelta(days=1)
    while day.weekday() in (SATURDAY, SUNDAY):
        day -= timedelta(days=1)
    return clock.from_local(datetime.combine(day, END_OF_DAY))


def beginning(now: datetime, read_up_to: datetime | None) -> datetime:
    """Where the viewer stopped reading; without that, the last working evening."""
    return read_up_to or last_evening(now)


def greeting(now: datetime) -> str:
    """The part of the week it is: "Monday morning"."""
    wall = clock.local(now)
    part = "morning" if wall.hour < 12 else "afternoon" if wall.hour < 18 else "evening"
    return f"{wall:%A} {part}"
