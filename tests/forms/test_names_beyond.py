"""Naming who is not here today: who lived or worked here, the provider's other adults, those around a child who left."""

import pytest

from ninefold.base.clock import parse
from ninefold.forms.context import names_for
from ninefold.forms.typed import Unclear
from ninefold.people.models import Contact, Placement, Role
from tests.factories import House, child

pytestmark = pytest.mark.django_db
GONE = parse("2026-09-01T12:00:00Z")


def who(house: House, text: str) -> list[str]:
    """Whom a story names."""
    return [run["who"] for run in names_for(house.viewer(house.dana)).runs(text) if isinstance(run, dict)]


def test_a_child_who_left_and_those_around_them_can_be_named(house: House) -> None:
    aunt = Contact.objects.create(
        id="C" * 26, provider=house.provider, kind="family", name="Aunt Jean", child=house.jay, relation="aunt"
    )
    Placement.objects.filter(child=house.jay).update(ended_at=GONE)
    assert who(house, "A postcard from @Jay and @Aunt Jean.") == [house.jay.id, aunt.id]
    offered = names_for(house.viewer(house.dana))
    assert house.jay.id not in {one.id for one in offered.people}  # in no list to pick from


def test_another_homes_adult_can_be_named_and_no_child_of_theirs(house: House) -> None:
    assert who(house, "Rang @Noor Khan at Rowan House.") == [house.noor.id]
    with pytest.raises(Unclear):
        who(house, "Played with @Ada.")


def test_an_adult_who_left_can_be_named(house: House) -> None:
    Role.objects.filter(worker=house.sam).update(to_at=GONE)
    assert who(house, "@Sam Okoro wrote this then.") == [house.sam.id]


def test_who_lives_here_comes_first_and_the_full_name_means_the_other(house: House) -> None:
    left = child(house.home, "Jay Brown")
    Placement.objects.filter(child=left).update(ended_at=GONE)
    assert who(house, "@Jay went swimming") == [house.jay.id]
    assert who(house, "@Jay Brown sent a card") == [left.id]


def test_of_one_name_who_left_is_told_apart(house: House) -> None:
    left = child(house.home, "Jay")
    Placement.objects.filter(child=left).update(ended_at=GONE)
    assert who(house, "@Jay went swimming") == [house.jay.id]
    assert who(house, "@Jay (lived here, born 2013) sent a card") == [left.id]


def test_a_story_that_names_nobody_asks_nothing_more(house: House, django_assert_num_queries: object) -> None:
    names = names_for(house.viewer(house.dana))
    with django_assert_num_queries(0):  # type: ignore[operator]
        names.runs("Nobody is named, not even by dana@example.org.")
