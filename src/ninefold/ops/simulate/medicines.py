"""A child's regular medicine: boxes that come in and run out, doses, the weekly count, and what is asked when one is refused."""

from functools import partial

from ninefold.ops.pen import Hand
from ninefold.ops.simulate.house import House, Kid

BOX, LOW = 56, 14  # tablets in a box, and how few there are when the next is fetched
ADVICE = (
    "[The pharmacist|111|The surgery's nurse] [says one missed evening does no harm|says not to double it tomorrow|"
    "wants to know if it happens again|says to offer it with breakfast instead]"
)


def dose(house: House, by: Hand, kid: Kid) -> None:
    """The evening's medicine."""
    if kid not in house.kids:
        return
    if not kid.boxes:
        box(house, kid)
    given = "refused" if house.chances(0.015) else "given"
    kid.tablets -= given == "given"
    other = house.carer()
    entry = house.write(
        "dose",
        {
            "medicine": kid.medicine,
            "amount": "1 tablet",
            "given": given,
            "why": "Did not want it tonight, offered twice" if given == "refused" else None,
            "witness": other.ref if other is not by else None,
        },
        by=by,
        about=[kid],
    )
    if given == "refused":
        house.after(partial(advised, house, entry.record_id, kid), hours=house.chance.choice((12, 14, 15)))


def advised(house: House, record: str, kid: Kid) -> None:
    """Somebody who knows is asked what it means that it was refused."""
    if kid in house.kids:
        content = {"advice": house.line(ADVICE, kid)}
        house.write("dose", content, by=house.carer(), record=record, stage="advised", about=[kid])


def box(house: House, kid: Kid) -> None:
    """A box comes from the pharmacy, and the empty one before it is done with."""
    by, other = house.chance.sample(house.carers, 2)
    if kid.boxes:
        gone = {"how": "finished", "amount": "0", "witness": other.ref}
        house.write("medicine-received", gone, by=by, record=kid.boxes[-1], stage="gone", about=[kid])
    content = {
        "medicine": kid.medicine,
        "amount": str(BOX),
        "label": "One in the evening",
        "prescribed_by": house.line("[The surgery|The clinic], repeat prescription", kid),
        "controlled": "methylphenidate" in kid.medicine,
        "kept": f"Medicine cupboard, {kid.name}'s shelf",
        "expires_on": house.day.replace(year=house.day.year + 2, day=1).isoformat(),
        "witness": other.ref,
    }
    entry = house.write("medicine-received", content, by=by, about=[kid])
    kid.boxes.append(entry.record_id)


def count(house: House, kid: Kid) -> None:
    """The weekly count, with a new box in time; once in a while a tablet is missing."""
    if kid not in house.kids:
        return
    counted = kid.tablets - (1 if house.chances(0.02) else 0)
    entry = house.write(
        "medicine-count", {"medicine": kid.medicine, "counted": str(counted), "expected": str(kid.tablets)}, by=house.carer(), about=[kid],
    )  # fmt: skip
    if counted != kid.tablets:
        kid.tablets = counted
        house.after(partial(explained, house, entry.record_id, kid), days=2)
    if kid.tablets < LOW:
        kid.tablets += BOX
        box(house, kid)


def explained(house: House, record: str, kid: Kid) -> None:
    """A count that was wrong is explained."""
    text = house.story("count_explained", kid)
    house.write("medicine-count", {"story": text, "told": ["pharmacist"], "done": "Two count at weekends as well"}, by=house.deputy, record=record, stage="explained", about=[kid])  # fmt: skip
