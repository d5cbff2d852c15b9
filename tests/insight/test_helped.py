"""Behind "helped 2 of 3": which records it was, and only those of this child's last year."""

from datetime import timedelta
from typing import Any

import pytest

from ninefold.insight import helped, portraits
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def tried(house: House, step: str, outcome: str, days: int = 0, child: Any = None) -> str:
    """A note in which a step was tried. Gives its record."""
    used = [{"step": step, "outcome": outcome}]
    at = NOW - timedelta(days=days)
    return write(
        house, "daily-note", {"story": ["Hard."], "calming_used": used}, about=[child or house.jay], at=at
    ).record_id


def test_the_records_behind_a_step_are_as_many_as_its_number(house: House) -> None:
    first, second = tried(house, "Music", "helped", 3), tried(house, "music", "no", 2)
    tried(house, "A walk", "helped")
    tried(house, "Music", "helped", 200)
    tried(house, "Music", "helped", child=house.kit)
    viewer = house.viewer(house.helen, now=NOW + timedelta(days=200))
    assert helped.tried(viewer, house.jay.id, "Music") == {first: "helped", second: "no"}
    [music, bath] = helped.own_steps(viewer, house.jay.id, ["Music", "A bath"])
    assert (music.step, music.helped, music.tried) == ("Music", 1, 2)
    assert (bath.helped, bath.tried) == (0, 0)


def test_a_step_keeps_the_capitals_of_a_name(house: House) -> None:
    tried(house, "Ringing Leila", "helped", 3)
    tried(house, "Ringing Leila", "helped", 2)
    tried(house, "ringing leila", "no", 1)
    [ringing] = portraits.helped(house.viewer(house.helen), [house.jay.id])[house.jay.id]
    assert (ringing.step, ringing.helped, ringing.tried) == ("Ringing Leila", 2, 3)
