"""Whatever is written, corrected and withdrawn, and in whatever order: the tables are what the standing entries say.

The fold here is written anew and in another way than ours: it asks of each event what comes next.
"""

import random
from collections import defaultdict
from contextlib import ExitStack
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction

from ninefold.base import chance, clock
from ninefold.ledger import actions, bulk
from ninefold.ledger.models import Entry
from ninefold.ledger.rebuild import rebuild
from ninefold.ledger.standing.verify import differences
from ninefold.people.models import Child, Consent, Contact, KeyWorker, Placement, Role, Worker
from tests import signing
from tests.ledger.standing.founded import Event, Founded, found, some_moment

pytestmark = pytest.mark.django_db
STEPS = 60
ARRIVAL = {"story": ["One bag."], "placement_plan_received": False, "care_plan_received": False}
GOODBYE = {"story": ["Tea."], "reason": "home", "planned": True, "to_address": "1 Elm Row", "prepared": ["Visits."], "belongings": True}  # fmt: skip


class Life:
    """Somebody who writes, corrects and withdraws at random, and remembers what they did."""

    def __init__(self, house: Founded, seed: int) -> None:
        self.house, self.dice = house, random.Random(seed)
        self.workers: list[str] = []
        self.children: dict[str, set[str]] = {}
        self.short_breaks: list[Event] = []
        self.known_workers: list[Event] = []

    def step(self) -> None:
        events = [one for one in self.house.events if one.stands]
        if not self.workers or not self.children:
            self.know_child()
            return self.know_worker()
        choice = self.dice.random()
        if choice < 0.2 and events:
            return self.correct(self.dice.choice(events))
        if choice < 0.35 and events:
            return self.withdraw(self.dice.choice(events))
        return self.dice.choice(
            [self.know_child, self.know_worker, *[self.role] * 3, self.role_ends, self.leaves, *[self.moves_in] * 2,
             self.moves_out, self.key_worker, self.consent, self.contact, self.short_break, self.break_ends, self.starts]
        )()  # fmt: skip

    def write(
        self, type: str, kind: str, home: Any, content: dict[str, Any], about: str = "", who: str = "", **more: Any
    ) -> Event:
        at = more.pop("at", None) or some_moment(self.dice)
        entry = self.house.sign(home, type, content, about, who, at, **more)
        made = Event(
            kind, home.id, about or actions.json.loads(entry.subjects)[0]["id"], at, content, len(self.house.events),
            self.house.now, entry, entry.record_id,
        )  # fmt: skip
        self.house.events.append(made)
        return made

    def home(self) -> Any:
        return self.dice.choice(self.house.homes)

    def a_day(self) -> str:
        return some_moment(self.dice).date().isoformat()

    def answers(self, kind: str) -> dict[str, Any]:
        pick = self.dice.choice
        return {
            "child-known": lambda: {"name": pick(["Jay", "Kit", "Ada"]), "born_on": "2013-05-09", "authority": pick(["Kent", "Devon"])},
            "worker-known": lambda: {"name": pick(["Dana", "Sam"]), "started_on": self.a_day(), "level3_on": self.a_day()},
            "role-given": lambda: {"role": pick(["support-worker", "senior", "agency-worker"])},
            "role-ended": dict,
            "left": lambda: {"left_on": self.a_day()},
            "started": lambda: {"started_on": self.a_day(), "level3_on": self.a_day()},
            "moved-in": lambda: ARRIVAL | {"legal": pick(["section 20", "remand"]), "authority": pick(["Kent", "Devon"])},
            "brought-in": lambda: {"what": "moved-in", "on": self.a_day()},
            "moved-out": lambda: dict(GOODBYE),
            "key-worker": lambda: {"worker": {"who": pick(self.workers), "kind": "worker", "name": "x"}},
            "consent": lambda: {"child_agrees": pick([True, False]), "authority_agrees": pick([True, False])},
            "contact": lambda: {"name": pick(["Lisa", "Priya"]), "kind": "family", "relation": pick(["mum", "aunt"])},
            "break-began": lambda: {"came_on": self.a_day(), "until": "2026-12-01"},
            "break-ended": lambda: {"went_on": self.a_day(), "days": "2", "story": ["Good."]},
        }[kind]()  # fmt: skip

    def know_child(self) -> None:
        home = self.home()
        made = self.write("child-known", "child-known", home, self.answers("child-known"))
        self.children[made.subject] = {home.id}

    def know_worker(self) -> None:
        made = self.write("worker-known", "worker-known", self.home(), self.answers("worker-known"))
        self.workers.append(made.subject)
        self.known_workers.append(made)

    def role(self) -> None:
        self.write(
            "role-given",
            "role-given",
            self.home(),
            self.answers("role-given"),
            self.dice.choice(self.workers),
            "worker",
        )

    def role_ends(self) -> None:
        self.write("role-ended", "role-ended", self.home(), {}, self.dice.choice(self.workers), "worker")

    def leaves(self) -> None:
        known = self.dice.choice(self.known_workers)
        if known.stands:
            home = next(one for one in self.house.homes if one.id == known.home)
            now = self.house.now
            self.write(
                "worker-known",
                "left",
                home,
                self.answers("left"),
                known.subject,
                "worker",
                stage="left",
                record=known.record,
                at=now,
            )

    def starts(self) -> None:
        home, worker = self.home(), self.dice.choice(self.workers)
        record = self.house.sign(home, "recruitment", {"post": "Nights", "kind": "bank"}, worker, "worker").record_id
        seen = {"seen_on": "2026-01-02", "seen": ["passport"], "photo_seen": True}
        self.house.sign(home, "recruitment", seen, worker, "worker", stage="identity", record=record)
        now = self.house.now
        self.write(
            "recruitment",
            "started",
            home,
            self.answers("started"),
            worker,
            "worker",
            stage="started",
            record=record,
            at=now,
        )

    def a_child(self) -> tuple[str, Any]:
        child = self.dice.choice(list(self.children))
        return child, self.dice.choice([one for one in self.house.homes if one.id in self.children[child]])

    def moves_in(self) -> None:
        child, home = self.a_child()
        standing = any(e.stands and e.kind == "child-known" and e.subject == child for e in self.house.events)
        if standing and self.dice.random() < 0.3:
            home = self.home()
            self.children[child].add(home.id)
            self.write("moved-in", "moved-in", home, self.answers("moved-in"), child, "child")
        elif self.dice.random() < 0.3:
            self.write("brought-forward", "brought-in", home, self.answers("brought-in"), child, "child")
        else:
            self.write("moved-in", "moved-in", home, self.answers("moved-in"), child, "child")

    def moves_out(self) -> None:
        child, home = self.a_child()
        self.write("moved-out", "moved-out", home, self.answers("moved-out"), child, "child")

    def key_worker(self) -> None:
        child, home = self.a_child()
        self.write("key-worker-named", "key-worker", home, self.answers("key-worker"), child, "child")

    def consent(self) -> None:
        child, home = self.a_child()
        self.write("visitor-consent", "consent", home, self.answers("consent"), child, "child")

    def contact(self) -> None:
        child, home = self.a_child()
        self.write("contact-known", "contact", home, self.answers("contact"), child, "child")

    def short_break(self) -> None:
        child, home = self.a_child()
        self.short_breaks.append(
            self.write("short-break", "break-began", home, self.answers("break-began"), child, "child")
        )

    def break_ends(self) -> None:
        began = next((one for one in self.short_breaks if one.stands), None)
        if began:
            self.short_breaks.remove(began)
            home = next(one for one in self.house.homes if one.id == began.home)
            now = self.house.now
            self.write(
                "short-break",
                "break-ended",
                home,
                self.answers("break-ended"),
                began.subject,
                "child",
                stage="went",
                record=began.record,
                at=now,
            )

    def correct(self, event: Event) -> None:
        home = next(one for one in self.house.homes if one.id == event.home)
        event.names.append(event.said.get("name", ""))
        event.said = self.answers(event.kind)
        later = {"left", "started", "break-ended"}
        event.happened_at = event.happened_at if event.kind in later else some_moment(self.dice)
        event.entry = self.house.sign(
            home, event.entry.type, event.said | {"because": "Wrong."}, event.subject, actions.json.loads(event.entry.subjects)[0]["kind"],
            event.happened_at, event.entry.stage, record=event.record, act="correct", links=({"rel": "replaces", "to": event.entry.id},),
        )  # fmt: skip

    def withdraw(self, event: Event) -> None:
        home = next(one for one in self.house.homes if one.id == event.home)
        self.house.sign(
            home, event.entry.type, {"because": "Wrong."}, event.subject, actions.json.loads(event.entry.subjects)[0]["kind"],
            event.happened_at, event.entry.stage, record=event.record, act="withdraw", links=({"rel": "withdraws", "to": event.entry.id},),
        )  # fmt: skip
        opening = event.kind not in ("left", "started", "break-ended")
        for one in self.house.events:
            if one is event or (opening and one.record == event.record):
                one.stands = False


