"""Make everything derived again from the entries: the same, to the last bit, as appending one by one made it."""

from collections.abc import Callable, Iterator

from django.db import transaction

from ninefold.ledger import projections
from ninefold.ledger.models import Content
from ninefold.ledger.projections import Written, written
from ninefold.people.models import Home

BATCH = 2000


def rebuild(home: Home, progress: Callable[[int], None] = lambda count: None) -> int:
    """Clear and derive again all of ``home``, in one transaction. Gives the number of entries read."""
    total = 0
    with transaction.atomic():
        for module in reversed(projections.modules()):
            module.clear(home)
        for batch in _batches(home):
            projections.run(batch)
            total += len(batch)
            progress(len(batch))
    return total


def _batches(home: Home) -> Iterator[list[Written]]:
    opened: dict[str, str] = {}
    batch: list[Written] = []
    rows = Content.objects.filter(entry__home=home).select_related("entry").order_by("entry__seq")
    for content in rows.iterator(chunk_size=BATCH):
        entry = content.entry
        opener = opened.setdefault(entry.record_id, entry.id)
        item = written(entry, home, content.body, opens=opener == entry.id)
        if item.replaced == opener:
            item.opens = True
            if entry.act == "correct":
                opened[entry.record_id] = entry.id
        batch.append(item)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
