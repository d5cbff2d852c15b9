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
