"""The one order of everything that waits: what a good manager would see to first. Pure: no clock, no database.

Harm counts first (``lawbook.harms``), then how near the clock is, then whether law, guidance or custom asks, then whose
it is. How long something has been over counts nowhere: over is over, and a year's neglect makes a trifle no graver.

Four groups keep harm from drowning what cannot wait. First a life, where the time is over or has nearly run out. Then
what runs: clocks of law and guidance that this home has to keep, over or near, and what a child waits for by tomorrow or
has waited for in vain this fortnight. Then the rest that is over or near: customs that are late among it, so that none of them
stands above a running clock of the law for a child or for today, and what others owe. Last what is far.

Two things bend the order of harm inside a group. What has to be done at once, because its clock is hours and not days,
comes before what has the rest of the day. And the law's clock that runs out today does not wait behind a child's that has
days left.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from ninefold.lawbook.model import HARMS, Harm, Weight

Whose = Literal["own", "role", "others", "outside"]
Rank = tuple[int, int, int, int, int, int, int, float, str]

WHOSE: tuple[Whose, ...] = ("own", "role", "others", "outside")
WEIGHTS: tuple[Weight, ...] = ("law", "guidance", "custom")

HOURS = timedelta(hours=4)  # a clock of so long at most is to be kept before anything else is
AT_ONCE = timedelta(hours=24)
TOMORROW = timedelta(hours=36)  # from the morning until tomorrow evening
SOON = timedelta(days=2)
NEAR: dict[Weight, timedelta] = {"law": timedelta(days=14), "guidance": timedelta(days=7), "custom": TOMORROW}
WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)
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
        _place(one, now),
        _nearness(one, now),
        HARMS.index(one.harm),
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
    if one.whose != "outside" and left <= NEAR[one.weight] and (_running(one, now) or _waited_for(one, now)):
        return 1
    return 2 if left <= WEEK else 3


def _running(one: Claim, now: datetime) -> bool:
    """Whether its clock is one to be kept: law's and guidance's always, a custom's for a child until it is over."""
    ahead = not one.over(now) or _at_once(one, now)
    return one.weight != "custom" or (ahead and one.harm in ("life", "child"))


def _waited_for(one: Claim, now: datetime) -> bool:
    """Whether it is a custom that a child has waited for in vain, about something of this fortnight."""
    return one.harm == "child" and one.over(now) and now - one.began_at <= FORTNIGHT


def _at_once(one: Claim, now: datetime) -> bool:
    """Whether it is to be done before anything else of its kind: its clock is a few hours, and began since yesterday.

    For a life it stays so. So the police hear of a missing child before the designated officer hears of an allegation, who
    has until the next working day, and somebody asks whether a medicine helped before a talk that can be had until night.
    """
    return timedelta() <= one.due_at - one.began_at <= HOURS and (one.harm == "life" or now - one.began_at <= AT_ONCE)


def _place(one: Claim, now: datetime) -> int:
    """Where its harm places it: a life, a child; what the law asks by tomorrow with the child; what a child waited for in
    vain; other law; the house."""
    left = one.due_at - now
    if one.harm == "child":
        return 1 if _running(one, now) else 2
    if one.harm == "law" and timedelta() <= left <= AT_ONCE:
        return 1
    return {"life": 0, "law": 3, "house": 4}[one.harm]


def _nearness(one: Claim, now: datetime) -> int:
    """How near the clock is, in steps: at once; it runs out within a day, or has run out for what happened this week;
    within two days; it ran out for what is older; within the week; later.

    So last night's event stands before one of the spring that was never seen to, however late that is.
    """
    left = one.due_at - now
    if _at_once(one, now):
        return 0
    if left < timedelta():
        return 1 if now - one.began_at <= WEEK else 3
    return next((step for step, most in ((1, AT_ONCE), (2, SOON), (4, WEEK)) if left <= most), 5)