def moment(event: Event) -> datetime:
    """From when on an event holds."""
    for name in ("on", "came_on"):
        if name in event.said:
            return clock.start_of(date.fromisoformat(event.said[name]))
    for name in ("left_on", "went_on"):
        if name in event.said:
            return clock.end_of(date.fromisoformat(event.said[name]))
    return (
        clock.start_of(date.fromisoformat(event.said["started_on"])) if event.kind == "started" else event.happened_at
    )


def place(event: Event) -> tuple[datetime, int]:
    return moment(event), event.order


def next_of(event: Event, events: list[Event], kinds: set[str]) -> datetime | None:
    """When the next event of ``kinds`` about the same person in the same home comes."""
    after = [
        moment(one)
        for one in events
        if one.kind in kinds and (one.home, one.subject) == (event.home, event.subject) and place(one) > place(event)
    ]
    return min(after, default=None)


def expected(house: Founded) -> dict[str, set[Any]]:
    """What the standing events make, table by table."""
    events = [one for one in house.events if one.stands]
    of = {kind: [one for one in events if one.kind == kind] for kind in {one.kind for one in events}}
    roles = {
        (e.subject, e.home, e.said["role"], moment(e), next_of(e, events, {"role-given", "role-ended", "left"}))
        for e in of.get("role-given", [])
    }
    return {
        "roles": roles,
        "keys": {(e.subject, e.home, e.said["worker"]["who"], moment(e), next_of(e, events, {"key-worker"})) for e in of.get("key-worker", [])},
        "consents": {
            (e.subject, e.home, e.said["child_agrees"], e.said["authority_agrees"], moment(e), next_of(e, events, {"consent"}))
            for e in of.get("consent", [])
        },
        "stays": stays(events),
        "contacts": contacts(of.get("contact", [])),
        "workers": {worker(id, house.events, roles) for id in {e.subject for e in house.events if e.kind == "worker-known"}},
        "children": {child(id, house.events) for id in {e.subject for e in house.events if e.kind == "child-known"}},
    }  # fmt: skip


