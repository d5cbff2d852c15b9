"""Make everything derived again from the entries: the same, to the last bit, as appending one by one made it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from ninefold.ledger import kept, projections, rows
from ninefold.ledger.models import Entry
from ninefold.ledger.projections import COLUMNS, EntryHead, Written, from_line
from ninefold.people.models import Home

BATCH = 2000


def rebuild(home: Home, progress: Callable[[int], None] = lambda count: None) -> int:
    """Clear and derive again all of ``home``, in one transaction. Gives the number of entries read."""
    total = 0
    with transaction.atomic():
        for module in reversed(projections.modules()):
            module.clear(home)
        for batch in _batches(home):
            projections.run(batch, rebuilding=True)
            total += len(batch)
            progress(len(batch))
        projections.finish(home)
    rows.settle()
    kept.forget()
    return total


def _batches(home: Home) -> Iterator[list[Written]]:
    opened: dict[str, str] = {}
    batch: list[Written] = []
    for *columns, subjects, links, body in _rows(home):
        if body is None:  # what was let go leaves its entry behind, and nothing that follows from it
            continue
        item = from_line(EntryHead(*columns), home, subjects, links, body, opens=False)
        _mark_opener(item, opened)
        batch.append(item)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _rows(home: Home) -> Iterator[tuple[Any, ...]]:
    """Every entry's columns, its subjects and links, and what it says (None when destroyed), in order."""
    wanted = (*COLUMNS, "subjects", "links", "content__body")
    return Entry.objects.filter(home=home).order_by("seq").values_list(*wanted).iterator(chunk_size=BATCH)


def _mark_opener(item: Written, opened: dict[str, str]) -> None:
    """Say whether ``item``, or what it replaces, opened its record. ``opened`` has the opener by record, as it stands."""
    opener = opened.setdefault(item.entry.record_id, item.entry.id)
    item.opens = opener in (item.entry.id, item.replaced)
    if item.opens and item.entry.act == "correct":
        opened[item.entry.record_id] = item.entry.id
