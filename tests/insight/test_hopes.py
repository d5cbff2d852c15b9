"""What a child hopes for, the next step, and that only who may see the record is told."""

from datetime import timedelta

import pytest

from ninefold.insight.hopes import Hope, hopes
from ninefold.ledger.models import Entry
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db

HOPE = {
    "hope": "Be a vet",
    "steps": [{"step": "Visit the farm"}, {"step": "Ask at the surgery"}],
    "look_on": "2026-12-01",
}


def _hope(house: House) -> Entry:
    return write(house, "aspiration", HOPE, about=[house.jay], at=NOW - timedelta(days=30))


def _look(house: House, hope: Entry, state: str, **more: object) -> None:
    content = {"story": ["We looked at it."], "state": state, **more}
    write(
        house, "aspiration", content, about=[house.jay], record=hope.record_id, stage="progress", at=NOW - timedelta(1)
    )


def _told(house: House) -> list[Hope]:
    return hopes(house.viewer(house.dana), [house.jay.id, house.kit.id]).get(house.jay.id, [])


def test_a_hope_stands_with_its_next_step(house: House) -> None:
    hope = _hope(house)
    assert _told(house) == [Hope(hope.record_id, "Be a vet", ("Visit the farm", "Ask at the surgery"), 0)]
    _look(house, hope, "on-the-way", steps_done=1, look_on="2027-01-10")
    assert [(one.next_step, one.done) for one in _told(house)] == [("Ask at the surgery", 1)]


@pytest.mark.parametrize("state", ["reached", "changed"])
def test_one_that_is_reached_or_given_up_is_over(house: House, state: str) -> None:
    _look(house, _hope(house), state)
    assert _told(house) == []


def test_who_may_not_read_of_the_child_is_told_nothing(house: House) -> None:
    _hope(house)
    assert hopes(house.viewer(house.ines), [house.jay.id]) == {}