def stays(events: list[Event]) -> set[Any]:
    """Stays by walking along each child's days in each home."""
    found = set()
    groups: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for one in sorted(events, key=place):
        groups[one.subject, one.home].append(one)
    for (who, home), line in groups.items():
        began, kind, any_stay, gone = None, "", False, None
        for one in line:
            if one.kind in ("moved-in", "brought-in", "break-began"):
                kind = "lives" if one.kind != "break-began" else kind or "break"
                began, any_stay = began or moment(one), True
            elif one.kind == "moved-out" or (one.kind == "break-ended" and kind == "break"):
                if began:
                    found.add((who, home, began, moment(one)))
                elif one.kind == "moved-out":
                    gone = moment(one)
                began, kind = None, ""
        if began:
            found.add((who, home, began, None))
        if not any_stay and any(one.kind == "child-known" for one in line):
            found.add((who, home, None, gone))
    return found


def latest(events: list[Event], name: str, alias: dict[str, str] | None = None) -> Any:
    """The answer of the latest event that gives one."""
    rank = sorted(events, key=lambda e: (e.happened_at, e.received_at, e.record), reverse=True)
    return next((e.said[key] for e in rank if (key := (alias or {}).get(e.kind, name)) in e.said and e.said[key]), None)


def contacts(events: list[Event]) -> set[Any]:
    together: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for one in events:
        together[one.subject, one.said["name"]].append(one)
    return {(who, name, latest(some, "relation")) for (who, name), some in together.items()}


