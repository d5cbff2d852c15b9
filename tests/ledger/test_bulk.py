"""Many entries at once are the same entries, hashes and derived rows as one by one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from ninefold.base import chance
from ninefold.ledger import bulk
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Chain, Entry, FactRow, Record, RecordSubject
from tests import factories, signing


def items(house: factories.House) -> list[dict[str, Any]]:
    """Two notes, a wish with its answer, and a correction, as ``append`` takes them."""
    jay = {"who": house.jay.id, "kind": "child", "name": "Jay"}

    def one(minutes: int, type: str, stage: str, content: dict[str, Any], **more: Any) -> dict[str, Any]:
        at = factories.NOW - timedelta(hours=5) + timedelta(minutes=minutes)
        about = [{"id": house.jay.id, "kind": "child", "as": "about"}]
        times = {"happened_at": at, "written_at": at, "received_at": at}
        return {"type": type, "stage": stage, "content": content, "author": house.dana.id, "role": "support-worker",
                "subjects": about, **times, **more}  # fmt: skip

    wish = {"wish": "An easel", "who_answers": {"who": house.helen.id, "kind": "worker", "name": "Helen"}}
    return [
        one(0, "daily-note", "note", {"story": [jay, " up at two for water."], "good_thing": "Beans"}),
        one(5, "wish", "ask", wish),
        one(9, "daily-note", "note", {"story": ["Home, and pleased, ", jay, "."]}),
    ]


def later(house: factories.House, first: list[Entry]) -> list[dict[str, Any]]:
    """What follows in the threads of ``first``: an answer and a correction."""
    base = items(house)
    answer = {**base[1], "stage": "answer", "content": {"answer": "yes", "reply": ["It comes on Friday."]}}
    correction = {
        **base[0],
        "act": "correct",
        "content": {"story": ["Up at three."], "because": "The time was wrong."},
        "links": ({"rel": "replaces", "to": first[0].id},),
    }
    return [{**answer, "record": first[1].record_id}, {**correction, "record": first[0].record_id}]


def derived(house: factories.House) -> list[list[Any]]:
    """Every derived row of the home, without the numbers the database gives."""
    kinds = (
        Record.objects.order_by("id"),
        RecordSubject.objects.order_by("record", "subject"),
        FactRow.objects.order_by("id"),
    )
    return [
        [{k: v for k, v in row.items() if k != "id" or rows.model is Record} for row in rows.values()] for rows in kinds
    ]


def one_by_one(house: factories.House) -> None:
    first = [signing.append(home=house.home, **item) for item in items(house)]
    for item in later(house, first):
        signing.append(home=house.home, **item)


def at_once(house: factories.House) -> None:
    with bulk.many(house.home) as door:
        first = [door.append(*signing.said(**item)) for item in items(house)]
        for item in later(house, first):
            door.append(*signing.said(**item))


def outcome(house: factories.House, write: Any) -> tuple[str, list[list[Any]]]:
    """What ``write`` leaves behind; then it is undone."""
    with chance.seeded(7), transaction.atomic():
        write(house)
        left = Chain.objects.get(home=house.home).hash, derived(house)
        transaction.set_rollback(True)
    return left


def test_at_once_is_the_same_as_one_by_one(house: factories.House) -> None:
    assert outcome(house, one_by_one) == outcome(house, at_once)


def test_a_thread_goes_on_after_a_batch_is_stored(house: factories.House, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = outcome(house, one_by_one)
    monkeypatch.setattr(bulk, "BATCH", 2)
    assert outcome(house, at_once) == whole


def test_one_refusal_and_nothing_is_kept(house: factories.House) -> None:
    bad = {**items(house)[0], "content": {}}
    with pytest.raises(Refused), bulk.many(house.home) as door:
        for item in [*items(house), bad]:
            door.append(*signing.said(**item))
    assert not Entry.objects.exists()
