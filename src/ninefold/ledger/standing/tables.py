"""The tables of people as the fold makes them: read, compared, and brought in line row by row."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Model, ProtectedError, Q

from ninefold.ledger.standing.fold import Row
from ninefold.people.models import Child, Consent, Contact, Home, KeyWorker, Placement, Role, Worker

PERSON = ("provider_id", "kind", "name", "known", "formerly")


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """A table of people. ``person`` is the column that says whom a row is about, ``in_home`` whether it is one home's."""

    model: type[Model]
    columns: tuple[str, ...]
    person: str
    in_home: bool


TABLES: Mapping[str, PeopleTable] = {
    "home": PeopleTable(Home, ("name", "registered_on", "places", "age_from", "age_to", "host_authority"), "pk", False),
    "child": PeopleTable(
        Child,
        (*PERSON, "born_on", "pronouns", "legal_status", "authority", "looked_after_since", "colour"),
        "pk",
        False,
    ),
    "worker": PeopleTable(
        Worker,
        (*PERSON, "started_on", "left_on", "care_role_since", "level3_on", "managed_since", "level5_on"),
        "pk",
        False,
    ),
    "contact": PeopleTable(Contact, (*PERSON, "child_id", "relation", "organisation"), "pk", False),
    "role": PeopleTable(Role, ("worker_id", "home_id", "name", "from_at", "to_at"), "worker_id", True),
    "placement": PeopleTable(Placement, ("child_id", "home_id", "began_at", "ended_at"), "child_id", True),
    "key-worker": PeopleTable(KeyWorker, ("child_id", "worker_id", "home_id", "from_at", "to_at"), "child_id", True),
    "consent": PeopleTable(
        Consent, ("child_id", "home_id", "child_agrees", "authority_agrees", "from_at", "to_at"), "child_id", True
    ),
}
PEOPLE = ("child", "worker", "contact")
IN_HOME = tuple(name for name, table in TABLES.items() if table.in_home)


def stored(name: str, where: Q) -> dict[str, Row]:
    """The rows of a table that are there, by id."""
    table = TABLES[name]
    found = table.model._default_manager.filter(where).order_by("pk").values("pk", *table.columns)
    return {row.pop("pk"): row for row in found}


def differing(
    name: str, expected: Mapping[str, Row], kept: Mapping[str, Row]
) -> Iterator[tuple[str, Row | None, Row | None]]:
    """The rows that are not as ``expected``: id, what should be (None: no row) and what is (None: it is missing)."""
    for id in sorted(expected.keys() | kept.keys()):
        if expected.get(id) != kept.get(id):
            yield id, expected.get(id), kept.get(id)


def settle(name: str, expected: Mapping[str, Row], kept: Mapping[str, Row]) -> list[str]:
    """Make the rows of a table as ``expected``. Gives the ids among ``kept`` that nothing speaks of."""
    model = TABLES[name].model
    gone = []
    for id, row, _ in list(differing(name, expected, kept)):
        if row is None:
            gone.append(id)
        elif id in kept:
            model._default_manager.filter(pk=id).update(**row)
        else:
            model(**dict.fromkeys(_keys(model), id), **row).save(force_insert=True)
    return gone


def _keys(model: type[Model]) -> tuple[str, ...]:
    """The columns of a row's id: a person's stands in two tables."""
    return ("id", "person_ptr_id") if model in (Child, Worker, Contact) else ("id",)


def forget(name: str, gone: Iterable[str]) -> None:
    """Delete rows of which nothing speaks. Somebody whom an account or another row names stays, and is offered nowhere."""
    model = TABLES[name].model
    for id in gone:
        try:
            model._default_manager.filter(pk=id).delete()
        except ProtectedError:
            model._default_manager.filter(pk=id).update(known=False)
