"""A simulated home as it stands on a day: who lives and works there, and what is going to happen when.

Everything that will be written is on an agenda, and is written in the order of its writing, as in life. Who is not at work
writes nothing: what they were to write waits until they are.
"""

import heapq
import random
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from ninefold.base import clock
from ninefold.duties import calendar
from ninefold.lawbook import load
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from ninefold.ops import mentions
from ninefold.ops.mentions import Reference, Runs
from ninefold.ops.pen import Hand, Pen
from ninefold.ops.simulate.fitting import ChildsDay
from ninefold.ops.simulate.kids import Kid
from ninefold.ops.simulate.stated import Stated
from ninefold.ops.simulate.words import HomeVoice, Truths, bank
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


SCHOOL_HOURS = (8, 16)  # within which a child is on the way or at school
AWAKE = (7, 22)
OFFICE = (8, 18)  # from and until which hour those who lead are at work, from Monday to Friday
OUTSIDERS = ("responsible-individual", "independent-person")
LEADERS = ("registered-manager", "deputy-manager", *OUTSIDERS)
GROWING_UP = 11
WRITES_UP = timedelta(minutes=45)  # how long after a shift somebody still sits and writes
SOON = timedelta(minutes=20)
A_WHILE = timedelta(hours=2)
AT_SCHOOL = ("present", "late", "appointment", "reduced")
BED = {7: 19, 8: 19, 9: 19, 10: 20, 11: 20, 12: 20}  # the hour, by age; from 13 it is nine


class NotAtWork(Exception):
    """Whoever was to write is not at work; ``until`` is when they are next."""

    def __init__(self, until: datetime):
        super().__init__("not at work")
        self.until = until


