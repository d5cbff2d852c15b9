"""An invented sector: a few hundred homes over ten inspection years, to try the pages with before real files are here.

The same seed gives the same homes. The reference numbers begin with XX, which Ofsted gives to nobody, and
they all go when the first real file comes. Grades follow
a chance of change that resembles what published data shows: good mostly stays good, inadequate seldom stays.
"""

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ninefold.base import clock
from ninefold.sector import words, years
from ninefold.sector.actions import Taken, take
from ninefold.sector.models import INVENTED, INVENTED_NAME, Import
from ninefold.sector.natures import IN_YEAR, Nature
from ninefold.sector.reading import FileReading, SheetStatements
from ninefold.sector.rows import RowStatement

YEARS = 10

# From a grade, the chances in a hundred of each grade next.
_NEXT = {1: (52, 40, 5, 3), 2: (10, 72, 13, 5), 3: (3, 60, 27, 10), 4: (1, 38, 41, 20)}
_FIRST = (6, 62, 23, 9)
_PLACES = {
    "North West": ("Wharfe Bay", "Millcaster"),
    "West Midlands": ("Ardenshire", "Stowbridge"),
    "Yorkshire and The Humber": ("Aireborough", "Kelderdale"),
    "South East": ("Wealdshire", "Port Selsey"),
    "East Midlands": ("Trentshire", "Belvoir Vale"),
    "London": ("Lambourne Hill", "Eastmarsh"),
    "South West": ("Tamarshire", "Quantock"),
}
HERE = "North West"  # where the homes of a demo stand
_FIRST_WORDS = ("Larch", "Harbour", "Meadow", "Kestrel", "Bridge", "Lantern", "Foxglove", "Rowan", "Anchor", "Willow")
_LAST_WORDS = ("Care", "Homes", "Children's Services", "Residential", "Futures")


