"""Who lives and works here, as somebody in this home may know it."""

from datetime import timedelta

import pytest
from django.http import Http404

from ninefold.people import queries
from ninefold.people.models import Contact, KeyWorker, Placement, Role
from tests import factories
from tests.factories import BEGAN, NOW, House

pytestmark = pytest.mark.django_db


def _names(found: object) -> list[str]:
    return [one.name for one in found]  # type: ignore[attr-defined]


def test_children_live_here_from_when_they_moved_in_until_they_left(house: House) -> None:
    viewer = house.viewer(house.helen)
    factories.child(house.home, "Tam", began_at=None)
    Placement.objects.filter(child=house.kit).update(ended_at=NOW)
    assert _names(queries.children_here(viewer)) == ["Jay"]
    assert _names(queries.children_coming(viewer)) == ["Tam"]
    assert _names(queries.children_all(viewer)) == ["Jay", "Kit", "Tam"]
    before = house.viewer(house.helen, now=NOW - timedelta(seconds=1))
    assert _names(queries.children_here(before)) == ["Jay", "Kit"]


def test_a_child_of_another_home_and_nobody_are_the_same(house: House) -> None:
    viewer = house.viewer(house.helen)
    assert queries.child(viewer, house.jay.id) == house.jay
    for id in (house.ada.id, "0" * 26):
        with pytest.raises(Http404):
            queries.child(viewer, id)


def test_the_latest_stay_is_the_one_that_goes_on(house: House) -> None:
    Placement.objects.filter(child=house.jay).update(ended_at=BEGAN + timedelta(days=9))
    back = Placement.objects.create(id="P" * 26, child=house.jay, home=house.home, began_at=BEGAN + timedelta(days=20))
    found = queries.placement(house.viewer(house.helen), house.jay.id)
    assert found == back


def test_roles_count_from_when_until_when(house: House) -> None:
    viewer = house.viewer(house.helen)
    Role.objects.filter(worker=house.sam).update(to_at=NOW)
    Role.objects.filter(worker=house.dana).update(from_at=NOW + timedelta(days=1))
    assert [role.worker.name for role in queries.workers_now(viewer)] == ["Helen Marsh", "Ines Duarte", "Ruth Bell"]


def test_a_worker_of_another_home_and_nobody_are_the_same(house: House) -> None:
    viewer = house.viewer(house.helen)
    assert queries.worker(viewer, house.sam.id) == house.sam
    for id in (house.noor.id, "0" * 26):
        with pytest.raises(Http404):
            queries.worker(viewer, id)


def test_a_key_worker_is_the_one_named_now_for_a_child_who_lives_here(house: House) -> None:
    viewer = house.viewer(house.helen)
    for number, (child, worker, to_at) in enumerate(
        [(house.jay, house.sam, NOW), (house.jay, house.dana, None), (house.ada, house.noor, None)]
    ):
        KeyWorker.objects.create(
            id=f"{number:026}",
            home=house.other if child is house.ada else house.home,
            child=child,
            worker=worker,
            from_at=BEGAN,
            to_at=to_at,
        )
    assert queries.key_workers(viewer, [house.jay.id, house.ada.id]) == {house.jay.id: house.dana}
    assert queries.key_children(viewer) == {house.dana.id: [house.jay]}


def test_who_has_left_is_nobodys_key_worker(house: House) -> None:
    KeyWorker.objects.create(id="K" * 26, home=house.home, child=house.jay, worker=house.dana, from_at=BEGAN)
    assert queries.key_workers(house.viewer(house.helen), [house.jay.id]) == {house.jay.id: house.dana}
    Role.objects.filter(worker=house.dana).update(to_at=NOW - timedelta(hours=1))
    assert queries.key_workers(house.viewer(house.helen), [house.jay.id]) == {}


def test_who_can_be_named_are_the_people_of_this_home_and_those_around_its_children(house: House) -> None:
    for number, (child, name) in enumerate([(house.jay, "Lisa"), (house.ada, "Olga")]):
        Contact.objects.create(
            id=f"{number:026}", provider=house.provider, kind="family", name=name, child=child, relation="mother"
        )
    found = _names(queries.names(house.viewer(house.dana)))
    assert found == ["Dana Price", "Helen Marsh", "Ines Duarte", "Jay", "Kit", "Lisa", "Ruth Bell", "Sam Okoro"]


def test_names_are_looked_up_within_the_provider(house: House) -> None:
    stranger = factories.child(factories.home(factories.provider("Another"), "Far House", "9900009"), "Zed")
    found = queries.subject_names(house.viewer(house.helen), [house.jay.id, stranger.id, house.home.id, ""])
    assert found == {house.jay.id: "Jay", house.home.id: "Larch House"}


def test_homes_beside_are_those_of_a_role_that_holds_now(house: House) -> None:
    viewer = house.viewer(house.ruth)
    assert _names(queries.homes_beside(viewer)) == ["Larch House", "Rowan House"]
    Role.objects.filter(worker=house.ruth, home=house.other).update(to_at=NOW)
    assert _names(queries.homes_beside(viewer)) == ["Larch House"]
