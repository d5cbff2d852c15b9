"""A child's medicines: boxes that come in and are used up, doses at their hours, the weekly count, and what is asked
when one is refused. What is there always adds up, but for a tablet now and then that is explained.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

from ninefold.lawbook import load
from ninefold.ops.pen import Hand
from ninefold.ops.simulate.house import House, Kid, at
from ninefold.ops.simulate.words import STORIES, read_yaml

LOW = 9  # days for which there is still some when the next box is fetched
REFUSED = 0.012
ADVICE = (
    "[The pharmacist|111|The surgery's nurse]: [one missed dose does no harm, the next at its usual time|not to double the next one|"
    "ring again if it happens twice in a week]"
)
NOT_WANTED = "[Did not want it tonight, offered twice|Said it tastes of chalk, offered again half an hour later|Cross, and would not be talked to]"
GAP = timedelta(hours=5)
CHART = "medicine-prescribed"
USUALLY = {7: "07:45", 19: "19:30", 20: "20:30"}  # the time on the chart, by the hour in which a dose is given


@dataclass
class MedicineBox:
    """What came from the pharmacy: its record, and how many are left in it."""

    record: str
    left: int


@dataclass
class Supply:
    """One medicine of a child. ``card`` is its entry in ``stories/medicines.yaml``."""

    card: dict[str, Any]
    boxes: list[MedicineBox] = field(default_factory=list)
    last: datetime | None = None

    @property
    def left(self) -> int:
        """How many there are."""
        return sum(box.left for box in self.boxes)

    @property
    def a_day(self) -> int:
        """How many are used on a usual day."""
        return int(self.card["each"]) * len(self.card.get("takes", ()))


@cache
def known() -> tuple[dict[str, Any], ...]:
    """Every medicine that a child may be on."""
    return tuple(read_yaml(STORIES / "medicines.yaml"))


def prescribe(house: House, kid: Kid, wanted: str) -> None:
    """Let a child be on one medicine from the beginning: ``evening``, ``morning`` or ``needed``, by their age."""
    age = kid.age(house.day)
    hours = {"evening": range(17, 22), "morning": range(6, 12)}.get(wanted)
    fit = [
        card
        for card in known()
        if card["ages"][0] <= age and age + 2 <= card["ages"][1] + 1
        and (set(card.get("takes", ())) & set(hours) if hours else "takes" not in card)
    ]  # fmt: skip
    if fit:
        supply = Supply(house.chance.choice(fit))
        kid.shelf.append(supply)
        _charted(house, kid, supply)
        box(house, kid, supply)


def _charted(house: House, kid: Kid, supply: Supply) -> None:
    """What the label says is put on the child's chart, where the library keeps one."""
    card = supply.card
    if CHART not in load.current().records:
        return
    regular = "takes" in card
    content: dict[str, Any] = {
        "medicine": card["medicine"],
        "unit": card["unit"],
        "amount": str(card["each"]),
        "as_needed": "regular" if regular else "as-needed",
        "times": [{"at": USUALLY[hour]} for hour in card.get("takes", ())] or None,
        "for_what": card["for_what"],
        "most": None if regular else str(card["each"]),
        "gap": None if regular else str(card["gap"]),
        "in_a_day": None if regular else str(card["in_a_day"]),
        "begins_on": house.day.isoformat(),
        "controlled": bool(card.get("controlled")),
        "prescribed_by": card["prescribed_by"],
        "how": card["label"],
    }
    house.write(CHART, content, by=house.carer(), about=[kid], urgent=True)


def plan(house: House, kid: Kid, day: date) -> None:
    """Put a day's doses on the agenda."""
    chance = house.chance
    for supply in kid.shelf:
        for hour in supply.card.get("takes", ()):
            minute = chance.randint(35, 59) if hour == 7 else chance.randrange(5, 50)
            house.later(at(day, hour, minute), partial(dose, house, kid, supply))
        if house.chances(supply.card.get("needed", 0)):
            hour = chance.randint(9, 20) if day.weekday() > 4 else chance.randint(16, 20)
            house.later(at(day, hour, chance.randrange(60)), partial(needed, house, kid, supply))
    if day.weekday() == 6:
        for supply in kid.shelf:
            if supply.a_day:
                house.later(at(day, 20, chance.randint(50, 58)), partial(count, house, kid, supply))


def dose(house: House, kid: Kid, supply: Supply) -> None:
    """A dose at its hour. Whoever is not there gets none."""
    if kid not in house.kids:
        return
    by = house.carer()
    if supply.left < supply.card["each"]:
        box(house, kid, supply)
    other = house.colleague()
    given, why = "given", None
    if kid.gone_since:
        given, why = "not-given", f"{kid.name} is missing; taken to be given if {_he(kid)} is back before bed"
    elif house.chances(REFUSED):
        given, why = "refused", house.line(NOT_WANTED, kid)
    content = {
        "medicine": supply.card["medicine"],
        "amount": supply.card["amount"],
        "given": given,
        "why": why,
        "as_needed": False,
        "witness": other.ref if supply.card.get("controlled") or other.role != "deputy-manager" else None,
    }
    entry = house.write("dose", content, by=by, about=[kid], urgent=True)
    if given == "given":
        _taken(house, supply)
        if supply.card.get("controlled") and _has("witnessed"):
            soon = house.now + timedelta(minutes=house.chance.randint(2, 6))
            house.later(soon, partial(_seconded, house, kid, entry.record_id, other, supply.left))
    else:
        house.later(
            house.now + timedelta(minutes=house.chance.randint(25, 80)), partial(advised, house, entry.record_id, kid)
        )


