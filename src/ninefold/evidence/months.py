"""A calendar month as it passes in London."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from ninefold.base import clock

# Years a home can have lived in or will; every month of them has one before and one after it.
YEARS = range(1900, 2200)


class Span(Protocol):
    """Days that belong together: a month, or the period of a report. ``end`` is the first moment after them."""

    @property
    def last(self) -> date:
        """The last day."""

    @property
    def start(self) -> datetime:
        """The first moment."""

    @property
    def end(self) -> datetime:
        """The first moment that is no longer in it."""

    @property
    def noun(self) -> str:
        """What one calls it: "this month", "this time"."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year. ``start`` and ``end`` are moments; ``end`` is the first moment that is no longer in it."""

    year: int
    number: int

    @classmethod
    def read(cls, written: str) -> "Month":
        """The month that ``written`` ("2026-10") names. Raises ValueError with a sentence."""
        try:
            day = date.fromisoformat(f"{written}-01")
        except ValueError:
            day = date.max
        if day.year not in YEARS:
            raise ValueError(f"A month is written like 2026-10, and this is {written!r}.")
        return cls(day.year, day.month)

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        """The month it is in London at ``moment``."""
        day = clock.local(moment)
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The month's first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The month's last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return clock.start_of(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return clock.start_of(self.last + timedelta(days=1))

    @property
    def title(self) -> str:
        """As people say it: "October 2026"."""
        return f"{calendar.month_name[self.number]} {self.year}"

    @property
    def noun(self) -> str:
        """What one calls it."""
        return "month"

    @property
    def before(self) -> "Month":
        """The month before this one."""
        return Month.of(self.start - timedelta(days=1))

    @property
    def after(self) -> "Month":
        """The month after this one."""
        return Month.of(self.end)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
