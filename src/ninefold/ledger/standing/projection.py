"""The projection: keep what each entry says, and fold again whoever it is about.

Only the rows of the entry's own home change, and the details of the people it is about, which all homes of the
provider tell together.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q

from ninefold.base import canonical
from ninefold.ledger import rows
from ninefold.ledger.models import Entry
from ninefold.ledger.projections import COLUMNS, EntryHead, Written, from_line
from ninefold.ledger.standing import tables
from ninefold.ledger.standing.fold import Former, Row, Rows, colours_of, fold
from ninefold.ledger.standing.statements import StageStatement, statements, states, telling_types
from ninefold.people.models import FormerId, Home, Person
from ninefold.people.models import Statement as Kept

MANY = 500  # so many that a table is read whole instead of asked for each
WHO = ("worker_id", "child_id")
FIELDS = (
    "home_id", "record", "entry", "place", "what", "subject", "happened_at", "received_at", "seq", "said", "stands",
    "earlier",
)  # fmt: skip


def clear(home: Home) -> None:
    """Forget what the home's entries say; its rows are compared and put right by ``project_all``."""
    if tells(home):
        rows.remove(Kept, home.id)


def tells(home: Home) -> bool:
    """Whether the home's ledger says who lives and works there, as every home's does from its first entry on."""
    return Entry.objects.filter(home=home, type__in=telling_types()).exists()


def project(batch: list[Written]) -> None:
    """Fold again everybody whom ``batch`` says something about."""
    homes: dict[str, dict[str, Written]] = defaultdict(dict)
    for item in batch:
        if states(item):
            homes[item.home.id][item.entry.record_id] = item
    for items in homes.values():
        _take(next(iter(items.values())).home, items)


def _take(home: Home, items: dict[str, Written]) -> None:
    """Keep what the records of ``items`` say now, and settle the rows of all whom they are or were about."""
    before = Kept.objects.filter(home=home, record__in=items)
    subjects = set(before.values_list("subject", flat=True))
    before.delete()
    told = [one for item in items.values() for one in statements(item.thread)]
    keep(told)
    subjects |= {one.subject for one in told}
    if any(one.what == "child-known" and not one.stands for one in told):
        # Who comes after a child that was withdrawn moves up: their colours are counted anew.
        known = Kept.objects.filter(home=home, what="child-known")
        subjects |= set(known.values_list("subject", flat=True))
    _lock(subjects)
    every = kept(Q(subject__in=subjects, home__provider=home.provider_id))
    settle(home, folded(home, every), subjects)


def _lock(subjects: Iterable[str]) -> None:
    """Where two homes can write at once, let the second wait, so that it folds what the first has said as well."""
    if connection.vendor == "postgresql":
        list(Person.objects.select_for_update().filter(pk__in=sorted(subjects)).order_by("pk").values_list("pk"))


def project_all(home: Home) -> None:
    """Read all that the home's entries say and put every row right that does not follow from them."""
    if not tells(home):
        return
    keep(read(home))
    every = kept(Q(home__provider=home.provider_id))
    known = {one.subject for one in every if one.home == home.id}
    settle(home, folded(home, every), known, whole=True)


def read(home: Home) -> list[StageStatement]:
    """What the home's entries say, read from the entries themselves."""
    threads: dict[str, list[Written]] = defaultdict(list)
    wanted = (*COLUMNS, "subjects", "links", "content__body")
    found = Entry.objects.filter(home=home, type__in=telling_types()).order_by("seq").values_list(*wanted)
    for *columns, subjects, links, body in found.iterator():
        line = EntryHead(*columns)
        threads[line.record_id].append(from_line(line, home, subjects, links, body, opens=False))
    return [one for thread in threads.values() for one in statements(thread)]


def keep(told: Iterable[StageStatement]) -> None:
    """Keep statements as rows."""
    rows.add(Kept, [to_row(one) for one in told])


