"""When somebody looks in on a child at night: the turns that the child's own plan asks for, and which of them is now. Pure.

A night begins in the evening and is called by that evening's day. A turn is now from a little before its time until the
next one; one that nobody took is not made up for later, and no check is ever written for another time than now.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from ninefold.base import clock, english

AHEAD = timedelta(minutes=20)  # whoever goes round at 02:43 looks at 02:45 and at 03:00
AFTER = timedelta(minutes=60)  # so long after its last turn a night still asks for it
NOON = time(12)
DAY = timedelta(days=1)
KIND = "night-plan"
SET_TIMES, AGAIN = "times", "every"


@dataclass(frozen=True, slots=True)
class NightPlan:
    """What is agreed about looking in on one child: at which times, why, how, with whom, until which night."""

    child: str
    record: str
    times: tuple[time, ...]
    says: str
    why: str
    way: str
    agreed_by: str
    ends_on: date | None = None

    def holds(self, night: date) -> bool:
        """Whether anybody looks in on the night that begins on ``night``."""
        return bool(self.times) and (self.ends_on is None or night <= self.ends_on)


@dataclass(frozen=True, slots=True)
class NightTurn:
    """The turn that is now, if there is one, and the next one after it."""

    now: datetime | None
    next: datetime | None


def read(child: str, record: str, answers: Mapping[str, Any], why: str) -> NightPlan:
    """The plan that a signed ``night-plan`` with these answers makes."""
    how = answers.get("how", "")
    ends_on = answers.get("ends_on")
    return NightPlan(
        child=child,
        record=record,
        times=_times(how, answers),
        says=_says(how, answers),
        why=why,
        way=answers.get("way", ""),
        agreed_by=answers.get("agreed_by", ""),
        ends_on=date.fromisoformat(ends_on) if ends_on else None,
    )


def _times(how: str, answers: Mapping[str, Any]) -> tuple[time, ...]:
    if how == SET_TIMES:
        return tuple(sorted((_time(one) for one in answers.get("times", [])), key=_within))
    if how != AGAIN or not {"every", "first", "last"} <= set(answers):
        return ()
    step, first, last = int(answers["every"][1:]), _minutes(answers["first"]), _minutes(answers["last"])
    return tuple(time((at // 60) % 24, at % 60) for at in range(first, last + 1, step))


def _time(option: str) -> time:
    """The time that an answer "t2330" names."""
    return time(int(option[1:3]), int(option[3:5]))


def _within(at: time) -> tuple[bool, time]:
    """Where a time lies in a night: the evening before the morning."""
    return at < NOON, at


def _minutes(option: str) -> int:
    """Minutes from the midnight before the night to the time that an answer names."""
    at = _time(option)
    return at.hour * 60 + at.minute + (24 * 60 if at < NOON else 0)


def _says(how: str, answers: Mapping[str, Any]) -> str:
    times = _times(how, answers)
    if how == SET_TIMES:
        return english.listed([f"{at:%H:%M}" for at in times])
    if how != AGAIN or not times:
        return ""
    lengths = {"m15": "quarter of an hour", "m30": "half hour", "m60": "hour", "m120": "2 hours", "m180": "3 hours"}
    return f"every {lengths[answers['every']]}, {times[0]:%H:%M} to {times[-1]:%H:%M}"


def night_of(now: datetime) -> date:
    """The evening's day of the night that ``now`` lies in, or of the one that comes."""
    wall = clock.local(now)
    return wall.date() if wall.time() >= NOON else wall.date() - DAY


def turns(plan: NightPlan, night: date) -> list[datetime]:
    """Every moment of that night at which somebody looks in."""
    if not plan.holds(night):
        return []
    days = ((night + DAY if at < NOON else night, at) for at in plan.times)
    # In the hour that the clocks skip, two times on the wall are one moment.
    return sorted({clock.from_local(datetime.combine(day, at)) for day, at in days})


def turn(plan: NightPlan, looked: Collection[datetime], now: datetime) -> NightTurn:
    """Which turn is now, when somebody looked in at ``looked``, and which comes next."""
    tonight = turns(plan, night_of(now))
    begun = [at for at in tonight if at - AHEAD <= now]
    later = [at for at in tonight if at - AHEAD > now]
    current = begun[-1] if begun else None
    over = current is not None and not later and now > current + AFTER
    taken = current is not None and any(at >= current - AHEAD for at in looked)
    return NightTurn(None if over or taken else current, later[0] if later else None)
