"""Which backups are kept: seven days, five weeks, twelve months, and always the newest that was proved. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ninefold.base import clock

DAYS, WEEKS, MONTHS = 7, 5, 12


@dataclass(frozen=True, slots=True)
class Generation:
    """A backup as keeping sees it: its file, when it was made, and whether it was opened again and found whole."""

    file: str
    made_at: datetime
    proved: bool


def to_go(backups: Iterable[Generation]) -> list[Generation]:
    """Those of ``backups`` for which a newer one of the same day, week or month stands, oldest first.

    Of each of the last seven days that have one, five weeks and twelve months the newest stays. Days are London's.
    """
    newest = sorted(backups, key=lambda one: one.made_at, reverse=True)
    stay = {one.file for one in [one for one in newest if one.proved][:1]}
    for many, name in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        stay |= _first_of_each(newest, name, many)
    return [one for one in reversed(newest) if one.file not in stay]


def _first_of_each(newest: list[Generation], name: Callable[[date], object], many: int) -> set[str]:
    firsts: dict[object, str] = {}
    for one in newest:
        firsts.setdefault(name(clock.local(one.made_at).date()), one.file)
    return set(list(firsts.values())[:many])


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return (day.year, day.month)
