"""Whether the tables of people, and what of records decides who may see them, are what the entries say.

Nothing kept is trusted: entries are read again, folded, and every row compared with what they make.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q

from ninefold.ledger import records
from ninefold.ledger.models import Entry, Record
from ninefold.ledger.projections import COLUMNS, EntryHead, from_line
from ninefold.ledger.standing import tables
from ninefold.ledger.standing.fold import Row, colours_of, fold
from ninefold.ledger.standing.projection import FIELDS, existing, former, read, tells, to_row
from ninefold.ledger.standing.statements import StageStatement
from ninefold.people.models import Home, Person, Provider
from ninefold.people.models import Statement as Kept

BATCH = 2000
# The columns of a record that decide who may see it.
ACCESS = ("home_id", "sensitivity", "author", "barred", "shown", "about_one")


@dataclass(frozen=True, slots=True)
class Difference:
    """A derived row that is not what the entries say: in which home and table, about whom, and how."""

    home: str
    table: str
    who: str
    what: str

    def __str__(self) -> str:
        return f"{self.home}, {self.table} of {self.who}: {self.what}"


def differences(provider: Provider) -> Iterator[Difference]:
    """Every row of a provider's homes that was changed, taken away or added by hand."""
    homes = [home for home in Home.objects.filter(provider=provider).order_by("urn") if tells(home)]
    if not homes:
        return
    urns = {home.id: home.urn for home in homes}
    told = [one for home in homes for one in read(home)]
    names = dict(Person.objects.filter(provider=provider).values_list("pk", "name"))
    names |= {home.id: home.name for home in homes}
    yield from _statements(told, urns, names)
    yield from _people(provider, told, urns, names)
    for home in homes:
        yield from _records(home)


def _statements(told: list[StageStatement], urns: dict[str, str], names: dict[str, str]) -> Iterator[Difference]:
    """What is kept of the entries is what they say: else the next entry would be folded with something else."""
    expected = {(one.record, one.entry, one.subject, one.what): to_row(one) for one in told}
    kept = {
        (row["record"], row["entry"], row["subject"], row["what"]): row
        for row in Kept.objects.filter(home__in=urns).values(*FIELDS)
    }
    for key in sorted(expected.keys() | kept.keys()):
        should, row = expected.get(key), kept.get(key)
        if should != row:
            home = (should or row or {})["home_id"]
            yield Difference(urns[home], "statement", names.get(key[2], key[2]), f"{key[3]}: {_how(should, row)}")


def _people(
    provider: Provider, told: list[StageStatement], urns: dict[str, str], names: dict[str, str]
) -> Iterator[Difference]:
    standing = [(one.home, one.subject, one.seq) for one in told if one.what == "child-known" and one.stands]
    contacts = {one.record for one in told if one.what == "contact-known"}
    made = fold(told, provider.id, colours_of(standing), former(contacts))
    home_of = {one.subject: urns[one.home] for one in reversed(told)}
    for name in tables.TABLES:
        expected = existing(made[name]) if name in tables.IN_HOME else made[name]
        for id, should, row in tables.differing(name, expected, tables.stored(name, _where(name, provider, urns))):
            if name in tables.PEOPLE and should is None and row and not row["known"]:
                continue  # somebody who could not be deleted, and is offered nowhere
            some = should or row or {}
            who = id if name in ("home", *tables.PEOPLE) else some[tables.TABLES[name].person]
            home = (
                urns.get(some.get("home_id", id))
                or home_of.get(str(some.get("child_id", who)))
                or next(iter(urns.values()))
            )
            yield Difference(home, name, names.get(who, who), _how(should, row))


def _where(name: str, provider: Provider, urns: dict[str, str]) -> Q:
    if name == "home":
        return Q(pk__in=urns)
    return Q(provider=provider) if name in tables.PEOPLE else Q(home__in=urns)


def _how(should: Row | None, row: Row | None) -> str:
    """How a row differs, column by column."""
    if should is None:
        return "no entry says this; it was added by hand."
    if row is None:
        return "the entries say it, and it is not here."
    found = [
        f"{name} is {_shown(row[name])}, and the entries say {_shown(should[name])}"
        for name in should
        if row[name] != should[name]
    ]
    return "; ".join(found) + "."


def _shown(value: Any) -> str:
    return "nothing" if value in (None, "") else str(value)


def _records(home: Home) -> Iterator[Difference]:
    """Records whose access columns are not what their entries make."""
    kept = {row.pop("id"): row for row in Record.objects.filter(home=home).values("id", *ACCESS).iterator()}
    for record, thread in groupby(_entries(home), key=lambda item: item.entry.record_id):
        made = records.fold(list(thread)).record
        should = {name: made[name] for name in ACCESS}
        row = kept.pop(record, None)
        if row != should:
            yield Difference(home.urn, "record", record, _how(should, row))
    for record in sorted(kept):
        yield Difference(home.urn, "record", record, _how(None, kept[record]))


def _entries(home: Home) -> Iterator[Any]:
    wanted = (*COLUMNS, "subjects", "links", "content__body")
    found = Entry.objects.filter(home=home).order_by("record_id", "seq").values_list(*wanted)
    for *columns, subjects, links, body in found.iterator(chunk_size=BATCH):
        yield from_line(EntryHead(*columns), home, subjects, links, body, opens=False)
