"""Made by hand: a provider with two homes, the children in one of them, and the people every test is about.

house()                   all of it, as a House
house.viewer(worker)      somebody looking at their home
house.account(worker)     what they sign in with; every password is PASSWORD
write(house, ...)         an entry signed through the ledger's own door
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from ninefold import lawbook
from ninefold.base import ids
from ninefold.ledger import kept, rows
from ninefold.ledger.models import Entry
from ninefold.people.access import Viewer, viewer_for
from ninefold.people.models import (
    Account,
    Child,
    Consent,
    Home,
    KeyWorker,
    Placement,
    Provider,
    Role,
    Statement,
    Worker,
)
from tests import signing
from tests.asked_too import whole

PASSWORD = "larch-kettle-garden"
BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class House:
    """Larch House with its people, and Rowan House, which is the same provider's.

    Helen manages Larch House, Dana is a support worker, Sam is from an agency. Ruth is the responsible
    individual of both homes, Ines visits Larch House as independent person. Noor works in Rowan House and
    has no business in Larch House. Jay and Kit live in Larch House, Ada in Rowan House.
    """

    provider: Provider
    home: Home
    other: Home
    helen: Worker
    dana: Worker
    sam: Worker
    ruth: Worker
    ines: Worker
    noor: Worker
    jay: Child
    kit: Child
    ada: Child
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, worker: Worker) -> Account:
        """What ``worker`` signs in with."""
        return self.accounts[worker.id]

    def viewer(self, worker: Worker, home: Home | None = None, now: datetime = NOW) -> Viewer:
        """``worker`` looking at ``home`` (their own, if not said). Raises PermissionDenied as the house does."""
        theirs = home or Role.objects.filter(worker=worker).order_by("home__name")[0].home
        return viewer_for(self.account(worker), theirs.urn, now)


def provider(name: str = "Birchfield Care") -> Provider:
    """A registered provider."""
    return Provider.objects.create(id=ids.new(BEGAN), name=name)


def home(owner: Provider, name: str = "Larch House", urn: str = "9900001") -> Home:
    """A home for four children from 8 to 17."""
    return Home.objects.create(
        id=ids.new(BEGAN),
        provider=owner,
        urn=urn,
        name=name,
        registered_on=date(2024, 3, 1),
        places=4,
        age_from=8,
        age_to=17,
        host_authority="Northmoor",
    )


def child(where: Home, name: str = "Jay", born_on: date = date(2013, 5, 9), began_at: datetime | None = BEGAN) -> Child:
    """A child placed in ``where``; without ``began_at`` the stay is only planned."""
    made, besides = _child(where, name, born_on, began_at)
    _keep(made, *besides)
    return made


def _child(where: Home, name: str, born_on: date, began_at: datetime | None = BEGAN) -> tuple[Child, list[Model]]:
    """A child, and what is kept of them, not kept yet."""
    made = Child(
        id=ids.new(BEGAN), provider=where.provider, kind="child", name=name, born_on=born_on, authority="Eastmarsh"
    )
    known = _statement(where, "child-known", made.id, {"name": name, "born_on": str(born_on), "authority": "Eastmarsh"})
    arrived = _statement(where, "moved-in", made.id, {}, began_at) if began_at else known
    stay = Placement(id=arrived.record, child=made, home=where, began_at=began_at)
    return made, [known, *([] if arrived is known else [arrived]), stay]


def worker(homes: Iterable[Home], name: str, role: str, from_at: datetime = BEGAN) -> Worker:
    """Somebody with ``role`` in each of ``homes``."""
    made, besides = _worker(list(homes), name, role, from_at)
    _keep(made, *besides)
    return made


def _worker(homes: list[Home], name: str, role: str, from_at: datetime = BEGAN) -> tuple[Worker, list[Model]]:
    """Somebody, and what is kept of them, not kept yet."""
    made = Worker(id=ids.new(BEGAN), provider=homes[0].provider, kind="worker", name=name, started_on=from_at.date())
    said = {"name": name, "started_on": str(from_at.date())}
    besides: list[Model] = [_statement(homes[0], "worker-known", made.id, said, from_at)]
    for one in homes:
        given = _statement(one, "role-given", made.id, {"role": role}, from_at)
        besides += [given, Role(id=given.record, worker=made, home=one, name=role, from_at=from_at)]
    return made, besides


def _keep(*made: Model) -> None:
    """Keep all of ``made`` at once, a table after the other: every test needs its people, and one by one they cost most
    of its time.
    """
    for model in dict.fromkeys(type(one) for one in made):
        alike = [one for one in made if type(one) is model]
        if not model._meta.parents:
            model._default_manager.bulk_create(alike)
            continue
        for one in alike:
            one.person_ptr_id = one.pk = one.id  # type: ignore[attr-defined]
        for table in (*model._meta.get_parent_list(), model):
            kept = table._meta.local_concrete_fields
            rows.add(table, [{str(f.column): getattr(one, f.attname) for f in kept} for one in alike])
        for one in alike:
            one._state.adding, one._state.db = False, DEFAULT_DB_ALIAS


def key_worker(of: Child, who: Worker, where: Home, from_at: datetime = BEGAN) -> KeyWorker:
    """``who`` is ``of``'s key-worker in ``where``."""
    named = state(where, "key-worker-named", of.id, {"worker": {"who": who.id}}, from_at)
    return KeyWorker.objects.create(id=named, child=of, worker=who, home=where, from_at=from_at)