class AlreadyDone(Exception):
    """Somebody else has done it meanwhile."""


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
        self.store: Callable[[], None] = lambda: None  # brings what is owed up to date with what was written
        self.first, self.ends = date.min, self.now  # when the story begins, and is over
        self.let_be: set[str] = set()  # what is owed and will be left undone
        self.unmet: dict[str, int] = {}  # duties for which nothing could be written, and how often
        self.told_of: dict[int, int] = {}  # of each scene, which of its tales comes next
        self.names: dict[str, str] = {}  # the whole names of who works here
        self.planned_for: tuple[str, ...] = ()  # who was here when scenes were planned last
        self.actions_done: set[tuple[str, str]] = set()  # which rows of which records have been done
        self.looked = False  # whether somebody has looked yet at what is owed
        self.money_counted = date.min  # when all children's money was counted last
        self.runner: Kid | None = None  # the child who is missing now and then
        self.extra = 0.0  # further notes and night checks a day, for a home that writes a lot
        self.shifts: list[tuple[Hand, datetime, datetime]] = []  # who is on duty from when to when, of these days
        self.rota: Any = None  # who works when (rosters.WorkingRota)
        self.stated = Stated()
        self.by: Hand | None = None  # who is writing just now
        self.ended: dict[str, date] = {}  # who does not work here any more, and since when
        self.met: set[tuple[int, str]] = set()  # which scenes have begun, and for whom
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0
        self._today: tuple[date, dict[str, str]] = (date.min, {})  # what is the same in every note of a day

    # --- time

    @property
    def day(self) -> date:
        """The day it is in London."""
        return clock.local(self.now).date()

    @property
    def now_local(self) -> datetime:
        """Now, by the clock on the wall."""
        return clock.local(self.now)

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
            when, _, act = heapq.heappop(self._agenda)
            self.now = max(self.now, when)
            self.words.today = f"{self.now_local:%A} {self.now_local.day} {self.now_local:%B}"
            self.by = None
            try:
                act()
            except AlreadyDone:
                continue
            except NotAtWork as away:
                self.later(max(away.until, self.now + SOON), act)

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
        """Somebody of those who are on duty now; the deputy, when nobody is."""
        one = self.chance.choice(self.on_duty() or [self.deputy])
        self.by = self.by or one
        return one

    def colleague(self) -> Hand:
        """Somebody else who is on duty now; else whoever leads."""
        here = [
            hand for hand, began, _ in self.shifts if began <= self.now - A_WHILE
        ]  # of who has just come there is nothing yet
        others = [hand for hand in self.on_duty() if hand is not self.by]
        others = [hand for hand in others if hand in here] or others
        return self.chance.choice(others or [one for one in (self.deputy, self.manager) if one is not self.by])

    def home_from(self, kid: Kid) -> datetime:
        """Now, when a child is at home and well enough to be asked; else when they will be."""
        if kid.away(self.now) or kid.ill_until >= self.day:
            return at(self.day + timedelta(days=1), 16, self.chance.randrange(20, 60))
        wall = self.now_local
        if not AWAKE[0] <= wall.hour < AWAKE[1]:
            return at(self.day + timedelta(days=wall.hour >= AWAKE[1]), 16, self.chance.randrange(20, 60))
        taught = kid.code in AT_SCHOOL and SCHOOL_HOURS[0] <= wall.hour < SCHOOL_HOURS[1]
        return at(self.day, SCHOOL_HOURS[1], self.chance.randrange(15, 150) % 60) if taught else self.now

    def present(self, by: Hand) -> Hand:
        """``by``, or who stands in when they could not come."""
        return by if self.works_from(by) <= self.now else self.carer()

    def on_duty(self) -> list[Hand]:
        """Those whom the roster has in the house now, and who still work here."""
        here = [hand for hand, began, until in self.shifts if began <= self.now < until]
        return [hand for hand in here if hand in self.team or hand in self.agency]

    def works_from(self, hand: Hand) -> datetime:
        """Now, when ``hand`` is at work; else when they are next."""
        day = self.day
        if hand.role in LEADERS:
            return at_a_desk(self.now)
        turns = [(began, until) for who, began, until in self.shifts if who is hand]
        if any(began <= self.now < until + WRITES_UP for began, until in turns):
            return self.now
        spread = timedelta(minutes=self.chance.randint(25, 300))  # not everything in the first minutes of a shift
        return min((began + spread for began, _ in turns if began > self.now), default=at(day + timedelta(days=1), 10))

    def know(self, person: Reference) -> Reference:
        """Let notes mention ``person``."""
        self.people[person["name"]] = person
        return person

    # --- words

    def about(self, kid: Kid | None = None, other: Kid | None = None) -> Truths:
        """What a template may ask about the house and one of its children today."""
        known = self._of_today() | {"staff": "@" + self.colleague().name}
        known["worker"] = known["staff"]
        child = kid or self.chance.choice(self.kids)
        others = [k for k in self.kids if k is not child]
        beside = other or (self.chance.choice(others) if others else child)
        own = {
            "child": "@" + child.name,
            "other": "@" + beside.name,
            **pronouns(child),
        }
        lived = ChildsDay(self.day, child.age(self.day), child.card["he"] == "she", child.code in AT_SCHOOL)
        if kid is None:
            return Truths(known | own, lived.fits)
        return Truths(
            known
            | own
            | self._day_of(kid)
            | {
                "me": "@" + kid.name,
                "family": "@" + kid.family[0][0]["name"],
                "calm": self.chance.choice(kid.card["calming"]),
                "hobby": self.chance.choice(kid.card["hobbies"]),
                "hobbything": "{hobbything_" + self.chance.choice(kid.card["hobbies"]) + "}",
                "age": str(kid.age(self.day)),
            },
            lived.fits,
        )

    def _of_today(self) -> dict[str, str]:
        """What is the same for everybody in the house today: what there is for tea, the weather, the telly."""
        if self._today[0] != self.day:
            season = SEASONS[self.day.month - 1]
            lived = Truths({}, ChildsDay(self.day, 11, False, False).fits)
            today = {name: self.words.pick(name, lived) for name in ("dinner", "pudding", "telly", "veg")}
            today |= {"rain": self.words.pick(season), "place": self.chance.choice(self.places)}
            self._today = (self.day, today | {"shop": self.chance.choice(self.shops)})
        return dict(self._today[1])

    def _day_of(self, kid: Kid) -> dict[str, str]:
        """What is the same in all that is written about a child on one day."""
        if kid.today_is != self.day:
            young = kid.age(self.day) < GROWING_UP
            lesson = self.words.pick("lesson_young" if young else "lesson_older")
            bed = BED.get(kid.age(self.day), 21)
            kid.today_is = self.day
            kid.today = {
                "lesson": lesson["lesson"],
                "schoolthing": self.chance.choice(lesson["about"]),
                "teacher": kid.teachers[0] if young else kid.teachers[sum(lesson["lesson"].encode()) % len(kid.teachers)],
                "mate": self.chance.choice(kid.mates),
                "snack": self.words.pick("snack"),
                "game": self.words.pick("game"),
                "tod": self.words.pick("tod_young" if young else "tod"),
                "late": f"{bed}:{self.chance.choice((30, 35, 40, 45, 50))}" if self.chances(0.6) or bed == 21 else f"{bed + 1}:{self.chance.choice(('00', '05', '10'))}",
            }  # fmt: skip
        return kid.today

    def in_their_words(self, kid: Kid, template: str) -> Runs:
        """What a child says, who calls family what a child calls them."""
        own = {"family": "my " + kid.family[0][1], "me": "I"}
        return [mentions.plain(self.words.fill(template, self.about(kid) | own))]

    def voice(self, name: str, kid: Kid) -> Runs:
        """What a child says, from the list ``name``."""
        return self.in_their_words(kid, self.words.pick(name, self.about(kid)))

    def runs(self, text: str) -> Runs:
        """A story with the people of this house in it."""
        return mentions.runs(text, self.people)

    def story(self, name: str, kid: Kid | None = None, other: Kid | None = None) -> Runs:
        """A new story from the list ``name``."""
        return self.runs(self.words.fresh(lambda: self.words.say(name, self.about(kid, other))))

    def told(self, template: str, kid: Kid | None = None) -> Runs:
        """A new story from ``template``."""
        return self.runs(self.words.fresh(lambda: self.words.fill(template, self.about(kid))))

    def line(
        self, template: str, kid: Kid | None = None, other: Kid | None = None, more: Mapping[str, str] | None = None
    ) -> str:
        """One line of plain text from ``template``."""
        return mentions.plain(self.words.fill(template, self.about(kid, other) | (more or {})))

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
        urgent: bool = False,
        **rest: Any,
    ) -> Entry:
        """Sign something now that happened at ``at`` (now, if not said). Raises NotAtWork."""
        by = self._signs(by)
        record, stage = rest.get("record", ""), rest.get("stage", "")
        again = rest.get("act", "write") != "write" or not stage or load.current().records[type].stage(stage).repeats
        if not again and self.stated.signed(record, stage):
            raise AlreadyDone
        if not urgent and self.rota is not None:
            wait = self.works_from(by)
            if wait > self.now:
                raise NotAtWork(wait)
        whom = [kid.ref for kid in about] + ([about_worker.ref] if about_worker else [])
        others = [kid.ref for kid in present]
        try:
            entry = self.pen.write(
                type, content, by=by, at=at or self.now, written=self.now, about=whom, present=others, **rest
            )
        except Refused as refused:
            raise ValueError(f"The story cannot be written down: {type} {stage}, {refused}, {content}") from refused
        self.stated.note(entry, content, [one["who"] for one in whom])
        return entry

    def _signs(self, by: Hand) -> Hand:
        """Who signs: whoever has left since is stood in for."""
        if by in self.team or by in self.agency:
            return by
        return self.deputy if by.role in LEADERS else self.carer()


def at_a_desk(now: datetime) -> datetime:
    """When somebody who works from Monday to Friday is there: now, in office hours; else when the office is next open."""
    wall = clock.local(now)
    day = wall.date()
    if calendar.is_working_day(day) and OFFICE[0] <= wall.hour < OFFICE[1]:
        return now
    if wall.hour >= OFFICE[0]:
        day += timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return at(day, OFFICE[0], 25 + wall.minute % 30)


def pronouns(kid: Kid) -> dict[str, str]:
    """he or she, in all its forms."""
    if kid.card["he"] == "he":
        return {"he": "he", "him": "him", "his": "his", "himself": "himself"}
    return {"he": "she", "him": "her", "his": "her", "himself": "herself"}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock on the wall in London."""
    return clock.from_local(datetime.combine(day, time(hour, minute)))
