"""Who leads on safeguarding today, and that a worry is theirs to decide."""

from datetime import timedelta
from typing import Any

import pytest

from ninefold.duties import queries
from ninefold.duties.leads import leading
from ninefold.features.due import lines as owed
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def named(house: House, begins: int = -10, ends: int = 10, **more: Any) -> str:
    """Helen leads and Sam is her deputy, for so many days around today."""
    return write(house, "safeguarding-lead", {
        "lead": ref(house.helen), "deputy": ref(house.sam), "from": day(begins), "until": day(ends), "reached": "On call",
    }, by=house.helen, **more).record_id  # fmt: skip


def ref(worker: Any) -> dict[str, str]:
    return {"who": worker.id, "kind": "worker", "name": worker.name}


def day(away: int) -> str:
    return (NOW + timedelta(days=away)).date().isoformat()


def test_the_lead_comes_before_the_deputy_and_whoever_stands_in_before_both(house: House) -> None:
    record = named(house, at=NOW - timedelta(days=1))
    viewer = house.viewer(house.helen)
    assert leading(viewer) == [house.helen.id, house.sam.id]
    cover = {"who": ref(house.dana), "from": day(-1), "until": day(1)}
    write(house, "safeguarding-lead", cover, by=house.helen, record=record, stage="cover")
    assert leading(house.viewer(house.helen, now=NOW + timedelta(hours=1)))[0] == house.dana.id


@pytest.mark.parametrize(("begins", "ends"), [(-20, -1), (1, 20)])
def test_outside_the_days_it_was_named_for_nobody_leads(house: House, begins: int, ends: int) -> None:
    named(house, begins, ends, at=NOW - timedelta(days=1))
    assert leading(house.viewer(house.helen)) == []


def test_a_worry_is_shown_with_the_name_of_who_leads(house: House) -> None:
    named(house, at=NOW - timedelta(days=1))
    content = {"category": "bullying", "story": ["Names again."], "immediate_steps": ["Sat with him."]}
    write(house, "concern", content, about=[house.jay], at=NOW - timedelta(hours=1))
    viewer = house.viewer(house.helen)
    [item] = [one for one in owed.items(viewer, queries.due(viewer)) if one.duty.id == "concern-decided"]
    assert item.by == "Helen Marsh, who leads on safeguarding"
