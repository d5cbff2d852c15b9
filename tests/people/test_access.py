"""Every role against every kind of record: one table, read like one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from ninefold import lawbook
from ninefold.ledger.models import Record
from ninefold.people.access import Viewer, homes_of, readable, reads_of, viewer_for, visible
from ninefold.people.mandates import of_account
from ninefold.people.models import Account, Role
from tests.factories import NOW, House, consent, write

pytestmark = pytest.mark.django_db

# What each role sees: open, care, restricted; then care about a child whose two consents are given.
TABLE = {
    "support-worker": (True, True, False, True),
    "agency-worker": (True, True, False, True),
    "senior": (True, True, False, True),
    "deputy-manager": (True, True, True, True),
    "registered-manager": (True, True, True, True),
    "responsible-individual": (True, True, True, True),
    "independent-person": (True, False, False, True),
    "inspector": (True, True, True, True),
    "child": (False, False, False, False),
    "social-worker": (False, False, False, False),
    "commissioner": (False, False, False, False),
    "administrator": (False, False, False, False),
}


def record(house: House, sensitivity: str, **more: str) -> Record:
    """A record of Larch House with this sensitivity, by nobody who looks."""
    values = {"author": "W" * 26, "about_one": house.jay.id, **more}
    return Record.objects.create(
        id=f"{len(Record.objects.all()):026}",
        home=values.pop("home", house.home),
        type="daily-note",
        sensitivity=sensitivity,
        happened_at=NOW,
        written_at=NOW,
        changed_at=NOW,
        stages="note",
        **values,
    )


def looking(house: House, role: str, person: str = "V" * 26) -> Viewer:
    """Somebody with ``role`` in Larch House."""
    return Viewer(person, "Viv", "viv", house.home, role, NOW)


def sees(viewer: Viewer, thing: Record) -> bool:
    """Whether ``viewer`` may see ``thing``."""
    return visible(viewer, Record.objects.filter(pk=thing.pk)).exists()


def test_the_table_names_every_role() -> None:
    assert set(TABLE) | {"machine"} == set(lawbook.current().words.roles)


@pytest.mark.parametrize("role", TABLE)
def test_each_role_sees_what_the_table_says(house: House, role: str) -> None:
    viewer = looking(house, role)
    kinds = [record(house, s) for s in ("open", "care", "restricted")]
    assert tuple(sees(viewer, one) for one in kinds) == TABLE[role][:3]
    consent(house.jay, house.home, True, True)
    assert sees(viewer, kinds[1]) is TABLE[role][3]
    assert sees(viewer, kinds[2]) is TABLE[role][2]


@pytest.mark.parametrize(("child", "authority"), [(True, False), (False, True), (False, False)])
def test_one_consent_does_not_open_a_case_record(house: House, child: bool, authority: bool) -> None:
    consent(house.jay, house.home, child, authority)
    assert not sees(looking(house, "independent-person"), record(house, "care"))


def test_consent_of_one_child_does_not_open_anothers_records(house: House) -> None:
    consent(house.jay, house.home, True, True)
    assert not sees(looking(house, "independent-person"), record(house, "care", about_one=house.kit.id))


@pytest.mark.parametrize("role", TABLE)
def test_nobody_sees_what_is_about_themselves(house: House, role: str) -> None:
    viewer = looking(house, role)
    assert not sees(viewer, record(house, "open", barred=f"{'X' * 26},{viewer.person}", author=viewer.person))


@pytest.mark.parametrize("role", TABLE)
def test_another_home_is_never_seen(house: House, role: str) -> None:
    assert not sees(looking(house, role), record(house, "open", home=house.other))


def test_what_somebody_wrote_they_see(house: House) -> None:
    viewer = looking(house, "support-worker")
    assert sees(viewer, record(house, "restricted", author=viewer.person))


def test_a_foreign_home_and_a_made_up_one_look_the_same(house: House) -> None:
    for urn in (house.other.urn, "SC000000"):
        with pytest.raises(PermissionDenied):
            viewer_for(house.account(house.dana), urn, NOW)


def test_a_role_that_has_ended_opens_nothing(house: House) -> None:
    Role.objects.filter(worker=house.dana).update(to_at=NOW)
    with pytest.raises(PermissionDenied):
        viewer_for(house.account(house.dana), house.home.urn, NOW)
    assert viewer_for(house.account(house.dana), house.home.urn, NOW - timedelta(seconds=1)).role == "support-worker"


def test_an_account_without_a_worker_has_no_home(house: House) -> None:
    account = Account.objects.create_user("admin", None, is_administrator=True)
    assert not homes_of(account, NOW).exists()
    with pytest.raises(PermissionDenied):
        viewer_for(account, house.home.urn, NOW)


def test_somebody_of_two_homes_has_both(house: House) -> None:
    assert {home.urn for home in homes_of(house.account(house.ruth), NOW)} == {house.home.urn, house.other.urn}


def test_a_child_has_a_mandate_for_themselves_where_they_live(house: House) -> None:
    account = Account.objects.create_user("jay", None, person=house.jay)
    (mandate,) = of_account(account, NOW)
    assert (mandate.home, mandate.role, mandate.children) == (house.home.id, "child", frozenset({house.jay.id}))
    assert of_account(account, NOW, house.other.id) == []
    with pytest.raises(PermissionDenied):  # until the child's room is built
        viewer_for(account, house.home.urn, NOW)


def test_a_mandate_for_one_child_opens_records_of_no_other(house: House) -> None:
    records = [
        write(house, "daily-note", {"story": ["Tea."]}, about=[child]).record_id for child in (house.jay, house.kit)
    ]
    viewer = replace(house.viewer(house.dana), children=frozenset({house.jay.id}))
    assert list(visible(viewer, Record.objects.filter(pk__in=records)).values_list("pk", flat=True)) == records[:1]
    assert reads_of(viewer, house.jay.id)
    assert not reads_of(viewer, house.kit.id)
    assert readable(viewer, [house.jay.id, house.kit.id]) == {house.jay.id}


def test_a_consent_holds_in_its_home_and_from_its_day(house: House) -> None:
    ines = house.viewer(house.ines)
    given = consent(house.jay, house.home, True, True, NOW)
    assert reads_of(ines, house.jay.id)
    assert not reads_of(replace(ines, now=NOW - timedelta(seconds=1)), house.jay.id)
    type(given).objects.update(home=house.other)
    assert not reads_of(ines, house.jay.id)


def test_who_looks_is_found_by_one_question(house: House, django_assert_num_queries: Any) -> None:
    account = Account.objects.get(pk=house.account(house.dana).pk)
    with django_assert_num_queries(1):
        viewer = viewer_for(account, house.home.urn, NOW)
        assert (viewer.name, viewer.home.name, viewer.role) == ("Dana Price", "Larch House", "support-worker")
