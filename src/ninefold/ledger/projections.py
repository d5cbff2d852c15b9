"""What is derived from the ledger, and how: a list of modules, each run on every batch of entries.

A projection module has ``project(batch)``. Appending runs it on a batch of one inside the same transaction.

For a rebuild it names its tables (``DERIVES``): they are made anew beside those that stand (``ledger.beside``), by
``project`` over large batches, or by ``project_all(home)`` once all has been read, if it has that; it may first ask for rows of
other homes (``from_elsewhere``), and tell them afterwards (``rebuilt``). A module that names no table compares what stands
itself: ``clear(home)`` and ``project_all(home)``. The list is settings.NINEFOLD_PROJECTIONS.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from django.conf import settings

from ninefold import lawbook
from ninefold.lawbook.facts import Fact, Signed
from ninefold.ledger.models import Entry
from ninefold.people.models import Home

if TYPE_CHECKING:
    from django.db.models import Model

    from ninefold.ledger import rows
    from ninefold.ledger.beside import Derived

ARRIVAL = "moved-in"  # the effect of a record by which a child comes
NEWS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class EntryHead:
    """An entry without what it says: what projections need of it, lighter than a model's row."""

    id: str
    seq: int
    record_id: str
    type: str
    stage: str
    act: str
    happened_at: datetime
    written_at: datetime
    received_at: datetime
    author: str


COLUMNS = tuple(EntryHead.__dataclass_fields__)


@dataclass(slots=True)
class Written:
    """An entry with what it says, as projections need it.

    ``thread`` is its record's entries up to the end of the batch, ``joins`` its links to what it answers or follows
    (those of the entry that it corrects, where it names none itself), ``matter`` its record's, and ``moved`` other
    records that it brought into another matter; all filled in by ``ledger.records``. ``facts`` are those it states and
    ``ended`` those it ends (by correcting or withdrawing), filled in by ``ledger.factrows``.
    The projections that come after them rely on it.
    """

    entry: EntryHead
    home: Home
    content: dict[str, Any]
    subjects: list[dict[str, str]]
    links: list[dict[str, str]]
    opens: bool
    destroyed: bool = False  # what it said is gone; an entry that says nothing but that it was signed is not
    thread: list["Written"] = field(default_factory=list)
    joins: list[dict[str, str]] = field(default_factory=list)
    matter: str = ""
    moved: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    ended: list[tuple[str, str]] = field(default_factory=list)  # (fact name, subject)

    @property
    def replaced(self) -> str:
        """The entry that a correction or withdrawal is about, or nothing."""
        if self.entry.act == "write":
            return ""
        return next((link["to"] for link in self.links if link["rel"] in ("replaces", "withdraws")), "")


def written(entry: Entry, home: Home, body: str | None, opens: bool) -> Written:
    """``entry`` with its content (nothing when it has been destroyed) read."""
    line = EntryHead(*(getattr(entry, name) for name in COLUMNS))
    return from_line(line, home, entry.subjects, entry.links, body, opens)


def from_line(line: EntryHead, home: Home, subjects: str, links: str, body: str | None, opens: bool) -> Written:
    """The same, from an entry's columns as the database gives them."""
    return Written(
        entry=line,
        home=home,
        content=json.loads(body) if body else {},
        subjects=json.loads(subjects),
        links=json.loads(links) if links != "[]" else [],
        opens=opens,
        destroyed=not body,
    )


def signed(item: Written) -> Signed:
    """``item`` as ``lawbook.facts`` reads it."""
    entry = item.entry
    return Signed(
        entry=entry.id,
        record=entry.record_id,
        home=item.home.id,
        type=lawbook.current().records[entry.type],
        stage=entry.stage,
        happened_at=entry.happened_at,
        written_at=entry.written_at,
        author=entry.author,
        about=tuple((s["id"], s["kind"]) for s in item.subjects if s["as"] == "about"),
        content=item.content,
        links=tuple(
            (link["rel"], link["to"], link.get("row", "")) for link in item.joins if link["to"] != entry.record_id
        ),
        matter=item.matter,
        before_records=_before_records(item),
    )


def _before_records(item: Written) -> bool:
    """Whether an arrival was before the home kept its records here: then it starts no clock in that past, and rhythms
    are taken up where the records begin. What is written down within a week of it is news, whenever the records began."""
    entry = item.entry
    if lawbook.current().records[entry.type].effect != ARRIVAL or entry.written_at - entry.happened_at <= NEWS:
        return False
    began = Entry.objects.filter(home=item.home, seq=1).values_list("received_at", flat=True).first()
    return began is not None and entry.happened_at < began


@cache
def modules() -> tuple[ModuleType, ...]:
    """The projection modules, in order."""
    return tuple(import_module(name) for name in settings.NINEFOLD_PROJECTIONS)


def run(batch: list[Written]) -> None:
    """Bring everything derived up to date with ``batch``, whose entries are in order."""
    for module in modules():
        module.project(batch)


def derived() -> "tuple[Derived, ...]":
    """The tables that are made anew by a rebuild, in the order in which they are swapped."""
    return tuple(table for module in modules() for table in getattr(module, "DERIVES", ()))


def from_elsewhere(home: Home) -> "list[tuple[type[Model], list[rows.Row]]]":
    """Rows of other homes without which ``home`` cannot be derived, by table."""
    return [module.from_elsewhere(home) for module in modules() if hasattr(module, "from_elsewhere")]


def run_beside(batch: list[Written], *, late: bool = False) -> None:
    """Derive from ``batch`` in a workshop; ``late`` when the whole has been worked out already."""
    for module in modules():
        if hasattr(module, "DERIVES") and (late or not hasattr(module, "project_all")):
            module.project(batch)


def finish_beside(home: Home) -> None:
    """Work out, in a workshop, what is worked out of a whole home at once."""
    for module in modules():
        if hasattr(module, "DERIVES") and hasattr(module, "project_all"):
            module.project_all(home)
