"""The days a report tells of: a month, several, or days since something; as they pass in London."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ninefold.base import clock
from ninefold.base.english import long_day
from ninefold.evidence.months import YEARS, Month

BETWEEN = "--"
LONGEST = 366 * 12  # days; more than any report tells of: a childhood in one home, and its inspections


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the ``first`` day to the ``last``, both of them in it. ``end`` is the first moment that is no longer in it."""

    first: date
    last: date

    @classmethod
    def read(cls, written: str) -> "Period":
        """The period that an address names: "2026-10", or "2026-05-01--2026-10-31". Raises ValueError with a sentence."""
        if BETWEEN not in written:
            month = Month.read(written)
            return cls(month.first, month.last)
        begins, _, ends = written.partition(BETWEEN)
        try:
            period = cls(date.fromisoformat(begins), date.fromisoformat(ends))
        except ValueError:
            period = cls(date.max, date.min)
        if period.last < period.first or period.days > LONGEST or period.first.year not in YEARS:
            raise ValueError(
                f"A period is written like 2026-10 or 2026-05-01{BETWEEN}2026-10-31, and this is {written!r}."
            )
        return period

    @classmethod
    def of_months(cls, month: Month, number: int = 1) -> "Period":
        """``number`` months, the first of them ``month``."""
        last = month
        for _ in range(number - 1):
            last = last.after
        return cls(month.first, last.last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many whole months it is; 0 when it is cut out of months."""
        ends = calendar.monthrange(self.last.year, self.last.month)[1]
        if self.first.day != 1 or self.last.day != ends:
            return 0
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return clock.start_of(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return clock.start_of(self.last + timedelta(days=1))

    @property
    def year(self) -> int:
        """The year it ends in, which need not be named beside a day."""
        return self.last.year

    @property
    def noun(self) -> str:
        """What one calls it in a sentence: "in this month"."""
        return "month" if self.months == 1 else "period"

    @property
    def title(self) -> str:
        """As people say it: "October 2026", "May to October 2026", "4 May 2026 to 31 October 2026"."""
        if not self.months:
            return f"{long_day(self.first)} to {long_day(self.last)}"
        until = f"{calendar.month_name[self.last.month]} {self.last.year}"
        if self.months == 1:
            return until
        year = f" {self.first.year}" if self.first.year != self.last.year else ""
        return f"{calendar.month_name[self.first.month]}{year} to {until}"

    @property
    def before(self) -> "Period":
        """The one of the same length that ends the day before this one begins."""
        if not self.months:
            return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))
        month = Month(self.first.year, self.first.month)
        for _ in range(self.months):
            month = month.before
        return Period.of_months(month, self.months)

    def each_day(self, until: date) -> Iterator[date]:
        """Its days, up to ``until`` if that comes sooner."""
        for number in range((min(self.last, until) - self.first).days + 1):
            yield self.first + timedelta(days=number)

    def each_month(self, until: date) -> Iterator[tuple[date, date]]:
        """Its months, each with the first and the last day that belongs to it, up to ``until`` if that comes sooner."""
        last, first = min(self.last, until), self.first
        while first <= last:
            month = Month(first.year, first.month)
            yield first, min(month.last, last)
            first = month.last + timedelta(days=1)

    def __str__(self) -> str:
        if self.months == 1:
            return f"{self.first:%Y-%m}"
        return f"{self.first.isoformat()}{BETWEEN}{self.last.isoformat()}"
