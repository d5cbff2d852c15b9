"""What an address or a filter says, read with care: anything that cannot be read counts as not said."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ninefold.base import clock
from ninefold.evidence.months import YEARS, Month


def day(given: Mapping[str, Any], name: str) -> date | None:
    """The day in field ``name``, if it is one of a year that a home can have lived in."""
    try:
        on = date.fromisoformat(given.get(name, ""))
    except ValueError:
        return None
    return on if on.year in YEARS else None


def moment(given: Mapping[str, Any], name: str) -> datetime | None:
    """The moment in field ``name`` (London time, as a browser sends it), if it is one."""
    try:
        return clock.parse(given.get(name, ""))
    except ValueError:
        return None


def month(given: Mapping[str, Any], name: str, now: datetime) -> str:
    """The month in field ``name`` as "2026-10"; the present one when there is none, or it has not begun."""
    present = f"{clock.local(now):%Y-%m}"
    asked = given.get(name, "")
    return asked if is_month(asked) and asked <= present else present


def is_month(text: str) -> bool:
    """Whether ``text`` is a month, "2026-10"."""
    try:
        return len(text) == 7 and bool(Month.read(text))
    except ValueError:
        return False


def place(text: str) -> tuple[datetime, str] | None:
    """Where a page of a timeline ended, as ``place_text`` wrote it."""
    written, _, record = text.partition("~")
    try:
        return (clock.parse(written), record) if record else None
    except ValueError:
        return None


def place_text(at: datetime, record: str) -> str:
    """Where a page of a timeline ended, for a button to carry."""
    return f"{clock.text(at)}~{record}"
