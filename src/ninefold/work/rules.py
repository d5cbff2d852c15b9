"""When a job is due: each night at a time, each week or month on a day at a time, or every so many minutes. Pure.

Times are London's, as people set them; what is returned is a moment in UTC.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ninefold.base import clock

A_WEEK = 7
A_MONTH = 31


@dataclass(frozen=True, slots=True)
class Nightly:
    """Due each day at ``at``; with ``weekday`` (Monday is 0) only on that day of the week."""

    at: time
    weekday: int | None = None

    @property
    def interval(self) -> timedelta:
        """The time between two of its moments, as the wall clock has it."""
        return timedelta(days=1 if self.weekday is None else 7)

    @property
    def patience(self) -> timedelta:
        """How long after it was due it is worth saying, to who leads the home, that it was not done."""
        return timedelta(hours=30) if self.weekday is None else timedelta(hours=54)


@dataclass(frozen=True, slots=True)
class Monthly:
    """Due on the ``day`` of each month at ``at``. ``day`` is at most 28, so that every month has it."""

    at: time
    day: int

    @property
    def interval(self) -> timedelta:
        """The longest time between two of its moments."""
        return timedelta(days=31)

    @property
    def patience(self) -> timedelta:
        """How long after it was due it is worth saying that it was not done."""
        return timedelta(hours=54)


@dataclass(frozen=True, slots=True)
class Every:
    """Due every so many minutes, counted from midnight in UTC. ``minutes`` divides an hour."""

    minutes: int

    @property
    def interval(self) -> timedelta:
        """The time between two of its moments."""
        return timedelta(minutes=self.minutes)

    @property
    def patience(self) -> timedelta:
        """How long after it was due it is worth saying that it was not done."""
        return timedelta(hours=2)


Rule = Nightly | Monthly | Every


def last_due(rule: Rule, now: datetime) -> datetime:
    """The latest moment, not after ``now``, at which ``rule`` was due."""
    return max(moment for moment in _around(rule, now) if moment <= now)


def next_due(rule: Rule, now: datetime) -> datetime:
    """The first moment after ``now`` at which ``rule`` is due."""
    return min(moment for moment in _around(rule, now) if moment > now)


def _around(rule: Rule, now: datetime) -> list[datetime]:
    """When it is due in the days around ``now``. In the night without its hour the time is that much later."""
    if isinstance(rule, Every):
        begun = now.replace(minute=now.minute - now.minute % rule.minutes, second=0, microsecond=0)
        return [begun, begun + rule.interval]
    today = clock.local(now).date()
    if isinstance(rule, Monthly):
        days = [today + timedelta(days=ahead) for ahead in range(-A_MONTH, A_MONTH + 1)]
        return [clock.from_local(datetime.combine(day, rule.at)) for day in days if day.day == rule.day]
    days = [today + timedelta(days=ahead) for ahead in range(-A_WEEK, A_WEEK + 1)]
    return [clock.from_local(datetime.combine(day, rule.at)) for day in days if rule.weekday in (None, day.weekday())]
