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


def thread(home: Home, record: str) -> list[Slot]:
    """The stages of a record that count, in order; empty when it does not exist in ``home`` or is withdrawn."""
    standing, withdrawn = slots(entries(home, record))
    return [] if withdrawn else standing


def instead_of(home: Home, record: str, entry: str) -> str:
    """The id of the entry that stands where ``entry`` once stood; "" when that is itself, or nothing stands there."""
    items, last = entries(home, record), entry
    for item in items:
        if item.entry.act == "correct" and item.replaced == last:
            last = item.entry.id
    standing, withdrawn = slots(items)
    stands = not withdrawn and any(slot.entry.id == last for slot in standing)
    return last if stands and last != entry else ""
