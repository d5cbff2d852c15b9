"""Rewards beside consequences: whose they are, and that holds and older quarters do not count."""

from datetime import timedelta

import pytest

from ninefold.base import clock
from ninefold.insight.balance import Balance, of_adults, of_children
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def _measure(house: House, kind: str, days: int = 1) -> None:
    at = NOW - timedelta(days=days)
    by = [{"who": house.dana.id, "kind": "worker", "name": house.dana.name}]
    said = {"began_at": clock.text(at), "used_by": by, "lead_up": ["A call."], "where": "Lounge"}
    hold = (
        {"hold": "standing", "why_needed": ["injury-other"], "minutes": 3}
        if kind == "restraint"
        else {"consequence": "reparation"}
    )
    content = {"kind": kind, "story": ["No games."], "effect": ["Cocoa."], "injured": False, **said, **hold}
    write(house, "measure", content, about=[house.jay], at=at)


def test_rewards_stand_beside_consequences(house: House) -> None:
    reward = write(house, "reward", {"goal": "Up at seven", "reward": "The cinema"}, about=[house.jay])
    _measure(house, "sanction")
    _measure(house, "restraint")
    _measure(house, "sanction", days=120)
    write(house, "reward", {"given_at": clock.text(NOW)}, about=[house.jay], record=reward.record_id, stage="given")
    viewer = house.viewer(house.helen, now=NOW + timedelta(hours=1))
    assert Balance("Jay", 1, 1, 1) in of_children(viewer)
    assert of_adults(viewer) == [Balance(house.dana.name, 1, 1, 1)]