def consent(of: Child, where: Home, child: bool, authority: bool, from_at: datetime = BEGAN) -> Consent:
    """What the child and the placing authority say to the independent person of ``where``."""
    said = {"child_agrees": child, "authority_agrees": authority}
    given = state(where, "visitor-consent", of.id, said, from_at)
    kept.forget()  # nothing was signed
    return Consent.objects.create(id=given, child=of, home=where, from_at=from_at, **said)


def state(where: Home, what: str, subject: str, said: dict[str, Any], at: datetime = BEGAN) -> str:
    """Keep that an entry said this of ``subject``, and give the id of its record.

    These homes have people from the start and an empty ledger, so that a test reads its own entries only. What is
    signed later is folded with these statements; a rebuild, which reads entries, is tried on homes founded through
    the ledger (tests/ledger/standing).
    """
    made = _statement(where, what, subject, said, at)
    made.save()
    return made.record


def _statement(where: Home, what: str, subject: str, said: dict[str, Any], at: datetime = BEGAN) -> Statement:
    record = ids.new(at)
    return Statement(
        home=where, record=record, entry=record, place=0, what=what, subject=subject, happened_at=at, received_at=at,
        seq=0, said=json.dumps(said),
    )  # fmt: skip


def account(of: Worker, username: str = "") -> Account:
    """What ``of`` signs in with: their first name, and PASSWORD."""
    return Account.objects.create_user(username or of.name.split()[0].lower(), PASSWORD, person=of)


@cache
def _password() -> str:
    """PASSWORD as it is kept, hashed once for all whom a test finds in the house."""
    return make_password(PASSWORD)


def _account(of: Worker) -> Account:
    username = of.name.split()[0].lower()
    return Account(username=username, plain_name=username, password=_password(), person=of)


def house() -> House:
    """Larch House and Rowan House with everybody in them."""
    owner = provider()
    larch, rowan = home(owner), home(owner, "Rowan House", "9900002")
    adults = {
        "helen": _worker([larch], "Helen Marsh", "registered-manager"),
        "dana": _worker([larch], "Dana Price", "support-worker"),
        "sam": _worker([larch], "Sam Okoro", "agency-worker"),
        "ruth": _worker([larch, rowan], "Ruth Bell", "responsible-individual"),
        "ines": _worker([larch], "Ines Duarte", "independent-person"),
        "noor": _worker([rowan], "Noor Khan", "support-worker"),
    }
    children = {
        "jay": _child(larch, "Jay", date(2013, 5, 9)),
        "kit": _child(larch, "Kit", date(2010, 11, 30)),
        "ada": _child(rowan, "Ada", date(2012, 2, 14)),
    }
    everybody = [*adults.values(), *children.values()]
    _keep(*(one for one, _ in everybody), *(one for _, besides in everybody for one in besides))
    staff = {name: one for name, (one, _) in adults.items()}
    accounts = [_account(one) for one in staff.values()]
    Account.objects.bulk_create(accounts)
    return House(
        provider=owner,
        home=larch,
        other=rowan,
        accounts={str(one.person_id): one for one in accounts},
        jay=children["jay"][0],
        kit=children["kit"][0],
        ada=children["ada"][0],
        **staff,
    )


def write(
    there: House,
    type: str,
    content: dict[str, Any],
    *,
    by: Worker | None = None,
    about: Sequence[Child | Worker] = (),
    present: Sequence[Child | Worker] = (),
    stage: str = "",
    record: str | None = None,
    at: datetime = NOW,
    written: datetime | None = None,
    **rest: Any,
) -> Entry:
    """Sign a stage in Larch House: the first, and by Dana, unless said otherwise; written five minutes afterwards."""
    author = by or there.dana
    on = written or at + timedelta(minutes=5)
    form = stage or lawbook.current().records[type].stages[0].id
    return signing.append(
        home=there.home,
        type=type,
        stage=form,
        content=whole(type, form, content),
        author=author.id,
        role=there.viewer(author, there.home, on).role,
        happened_at=at,
        written_at=on,
        received_at=on,
        subjects=[_subject(one, "about") for one in about] + [_subject(one, "present") for one in present],
        record=record,
        **rest,
    )


def box(there: House, child: Child, medicine: str, at: datetime) -> Entry:
    """A box of a child's medicine that has come in: from then on it stands on their chart, by its label."""
    content = {"medicine": medicine, "amount": "56", "label": "One at night", "controlled": False, "kept": "Cupboard"}
    return write(there, "medicine-received", content, about=[child], at=at)


def _subject(person: Child | Worker, role: str) -> dict[str, str]:
    return {"id": person.id, "kind": person.kind, "as": role}
