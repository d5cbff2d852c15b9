"""A plan that cannot be worked well is stopped at the ledger's door, and signed with a reason by who may."""

import json
from datetime import timedelta
from typing import Any

import pytest

from ninefold.ledger.brakes import Stopped
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Content, Entry
from ninefold.people.models import Child, Worker
from tests.factories import NOW, House, write


def plan(house: House, *rows: tuple[Worker | Child, str, str], day: str = "2026-10-26", **more: Any) -> Entry:
    planned = [{"worker": {"who": w.id, "kind": w.kind, "name": w.name}, "shift": s, "hours": h} for w, s, h in rows]
    return write(house, "roster", {"day": day, "planned": planned, **more}, by=more.pop("by", house.helen))


def why(house: House, *rows: tuple[Worker | Child, str, str], **more: Any) -> set[str]:
    with pytest.raises(Stopped) as stopped:
        plan(house, *rows, **more)
    return {stop.kind for stop in stopped.value.stops}


def trained(house: House, who: Worker) -> None:
    for course in ("medicines", "first-aid", "holds"):
        content = {"course": course, "done_on": "2026-03-01", "expires_on": "2027-03-01"}
        write(house, "training", content, by=house.helen, about=[who], at=NOW - timedelta(days=3))
    write(
        house,
        "qualification",
        {"kind": "level-3", "name": "Level 3 Diploma", "achieved_on": "2025-03-01"},
        by=house.helen,
        about=[who],
        at=NOW - timedelta(days=3),
    )


def test_it_says_who_is_not_trained_or_alone_and_is_signed_with_a_reason(house: House) -> None:
    night = (house.dana, "waking", "22:00 to 08:00")
    assert {"not-trained", "alone"} <= why(house, night)
    entry = plan(house, night, overruled="Helen sleeps next door that night and is woken for anything")
    said = json.loads(Content.objects.get(entry=entry).body)
    assert "alone on the waking night" in said["overruled_of"][0]
    trained(house, house.dana)
    assert "not-trained" not in why(house, night, day="2026-10-28")


def test_children_and_who_only_looks_in_are_not_on_duty(house: House) -> None:
    trained(house, house.dana)
    row = (house.dana, "early", "07:00 to 14:00")
    assert "not-here" in why(house, row, (house.ines, "early", "07:00 to 14:00"), overruled="She helps")
    with pytest.raises(Refused, match="Row 2: Please choose a person"):
        plan(house, row, (house.jay, "early", "07:00 to 14:00"), overruled="He helps")


def test_other_days_count_for_rest_and_a_plan_put_right_replaces_itself(house: House) -> None:
    trained(house, house.dana)
    plan(house, (house.dana, "late", "14:00 to 22:00"), overruled="Nothing else")
    assert "too-little-rest" in why(house, (house.dana, "early", "07:00 to 14:00"), day="2026-10-27")
