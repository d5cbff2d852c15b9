"""Make everything derived again from the entries: the same, to the last bit, as appending one by one made it.

It is made beside what stands (``ledger.beside``), while others read and write. At the end the home's chain is locked for
a moment: what was signed meanwhile is added, and what differs takes its new place, all at once. A rebuild that is
stopped has changed nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from ninefold import lawbook
from ninefold.ledger import beside, head, kept, projections, rows
from ninefold.ledger.beside import Swap
from ninefold.ledger.models import Chain, Entry
from ninefold.ledger.projections import COLUMNS, EntryHead, Written, from_line
from ninefold.people.models import Home

BATCH = 2000
FEW = 20  # entries that are added while the chain is locked
MANY = 2000  # of what differs: with more the database looks anew at how full its tables are

Progress = Callable[[int], None]


@dataclass(slots=True)
class Making:
    """A home's rows being made anew: how far its ledger has been read, and which entry opened each record."""

    home: Home
    elsewhere: "Sequence[tuple[type[Model], list[rows.Row]]]" = ()
    seq: int = 0
    opened: dict[str, str] = field(default_factory=dict)

    def read(self, progress: Progress, *, late: bool = False) -> list[Written]:
        """Derive from the entries that have not been read. Gives the last of them, with what they changed.

        ``late`` ones come when the whole has been reckoned: what they change is reckoned again, as when they were signed.
        """
        last: list[Written] = []
        for batch in _batches(self.home, self.seq, self.opened):
            with transaction.atomic():
                projections.run_beside(batch, late=late)
            self.seq = batch[-1].entry.seq
            last = [*last, *batch] if late else batch
            progress(len(batch))
        return last


def rebuild(home: Home, progress: Progress = lambda count: None) -> int:
    """Derive again all of ``home``. Gives the number of entries read."""
    tables = projections.derived()
    making = Making(home, elsewhere=projections.from_elsewhere(home))
    with beside.workshop(tables), _nobody_waits():
        _make(making, progress)
        swap = Swap(home.id, tables)
        for derived in tables:
            swap.compare(derived)
        with transaction.atomic(), _others_wait():
            # In this moment nobody signs. What was signed since the last look is little.
            chain = head.lock(home.id)
            late = making.read(progress, late=True)
            _note(swap, late)
            _swap(home, swap)
            if chain.seq:
                Chain.objects.filter(home=home).update(library=lawbook.current().digest)
        many = sum(map(len, swap.differing.values())) > MANY
        _swap_later(home, swap, making.seq)
    for module in projections.modules():
        if hasattr(module, "rebuilt"):
            module.rebuilt(home)
    if many:
        rows.settle(quickly=True)
    kept.forget()
    return making.seq and Entry.objects.filter(home=home, seq__lte=making.seq).count()


def differences(home: Home) -> dict[str, set[str]]:
    """What of ``home`` is not as its entries make it now: by table, the records, words or keys whose rows differ."""
    tables = projections.derived()
    with _nobody_waits(), _one_moment():
        making = Making(home, elsewhere=projections.from_elsewhere(home))
        with beside.workshop(tables):
            _make(making, lambda count: None)
            swap = Swap(home.id, tables)
            return {derived.table: values for derived in tables if (values := swap.compare(derived))}


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read while this lasts is as it was at one moment, whoever signs meanwhile."""
    alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    with transaction.atomic():
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _make(making: Making, progress: Progress) -> None:
    """Derive from every entry, and then from those that were signed meanwhile, until few are left."""
    home = making.home
    for model, theirs in making.elsewhere:
        rows.add(model, theirs)
    making.read(progress)
    with transaction.atomic():
        projections.finish_beside(home)
    while Entry.objects.filter(home=home, seq__gt=making.seq + FEW).exists():
        making.read(progress, late=True)


def _note(swap: Swap, late: Sequence[Written]) -> None:
    """What came while the rest was compared is swapped whatever it was; what is owed is compared again."""
    records = {item.entry.record_id for item in late} | {one for item in late for one in item.moved}
    for derived in swap.tables:
        if records and derived.by in ("id", "record_id"):
            swap.differing[derived.table] |= records
        elif records:
            swap.compare(derived)


def _swap(home: Home, swap: Swap) -> None:
    for module in projections.modules():
        if not hasattr(module, "DERIVES"):
            module.clear(home)
            module.project_all(home)
    for derived in swap.tables:
        if not derived.later:
            swap.apply(derived, swap.differing[derived.table])


def _swap_later(home: Home, swap: Swap, seq: int) -> None:
    """Swap what may come in parts. A record that was written to since has been gathered anew by that already."""
    for derived in (one for one in swap.tables if one.later):
        values = sorted(swap.differing[derived.table])
        for start in range(0, len(values), BATCH):
            with transaction.atomic(), _others_wait():
                head.lock(home.id)
                since = set(Entry.objects.filter(home=home, seq__gt=seq).values_list("record_id", flat=True))
                swap.apply(derived, set(values[start : start + BATCH]) - since)


class _nobody_waits:  # noqa: N801 - read as a clause
    """While this lasts a transaction of this connection takes SQLite's only lock when it writes to what stands, not before."""

    mode = "DEFERRED"

    def __enter__(self) -> None:
        self._before = getattr(connection, "transaction_mode", None)
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            self._before = connection.transaction_mode  # type: ignore[attr-defined]
            connection.transaction_mode = self.mode  # type: ignore[attr-defined]

    def __exit__(self, *raised: object) -> None:
        if connection.vendor == "sqlite":
            connection.transaction_mode = self._before  # type: ignore[attr-defined]


class _others_wait(_nobody_waits):  # noqa: N801
    """While this lasts a transaction takes that lock when it begins, as every other does that signs."""

    mode = "IMMEDIATE"


def _batches(home: Home, after: int, opened: dict[str, str]) -> Iterator[list[Written]]:
    """The entries of ``home`` after a place in its chain, in order. ``opened`` has the opener by record, as it stands."""
    batch: list[Written] = []
    for *columns, subjects, links, body in _rows(home, after):
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


def _rows(home: Home, after: int) -> Iterator[tuple[Any, ...]]:
    """Columns, subjects, links and content (None when destroyed). A part at a time: no read of the database lasts long,
    or what is written meanwhile could not be cleared away behind it."""
    wanted = (*COLUMNS, "subjects", "links", "content__body")
    place = COLUMNS.index("seq")
    while some := list(Entry.objects.filter(home=home, seq__gt=after).order_by("seq").values_list(*wanted)[:BATCH]):
        yield from some
        after = some[-1][place]


def _mark_opener(item: Written, opened: dict[str, str]) -> None:
    """Say whether ``item``, or what it replaces, opened its record. ``opened`` has the opener by record, as it stands."""
    opener = opened.setdefault(item.entry.record_id, item.entry.id)
    item.opens = opener in (item.entry.id, item.replaced)
    if item.opens and item.entry.act == "correct":
        opened[item.entry.record_id] = item.entry.id