def worker(id: str, events: list[Event], roles: set[Any]) -> Any:
    mine = [e for e in events if e.subject == id]
    known = [e for e in mine if e.kind == "worker-known" and e.stands]
    telling = (known or [e for e in mine if e.kind == "worker-known"]) + [
        e for e in mine if e.kind == "started" and e.stands
    ]
    left = None
    leavings = [e for e in mine if e.kind == "left" and e.stands]
    if leavings:
        last = max(moment(e) for e in leavings)
        back = any(moment(e) > last for e in mine if e.stands and e.kind in ("role-given", "started"))
        if not back and not any(role[0] == id and role[4] is None for role in roles):
            left = clock.local(last).date()
    days = [date.fromisoformat(day) if (day := latest(telling, name)) else None for name in ("started_on", "level3_on")]
    return (id, latest(telling, "name"), *days, left, bool(known))


def child(id: str, events: list[Event]) -> Any:
    mine = [e for e in events if e.subject == id]
    known = [e for e in mine if e.kind == "child-known" and e.stands]
    telling = (known or [e for e in mine if e.kind == "child-known"]) + [
        e for e in mine if e.kind == "moved-in" and e.stands
    ]
    legal = latest([e for e in telling if e.kind == "moved-in"], "legal")
    return id, latest(telling, "name"), latest(telling, "authority"), legal or "", bool(known)


def actual(house: Founded) -> dict[str, set[Any]]:
    """What stands in the tables, but for the two managers."""
    managers = [hand.ref["who"] for hand in house.managers.values()]
    return {
        "roles": set(Role.objects.exclude(worker__in=managers).values_list("worker", "home", "name", "from_at", "to_at")),
        "keys": set(KeyWorker.objects.values_list("child", "home", "worker", "from_at", "to_at")),
        "consents": set(Consent.objects.values_list("child", "home", "child_agrees", "authority_agrees", "from_at", "to_at")),
        "stays": set(Placement.objects.values_list("child", "home", "began_at", "ended_at")),
        "contacts": set(Contact.objects.filter(known=True).values_list("child", "name", "relation")),
        "workers": set(
            Worker.objects.exclude(pk__in=managers).values_list("pk", "name", "started_on", "level3_on", "left_on", "known")
        ),
        "children": set(Child.objects.values_list("pk", "name", "authority", "legal_status", "known")),
    }  # fmt: skip


def every_row() -> list[Any]:
    """Every row of every table of people, to the last column."""
    tables = (Child, Worker, Contact, Role, Placement, KeyWorker, Consent)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def live(seed: int, *, at_once: bool) -> tuple[Founded, list[Any]]:
    """A life of STEPS steps in two homes, one by one or through the door for many."""
    with chance.seeded(seed):
        house = found()
        with ExitStack() as open_doors:
            doors = {home.id: open_doors.enter_context(bulk.many(home)) for home in house.homes} if at_once else {}

            def door(*, home: Any, **parts: Any) -> Entry:
                return doors[home.id].append(*signing.said(**parts)) if at_once else signing.append(home=home, **parts)

            house.door = door
            life = Life(house, seed)
            for _ in range(STEPS):
                life.step()
    return house, every_row()


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_tables_are_what_the_standing_entries_say(seed: int) -> None:
    house, rows = live(seed, at_once=False)
    assert actual(house) == expected(house)
    assert list(differences(house.homes[0].provider)) == []
    for home in house.homes:
        rebuild(home)
    assert every_row() == rows


def test_at_once_is_the_same_as_one_by_one() -> None:
    found_rows = []
    for at_once in (False, True):
        with transaction.atomic():
            found_rows.append(live(7, at_once=at_once)[1])
            transaction.set_rollback(True)
    assert found_rows[0] == found_rows[1]
