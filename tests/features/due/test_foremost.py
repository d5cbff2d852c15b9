"""Short lists of what is owed: the most urgent of each duty, the law first."""

from datetime import datetime, timedelta

import pytest

from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.features.due.order import foremost
from ninefold.people.models import Home
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def _owe(home: Home, record: str, duty: str, weight: str, due_at: datetime) -> None:
    key = f"{duty} {ObligationRow.objects.count()}"
    ObligationRow.objects.create(
        home=home, key=key, duty=duty, weight=weight, subject=home.pk, record_id=record, started_by="", opened_at=NOW, due_at=due_at, why=""
    )  # fmt: skip


@pytest.fixture
def record(house: House) -> str:
    """A record that everybody may see, with nothing else owed in the home."""
    kept = write(house, "daily-note", {"story": ["Out on the bikes."]}, about=[house.jay]).record_id
    ObligationRow.objects.all().delete()
    return kept


def _told(house: House, most: int = 10) -> list[tuple[str, int]]:
    helen = house.viewer(house.helen, now=NOW + timedelta(minutes=10))
    return [(row.duty, more) for row, more in foremost(helen, queries.due(helen), most)]


def test_many_of_one_duty_are_one_line_that_says_how_many(house: House, record: str) -> None:
    for days in (-30, -20, -10):
        _owe(house.home, record, "training-food", "custom", NOW + timedelta(days=days))
    _owe(house.home, record, "fire-drill", "custom", NOW - timedelta(days=1))
    assert _told(house) == [("training-food", 2), ("fire-drill", 0)]


def test_the_law_comes_first_among_what_is_near_and_what_is_far_comes_last(house: House, record: str) -> None:
    _owe(house.home, record, "training-food", "custom", NOW - timedelta(days=300))
    _owe(house.home, record, "supervision-signed", "guidance", NOW - timedelta(days=3))
    _owe(house.home, record, "measure-recorded", "law", NOW + timedelta(hours=4))
    _owe(house.home, record, "level-3", "law", NOW + timedelta(days=400))
    assert [duty for duty, _ in _told(house)] == ["measure-recorded", "supervision-signed", "training-food", "level-3"]
    assert len(_told(house, 2)) == 2
