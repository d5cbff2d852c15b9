"""A simulated home as it stands on a day: who lives and works there, and what is going to happen when.

Everything that will be written is on an agenda, and is written in the order of its writing, as in life.
"""

import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from ninefold.base import clock
from ninefold.ledger.models import Entry
from ninefold.ops import mentions
from ninefold.ops.mentions import Reference, Runs
from ninefold.ops.pen import Hand, Pen
from ninefold.ops.simulate.words import HomeVoice, bank
from ninefold.people.models import Home

SEASONS = (
    "winter",
    "winter",
    "spring",
    "spring",
    "spring",
    "summer",
    "summer",
    "summer",
    "autumn",
    "autumn",
    "autumn",
    "winter",
)


@dataclass
class Kid:
    """A child who lives here, as the story knows them. ``card`` is their entry in the cast."""

    ref: Reference
    card: dict[str, Any]
    born: date
    key: Hand
    family: list[tuple[Reference, str]]
    social_worker: Reference
    since: date
    authority: str
    looked_after: date
    reviews: int = 0
    last_health: date | None = None
    arcs: list[str] = field(default_factory=list)
    next_beat: date = date.min
    mates: list[str] = field(default_factory=list)
    teachers: list[str] = field(default_factory=list)
    medicine: str = ""
    tablets: int = 56
    purse: int = 0  # pence kept for them
    boxes: list[str] = field(default_factory=list)  # the records of what came from the pharmacy, the last one in use
    plans: dict[str, str] = field(default_factory=dict)
    last_key_work: date = date.min
    mood: float = 3.5
    school: Any = None  # a stretch of days on which they are not at school as others are
    school_records: dict[str, str] = field(default_factory=dict)
    terms_until: date = date.min

    @property
    def name(self) -> str:
        """What they are called."""
        return self.ref["name"]

    def age(self, day: date) -> int:
        """Years on ``day``."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


class House:
    """A home, its people, its agenda and its voice."""

    def __init__(self, home: Home, pen: Pen, chance: random.Random, said: set[str]):
        self.home = home
        self.pen = pen
        self.chance = chance
        self.words = HomeVoice(chance, said)
        self.kids: list[Kid] = []
        self.team: list[Hand] = []
        self.agency: list[Hand] = []
        self.people: dict[str, Reference] = {}
        self.places = chance.sample(bank("place"), 6)
        self.shops = chance.sample(bank("shop"), 6)
        self.now = clock.start_of(date(2000, 1, 1))
        self.money_counted = date.min  # when all children's money was counted last
        self.extra = 0.0  # further notes and night checks a day, for a home that writes a lot
        self.shifts: list[tuple[Hand, datetime, datetime]] = []  # who is on duty from when to when, of these days
        self.planned: dict[date, tuple[Hand, Hand, Hand]] = {}  # who is to work on days to come
        self.met: set[tuple[int, str]] = set()  # which scenes have begun, and for whom
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0
        self._today: tuple[date, dict[str, str]] = (date.min, {})  # what there is for tea, the same in every note

    # --- time

    @property
    def day(self) -> date:
        """The day it is in London."""
        return clock.local(self.now).date()

    def later(self, when: datetime, act: Callable[[], None]) -> None:
        """Put ``act`` on the agenda."""
        self._count += 1
        heapq.heappush(self._agenda, (when, self._count, act))

    def after(self, act: Callable[[], None], **length: float) -> None:
        """Put ``act`` on the agenda, so long from now, within waking hours if it is a matter of days."""
        when = self.now + timedelta(**length)
        if "days" in length:
            when = at(clock.local(when).date(), self.chance.randint(9, 19), self.chance.randrange(60))
        self.later(max(when, self.now), act)

    def run(self, until: datetime) -> None:
        """Live through the agenda up to ``until``."""
        while self._agenda and self._agenda[0][0] <= until:
            self.now, _, act = heapq.heappop(self._agenda)
            act()

    # --- people

    def role(self, *names: str) -> list[Hand]:
        """Those of the team with one of these roles."""
        return [hand for hand in self.team if hand.role in names]

    @property
    def manager(self) -> Hand:
        """The registered manager."""
        return self.role("registered-manager")[0]

    @property
    def deputy(self) -> Hand:
        """The deputy manager, or the manager when there is none."""
        return (self.role("deputy-manager") or self.role("registered-manager"))[0]

    @property
    def carers(self) -> list[Hand]:
        """Those who work shifts."""
        return self.role("senior", "support-worker")

    def carer(self) -> Hand:
        """Somebody of those who are on duty now; of those who work shifts, when no roster says."""
        return self.chance.choice(self.on_duty() or self.carers)

    def on_duty(self) -> list[Hand]:
        """Those whom the roster has in the house now, and who still work here."""
        here = [hand for hand, began, until in self.shifts if began <= self.now < until]
        return [hand for hand in here if hand in self.team or hand in self.agency]

    def know(self, person: Reference) -> Reference:
        """Let notes mention ``person``."""
        self.people[person["name"]] = person
        return person

    # --- words

    def about(self, kid: Kid | None = None, other: Kid | None = None) -> dict[str, str]:
        """What a template may ask about the house and one of its children today."""
        day = self.day
        if self._today[0] != day:
            self._today = (day, {name: self.words.pick(name) for name in ("dinner", "pudding")})
        told = self._today[1] | {
            "rain": self.words.pick(SEASONS[day.month - 1]),
            "place": self.chance.choice(self.places),
            "shop": self.chance.choice(self.shops),
            "staff": "@" + self.carer().name,
            "worker": "@" + self.carer().name,
        }
        others = [k for k in self.kids if k is not kid]
        beside = other or (self.chance.choice(others) if others else kid)
        if kid is None or beside is None:
            child = self.chance.choice(self.kids)
            return told | {"child": "@" + child.name} | pronouns(child)
        return told | {
            "me": "@" + kid.name,
            "child": "@" + kid.name,
            "other": "@" + beside.name,
            "family": "@" + self.chance.choice(kid.family)[0]["name"],
            "calm": self.chance.choice(kid.card["calming"]),
            "mate": self.chance.choice(kid.mates),
            "teacher": self.chance.choice(kid.teachers),
            "hobbything": "{hobbything_" + self.chance.choice(kid.card["hobbies"]) + "}",
            "age": str(kid.age(day)),
            **pronouns(kid),
        }

    def in_their_words(self, kid: Kid, template: str) -> Runs:
        """What a child says, who calls family what a child calls them."""
        about = self.about(kid)
        about |= {"family": "my " + self.chance.choice(kid.family)[1], "me": "I"}
        return [mentions.plain(self.words.fill(template, about))]

    def runs(self, text: str) -> Runs:
        """A story with the people of this house in it."""
        return mentions.runs(text, self.people)

    def story(self, name: str, kid: Kid | None = None, other: Kid | None = None) -> Runs:
        """A new story from the list ``name``."""
        return self.runs(self.words.fresh(lambda: self.words.say(name, self.about(kid, other))))

    def told(self, template: str, kid: Kid | None = None) -> Runs:
        """A new story from ``template``."""
        return self.runs(self.words.fresh(lambda: self.words.fill(template, self.about(kid))))

    def line(self, template: str, kid: Kid | None = None, other: Kid | None = None) -> str:
        """One line of plain text from ``template``."""
        return mentions.plain(self.words.fill(template, self.about(kid, other)))

    def chances(self, share: float) -> bool:
        """Whether something happens that happens in ``share`` of all cases."""
        return self.chance.random() < share

    # --- writing

    def write(
        self,
        type: str,
        content: dict[str, Any],
        *,
        by: Hand,
        at: datetime | None = None,
        about: Iterable[Kid] = (),
        about_worker: Hand | None = None,
        present: Iterable[Kid] = (),
        **rest: Any,
    ) -> Entry:
        """Sign something now that happened at ``at`` (now, if not said)."""
        whom = [kid.ref for kid in about] + ([about_worker.ref] if about_worker else [])
        others = [kid.ref for kid in present]
        return self.pen.write(
            type, content, by=by, at=at or self.now, written=self.now, about=whom, present=others, **rest
        )


def pronouns(kid: Kid) -> dict[str, str]:
    """he or she, in all its forms."""
    if kid.card["he"] == "he":
        return {"he": "he", "him": "him", "his": "his", "himself": "himself"}
    return {"he": "she", "him": "her", "his": "her", "himself": "herself"}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock on the wall in London."""
    return clock.from_local(datetime.combine(day, time(hour, minute)))
