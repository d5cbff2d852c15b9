"""When a job is due: each night at a time, or each week on a day at a time. Pure.

Times are London's, as people set them; what is returned is a moment in UTC.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ninefold.base import clock

A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Nightly:
    """Due each day at ``at``; with ``weekday`` (Monday is 0) only on that day of the week."""

    at: time
    weekday: int | None = None

    @property
    def patience(self) -> timedelta:
        """How long after it was due it is worth saying, to who leads the home, that it was not done."""
        return timedelta(hours=30) if self.weekday is None else timedelta(hours=54)


def last_due(rule: Nightly, now: datetime) -> datetime:
    """The latest moment, not after ``now``, at which ``rule`` was due."""
    return max(moment for moment in _around(rule, now) if moment <= now)


def next_due(rule: Nightly, now: datetime) -> datetime:
    """The first moment after ``now`` at which ``rule`` is due."""
    return min(moment for moment in _around(rule, now) if moment > now)


def _around(rule: Nightly, now: datetime) -> list[datetime]:
    """When it is due in the days around ``now``. In the night without its hour the time is that much later."""
    today = clock.local(now).date()
    days = [today + timedelta(days=ahead) for ahead in range(-A_WEEK, A_WEEK + 1)]
    return [clock.from_local(datetime.combine(day, rule.at)) for day in days if rule.weekday in (None, day.weekday())]
