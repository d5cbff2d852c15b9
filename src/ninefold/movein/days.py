"""Days as homes write them: day first, as a spreadsheet's number, with a month's name, with a note beside it.

What has one reading only is read; a year of two figures, a day that may be month first and one that is no day are asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOUGHT = date(1899, 12, 30)
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s?[/.\-–\\ ,]\s?(\d{1,2})\s?[/.\-–\\ ,]\s?(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d)(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
)
_DAY_WORD = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.,]*("
    + "|".join(_MONTHS)
    + r")[a-z]*\.?[\s\-/.,']*(\d{4}|\d{2})(?!\d)",
    re.I,
)
_WORD_DAY = re.compile(
    r"\b(" + "|".join(_MONTHS) + r")[a-z]*\.?[\s\-/.]*(\d{1,2})(?:st|nd|rd|th)?[\s,\-/.]+(\d{4}|\d{2})(?!\d)", re.I
)
_MONTH_YEAR = re.compile(r"\b(" + "|".join(_MONTHS) + r")[a-z]*\.?[\s\-/.,']*(\d{4}|\d{2})(?!\d)", re.I)
_FIGURES_MONTH = re.compile(r"(?<![\d/.\-])(\d{1,2})[/.\-](\d{4})(?!\d)")
_TIME = re.compile(r"\s*\b\d{1,2}:\d{2}(:\d{2})?\s*(am|pm)?\b", re.I)
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?", re.I)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says of a day: the day when there is one reading, else what is to be asked, and what else stands there."""

    day: date | None = None
    question: str = ""
    offers: tuple[date, ...] = ()
    rest: str = ""  # what stands in the cell beside the day


def month_first(cells: Iterable[object], heading: str = "") -> bool:
    """Whether a column seems to write the month first: a second figure over 12, or its heading says so."""
    if re.search(r"mm\s?[/.\-]\s?dd", heading, re.I):
        return True
    for cell in cells:
        match = _FIGURES.search(str(cell)) if isinstance(cell, str) else None
        if match and int(match[2]) > 12 >= int(match[1]):
            return True
    return False


def read(cell: object, *, today: date, american: bool = False) -> Reading:
    """The day in a cell. ``american`` says that some day of the same table can only be read month first."""
    if isinstance(cell, datetime):
        return _sane(cell.date(), "")
    if isinstance(cell, date):
        return _sane(cell, "")
    if isinstance(cell, bool):
        return Reading(question="This is no day.")
    if isinstance(cell, int | float):
        return _number(cell)
    text = " ".join(str(cell or "").split())
    if not text:
        return Reading()
    if re.fullmatch(r"\d{4,8}(\.0+)?", text):
        return _number(float(text))
    return _text(_WEEKDAY.sub("", text).strip(), today, american)


def _sane(day: date, rest: str) -> Reading:
    if not 1900 <= day.year <= 2100 or day == _NOUGHT:
        return Reading(question=f"The year {day.year} cannot be right. Which day is it?", rest=rest)
    return Reading(day=day, rest=rest)


def _number(number: float) -> Reading:
    whole = int(number)
    if 19000101 <= whole <= 21001231:
        try:
            return Reading(day=date(whole // 10000, whole // 100 % 100, whole % 100))
        except ValueError:
            return Reading(question=f"{whole} is not a day of the calendar. Which day is it?")
    if 7000 <= whole <= 73_000:  # 1919 to 2099, as a spreadsheet counts days when a column lost its format
        return Reading(day=_NOUGHT + timedelta(days=whole))
    if 1920 <= whole <= 2100:
        return Reading(question=f"Only the year {whole} is there. Which day was it?")
    return Reading(question=f"{whole} is not a day. Which day is it?")


def _text(text: str, today: date, american: bool) -> Reading:
    if match := _YEAR_FIRST.search(text):
        return _made(text, match, int(match[1]), int(match[2]), int(match[3]), today, short=False)
    if match := _DAY_WORD.search(text):
        year, short = _year(match[3], today)
        return _made(text, match, year, _MONTHS.index(match[2].lower()[:3]) + 1, int(match[1]), today, short=short)
    if match := _WORD_DAY.search(text):
        year, short = _year(match[3], today)
        return _made(text, match, year, _MONTHS.index(match[1].lower()[:3]) + 1, int(match[2]), today, short=short)
    if match := _FIGURES.search(text):
        return _figures(text, match, today, american)
    return _part(text)


def _figures(text: str, match: re.Match[str], today: date, american: bool) -> Reading:
    first, second = int(match[1]), int(match[2])
    year, short = _year(match[3], today)
    rest = _rest(text, match)
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first is None and month_first is not None:
        return Reading(
            question=f"“{text}” has no such day when the day comes first. Is it {written(month_first)}?",
            offers=(month_first,),
            rest=rest,
        )
    if day_first is not None and american and month_first is not None and month_first != day_first:
        return Reading(
            question=f"“{text}”: other days of this list are written month first. Which day is this?",
            offers=(day_first, month_first),
            rest=rest,
        )
    return _made(text, match, year, second, first, today, short=short)


def _made(text: str, match: re.Match[str], year: int, month: int, number: int, today: date, *, short: bool) -> Reading:
    day, rest = _day(year, month, number), _rest(text, match)
    if day is None:
        return Reading(question=f"“{match[0].strip()}” is not a day of the calendar. Which day is it?", rest=rest)
    if short:
        offers: tuple[date, ...] = (day,)
        if year > today.year and year >= 2035:
            older = _day(year - 100, month, number)
            offers = (day, older) if older else offers
        return Reading(
            question=f"“{match[0].strip()}” has a year of two figures. Is it {written(day)}?", offers=offers, rest=rest
        )
    return _sane(day, rest)


def _part(text: str) -> Reading:
    """A month and a year, or a year alone: asked for the day."""
    month = year = 0
    match: re.Match[str] | None
    if match := _MONTH_YEAR.search(text):
        month, year = _MONTHS.index(match[1].lower()[:3]) + 1, int(match[2]) + (2000 if len(match[2]) == 2 else 0)
    elif match := _FIGURES_MONTH.search(text):
        month, year = int(match[1]), int(match[2])
    first = _day(year, month, 1) if year else None
    if first is not None:
        return Reading(
            question=f"“{text}” has no day. Which day was it? The first of the month is offered.",
            offers=(first,),
            rest=text if match is None else _rest(text, match),
        )
    if match := re.search(r"(?<!\d)((?:19|20)\d{2})(?!\d)", text):
        return Reading(question=f"“{text}” has only a year. Which day was it?", rest=_rest(text, match))
    return Reading(question=f"“{text}” is not a day. Which day is it, if there is one?", rest=text)


def _year(written_year: str, today: date) -> tuple[int, bool]:
    """The year, and whether it had two figures: then of this century, or of the last when that is far ahead."""
    if len(written_year) == 4:
        return int(written_year), False
    year = 2000 + int(written_year)
    return (year - 100 if year > today.year + 15 else year), True


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _rest(text: str, match: re.Match[str]) -> str:
    left = _TIME.sub("", text[: match.start()] + " " + text[match.end() :])
    return " ".join(left.split()).strip(" ()-–,;.")


def written(day: date) -> str:
    """A day in words: 3 February 2019."""
    return f"{day.day} {day:%B %Y}"
