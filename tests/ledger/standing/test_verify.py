"""A row of people or access that was changed, taken away or added by hand is named, and a rebuild puts it right."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ninefold.base import ids
from ninefold.ledger import actions
from ninefold.ledger.models import Record
from ninefold.ledger.rebuild import rebuild
from ninefold.ledger.standing.verify import differences
from ninefold.ops import command
from ninefold.people.models import Child, Consent, Contact, Home, KeyWorker, Placement, Role, Statement, Worker
from tests import signing
from tests.ledger.standing.founded import BEGAN, Founded, found

pytestmark = pytest.mark.django_db
ARRIVAL = {"story": ["One bag."], "legal": "section 20", "authority": "Kent", "placement_plan_received": True, "care_plan_received": True}  # fmt: skip


@pytest.fixture
def house() -> Founded:
    """Jay lives in Larch House with a key-worker, a mother and both consents."""
    made = found()
    made.door = signing.append
    home = made.homes[0]
    helen = made.managers[home.id].ref
    known = made.sign(home, "child-known", {"name": "Jay", "born_on": "2013-05-09", "authority": "Kent"})
    jay = actions.json.loads(known.subjects)[0]["id"]
    made.sign(home, "moved-in", ARRIVAL, jay, "child")
    made.sign(home, "key-worker-named", {"worker": {**helen, "name": "Helen"}}, jay, "child")
    made.sign(home, "contact-known", {"name": "Lisa", "kind": "family", "relation": "mum"}, jay, "child")
    made.sign(home, "visitor-consent", {"child_agrees": True, "authority_agrees": False}, jay, "child")
    return made


def first(table: Any) -> Any:
    return table.objects.filter(pk=table.objects.order_by("pk").values("pk")[:1])


def a_role(house: Founded) -> None:
    worker = Worker.objects.order_by("pk")[0]
    Role.objects.create(id=ids.new(BEGAN), worker=worker, home=house.homes[1], name="registered-manager", from_at=BEGAN)


def a_worker(house: Founded) -> None:
    made = Worker.objects.create(id=ids.new(BEGAN), provider=house.homes[0].provider, kind="worker", name="Mallory")
    Role.objects.create(id=ids.new(BEGAN), worker=made, home=house.homes[0], name="inspector", from_at=BEGAN)


BY_HAND: dict[str, tuple[Callable[[Founded], Any], str]] = {
    "role changed": (lambda _: first(Role).update(name="responsible-individual"), "name is responsible-individual"),
    "role made longer": (lambda _: first(Role).update(from_at=BEGAN - timedelta(days=9)), "from_at"),
    "role ended": (lambda _: first(Role).update(to_at=BEGAN), "to_at"),
    "role moved": (lambda h: Role.objects.filter(home=h.homes[1]).update(home=h.homes[0]), "home_id"),
    "role gone": (lambda _: first(Role).delete(), "not here"),
    "role added": (a_role, "added by hand"),
    "worker added": (a_worker, "added by hand"),
    "consent given": (lambda _: Consent.objects.update(authority_agrees=True), "authority_agrees is True"),
    "consent gone": (lambda _: Consent.objects.all().delete(), "not here"),
    "stay ended": (lambda _: Placement.objects.update(ended_at=BEGAN), "ended_at"),
    "stay gone": (lambda _: Placement.objects.all().delete(), "not here"),
    "key-worker": (lambda _: KeyWorker.objects.update(to_at=BEGAN), "to_at"),
    "contact": (lambda _: Contact.objects.update(relation="aunt"), "relation is aunt"),
    "child's name": (lambda _: Child.objects.update(name="Jim"), "name is Jim"),
    "child's birthday": (lambda _: Child.objects.update(born_on="2001-01-01"), "born_on"),
    "worker's Level 3": (lambda _: first(Worker).update(level3_on="2001-01-01"), "level3_on"),
    "home's places": (lambda h: Home.objects.filter(pk=h.homes[0].pk).update(places=9), "places is 9"),
    "what was kept": (lambda _: Statement.objects.filter(what="role-given").update(said='{"role":"inspector"}'), "said"),
    "record opened": (lambda _: Record.objects.filter(type="moved-in").update(sensitivity="open"), "sensitivity is open"),
    "record's author": (lambda _: Record.objects.filter(type="moved-in").update(author="X"), "author is X"),
    "record barred": (lambda _: Record.objects.filter(type="moved-in").update(barred="X"), "barred is X"),
    "record shown": (lambda _: Record.objects.filter(type="moved-in").update(shown="X"), "shown is X"),
    "record of nobody": (lambda _: Record.objects.filter(type="moved-in").update(about_one=""), "about_one is nothing"),
}  # fmt: skip


@pytest.mark.parametrize("what", BY_HAND)
def test_a_row_changed_by_hand_is_named_and_put_right(
    house: Founded, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    provider = house.homes[0].provider
    assert list(differences(provider)) == []
    change, named = BY_HAND[what]
    change(house)
    assert command.main(["ledger", "verify"]) == 1
    assert named in capsys.readouterr().out
    for home in house.homes:
        rebuild(home)
    assert list(differences(provider)) == []


def test_a_finding_says_home_table_and_person(house: Founded) -> None:
    Role.objects.filter(worker__name="Helen Marsh").update(name="inspector")
    (found_one,) = differences(house.homes[0].provider)
    assert str(found_one).startswith("9900001, role of Helen Marsh: name is inspector, and the entries say registered")
