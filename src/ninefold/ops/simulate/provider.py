"""An invented provider: its homes, built one after the other, each lived through day by day."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from ninefold.base import chance, clock, ids
from ninefold.ledger import bulk
from ninefold.ops import founding
from ninefold.ops.pen import Hand, Pen
from ninefold.ops.simulate import (
    days,
    hard,
    keeping,
    leading,
    medicines,
    missing,
    moves,
    pocket,
    rosters,
    scenes,
    weeks,
)
from ninefold.ops.simulate.house import House, at
from ninefold.ops.simulate.words import story
from ninefold.people.models import Home

# Entries a day of a home with four children, without anything extra. Measured, see tests/ops.
USUAL = 12
GROWN_UP = 18
LAST_LOOKS = (timedelta(days=1), timedelta(days=3))


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build. The same plan gives the same homes, entry for entry."""

    homes: int
    children: int
    first: date
    until: datetime
    seed: int = 1
    entries: int = 0  # about how many in each home, when more are wanted than a home writes by itself

    @property
    def days(self) -> int:
        """How many days are lived through in each home."""
        return (clock.local(self.until).date() - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Lived:
    """A home that was built, and the people of it who are given accounts."""

    home: Home
    people: list[Hand] = field(default_factory=list)
    unmet: dict[str, int] = field(default_factory=dict)  # duties for which nothing could be written, and how often


@dataclass
class Pool:
    """Whoever of the cast has not been given a place yet."""

    workers: list[str]
    children: list[dict[str, Any]]
    arcs: list[str]
    said: set[str] = field(default_factory=set)
    responsible: Hand | None = None
    independent: Hand | None = None


def simulate(plan: Plan, progress: Callable[[int], None] = lambda days: None) -> list[Lived]:
    """Build the homes of ``plan``. ``progress`` is told of each day that has been lived."""
    draw = random.Random(plan.seed)  # noqa: S311 - repeatable on purpose
    cast = story("cast")
    pool = Pool(list(cast["workers"]), list(cast["children"]), [a for a in story("arcs") if a != "birthday"])
    for names in (pool.workers, pool.children, pool.arcs):
        draw.shuffle(names)
    lived = []
    for number in range(plan.homes):
        share = plan.children // plan.homes + (1 if number < plan.children % plan.homes else 0)
        draw = random.Random(f"{plan.seed}-{number}")  # noqa: S311 - repeatable on purpose
        with chance.seeded(plan.seed * 1000 + number), transaction.atomic():
            lived.append(_live(plan, pool, cast["homes"][number], share, draw, progress))
    return lived


def _live(
    plan: Plan, pool: Pool, card: dict[str, Any], children: int, draw: random.Random, progress: Callable[[int], None]
) -> Lived:
    opened = founding.noon_before(plan.first)
    manager_name = pool.workers[-1]
    home, manager = _open(card, pool, plan.first, opened)
    with bulk.many(home) as door:
        house = House(home, Pen(door.append, home), draw, pool.said)
        house.now, house.store, house.ends = opened, door.store, plan.until
        house.first = plan.first
        house.team.append(manager)
        house.know(manager.ref)
        house.names[manager.ref["who"]] = manager_name
        founding.cleared_before(house.pen, manager, manager, plan.first - timedelta(days=900), opened)
        _staff(house, pool, plan.first)
        _children(house, pool, children, plan.first)
        rosters.begin(house, plan.first)
        house.after(partial(pocket.keep_cash, house), days=1)
        _begin(house, pool, plan)
        for offset in range(plan.days):
            day = plan.first + timedelta(days=offset)
            house.now = max(house.now, clock.start_of(day))
            _plan_day(house, pool, day)
            house.run(min(clock.end_of(day), plan.until))
            progress(1)
    shown = [manager, house.deputy, *house.role("senior")[:1], *house.role("support-worker")[: moves.STAYING]]
    return Lived(home, [*shown, *house.role("responsible-individual", "independent-person")], house.unmet)


def _open(card: dict[str, Any], pool: Pool, first: date, opened: datetime) -> tuple[Home, Hand]:
    leader = founding.Leader(
        name=pool.workers.pop(),
        role="registered-manager",
        started_on=first - timedelta(days=900),
        first_managed_on=first - timedelta(days=900),
        level5_on=first - timedelta(days=100),
    )
    return founding.open_home(
        provider=story("cast")["provider"],
        urn=card["urn"],
        name=card["name"],
        registered_on=min(card["registered"], first - timedelta(days=400)),
        places=card["places"],
        ages=tuple(card["ages"]),
        host_authority=card["authority"],
        leader=leader,
        at=opened,
    )


def _staff(house: House, pool: Pool, first: date) -> None:
    roles = ["deputy-manager", "senior", "senior", *["support-worker"] * 5]
    names = [pool.workers.pop() for _ in roles]
    for role, name in zip([*roles, "support-worker"], [*names, pool.workers.pop(0)], strict=True):
        started = first - timedelta(days=house.chance.randint(60, 1800))
        moves.hire(house, name, role, started, qualified=role != "support-worker" or house.chances(0.6))
    for name in house.chance.sample(story("cast")["agency"], 2):
        moves.hire(house, name, "agency-worker", first, qualified=False)
    pool.responsible = _outsider(house, pool.responsible, story("cast")["responsible"], "responsible-individual", first)
    pool.independent = _outsider(house, pool.independent, story("cast")["independent"], "independent-person", first)
    for hand in [*house.carers, house.deputy, house.manager]:
        for what, most in (("supervision", 20), ("appraisal", 60)):
            on = first - timedelta(days=house.chance.randint(3, most))
            founding.carry(house.pen, house.manager, what, on, house.now, hand.ref)
    house.after(partial(leading.supervision, house, house.manager), days=house.chance.randint(5, 22))
    house.after(partial(leading.appraisal, house, house.manager), days=house.chance.randint(100, 300))


def _outsider(house: House, known: Hand | None, name: str, role: str, first: date) -> Hand:
    """The responsible individual and the independent person serve every home of the provider."""
    hand = known or Hand({"who": ids.new(house.now), "kind": "worker", "name": name.split(maxsplit=1)[0]}, role)
    house.names[hand.ref["who"]] = name
    founding.engage(house.pen, house.manager, hand, {"name": name}, house.now)
    founding.carry(house.pen, house.manager, "recruitment", first - timedelta(days=30), house.now, hand.ref)
    house.know(hand.ref)
    house.team.append(hand)
    return hand


def _children(house: House, pool: Pool, count: int, first: date) -> None:
    authorities = [house.home.host_authority, *house.chance.sample(story("cast")["authorities"], 5)]
    for number in range(count):
        card = pool.children.pop()
        since = first - timedelta(days=house.chance.randint(100, 700))
        kid = moves.settle(
            house, card, since, moves.born_on(house, card, first), authorities[number % len(authorities)]
        )
        moves.bring_forward(house, kid)
        moves.write_plans(house, kid)
        moves.belong(house, kid, 0)
    house.runner = max(house.kids, key=lambda kid: (kid.card["missing"], kid.age(first)))
    for kid, wanted in zip(house.kids, ("evening", "morning", "needed"), strict=False):
        medicines.prescribe(house, kid, wanted)


def _begin(house: House, pool: Pool, plan: Plan) -> None:
    """Bring forward what the home last did, and put what recurs on the agenda."""
    carried = {
        "independent-visit": 25,
        "quality-review": 100,
        "location-review": 200,
        "fire-drill": 50,
        "inspection": 250,
    }
    for what, days_ago in carried.items():
        founding.carry(
            house.pen, house.manager, what, plan.first - timedelta(days=house.chance.randint(3, days_ago)), house.now
        )
    draw = house.chance
    house.after(partial(leading.quality_review, house), days=draw.randint(20, 75))
    house.after(partial(leading.location_review, house), days=draw.randint(20, 120))
    house.after(partial(leading.fire_drill, house), days=draw.randint(5, 35))
    house.after(
        partial(
            moves.staff_change, house, [pool.workers.pop() for _ in range(min(6, max(0, len(pool.workers) - 30) + 2))]
        ),
        days=draw.randint(60, 200),
    )
    left = (plan.first.replace(day=28) - plan.first).days
    if left > 4:  # a visit is owed in the month in which the records begin as well
        house.after(partial(leading.visit, house), days=draw.randint(3, left))
    _storylines(house, pool)
    if house.runner and house.runner.card["missing"]:
        missing.some_months(house, house.runner, clock.local(plan.until).date())
    for years in range(0, plan.days, 400):
        card = pool.children.pop(0) if pool.children else None
        house.after(
            partial(moves.leave, house, card, draw.choice(story("cast")["authorities"])),
            days=years + draw.randint(120, 330),
        )
    wanted = plan.entries / plan.days if plan.entries else 0.0
    house.extra = max(0.0, (wanted - USUAL) / (len(house.kids) + 1))


def _storylines(house: House, pool: Pool) -> None:
    """Give each child something that goes on for months, fit for their age; no two children live the same one."""
    fits = {
        "driving": (16, 18),
        "job": (15, 18),
        "moving_on": (16, 18),
        "reading_young": (7, 10),
        "garden": (7, 13),
        "swimming": (7, 13),
    }
    for _ in range(2):
        for kid in house.kids:
            age = kid.age(house.day)
            good = [arc for arc in pool.arcs if fits.get(arc, (7, 18))[0] <= age <= fits.get(arc, (7, 18))[1]]
            if good:
                pool.arcs.remove(good[0])
                kid.arcs += story("arcs")[good[0]]
                kid.next_beat = house.day + timedelta(days=house.chance.randint(2, 30))


def _plan_day(house: House, pool: Pool, day: date) -> None:
    days.plan(house, day)
    days.birthdays(house, day)
    hard.plan(house, day)
    scenes.plan(house, day)
    if any(kid.age(day) >= GROWN_UP for kid in house.kids):
        card = pool.children.pop(0) if pool.children else None
        house.later(at(day, 11), partial(moves.leave, house, card, house.chance.choice(story("cast")["authorities"])))
    if day.weekday() == 0:
        last_weeks = house.ends - house.now < keeping.LAST_WEEKS * 2
        if last_weeks or (day - house.first).days // 7 % 2 == 0:
            house.later(at(day, 8, 40), partial(keeping.look, house))
        weeks.plan(house, day)
    if clock.local(house.ends).date() - day in LAST_LOOKS or not house.looked:
        house.later(at(day, 8, 45), partial(keeping.look, house))
    if day.day == 1:
        leading.plan_month(house, day)
