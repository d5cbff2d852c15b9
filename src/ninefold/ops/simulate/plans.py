"""Plans that are answered: because something happened, and because the day has come that was set for it."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from ninefold.ops.pen import answering
from ninefold.ops.setting import LOOK_AGAIN
from ninefold.ops.simulate.house import House, Kid

# What changes in a plan when it is looked at again, now and then. Every other plan is found still right.
CHANGES = {
    "behaviour-plan": {
        "early_signs": "[Goes quiet|Paces by the door|Talks faster|Pulls {his} hood up|Picks at {his} sleeves]",
        "safe_places": "[The shed|{place}|The back step|{his} own room, door open|The van, parked]",
        "rewards": "[A drive with {his} music|Choosing {pudding}|{place} with one adult|Ten more minutes of {game}]",
        "never": "[Stand in the doorway|Talk over {him}|Bring up {family}|Touch {his} shoulder without asking]",
    },
    "online-plan": {"hours": "[Off at {late} on school nights|An hour later at weekends|Not before breakfast]"},
    "independence-plan": {
        "travel": "[To {place} alone, back by {late}|Bus to town|To {mate}'s and back]",
        "money": "[The week's money on a card|Clothes from {his} own budget|Saves a third]",
    },
}
CHANGED = 0.4
STILL = {
    "behaviour-plan": "plan_still",
    "risk-assessment": "plan_risk",
}  # how a plan is found still right; others are read through
LATELY = timedelta(days=30)
BOTH = ("behaviour-plan", "risk-assessment")


def keep(house: House, kid: Kid, type: str, record: str) -> None:
    """Let a plan be looked at again and again, mostly in time, while the child lives here."""
    kid.plans[type] = record
    wait = LOOK_AGAIN.days - house.chance.choice((4, 5, 6, 9, 12))
    house.after(partial(look_again, house, kid, type, record), days=wait)


def look_again(house: House, kid: Kid, type: str, record: str) -> None:
    """The day has come: it is changed or found still right, and the next day is set."""
    if kid not in house.kids or kid.plans.get(type) != record:
        return
    if house.stated.signed(record, "review") and house.now - house.stated.stage_at(record, "review") < LATELY:
        keep(house, kid, type, record)
        return
    _answer(house, kid, type, {"review_on": (house.day + LOOK_AGAIN).isoformat()})
    keep(house, kid, type, record)


def answered(house: House, kid: Kid, why: str, event: str) -> None:
    """The plans that an ``event``, a record, reopens are changed, or found still right."""
    reopened(house, kid, BOTH if why != "missing" else BOTH[1:], event)


def reopened(house: House, kid: Kid, names: Iterable[str], event: str) -> None:
    """These plans are answered."""
    for plan in names:
        if kid in house.kids and plan in kid.plans:
            _answer(house, kid, plan, {}, event)


def answer(house: House, kid: Kid, type: str, event: str) -> None:
    """Answer a plan because of ``event``, a record; without one, because its day has come, with the day for the next look."""
    _answer(house, kid, type, {} if event else {"review_on": (house.day + LOOK_AGAIN).isoformat()}, event)


def _answer(house: House, kid: Kid, type: str, more: dict[str, Any], event: str = "") -> None:
    by = house.by = house.chance.choice([house.deputy, house.manager])
    fields = CHANGES.get(type, {}) if house.chances(CHANGED) else {}
    changed = {name: house.line(fields[name], kid) for name in house.chance.sample(list(fields), min(2, len(fields)))}
    content = {
        "answer": "changed" if changed else "still-right",
        "reason": house.story("plan_changed" if changed else STILL.get(type, "plan_read"), kid),
        **changed,
        **more,
    }
    house.write(
        type,
        content,
        by=by,
        record=kid.plans[type],
        stage="review",
        about=[kid],
        links=answering(event) if event else (),
    )
