"""A record that hides from the worker it is about is not theirs to see, whatever their role."""

import pytest

from ninefold.ledger.models import Record
from ninefold.people.access import visible
from tests.factories import House, write

pytestmark = pytest.mark.django_db


def test_a_manager_does_not_see_the_worry_about_themselves(house: House) -> None:
    entry = write(
        house, "low-level-concern", {"story": ["Rang from the lounge, twice."]}, by=house.dana, about=[house.helen]
    )
    seen = visible(house.viewer(house.helen), Record.objects.all())
    assert entry.record_id not in set(seen.values_list("pk", flat=True))
    assert visible(house.viewer(house.dana), Record.objects.filter(pk=entry.record_id)).exists()


def test_one_about_somebody_else_is_theirs_to_see(house: House) -> None:
    entry = write(house, "low-level-concern", {"story": ["A joke that hurt."]}, by=house.dana, about=[house.sam])
    assert visible(house.viewer(house.helen), Record.objects.filter(pk=entry.record_id)).exists()
    assert not visible(house.viewer(house.sam), Record.objects.filter(pk=entry.record_id)).exists()
