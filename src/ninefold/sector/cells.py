"""Single cells: a provider's number, an event's number, a date, a count. A cell that cannot be right is refused."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from ninefold.sector.words import NotKnown, is_nothing

EARLIEST = date(2000, 1, 1)  # Ofsted has inspected homes since 2007; older dates are a spreadsheet's empty ones
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_NAMED_MONTH = re.compile(r"(\d{1,2})[ \-/]([A-Za-z]{3,9})[ \-/,]+(\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URN = re.compile(r"[A-Z]{0,3}\d{3,9}")
_SPREADSHEET_DAY_NOUGHT = date(1899, 12, 30)


@lru_cache(maxsize=20_000, typed=True)
def text_of(cell: object) -> str:
    """The cell as text on one line; a whole number that a spreadsheet keeps as 4.0 is 4."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


@lru_cache(maxsize=20_000, typed=True)
def word_of(cell: object, length: int) -> str:
    """A name to keep, or nothing when the cell says none or is REDACTED."""
    text = text_of(cell)
    return "" if is_nothing(text) else text[:length]


def urn_of(cell: object) -> str:
    """The provider's reference number, such as SC033174 or 1027077."""
    text = text_of(cell)
    if not text:
        raise NotKnown("There is no URN.")
    urn = text.replace(" ", "").upper()
    if not _URN.fullmatch(urn):
        raise NotKnown(f"'{_short(text)}' is not a URN.")
    return urn


def number_of(cell: object) -> str:
    """The event's number, or nothing when there is none or a spreadsheet rounded it away (1.02E+07)."""
    text = text_of(cell).upper()
    return text if re.fullmatch(r"[A-Z0-9/_-]{3,24}", text) and re.search(r"\d", text) else ""


def date_of(cell: object, what: str, latest: date) -> date:
    """The day that the cell names, day before month. ``what`` is how a sentence calls it."""
    day = _day(cell, what)
    if day < EARLIEST:
        raise NotKnown(f"The {what} is {day:%d/%m/%Y}, which is before any inspection in these files.")
    if day > latest:
        raise NotKnown(f"The {what} is {day:%d/%m/%Y}, which is still to come.")
    return day


def _day(cell: object, what: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if not text:
        raise NotKnown(f"There is no {what}.")
    try:
        found = _written(text)
    except ValueError:
        raise NotKnown(f"The {what} '{_short(text)}' is not a day of the calendar.") from None
    if found is None:
        raise NotKnown(f"The {what} '{_short(text)}' is not a date.")
    return found


def _written(text: str) -> date | None:
    """A date as these files write it; None when it looks like none, ValueError when there is no such day."""
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        day, month, year = match.groups()
        return date(_century(year), int(month), int(day))
    if match := _YEAR_MONTH_DAY.fullmatch(text):
        return date(*(int(part) for part in match.groups()))
    if (match := _NAMED_MONTH.fullmatch(text)) and match[2][:3].lower() in _MONTHS:
        return date(_century(match[3]), _MONTHS.index(match[2][:3].lower()) + 1, int(match[1]))
    if re.fullmatch(r"\d{1,5}", text):  # how a spreadsheet counts days when a column lost its format
        return _SPREADSHEET_DAY_NOUGHT + timedelta(days=int(text))
    return None


def day_of_text(text: str) -> date | None:
    """A day written out, such as "18 July 2025"; None when there is no such day."""
    try:
        return _written(" ".join(text.split()))
    except ValueError:
        return None


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


@lru_cache(maxsize=20_000, typed=True)
def optional_date(cell: object, latest: date) -> date | None:
    """A date that may be missing or wrong without the row being lost (registration, publication, closing)."""
    if is_nothing(text_of(cell)):
        return None
    try:
        return date_of(cell, "date", latest)
    except NotKnown:
        return None


def places_of(cell: object) -> int | None:
    """How many children the home is registered for, when a whole number says so."""
    text = text_of(cell)
    return int(text) if re.fullmatch(r"\d{1,4}", text) else None


_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})?")


def postcode_of(text: str) -> str:
    """A postcode, or its first half, in one spelling; nothing when the cell holds none."""
    match = _POSTCODE.fullmatch(" ".join(text.upper().split()))
    return " ".join(filter(None, match.groups())) if match else ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