def to_row(one: StageStatement) -> rows.Row:
    """A statement as its row."""
    row = {name: getattr(one, "home" if name == "home_id" else name) for name in FIELDS}
    return row | {"said": canonical.dumps(one.said).decode(), "earlier": canonical.dumps(list(one.earlier)).decode()}


def kept(where: Q) -> list[StageStatement]:
    """The statements kept, as the fold takes them."""
    found = Kept.objects.filter(where).values_list(*FIELDS)
    return [_from_row(dict(zip(FIELDS, row, strict=True))) for row in found]


def _from_row(row: dict[str, Any]) -> StageStatement:
    home = row.pop("home_id")
    said, earlier = json.loads(row.pop("said")), tuple(json.loads(row.pop("earlier")))
    return StageStatement(home=home, said=said, earlier=earlier, **row)


def folded(home: Home, every: list[StageStatement]) -> Rows:
    """The rows that ``every`` statement of the provider about some people makes."""
    return fold(
        every, home.provider_id, colours(home), former({one.record for one in every if one.what == "contact-known"})
    )


def colours(home: Home) -> dict[str, int]:
    """The colours of the children of the home's provider."""
    known = Kept.objects.filter(home__provider=home.provider_id, what="child-known", stands=True)
    return colours_of(known.values_list("home_id", "subject", "seq"))


def former(records: set[str]) -> Former:
    """The ids that contacts had before ids were derived from records."""
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    if records:
        ids = FormerId.objects.filter(record__in=records) if len(records) < MANY else FormerId.objects.all()
        for record, person, in_use in ids.order_by("person").values_list("record", "person", "in_use"):
            found[record].append((person, in_use))
    return found


def settle(home: Home, made: Rows, subjects: set[str], *, whole: bool = False) -> None:
    """Bring the tables in line with ``made``: of ``subjects``, or of the whole home when that is rebuilt.

    People of whom no home speaks any more go only when every home of the provider has been derived.
    """
    gone = {}
    for name in ("home", *tables.PEOPLE):
        expected, where = _people(home, name, made, subjects, everybody=whole and _all_derived(home))
        gone[name] = tables.settle(name, expected, tables.stored(name, where))
    for name in tables.IN_HOME:
        person = tables.TABLES[name].person
        here = Q(home=home) if whole else Q(home=home, **{f"{person}__in": subjects})
        rows_here = {id: row for id, row in made[name].items() if row["home_id"] == home.id}
        tables.forget(name, tables.settle(name, existing(rows_here), tables.stored(name, here)))
    for name in tables.PEOPLE[::-1]:
        tables.forget(name, gone[name])


def _people(home: Home, name: str, made: Rows, subjects: set[str], *, everybody: bool) -> tuple[dict[str, Row], Q]:
    """The rows of a table of people that are to be settled, and where to look for those that are there."""
    if name == "home":
        expected = {id: row for id, row in made[name].items() if id == home.id}
        return expected, Q(pk__in=expected)
    if everybody:
        return made[name], Q(provider=home.provider_id)
    if name == "contact":
        return {id: row for id, row in made[name].items() if row["child_id"] in subjects}, Q(child__in=subjects)
    return {id: row for id, row in made[name].items() if id in subjects}, Q(pk__in=subjects)


def existing(expected: dict[str, Row]) -> dict[str, Row]:
    """Rows about people who are there: a role for somebody whom no home of the provider knows gives nothing."""
    who = {row[name] for row in expected.values() for name in WHO if name in row}
    there = set(Person.objects.filter(pk__in=who).values_list("pk", flat=True)) if who else set()
    return {id: row for id, row in expected.items() if all(row[name] in there for name in WHO if name in row)}


def _all_derived(home: Home) -> bool:
    beside = Home.objects.filter(provider=home.provider_id, chain__seq__gt=0)
    return not beside.exclude(pk__in=Kept.objects.values("home")).exists()
