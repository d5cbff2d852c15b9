"""Children who are missing now: from the report until somebody writes that they are back."""

from datetime import timedelta

import pytest

from ninefold.insight.away import away
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def test_a_child_is_away_from_the_report_until_written_down_as_back(house: House) -> None:
    said = {"last_seen_at": "2026-10-24T10:00:00Z", "last_seen_where": "Park", "story": ["Not on the bus."]}
    record = write(house, "missing-episode", said, about=[house.jay], at=NOW - timedelta(hours=2)).record_id
    viewer = house.viewer(house.helen)
    assert [one.pk for one in away(viewer)] == [record]
    assert away(house.viewer(house.noor)) == []
    back = {"returned_at": "2026-10-24T11:30:00Z", "how": "On foot", "story": ["Cold."], "injured": False}
    write(house, "missing-episode", back, stage="returned", record=record, about=[house.jay], at=NOW)
    assert away(viewer) == []
