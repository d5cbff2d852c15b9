"""The clock, and how moments are written.

Moments are aware datetimes in UTC with whole seconds. People read and type London time;
``local`` and ``from_local`` cross that border and nothing else does.
"""

import os
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_started = time.monotonic()


def now() -> datetime:
    """The moment it is: UTC, whole seconds.

    Only the edges of the house (a view, a command) may call this; everything inside is
    handed its time. ``NINEFOLD_CLOCK`` sets the moment the process began at, and time runs
    on from there, so that a story or a test can be lived through on its own dates.
    """
    told = os.environ.get("NINEFOLD_CLOCK")
    if told:
        elapsed = timedelta(seconds=int(time.monotonic() - _started))
        return parse(told) + elapsed
    return datetime.now(UTC).replace(microsecond=0)


def text(moment: datetime) -> str:
    """``moment`` as the ledger writes it: UTC, whole seconds, ending in Z."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def parse(written: str) -> datetime:
    """The moment that ``written`` (ISO 8601) names; without an offset it is London time.

    Raises ValueError when it is not a date and time, or lies beyond the calendar.
    """
    moment = datetime.fromisoformat(written)
    try:
        return from_local(moment) if moment.tzinfo is None else moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError as beyond:
        raise ValueError(f"No calendar goes as far as {written!r}.") from beyond


def local(moment: datetime) -> datetime:
    """``moment`` on the clock on the wall in London."""
    return moment.astimezone(LONDON)


def from_local(wall: datetime, *, second: bool = False) -> datetime:
    """The moment a London wall clock shows ``wall``; in the doubled hour the first of the two, or the ``second``."""
    return wall.replace(tzinfo=LONDON, microsecond=0, fold=int(second)).astimezone(UTC)


def doubled(wall: datetime) -> bool:
    """Whether a London wall clock shows ``wall`` twice: in the hour that comes again when the clocks go back."""
    return from_local(wall) != from_local(wall, second=True) and local(from_local(wall)).replace(tzinfo=None) == (
        wall.replace(tzinfo=None, microsecond=0, fold=0)
    )


def which(moment: datetime) -> str:
    """Which of two equal times on the wall a moment is: "first" or "second"; "" where there is only one."""
    wall = local(moment)
    if not doubled(wall.replace(tzinfo=None, fold=0)):
        return ""
    return "second" if wall.fold else "first"


def wall_time(moment: datetime) -> str:
    """The time on the wall, "01:30"; with "the second time" in the hour that the clocks give twice."""
    said = {"first": " (the first time)", "second": " (the second time)"}
    return f"{local(moment):%H:%M}{said.get(which(moment), '')}"


def start_of(day: date) -> datetime:
    """The first moment of ``day`` in London, as UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last whole second of ``day`` in London, as UTC."""
    return start_of(day + timedelta(days=1)) - timedelta(seconds=1)
