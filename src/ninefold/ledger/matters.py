"""Matters: one event and all that starts from it or answers it, told by the links between records. Derived.

A record that answers or follows another belongs to that one's matter; one that does neither begins its own. So the
hold, the decision about Ofsted, the notice and the changed plan are one matter, named after the record at its head.
A correction that gives other links moves its record, and all that hangs on it, to the other matter; one that names
its own record says that it answers nothing.
"""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from ninefold.ledger import rows
from ninefold.ledger.models import Entry, FactRow, Record
from ninefold.people.prepared import prepared

JOINS = ("answers", "follows")
A_FEW = 20  # records; a question about more is not worth preparing
BELONGS = "_answers"  # the name under which a form asks for it, and a refusal answers

Link = dict[str, str]


def joining(links: Iterable[Link]) -> list[Link]:
    """Those of an entry's ``links`` that say to which matter its record belongs."""
    return [link for link in links if link["rel"] in JOINS]


def refusal(home: str, links: Iterable[Link], waiting: Mapping[str, str], *, own: str = "", moving: str = "") -> str:
    """Why an entry may not be linked as it says; nothing when it may.

    It answers only what this home has written. ``own`` is the record that a correction belongs to, which it may name;
    ``moving`` the record that would go to another matter by it: none stands behind itself, not even by way of others.
    ``waiting`` are records written in the same batch and not stored yet, each with the one that it follows.
    """
    for target in (link["to"] for link in joining(links)):
        if own and target == own:
            continue
        if target not in waiting and not Entry.objects.filter(record_id=target, home=home).exists():
            return "What this should belong to is no record of this home. Please choose again."
        if moving and moving in _behind(home, target, waiting):
            return "That belongs to this very record already, so this cannot belong to it as well."
    return ""


def _behind(home: str, record: str, waiting: Mapping[str, str]) -> set[str]:
    """``record`` and all that it follows, up to the head of its line."""
    follows: dict[str, str] = {}
    seen: set[str] = set()
    while record and record not in seen:
        seen.add(record)
        if record not in waiting and record not in follows:
            matter = Record.objects.filter(pk=record, home=home).values("matter")
            follows |= dict(Record.objects.filter(home=home, matter__in=matter).values_list("pk", "follows"))
        record = waiting.get(record, follows.get(record, ""))
    return seen


def place(home: str, folded: list[rows.Row]) -> list[str]:
    """Give each of the ``folded`` records of ``home`` its matter, by what it follows now.

    Returns the records, these or others behind them, that stand in another matter than before; their rows and their
    facts have been moved.
    """
    ids = {row["id"] for row in folded}
    follows = {row["id"]: row["follows"] for row in folded}
    before = dict(
        _matters(tuple(ids)) if len(ids) <= A_FEW else Record.objects.filter(pk__in=ids).values_list("pk", "matter")
    )
    targets = set(follows.values()) - ids - {""}
    heads = dict(Record.objects.filter(pk__in=targets, home=home).values_list("pk", "matter"))
    for row in folded:
        row["matter"] = _head(row["id"], follows, heads)
    shifted = {id for id, matter in before.items() if _head(id, follows, heads) != matter}
    if not shifted:
        return []
    # What hangs on a record that was moved goes with it: the whole of the old matters is placed again.
    old = Record.objects.filter(home=home, matter__in={before[id] for id in shifted})
    was = {id: matter for id, matter, _ in old.values_list("pk", "matter", "follows")} | before
    follows = dict(old.values_list("pk", "follows")) | follows
    heads = {id: matter for id, matter in heads.items() if id not in follows}
    for row in folded:
        row["matter"] = _head(row["id"], follows, heads)
    moved = {id: head for id in was if (head := _head(id, follows, heads)) != was[id]}
    for id, head in moved.items():
        Record.objects.filter(pk=id).update(matter=head)
        FactRow.objects.filter(record_id=id).update(matter=head)
    return list(moved)


@prepared
def _matters(ids: tuple[str, ...]) -> QuerySet[Record, tuple[str, str]]:
    return Record.objects.filter(pk__in=ids).values_list("pk", "matter")


def _head(id: str, follows: Mapping[str, str], heads: Mapping[str, str]) -> str:
    """The record at the head of the line in which ``id`` stands; itself where the line leads nowhere or in a ring."""
    seen = {id}
    at = id
    while target := follows.get(at, ""):
        if target in heads:
            return heads[target]
        if target not in follows:
            break
        if target in seen:
            return id
        seen.add(target)
        at = target
    return at
