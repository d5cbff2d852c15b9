"""Who works when: two in the morning, two in the evening, one awake at night; nobody without rest, on leave or ill.

A week is planned on the Thursday before and written down day by day; each day is written again the morning after, as it
was really worked.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from ninefold.base import clock
from ninefold.ledger.brakes import Stopped
from ninefold.ops.pen import Hand
from ninefold.ops.simulate.house import House, at

# Each shift: what the roster calls it, from when, for how many minutes, and how many work it.
SHIFTS = (("early", 7, 30, 450, 2), ("late", 14, 20, 490, 2), ("waking", 22, 0, 600, 1))
NIGHT = "waking"
NIGHT_WORKERS = 2
REST = timedelta(hours=11)
MOST_IN_A_WEEK = 5
HOLIDAY_EVERY, HOLIDAY = 75, 7  # days
AHEAD = 8  # days that are always planned
WELL = 0.985  # how often somebody with first aid is there all day
ILL = {  # why somebody cannot come, as the roster tells it
    "sickness": "[{worker} is ill|{worker} rang in sick at six|{worker} went home with a migraine]; {cover} [came in|swapped|took the shift]",
    "family": "{worker}'s [mother was taken to hospital|child is poorly]; {cover} [came in|took the shift]",
}


@dataclass(frozen=True, slots=True)
class OnShift:
    """One person's shift on a day."""

    hand: Hand
    shift: str
    began: datetime
    until: datetime


@dataclass
class RosterDay:
    """A day's shifts as planned, and as they will have been worked."""

    planned: list[OnShift]
    worked: list[OnShift]
    changed: str = ""
    record: str = ""


class WorkingRota:
    """Who works when in a home, and who is away."""

    def __init__(self, house: House):
        self.house = house
        self.days: dict[date, RosterDay] = {}
        self.away: dict[str, list[tuple[date, date]]] = {}  # by person: leave and illness, first and last day
        self._turns: dict[str, list[tuple[datetime, datetime]]] = {}
        self._next_leave: dict[str, date] = {}

    def plan(self, day: date) -> RosterDay:
        """The shifts of ``day``; planned now, if they are not yet."""
        if day not in self.days:
            planned = self._drawn(day)
            self.days[day] = RosterDay(planned, list(planned))
            self.house.shifts += [(turn.hand, turn.began, turn.until) for turn in planned]
        return self.days[day]

    def absent(self, hand: Hand, first: date, last: date) -> None:
        """``hand`` cannot come from ``first`` until ``last``: somebody else takes their shifts."""
        self.away.setdefault(hand.ref["who"], []).append((first, last))
        for day, one in self.days.items():
            if first <= day <= last:
                self._cover(day, one, hand)

    def left(self, hand: Hand) -> None:
        """``hand`` works here no more: others take the shifts that were planned."""
        for day, one in self.days.items():
            if day >= self.house.day:
                self._cover(day, one, hand)
                if not one.record:  # the plan is not signed yet, and names nobody who will have gone
                    one.planned, one.changed = list(one.worked), ""

    def _cover(self, day: date, one: RosterDay, hand: Hand) -> None:
        for place, turn in enumerate(one.worked):
            if turn.hand is hand and turn.began > self.house.now:
                other = self._choose(turn.shift, turn.began, turn.until, [t.hand for t in one.worked])
                one.worked[place] = OnShift(other, turn.shift, turn.began, turn.until)
                self.house.shifts.remove((hand, turn.began, turn.until))
                self._turns[hand.ref["who"]].remove((turn.began, turn.until))
                self.house.shifts.append((other, turn.began, turn.until))
                names = {"worker": hand.name, "cover": other.name}
                one.changed = self.house.line(ILL["sickness"], more=names) if hand in self.house.team else ""

    def _drawn(self, day: date) -> list[OnShift]:
        turns: list[OnShift] = []
        for shift, hour, minute, minutes, many in SHIFTS:
            began = at(day, hour, minute)
            until = began + timedelta(minutes=minutes)
            for _ in range(many):
                hand = self._choose(shift, began, until, [turn.hand for turn in turns])
                turns.append(OnShift(hand, shift, began, until))
        return turns

    def _choose(self, shift: str, began: datetime, until: datetime, taken: list[Hand]) -> Hand:
        """Whoever has rested, is here and has worked least lately; an agency worker, when there is nobody."""
        house = self.house
        night = awake_at_night(house)
        own = night if shift == NIGHT else [hand for hand in house.carers if hand not in night]
        free = [hand for hand in own if hand not in taken and self._may(hand, began, until)]
        if not free and shift == NIGHT:
            free = [h for h in house.carers if h not in taken and self._may(h, began, until)]
        free = free or [hand for hand in house.agency if hand not in taken and self._may(hand, began, until)]
        free = free or [hand for hand in [*house.carers, *house.agency] if hand not in taken]
        leads = any(one.role == "senior" for one in taken) or shift == NIGHT or clock.local(began).weekday() < 5
        hand = min(
            free, key=lambda one: (not leads and one.role != "senior", self._load(one, began), house.chance.random())
        )
        self._turns.setdefault(hand.ref["who"], []).append((began, until))
        return hand

    def _may(self, hand: Hand, began: datetime, until: datetime) -> bool:
        day = clock.local(began).date()
        turns = self._turns.get(hand.ref["who"], [])
        near = all(began - end >= REST or start - until >= REST for start, end in turns[-MOST_IN_A_WEEK * 2 :])
        return near and self._load(hand, began) < MOST_IN_A_WEEK and not self._is_away(hand, day)

    def _load(self, hand: Hand, began: datetime) -> int:
        week = began - timedelta(days=6, hours=12)
        return sum(1 for start, _ in self._turns.get(hand.ref["who"], [])[-12:] if start > week)

    def _is_away(self, hand: Hand, day: date) -> bool:
        who = hand.ref["who"]
        if who not in self._next_leave:
            self._next_leave[who] = day + timedelta(days=self.house.chance.randint(5, HOLIDAY_EVERY))
        if day >= self._next_leave[who] and hand not in self.house.agency:
            self.away.setdefault(who, []).append((day, day + timedelta(days=HOLIDAY - 1)))
            self._next_leave[who] = day + timedelta(days=HOLIDAY_EVERY + self.house.chance.randint(-10, 10))
        return any(first <= day <= last for first, last in self.away.get(who, []))


