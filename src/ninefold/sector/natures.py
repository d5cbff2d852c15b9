"""What kind of word a sheet is, and of which day it speaks. Decided from its own titles and rows, never from the order
of import: the same file means the same wherever it stands in a queue.

in-year     every inspection of an inspection year; what it says of a provider holds on its last day of publication
as-at       who was on the register on a day, with the newest full inspection of each
list        who was on the register on a day, without inspections ("providers and places")
waiting     who was on the register on a day and had not been inspected yet; completes an as-at file of the same day
moves       who joined and who left the register between two days
report      one home's own inspection report
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ninefold.sector import years
from ninefold.sector.rows import RowStatement

IN_YEAR, AS_AT, LIST, WAITING, MOVES, REPORT = "in-year", "as-at", "list", "waiting", "moves", "report"
KINDS = (IN_YEAR, AS_AT, LIST, WAITING, MOVES, REPORT)
REGISTERS = (AS_AT, LIST, WAITING)
SLOW = timedelta(days=400)  # a report that came out later than this after its inspection is a slip of the pen
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ _-]+([a-z]{3,9})[ _-]+(\d{4})\b")
_MONTH = re.compile(r"\b([a-z]{3,9})[ _-]+(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})[-_](\d{2})[-_](\d{2})\b")
_AS_AT = re.compile(r"\bas at\b|\bat (\d|march|august|september)|\bon the register\b")
_WAITING = re.compile(r"\bnot (yet )?(been )?inspected|\bno inspection\b|\buninspected\b|\bawaiting\b")


@dataclass(frozen=True, slots=True)
class Nature:
    """A sheet's kind, the day it speaks of and how sure that day is, and whether absence from it is a word too."""

    kind: str
    day: date
    day_known: bool = True
    since: date | None = None
    whole: bool = False

    @property
    def national(self) -> bool:
        """Whether it is a table of many homes and not one home's report."""
        return self.kind != REPORT


def plain(text: str) -> str:
    """A title as it is compared: small letters, one space between words, underscores as spaces."""
    return " ".join(text.lower().replace("_", " ").replace("–", "-").split())


def day_in(text: str) -> date | None:
    """The day that a title or a file's name tells, such as "31 March 2025", "march_2025" or "2023-03-31"."""
    plain_text = plain(text)
    for number, name, year in _DAY_MONTH.findall(plain_text):
        if day := _day(int(year), name, int(number)):
            return day
    if match := _ISO.search(plain_text):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            return None
    for name, year in _MONTH.findall(plain_text):
        if day := _day(int(year), name, None):
            return day
    return None


def _day(year: int, name: str, number: int | None) -> date | None:
    if name[:3] not in _MONTHS or not 2000 <= year <= 2100:
        return None
    month = _MONTHS.index(name[:3]) + 1
    try:
        return date(year, month, number or monthrange(year, month)[1])
    except ValueError:
        return None


def of(
    purpose: str, titles: Sequence[str], columns: Sequence[str], statements: Sequence[RowStatement], latest: date
) -> Nature:
    """The nature of a sheet. ``titles`` are what stands above it, its own name and its file's, nearest first."""
    if purpose == "report":
        return Nature(REPORT, _newest(statements, latest))
    above = [plain(title) for title in titles]
    told = next((day for title in titles if (day := day_in(title)) and day <= latest), None)
    if purpose == "moves":
        day = told or _told_by_columns(columns, last=True) or _month_end(_newest(statements, latest))
        return Nature(MOVES, day, since=_told_by_columns(columns, last=False) or _year_before(day))
    waits = any(_WAITING.search(title) for title in above)
    uninspected = not any(one.kind for one in statements)
    if waits and uninspected:
        return _register(WAITING, told, statements, latest)
    if uninspected:
        return _register(LIST, told, statements, latest)
    latest_columns = sum(plain(title).startswith("latest") for title in columns) >= 2
    if latest_columns or (any(_AS_AT.search(title) for title in above) and _once_each(statements)):
        return _register(AS_AT, told, statements, latest)
    if told and _once_each(statements) and not any(re.search(r"\bin year\b|in-year", title) for title in above):
        return _register(AS_AT, told, statements, latest)
    return Nature(IN_YEAR, _newest(statements, latest))


def _register(kind: str, told: date | None, statements: Sequence[RowStatement], latest: date) -> Nature:
    """A register of a day. It is whole when it also names providers that have not been inspected."""
    whole = kind == LIST or (kind == AS_AT and not all(one.kind for one in statements))
    day = told or min(_month_end(_newest(statements, latest)), latest)
    return Nature(kind, day, day_known=told is not None, whole=whole)


def _once_each(statements: Sequence[RowStatement]) -> bool:
    """Whether each provider stands in one row, as on a register."""
    urns = [one.urn for one in statements]
    return len(set(urns)) == len(urns)


def _newest(statements: Sequence[RowStatement], latest: date) -> date:
    """The newest day that the rows tell of: a file cannot be older than that."""
    days = [one.on for one in statements if one.on]
    days += [
        one.published_on for one in statements if one.on and one.published_on and one.published_on <= one.on + SLOW
    ]
    if not days:
        days = [day for one in statements for day in (one.registered_on, one.closed_on) if day]
    return min(max(days, default=latest), latest)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _year_before(day: date) -> date:
    """The same day a year before: lists of joiners and leavers cover a year."""
    return (
        day.replace(year=day.year - 1, day=min(day.day, 28))
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )


def _told_by_columns(columns: Sequence[str], *, last: bool) -> date | None:
    """The days in titles such as "Registration status (as at 1 April 2024)": the first is the day after the start."""
    days = sorted({day for title in columns if (day := day_in(title))})
    if not days or (not last and len(days) < 2):
        return None
    return days[-1] if last else days[0] - timedelta(days=1)


def row_day(nature: Nature, statement: RowStatement, spread: bool) -> date:
    """The day a row speaks of: its sheet's, or its own inspection's in a file of several years."""
    return statement.on if spread and statement.on else nature.day


def is_spread(nature: Nature, statements: Sequence[RowStatement]) -> bool:
    """Whether an inspection file holds several inspection years: then its last day says nothing of the older rows."""
    if nature.kind != IN_YEAR:
        return nature.kind == REPORT
    return len({years.year_of(one.on) for one in statements if one.on}) > 1
