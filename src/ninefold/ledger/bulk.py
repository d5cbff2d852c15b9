"""Many entries at once through the same door: for a story that is told again, never for what people sign.

Each entry is checked, digested and chained by ``ledger.actions.make``, as ``append`` does it. What differs is only
when rows are stored: in batches, with the projections run over each batch, all in one transaction. Entries,
hashes and everything derived are equal to those of appending one by one (tests/ledger/test_bulk.py).
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from ninefold.lawbook.facts import Fact, facts_of
from ninefold.ledger import brakes, matters, projections, rows, standing
from ninefold.ledger.actions import make, store
from ninefold.ledger.head import lock, move
from ninefold.ledger.known import known_in
from ninefold.ledger.models import Content, Entry
from ninefold.ledger.projections import Written
from ninefold.ledger.records import Slot, slots
from ninefold.ledger.signing import Author, Signing
from ninefold.ledger.threads import entries
from ninefold.people.models import Home

BATCH = 2000


class Many:
    """A home's open ledger. The head of its chain is locked until the transaction ends."""

    def __init__(self, home: Home):
        self._home = home
        self._head = lock(home.id)
        self._known = known_in(home.id, home.provider_id)
        self._waiting: list[tuple[Content, Written]] = []
        self._threads: dict[str, list[Written]] = defaultdict(list)  # of what waits, by record
        self._follows: dict[str, str] = {}  # of the records in what waits: what each follows
        self._stated: list[Fact] = []  # what waits and brakes read

    def append(self, signing: Signing, author: Author) -> Entry:
        """Sign a stage, as ``ledger.actions.append`` does. The entry is stored with its batch."""
        made, item = make(
            self._head,
            signing,
            author,
            home=self._home,
            before=self._thread(signing.record) if signing.record else [],
            known=self._known,
            waiting=self._follows,
            stated=self._stated,
        )
        self._waiting.append((made, item))
        self._threads[made.entry.record_id].append(item)
        self._note(item)
        self._state(item)
        # Who is here and what they are decides what may be written next, so that is never left waiting.
        if len(self._waiting) >= BATCH or standing.states(item) or made.entry.act != "write":
            self.store()
        return made.entry

    def store(self) -> None:
        """Store what waits and bring all that is derived up to date with it."""
        waiting, self._waiting = self._waiting, []
        self._threads.clear()
        self._follows.clear()
        self._stated.clear()
        if not waiting:
            return
        store([made for made, _ in waiting])
        move(self._head)
        projections.run([item for _, item in waiting])

    def _note(self, item: Written) -> None:
        """Keep in mind what a record in what waits follows: those that come may link to it."""
        record = item.entry.record_id
        if item.opens and item.entry.act != "withdraw":
            named = [link["to"] for link in matters.joining(item.links)]
            if named or item.entry.act == "write":
                self._follows[record] = next((to for to in named if to != record), "")

    def _state(self, item: Written) -> None:
        """Keep in mind what brakes read of what waits: a dose is judged by the one before it."""
        if item.entry.act == "write":
            read = brakes.read()
            self._stated += [fact for fact in facts_of(projections.signed(item)) if fact.name in read]

    def _thread(self, record: str) -> list[Slot]:
        here = self._threads.get(record, [])
        opened_here = bool(here) and here[0].opens and here[0].entry.act == "write"
        earlier = [] if opened_here else entries(self._home, record)
        standing_slots, withdrawn = slots(earlier + here)
        return [] if withdrawn else standing_slots


@contextmanager
def many(home: Home) -> Iterator[Many]:
    """The home's ledger, open for many entries that are all kept or none."""
    with transaction.atomic():
        door = Many(home)
        yield door
        door.store()
    rows.settle()