def awake_at_night(house: House) -> list[Hand]:
    """Those who work nights, and only nights."""
    return house.role("support-worker")[1 : 1 + NIGHT_WORKERS]


def begin(house: House, first: date) -> None:
    """Give the home its rota, with the first week on it."""
    house.rota = WorkingRota(house)
    for ahead in range(AHEAD - 1):
        house.rota.plan(first + timedelta(days=ahead))
        _plan(house, first + timedelta(days=ahead))


def of(house: House, day: date) -> tuple[list[Hand], list[Hand], Hand]:
    """Who works on ``day``: the early and the late shift, and who is awake at night. Plans the same day of next week."""
    house.shifts = [shift for shift in house.shifts if shift[2] > house.now - timedelta(hours=12)]
    following = day + timedelta(days=AHEAD - 1)
    house.rota.plan(following)
    house.later(at(day, 15, house.chance.randrange(5, 55)), partial(_plan, house, following))
    house.later(at(day + timedelta(days=1), 8, 20 + house.chance.randrange(30)), partial(_worked, house, day))
    worked = house.rota.days[day].worked
    by = {shift: [turn.hand for turn in worked if turn.shift == shift] for shift, *_ in SHIFTS}
    return by["early"], by["late"], by[NIGHT][0]


def _plan(house: House, day: date) -> None:
    """The roster as planned."""
    one = house.rota.days[day]
    lengths = {shift: (f"{hour:02d}:{minute:02d}", minutes) for shift, hour, minute, minutes, _ in SHIFTS}
    rows = [
        {
            "worker": turn.hand.ref,
            "shift": turn.shift,
            "hours": f"{lengths[turn.shift][0]}, {lengths[turn.shift][1] / 60:.4g} hours",
            "agency": turn.hand in house.agency,
        }
        for turn in one.planned
    ]
    senior = next((h for h in house.on_duty() if h.role == "senior"), house.deputy)
    by = house.deputy if house.day.weekday() < 5 else senior
    planned = {"day": day.isoformat(), "planned": rows}
    try:
        entry = house.write("roster", planned, by=by, urgent=True)
    except ValueError as refused:
        if by is house.deputy or not isinstance(refused.__cause__, Stopped):
            raise
        # What speaks against a plan at the weekend is rung through to the deputy, who answers for it with a reason.
        entry = house.write("roster", planned, by=house.deputy, urgent=True)
    one.record = entry.record_id


def _worked(house: House, day: date) -> None:
    """The roster as worked, the morning after, by whoever leads that shift; a gap is answered by the manager."""
    one = house.rota.days[day]
    if not one.record:
        return
    first_aid = house.chances(WELL)
    rows: list[dict[str, Any]] = [
        {"worker": turn.hand.ref, "began_at": clock.text(turn.began), "ended_at": clock.text(min(turn.until, house.now)),
         "agency": turn.hand in house.agency, "sleep": False}
        for turn in one.worked
    ]  # fmt: skip
    if day.weekday() < 5:
        rows += [_in_the_office(house, hand, day) for hand in (house.manager, house.deputy)]
    content = {
        "worked": rows,
        "first_aid": first_aid,
        "agency_half": False,
        "alone": False,
        "changed": one.changed or None,
        "gap": None if first_aid else house.line("[{staff} came in from ten|The deputy stayed until night]"),
    }
    senior = next((h for h in house.on_duty() if h.role == "senior"), house.deputy)
    house.write("roster", content, by=senior, record=one.record, stage="worked", urgent=True)
    if not first_aid:
        story = "[A swap nobody checked|Sickness at short notice]; [the list of first aiders hangs beside the rota now|swaps go through the senior from now on]."
        answer = {"story": house.told(story)}
        house.after(partial(_answered, house, one.record, answer), days=1)
    house.rota.days.pop(day)


def _in_the_office(house: House, hand: Hand, day: date) -> dict[str, Any]:
    began, until = at(day, 8, 30), at(day, 17, 30)
    minutes = house.chance.randint(25, 150)
    return {"worker": hand.ref, "began_at": clock.text(began), "ended_at": clock.text(until), "agency": False, "sleep": False, "with_children": minutes}  # fmt: skip


def _answered(house: House, record: str, content: dict[str, Any]) -> None:
    house.write("roster", content, by=house.manager, record=record, stage="gap-answered")
