"""Whom a question for people offers: who is on shift first, nobody twice, no child and no outsider as a worker."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from ninefold import lawbook
from ninefold.base import clock
from ninefold.forms.context import FormContext, context_for
from ninefold.forms.kind import kind_of
from ninefold.forms.typed import Typed, Unclear
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField, Stage
from ninefold.ledger.models import FactRow
from tests.factories import NOW, House

pytestmark = pytest.mark.django_db


def asked(type: str, id: str) -> tuple[Stage, FormField]:
    stage = lawbook.current().records[type].stages[0]
    every = [*stage.fields, *(column for one in stage.fields for column in one.columns)]
    return stage, next(one for one in every if one.id == id)


def offered(house: House, type: str, id: str, now: datetime = NOW, chosen: str = "") -> list[dict[str, Any]]:
    stage, field = asked(type, id)
    context = context_for(house.viewer(house.dana, now=now), stage, [])
    return list(kind_of(field).draw(field, id, Typed({id: [chosen]} if chosen else {}), context))


def names(groups: list[dict[str, Any]]) -> list[str]:
    return [one["who"].name for group in groups for one in group["people"]]


@pytest.mark.parametrize(
    ("type", "id"),
    [("roster", "worker"), ("measure", "used_by"), ("dose", "witness"), ("handover", "on_shift"), ("trip", "adults")],
)
def test_no_child_and_nobody_from_outside_is_offered_as_worker(house: House, type: str, id: str) -> None:
    found = names(offered(house, type, id))
    assert {"Jay", "Kit", "Ines Duarte", "Ruth Bell"}.isdisjoint(found)
    assert {"Dana Price", "Helen Marsh", "Sam Okoro"} <= set(found)
    assert len(found) == len(set(found))


def planned(house: House, who: str, shift: str, day: str, at: datetime) -> None:
    """The fact that a roster states: what may stand in one is the roster's own business."""
    data = json.dumps({"due": day})
    FactRow.objects.create(
        home=house.home, name="worker.planned-on-shift", subject=who, record_id="r", entry_id="e", at=at, known_at=at,
        value=shift, data=data, matter="r",
    )  # fmt: skip


def test_who_is_planned_for_today_stands_first(house: House) -> None:
    planned(house, house.sam.id, "late", clock.local(NOW).date().isoformat(), NOW - timedelta(hours=20))
    first, others = offered(house, "measure", "used_by")
    assert (first["title"], names([first])) == ("On shift now", ["Dana Price", "Sam Okoro"])
    assert "Helen Marsh" in names([others])


def test_in_the_small_hours_the_night_that_began_yesterday_counts(house: House) -> None:
    night = clock.from_local(datetime(2026, 10, 24, 2, 40))
    planned(house, house.sam.id, "waking", "2026-10-23", night - timedelta(hours=24))
    planned(house, house.helen.id, "early", "2026-10-23", night - timedelta(hours=24))
    assert names(offered(house, "measure", "used_by", night)[:1]) == ["Dana Price", "Sam Okoro"]


def test_what_is_typed_past_the_list_is_refused(house: House) -> None:
    stage, field = asked("dose", "witness")
    context: FormContext = context_for(house.viewer(house.dana), stage, [])
    for who in (house.jay, house.ines):
        with pytest.raises(Unclear, match="cannot be chosen here"):
            kind_of(field).parse(field, "witness", Typed({"witness": [who.id]}), context)
    child = {"who": house.jay.id, "kind": "child", "name": "Jay"}
    assert kind_of(field).check(field, child, Times(NOW)) == "Please choose a person."


def test_a_question_for_anybody_still_offers_everybody(house: House) -> None:
    assert {"Jay", "Ines Duarte", "Dana Price"} <= set(names(offered(house, "restorative-meeting", "others")))
