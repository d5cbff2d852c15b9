"""Who works when: three shifts a day, planned the day before and written down as they were worked."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from ninefold.base import clock
from ninefold.ops.pen import Hand
from ninefold.ops.simulate.house import House, at

# Each shift: what the roster calls it, from when, and for how many minutes.
SHIFTS = (("early", 7, 30, 450), ("late", 14, 20, 490), ("waking", 22, 0, 600))
AGENCY_SHARE = 0.08
WELL = 0.97  # how often somebody with first aid is there all day

Shifts = tuple[Hand, Hand, Hand]


def of(house: House, day: date) -> Shifts:
    """Who works on ``day``: as was planned the day before, unless somebody has left. Plans the day after as well."""
    planned = house.planned.pop(day, None) or _drawn(house)
    gone = [hand for hand in planned if hand not in house.team and hand not in house.agency]
    working = _drawn(house) if gone else planned
    house.shifts = [shift for shift in house.shifts if shift[2] > house.now] + _moments(working, day)
    following = day + timedelta(days=1)
    house.planned[following] = _drawn(house)
    house.later(at(day, 0, 5), partial(_plan, house, day, working, planned))
    return working


def _drawn(house: House) -> Shifts:
    """Three of the team; now and then somebody from an agency has the late shift."""
    early, late, night = house.chance.sample(house.carers, 3)
    if house.agency and house.chances(AGENCY_SHARE):
        late = house.chance.choice(house.agency)
    return early, late, night


def _moments(working: Shifts, day: date) -> list[tuple[Hand, datetime, datetime]]:
    begins = [at(day, hour, minute) for _, hour, minute, _ in SHIFTS]
    lasts = [timedelta(minutes=minutes) for *_, minutes in SHIFTS]
    return [(hand, began, began + last) for hand, began, last in zip(working, begins, lasts, strict=True)]


def _plan(house: House, day: date, working: Shifts, planned: Shifts) -> None:
    """The roster as planned, signed in the night in which the day begins; how it was worked follows in the morning."""
    rows = [
        {"worker": hand.ref, "shift": shift, "hours": f"{hour:02d}:{minute:02d}, {minutes // 60} hours", "agency": hand in house.agency}
        for hand, (shift, hour, minute, minutes) in zip(planned, SHIFTS, strict=True)
    ]  # fmt: skip
    entry = house.write("roster", {"day": day.isoformat(), "planned": rows}, by=house.deputy)
    morning = at(day + timedelta(days=1), 8, 20 + house.chance.randrange(30))
    house.later(morning, partial(_worked, house, day, working, entry.record_id))


def _worked(house: House, day: date, working: Shifts, record: str) -> None:
    """The roster as worked, the morning after; a gap is answered by the manager."""
    first_aid = house.chances(WELL)
    rows: list[dict[str, Any]] = [
        {"worker": hand.ref, "began_at": clock.text(began), "ended_at": clock.text(min(until, house.now)), "agency": hand in house.agency, "sleep": False}
        for hand, began, until in _moments(working, day)
    ]  # fmt: skip
    manager = house.manager
    if day.weekday() < 5:
        minutes = house.chance.randint(15, 140)
        rows.append({"worker": manager.ref, "began_at": clock.text(at(day, 9)), "ended_at": clock.text(at(day, 17)), "agency": False, "sleep": False, "with_children": minutes})  # fmt: skip
    content = {
        "worked": rows,
        "first_aid": first_aid,
        "agency_half": False,
        "changed": house.line("[As planned|Swap between two|{staff} stayed an hour longer]") if house.chances(0.2) else None,
        "gap": None if first_aid else house.line("[{staff} came in from ten|The manager stayed until night]"),
    }  # fmt: skip
    house.write("roster", content, by=house.deputy, record=record, stage="worked")
    if not first_aid:
        story = "[A swap nobody checked; swaps now need the senior's name|Called in sick at six; the list of first aiders hangs by {place}]."
        answer = {"story": house.told(story)}
        house.after(partial(_answered, house, record, answer), days=1)


def _answered(house: House, record: str, content: dict[str, Any]) -> None:
    house.write("roster", content, by=house.manager, record=record, stage="gap-answered")