@dataclass(frozen=True, slots=True)
class _Home:
    urn: str
    owner: str
    sector: str
    authority: str
    region: str
    places: int
    registered_on: date
    closed_on: date | None
    provision: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A home of a demo, which is to be found among the invented ones with its own number."""

    urn: str
    owner: str
    authority: str
    places: int
    registered_on: date


def fill(*, homes: int, seed: int, at: datetime, shown: Sequence[Shown] = ()) -> Taken:
    """Store an invented sector that ends with the newest inspection year that is over. Never beside real homes."""
    if Import.objects.exclude(name=INVENTED_NAME).exists():
        raise ValueError("There are real inspections here. Invented ones are not put beside them.")
    found = list(inspections(homes, seed, clock.local(at).date(), shown))
    sha = hashlib.sha256(f"{INVENTED_NAME} {homes} {seed} {found[-1].on if found else ''}".encode()).hexdigest()
    newest = max((one.on for one in found if one.on), default=clock.local(at).date())
    part = SheetStatements("", Nature(IN_YEAR, newest), found, len(found))
    return take(reading=FileReading(INVENTED_NAME, sha, [], [part], rows=len(found)), at=at)


def inspections(homes: int, seed: int, day: date, shown: Sequence[Shown] = ()) -> Iterator[RowStatement]:
    """The inspections of the invented homes in the ten inspection years that ended by ``day``."""
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
    span = years.ended_by(day, YEARS)
    owners = _owners(dice, homes)
    places = {**_PLACES, HERE: (*_PLACES[HERE], *sorted({one.authority for one in shown}))}
    every = [_home(dice, index, owners, span, places) for index in range(homes)] + [_as_shown(one) for one in shown]
    number = 0
    for home in every:
        for kind, on, grade in _life(dice, home, span):
            number += 1
            yield _inspection(dice, home, kind, on, grade, number)


def _as_shown(one: Shown) -> _Home:
    where = (one.authority, HERE, one.places, one.registered_on)
    return _Home(one.urn, one.owner, "Private", *where, closed_on=None, provision="Children's home")


def _owners(dice: random.Random, homes: int) -> list[tuple[str, str]]:
    """Owners and their sectors; a few own many homes and most own few."""
    names = [f"{first} {last}" for first in _FIRST_WORDS for last in _LAST_WORDS]
    dice.shuffle(names)
    private = [(f"{name} Limited", "Private") for name in names[: max(3, homes // 8)]]
    many = [owner for rank, owner in enumerate(private) for _ in range(max(1, 12 // (rank + 1)))]
    return many + [(f"The {name} Trust", "Voluntary") for name in names[-4:]]


def _home(
    dice: random.Random,
    index: int,
    owners: list[tuple[str, str]],
    span: list[int],
    places: Mapping[str, Sequence[str]],
) -> _Home:
    region = dice.choice(list(places))
    authority = dice.choice(places[region])
    public = dice.random() < 0.16
    owner, sector = (f"{authority} Council", "Local authority") if public else dice.choice(owners)
    young = dice.random() < 0.35
    registered = date(span[0] - 8, 4, 1) + timedelta(days=dice.randrange(365 * 8))
    if young:
        registered = date(span[0], 4, 1) + timedelta(days=dice.randrange(365 * (YEARS - 1)))
    closed = registered + timedelta(days=dice.randrange(1200, 6000)) if dice.random() < 0.12 else None
    secure = index % 97 == 13
    return _Home(
        urn=f"{INVENTED}{100000 + index}",
        owner=owner,
        sector=sector,
        authority=authority,
        region=region,
        places=dice.choices((1, 2, 3, 4, 5, 6, 8, 12), (6, 14, 20, 24, 14, 12, 7, 3))[0],
        registered_on=registered,
        closed_on=closed if closed and closed < years.last_day(span[-1]) else None,
        provision="Secure children's home" if secure else "Children's home",
    )


def _life(dice: random.Random, home: _Home, span: list[int]) -> Iterator[tuple[str, date, int | None]]:
    """A home's inspections in the order of time. In 2020-21 nobody is graded."""
    grade = 0
    for year in span:
        first = max(date(year, 4, 1), home.registered_on + timedelta(days=120))
        last = min(years.last_day(year), home.closed_on or date.max)
        if first >= last:
            continue
        on = first + timedelta(days=dice.randrange((last - first).days))
        if year == 2020:
            yield words.ASSURANCE, on, None
            continue
        grade = dice.choices((1, 2, 3, 4), _NEXT[grade] if grade else _FIRST)[0]
        yield words.FULL, on, grade
        yield from _afterwards(dice, on, last, grade)


def _afterwards(dice: random.Random, on: date, last: date, grade: int) -> Iterator[tuple[str, date, int | None]]:
    """What follows a low grade within the year."""
    visit = on + timedelta(days=dice.randrange(38, 70) if grade == words.INADEQUATE else dice.randrange(90, 170))
    if grade >= words.REQUIRES_IMPROVEMENT and visit < last:
        yield (words.MONITORING if grade == words.INADEQUATE else words.ASSURANCE), visit, None


def _inspection(dice: random.Random, home: _Home, kind: str, on: date, grade: int | None, number: int) -> RowStatement:
    """The event as a file would tell it. A further judgement lies at the overall one or beside it."""

    def beside() -> int | None:
        return min(4, max(1, grade + dice.choices((-1, 0, 1), (8, 80, 12))[0])) if grade else None

    return RowStatement(
        urn=home.urn,
        number=f"X{1_000_000 + number}",
        kind=kind,
        on=on,
        grade=grade,
        protection=beside(),
        leadership=beside(),
        outcome="",
        published_on=on + timedelta(days=30),
        provision=home.provision,
        is_home=True,
        name="",
        owner=home.owner,
        sector=home.sector,
        authority=home.authority,
        region=home.region,
        places=home.places,
        registered_on=home.registered_on,
        closed_on=home.closed_on if home.closed_on and on > home.closed_on - timedelta(days=366) else None,
        status="Active",
        line=number,
        on_register=True,
    )
