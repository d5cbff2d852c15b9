"""The one order of everything that waits: what a good manager would see to first. Pure: no clock, no database.

Harm counts first (``lawbook.harms``), then how near the clock is, then whether law, guidance or custom asks, then whose
it is. How long something has been over counts nowhere: over is over, and a year's neglect makes a trifle no graver.

Four groups keep harm from drowning what cannot wait. First a life, where the time is over or has nearly run out. Then
what runs: clocks of law and guidance that this home has to keep, over or near, and what a child waits for by tomorrow. Then
the rest that is over or near: customs that are late among it, so that none of them stands above a running clock of the
law, and what others owe. Last what is far.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from ninefold.lawbook.model import HARMS, Harm, Weight

Whose = Literal["own", "role", "others", "outside"]
Rank = tuple[int, int, int, int, int, int, float, str]

WHOSE: tuple[Whose, ...] = ("own", "role", "others", "outside")
WEIGHTS: tuple[Weight, ...] = ("law", "guidance", "custom")

AT_ONCE = timedelta(hours=24)
TOMORROW = timedelta(hours=36)  # from the morning until tomorrow evening
SOON = timedelta(days=2)
NEAR: dict[Weight, timedelta] = {"law": timedelta(days=14), "guidance": timedelta(days=7), "custom": TOMORROW}
WEEK = timedelta(days=7)
OLD = timedelta(days=28)  # a custom over for longer is folded away, to be decided once

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Claim:
    """What ranking knows of one thing that waits.

    ``whose`` is who it is to be done by, as somebody looks at it: themselves by name, their role, others of the home,
    or somebody outside. ``due_at`` is when it is to be done, ``began_at`` when it came to be owed, ``key`` settles ties.
    """

    harm: Harm
    weight: Weight
    due_at: datetime
    began_at: datetime
    whose: Whose = "role"
    key: str = ""

    def over(self, now: datetime) -> bool:
        """Whether its time has run out."""
        return now > self.due_at


def rank(one: Claim, now: datetime) -> Rank:
    """Where ``one`` stands in the order of all that waits at ``now``: the lower, the sooner."""
    return (
        _group(one, now),
        HARMS.index(one.harm),
        _nearness(one, now),
        WEIGHTS.index(one.weight),
        WHOSE.index(one.whose),
        int(max(one.due_at - now, timedelta()).total_seconds()),
        -one.began_at.timestamp(),
        one.key,
    )


def ranked(things: Iterable[T], claim: Callable[[T], Claim], now: datetime) -> list[T]:
    """``things`` in that order, by the claim that each makes."""
    return sorted(things, key=lambda thing: rank(claim(thing), now))


def is_old(one: Claim, now: datetime) -> bool:
    """Whether it is an old custom: to be decided once, and not to be read again each morning.

    What may cost a life or a child is never folded away, nor what law or guidance asks or rests on it.
    """
    return one.weight == "custom" and one.harm == "house" and now - one.due_at > OLD


def asks_today(one: Claim, now: datetime) -> bool:
    """Whether it asks for something today: over, or its clock runs out by this time the day after tomorrow. A custom
    asks by tomorrow evening where a child waits for it, and else on its last day only."""
    left = one.due_at - now
    if one.weight != "custom" or one.harm == "life":
        return left <= SOON
    return left <= (TOMORROW if one.harm == "child" else AT_ONCE)


def _group(one: Claim, now: datetime) -> int:
    left = one.due_at - now
    if one.harm == "life" and left <= SOON:
        return 0
    running = one.weight != "custom" or (left >= timedelta() and one.harm in ("life", "child"))
    if running and one.whose != "outside" and left <= NEAR[one.weight]:
        return 1
    return 2 if left <= WEEK else 3


def _nearness(one: Claim, now: datetime) -> int:
    """How near the clock is, in steps: it runs out within a day, or has run out for what happened this week; within two
    days; it ran out for what is older; within the week; later.

    So last night's event stands before one of the spring that was never seen to, however late that is.
    """
    left = one.due_at - now
    if left < timedelta():
        return 0 if one.harm == "life" or now - one.began_at <= WEEK else 2
    return next((step for step, most in ((0, AT_ONCE), (1, SOON), (3, WEEK)) if left <= most), 4)
