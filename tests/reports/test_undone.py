"""What ended by itself is never counted as done: a child who comes back has told no police."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ninefold.duties.models import ObligationRow
from ninefold.reports.period import Period
from ninefold.reports.reading import obligations
from ninefold.reports.reading.events import happenings
from ninefold.reports.scope import Scope
from tests.factories import House, write

pytestmark = pytest.mark.django_db

GONE = datetime(2026, 10, 27, 18, tzinfo=UTC)
OCTOBER = Period.read("2026-10")
POLICE = "missing-police-told"


def back_after(house: House, hours: float, **more: Any) -> str:
    """Kit is missing at six and comes back so many hours later."""
    said = {"last_seen_at": "2026-10-27T18:00:00Z", "last_seen_where": "Park", "story": ["Not on the bus."]}
    record = write(house, "missing-episode", said, about=[house.kit], at=GONE).record_id
    at = GONE + timedelta(hours=hours)
    came = {"returned_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "how": "Walked in", "story": ["Wet."], "injured": False}
    write(house, "missing-episode", came | more, stage="returned", record=record, about=[house.kit], at=at)
    return record


def scope(house: House) -> Scope:
    viewer = house.viewer(house.helen, now=datetime(2026, 10, 28, 8, tzinfo=UTC))
    return Scope(viewer, OCTOBER, types=("missing-episode",))


def state(house: House) -> str:
    return ObligationRow.objects.get(duty=POLICE).state(datetime(2026, 10, 28, 8, tzinfo=UTC))


def test_back_after_the_hour_is_never_done_and_a_report_says_so(house: House) -> None:
    back_after(house, 2)
    late = obligations.late(scope(house))
    assert state(house) == "undone"
    assert [one.state for one in late.listed if one.duty == POLICE] == ["undone"]
    assert (late.undone, late.done) == (1, 0)
    assert scope(house).figure("clock", POLICE, "undone").number == 1
    assert scope(house).figure("clock", POLICE, "late").number == 0


def test_back_inside_the_hour_is_spared_and_no_fault(house: House) -> None:
    back_after(house, 0.5)
    assert state(house) == "spared"
    assert [one for one in obligations.late(scope(house)).listed if one.duty == POLICE] == []
    told = happenings(scope(house))["missing-episode"][0].deadlines
    assert [one.state for one in told if one.duty == POLICE] == ["spared"]
    assert scope(house).figure("clock", POLICE, "met").number == 0


def test_a_call_that_was_made_late_is_done_late_all_the_same(house: House) -> None:
    back_after(house, 2, police_told_at="2026-10-27T19:30:00Z")
    assert state(house) == "late"


def test_what_was_taken_back_is_neither(house: House) -> None:
    record = back_after(house, 2)
    ObligationRow.objects.filter(record_id=record, duty=POLICE).update(ended_by="", spared=False)
    assert [one for one in obligations.late(scope(house)).listed if one.duty == POLICE] == []