def _has(stage: str) -> bool:
    return any(one.id == stage for one in load.current().records["dose"].stages)


def _seconded(house: House, kid: Kid, record: str, by: Hand, left: int) -> None:
    """Whoever stood by signs that a controlled medicine was taken, and how much is left."""
    content = {"saw": "taken", "left": str(left)}
    house.write("dose", content, by=by, record=record, stage="witnessed", about=[kid], urgent=True)


def _helped(house: House, kid: Kid, record: str) -> None:
    """Whether what was given as needed has helped."""
    by = house.carer()
    content = {"effect": "yes", "note": "Breathing easily again"}
    house.write("dose", content, by=by, record=record, stage="helped", about=[kid], urgent=True)


def _he(kid: Kid) -> str:
    return str(kid.card["he"])


def needed(house: House, kid: Kid, supply: Supply) -> None:
    """A dose that is given as needed: not while the child is away, and never too soon after the last."""
    if kid not in house.kids or kid.gone_since or (supply.last and house.now - supply.last < GAP):
        return
    by = house.carer()
    if supply.left < supply.card["each"]:
        box(house, kid, supply)
    one = house.chance.choice(supply.card["reasons"])
    content = {
        "medicine": supply.card["medicine"],
        "amount": supply.card["amount"],
        "given": "given",
        "as_needed": True,
        "reason": one["reason"],
        "witness": house.colleague().ref,
        "effect": one["effect"],
    }
    entry = house.write("dose", content, by=by, at=house.now - timedelta(minutes=15), about=[kid], urgent=True)
    _taken(house, supply)
    if _has("helped"):
        house.later(house.now + timedelta(minutes=25), partial(_helped, house, kid, entry.record_id))


def _taken(house: House, supply: Supply) -> None:
    supply.last = house.now
    for one in supply.boxes:
        if one.left:
            one.left -= min(one.left, int(supply.card["each"]))
            return


def advised(house: House, record: str, kid: Kid) -> None:
    """Somebody who knows is asked what it means that it was not taken."""
    if kid in house.kids:
        content = {"advice": house.line(ADVICE, kid), "done": "Offered at its usual time tomorrow"}
        house.write("dose", content, by=house.carer(), record=record, stage="advised", about=[kid], urgent=True)


def box(house: House, kid: Kid, supply: Supply) -> None:
    """A box comes from the pharmacy; two count it in."""
    by, card = house.carer(), supply.card
    pack = int(card["pack"])
    content = {
        "medicine": card["medicine"],
        "amount": str(pack),
        "label": card["label"],
        "prescribed_by": card["prescribed_by"],
        "for_what": card["for_what"],
        "controlled": bool(card.get("controlled")),
        "kept": "Controlled drugs cupboard" if card.get("controlled") else f"Medicine cupboard, {kid.name}'s shelf",
        "expires_on": house.day.replace(year=house.day.year + 2, day=1).isoformat(),
        "witness": house.colleague().ref,
    }
    entry = house.write("medicine-received", content, by=by, about=[kid], urgent=True)
    supply.boxes.append(MedicineBox(entry.record_id, pack))


def count(house: House, kid: Kid, supply: Supply) -> None:
    """The weekly count by two, with a new box in time; once in a long while a tablet is missing."""
    if kid not in house.kids or not supply.boxes:
        return
    by, expected = house.carer(), supply.left
    counted = expected - (1 if expected > LOW and not supply.card.get("controlled") and house.chances(0.012) else 0)
    content = {"medicine": supply.card["medicine"], "counted": str(counted), "expected": str(expected), "witness": house.colleague().ref}  # fmt: skip
    entry = house.write("medicine-count", content, by=by, about=[kid], urgent=True)
    if counted != expected:
        _taken(house, supply)
        house.after(partial(explained, house, entry.record_id, kid), days=1)
    for empty in [one for one in supply.boxes if not one.left]:
        supply.boxes.remove(empty)
        gone = {"how": "finished", "amount": "0", "witness": house.colleague().ref}
        house.write("medicine-received", gone, by=by, record=empty.record, stage="gone", about=[kid], urgent=True)
    if supply.left < LOW * supply.a_day:
        house.later(
            house.now + timedelta(hours=house.chance.choice((20, 21, 44))), partial(_fetched, house, kid, supply)
        )


def _fetched(house: House, kid: Kid, supply: Supply) -> None:
    if kid in house.kids:
        box(house, kid, supply)


def go_along(house: House, kid: Kid) -> None:
    """What is left of a child's medicines leaves with them."""
    for supply in kid.shelf:
        for one in supply.boxes:
            gone = {"how": "with-child", "amount": str(one.left), "witness": house.colleague().ref,
                    "proof": f"{kid.social_worker['name']}, social worker, signed our book"}  # fmt: skip
            house.write(
                "medicine-received", gone, by=house.carer(), record=one.record, stage="gone", about=[kid], urgent=True
            )
    kid.shelf = []


def explained(house: House, record: str, kid: Kid) -> None:
    """A count that was wrong is explained."""
    text = house.story("count_explained", kid)
    house.write("medicine-count", {"story": text, "told": ["pharmacist"], "done": "Two of us count at weekends as well"}, by=house.deputy, record=record, stage="explained", about=[kid])  # fmt: skip
