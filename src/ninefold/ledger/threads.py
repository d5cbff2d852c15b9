"""A record's thread as it stands, read from the entries themselves."""

from ninefold.ledger.models import Content
from ninefold.ledger.projections import Written, written
from ninefold.ledger.records import Slot, slots
from ninefold.people.models import Home


def entries(home: Home, record: str) -> list[Written]:
    """All entries of a record in order, with what they say."""
    found = (
        Content.objects.filter(entry__record_id=record, entry__home=home).select_related("entry").order_by("entry__seq")
    )
    return [written(c.entry, home, c.body, opens=i == 0) for i, c in enumerate(found)]


def standing(items: list[Written]) -> list[Slot]:
    """The stages of a thread that count, in order, whether or not the whole has been withdrawn since."""
    return slots(items)[0]


def thread(home: Home, record: str) -> list[Slot]:
    """The stages of a record that count, in order; empty when it does not exist in ``home`` or is withdrawn."""
    standing, withdrawn = slots(entries(home, record))
    return [] if withdrawn else standing


def instead_of(home: Home, record: str, entry: str) -> str:
    """The id of the entry that stands where ``entry`` once stood; "" when that is itself, or nothing stands there."""
    items = entries(home, record)
    last = _last(items, entry)
    standing, withdrawn = slots(items)
    stands = not withdrawn and any(slot.entry.id == last for slot in standing)
    return last if stands and last != entry else ""


def taken_back(home: Home, record: str, entry: str = "") -> bool:
    """Whether the record has been withdrawn, or that stage of it which ``entry`` signed or corrected."""
    items = entries(home, record)
    last = _last(items, entry)
    return slots(items)[1] or any(item.entry.act == "withdraw" and item.replaced == last for item in items)


def _last(items: list[Written], entry: str) -> str:
    """The id of the last correction of ``entry``; its own when there is none."""
    for item in items:
        if item.entry.act == "correct" and item.replaced == entry:
            entry = item.entry.id
    return entry
