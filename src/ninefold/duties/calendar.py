"""Date arithmetic as the law counts: elapsed hours, whole days in London, working days in England, months, years.

Hours and minutes are elapsed time, whatever the clocks do. Everything longer is counted in whole days and ends with
the last second of its last day in London, so "within 5 days" ends as the fifth day after the event ends.
"""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from ninefold.base import clock
from ninefold.lawbook.durations import Duration

SATURDAY = 5


def add(moment: datetime, length: Duration) -> datetime:
    """The last moment that is still within ``length`` of ``moment``, in UTC."""
    if length.unit == "minutes":
        return moment + timedelta(minutes=length.count)
    if length.unit == "hours":
        return moment + timedelta(hours=length.count)
    return clock.end_of(day_after(day_of(moment), length))


def before(moment: datetime, length: Duration) -> datetime:
    """The first moment that is no more than ``length`` before ``moment``; working days count as days here."""
    if length.unit in ("minutes", "hours"):
        return moment - (add(moment, length) - moment)
    day = day_of(moment)
    if length.unit == "working days":
        return clock.start_of(day - timedelta(days=_days(length)))
    return clock.start_of(day_before(day, length))


def day_before(day: date, length: Duration) -> date:
    """The last day that still leaves a ``length`` of days or longer until ``day``."""
    if length.unit == "working days":
        return _working_days_on(day, length.count, by=-1)
    if _months(length):
        return _months_on(day, -_months(length))
    return day - timedelta(days=_days(length))


def in_sight(begun: datetime, due_at: datetime, notice: Duration | None, over: datetime | None) -> datetime:
    """When something begins to be owed: when it ``begun``, or only ``notice`` before it is due.

    What was ``over`` (met, or taken back) before anybody had to think of it was owed until then.
    """
    opened = max(begun, before(due_at, notice)) if notice else begun
    return min(opened, over) if over else opened


def day_of(moment: datetime) -> date:
    """The day it is in London at ``moment``."""
    return clock.local(moment).date()


def day_after(day: date, length: Duration) -> date:
    """The last day of a ``length`` of days or longer, counted from ``day``."""
    if length.unit == "working days":
        return _working_days_on(day, length.count)
    if _months(length):
        return _months_on(day, _months(length))
    return day + timedelta(days=_days(length))


def bank_holiday(day: date) -> str:
    """The name of England's bank holiday on ``day``, or nothing."""
    return str(_bank_holidays(day.year).get(day, ""))


def is_working_day(day: date) -> bool:
    """Whether ``day`` is neither a Saturday, a Sunday nor a bank holiday in England."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def ending(day: date, by: str) -> date:
    """The last day of a named period that holds ``day``: end-of-day, end-of-month, end-of-next-month, end-of-year."""
    if by == "end-of-day":
        return day
    if by == "end-of-year":
        return date(day.year, 12, 31)
    if by == "end-of-next-month":
        return month_end(month_end(day) + timedelta(days=1))
    return month_end(day)


def periods(first: date, unit: str) -> Iterator[tuple[str, date, date]]:
    """Calendar months or years without end, from the one that holds ``first``: name, first day, last day."""
    start = first.replace(day=1) if unit == "month" else date(first.year, 1, 1)
    while start.year < date.max.year:
        end = ending(start, f"end-of-{unit}")
        yield (f"{start:%Y-%m}" if unit == "month" else f"{start:%Y}"), start, end
        start = end + timedelta(days=1)


def clocks_change_between(start: datetime, end: datetime) -> str:
    """ "forward" or "back" when London's clocks change once between the two moments, else nothing."""
    before_it, after_it = clock.local(start).utcoffset(), clock.local(end).utcoffset()
    if before_it == after_it or before_it is None or after_it is None:
        return ""
    return "forward" if after_it > before_it else "back"


def _months(length: Duration) -> int:
    return {"months": 1, "years": 12}.get(length.unit, 0) * length.count


def _days(length: Duration) -> int:
    return {"days": 1, "working days": 1, "weeks": 7}[length.unit] * length.count


def _months_on(day: date, months: int) -> date:
    """The same day number so many months on, or that month's last day where it has no such number."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _working_days_on(day: date, count: int, by: int = 1) -> date:
    while count:
        day += timedelta(days=by)
        count -= is_working_day(day)
    return day


@cache
def _bank_holidays(year: int) -> dict[date, str]:
    import holidays  # slow to begin with, and a process that counts no working days does without

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=[year]))
