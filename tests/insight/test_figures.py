"""The last month of a home in figures: what counts, when, and for whom."""

from datetime import timedelta

import pytest

from ninefold.insight.figures import figures
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def test_a_month_stands_beside_the_month_before(house: House) -> None:
    for days in (1, 3, 40):
        said = {"what": "Gate latch", "urgency": "soon"}
        write(house, "fault", said, at=NOW - timedelta(days=days))
    counted = {one.label: (one.now, one.before) for one in figures(house.viewer(house.helen)).figures}
    assert counted["Faults found"] == (2, 1)
    assert counted["Complaints"] == (0, 0)


def test_what_somebody_may_not_see_is_not_counted(house: House) -> None:
    write(house, "complaint", {"story": ["Too loud."]}, about=[house.jay], at=NOW - timedelta(days=1))
    told = [
        {one.label: one.now for one in figures(house.viewer(who)).figures}["Complaints"]
        for who in (house.helen, house.ines)
    ]
    assert told == [1, 0]
