"""Facts, kept: what the effective entries of a home state, and until when it was believed. Derived."""

import json
from datetime import datetime
from typing import Any

from ninefold.lawbook.facts import Fact, facts_of
from ninefold.ledger import rows
from ninefold.ledger.beside import Derived
from ninefold.ledger.models import FactRow
from ninefold.ledger.projections import Written, signed
from ninefold.ledger.records import reopened
from ninefold.people.models import Home

DERIVES = (Derived(FactRow, "record_id", asked_by=(("record_id",), ("home_id", "name", "subject"))),)


def project(batch: list[Written]) -> None:
    """Add what ``batch`` states; end what it corrects or withdraws."""
    fresh: list[rows.Row] = []
    for item in batch:
        if item.replaced:
            _end(item, fresh)
        if item.entry.act in ("write", "correct") and not item.destroyed:
            item.facts = facts_of(signed(item))
            fresh += [to_row(fact, item.home.id) for fact in item.facts]
    rows.add(FactRow, fresh)


def _end(item: Written, fresh: list[rows.Row]) -> None:
    """End the facts of the entry that ``item`` replaces, kept or still in ``fresh``.

    Withdrawing the entry that opened a record withdraws the whole record.
    """
    ended = {"ended_at": item.entry.written_at, "withdrawn": item.entry.act == "withdraw"}
    whole = item.entry.act == "withdraw" and item.opens
    kept = FactRow.objects.filter(home=item.home, record_id=item.entry.record_id, ended_at=None)
    # A correction ends what a check of the old text said as well: it has to be looked at again.
    over = {item.replaced, *reopened([one for one in item.thread if one.entry.seq <= item.entry.seq])}
    if not whole:
        kept = kept.filter(entry_id__in=over)
    item.ended += list(kept.values_list("name", "subject"))
    kept.update(**ended)
    for row in fresh:
        same = row["record_id"] == item.entry.record_id if whole else row["entry_id"] in over
        if same and row["ended_at"] is None:
            row.update(ended)
            item.ended.append((row["name"], row["subject"]))


def to_row(fact: Fact, home: str) -> rows.Row:
    """A fact as its row."""
    return {
        "home_id": home,
        "name": fact.name,
        "subject": fact.subject,
        "record_id": fact.record,
        "entry_id": fact.entry,
        "at": fact.at,
        "known_at": fact.known_at,
        "ended_at": fact.ended_at,
        "day": fact.day,
        "carried": fact.carried,
        "withdrawn": fact.withdrawn,
        "value": fact.value,
        "row": fact.row,
        "author": fact.author,
        "data": json.dumps(fact.data) if fact.data else "",
        "answers": json.dumps(fact.answers) if fact.answers else "",
        "matter": fact.matter,
    }


def from_row(row: FactRow) -> Fact:
    """A row as the fact it keeps."""
    return Fact(
        name=row.name,
        subject=row.subject,
        record=row.record_id,
        entry=row.entry_id,
        at=row.at,
        known_at=row.known_at,
        day=row.day,
        value=row.value,
        row=row.row,
        author=row.author,
        carried=row.carried,
        withdrawn=row.withdrawn,
        ended_at=row.ended_at,
        data=json.loads(row.data) if row.data else {},
        answers=tuple((a[0], a[1]) for a in json.loads(row.answers)) if row.answers else (),
        matter=row.matter,
    )


def facts(home: Home, *, known_by: datetime | None = None, **where: Any) -> list[Fact]:
    """The home's facts, all that were ever believed, known by ``known_by`` if given; ``where`` narrows the rows."""
    kept = FactRow.objects.filter(home=home, **where)
    if known_by is not None:
        kept = kept.filter(known_at__lte=known_by)
    return [from_row(row) for row in kept.order_by("known_at", "id")]
