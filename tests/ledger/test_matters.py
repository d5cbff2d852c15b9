"""Matters: told by links, moved by corrections, and the same however they were written."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from ninefold.base import chance
from ninefold.duties.models import ObligationRow
from ninefold.ledger import bulk, rebuild
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Chain, Entry, FactRow, Record
from tests import factories, signing
from tests.factories import House, write

STEPS = 40


def _note(house: House, **more: Any) -> Entry:
    return write(house, "concern", {"category": "online", "story": ["Seen."], "immediate_steps": ["Sat with."]},
                 about=[house.jay], **more)  # fmt: skip


def _after(entry: Entry, rel: str = "follows") -> tuple[dict[str, str], ...]:
    return ({"rel": rel, "to": entry.record_id},)


def _correct(house: House, entry: Entry, links: tuple[dict[str, str], ...] = ()) -> Entry:
    return signing.correct(
        entry=entry,
        content={"category": "online", "story": ["Seen by two."], "immediate_steps": ["Sat with."]},
        because="Not so.",
        links=links,
        home=house.home,
        author=house.dana.id,
        role="support-worker",
        happened_at=entry.happened_at,
        written_at=entry.written_at + timedelta(hours=1),
        received_at=entry.written_at + timedelta(hours=1),
        subjects=[{"id": house.jay.id, "kind": "child", "as": "about"}],
    )


def _matter(entry: Entry) -> str:
    return Record.objects.get(pk=entry.record_id).matter


def test_a_record_belongs_to_the_event_at_the_head_of_its_line(house: House) -> None:
    first = _note(house)
    second = _note(house, links=_after(first))
    third = _note(house, links=_after(second, "answers"))
    assert {_matter(one) for one in (first, second, third)} == {first.record_id}
    assert set(FactRow.objects.filter(name="concern.raised").values_list("matter", flat=True)) == {first.record_id}


def test_a_record_that_answers_nothing_is_single(house: House) -> None:
    one, other = _note(house), _note(house)
    assert (_matter(one), _matter(other)) == (one.record_id, other.record_id)


def test_a_correction_that_names_nothing_keeps_its_place(house: House) -> None:
    first = _note(house)
    second = _note(house, links=_after(first))
    _correct(house, second)
    assert _matter(second) == first.record_id


def test_a_correction_moves_its_record_and_what_hangs_on_it(house: House) -> None:
    one, other = _note(house), _note(house)
    answer = _note(house, links=_after(one))
    hanging = _note(house, links=_after(answer))
    again = _correct(house, answer, _after(other))
    assert {_matter(entry) for entry in (answer, hanging)} == {other.record_id}
    assert set(FactRow.objects.filter(record_id=hanging.record_id).values_list("matter", flat=True)) == {
        other.record_id
    }
    _correct(house, again, _after(answer))
    assert {_matter(entry) for entry in (answer, hanging)} == {answer.record_id}


def test_what_says_that_it_is_something_new_answers_nothing_more(house: House) -> None:
    first = _note(house)
    second = _note(house, links=_after(first))
    _correct(house, second, _after(second))
    told = FactRow.objects.filter(record_id=second.record_id, ended_at=None).values_list("answers", flat=True)
    assert _matter(second) == second.record_id
    assert set(told) == {""}


def test_no_record_stands_behind_itself(house: House) -> None:
    first = _note(house)
    second = _note(house, links=_after(first))
    third = _note(house, links=_after(second))
    for ring in (second, third):
        with pytest.raises(Refused, match="belongs to this very record"):
            _correct(house, first, _after(ring))
    assert _matter(third) == first.record_id


def test_only_a_record_of_this_home_is_answered(house: House) -> None:
    elsewhere = signing.append(
        home=house.other,
        type="daily-note",
        stage="note",
        content={"story": ["Quiet."]},
        author=house.noor.id,
        role="support-worker",
        happened_at=factories.NOW,
        written_at=factories.NOW,
        received_at=factories.NOW,
        subjects=[{"id": house.ada.id, "kind": "child", "as": "about"}],
    )
    first = _note(house)
    for target in (elsewhere.record_id, "01NOSUCHRECORD000000000000", first.id):
        with pytest.raises(Refused, match="no record of this home"):
            _note(house, links=({"rel": "follows", "to": target},))
        with pytest.raises(Refused, match="no record of this home"):
            _correct(house, first, ({"rel": "answers", "to": target},))


def test_the_door_for_many_refuses_as_the_other_does(house: House) -> None:
    given = _items(house)
    with pytest.raises(Refused, match="no record of this home"), bulk.many(house.home) as door:
        door.append(*signing.said(**given, links=({"rel": "follows", "to": "01NOSUCHRECORD000000000000"},)))
    with pytest.raises(Refused, match="belongs to this very record"), bulk.many(house.home) as door:
        first = door.append(*signing.said(**given))
        second = door.append(*signing.said(**given, links=_after(first)))
        changed = {**given, "content": {**given["content"], "because": "Not so."}}
        links = ({"rel": "replaces", "to": first.id}, *_after(second))
        door.append(*signing.said(**changed, record=first.record_id, act="correct", links=links))


def _items(house: House) -> dict[str, Any]:
    at = factories.NOW
    return {
        "type": "concern",
        "stage": "raised",
        "content": {"category": "online", "story": ["Seen."], "immediate_steps": ["Sat with."]},
        "author": house.dana.id,
        "role": "support-worker",
        "subjects": [{"id": house.jay.id, "kind": "child", "as": "about"}],
        "happened_at": at,
        "written_at": at,
        "received_at": at,
    }


def _story(house: House, seed: int, sign: Any) -> dict[str, str]:
    """Records written, linked, linked otherwise and withdrawn at random; what each of them follows in the end."""
    draw = random.Random(seed)
    standing: dict[str, str] = {}  # record -> the entry that opens it as it stands
    follows: dict[str, str] = {}
    for _ in range(STEPS):
        given, choice = _items(house), draw.random()
        target = draw.choice([*follows, ""])
        if choice < 0.55 or not standing:
            links = ({"rel": draw.choice(["answers", "follows"]), "to": target},) if target else ()
            made = sign(**given, links=links)
            standing[made.record_id], follows[made.record_id] = made.id, target
            continue
        record = draw.choice(list(standing))
        if choice < 0.9:
            given["content"] = {**given["content"], "because": "Not so."}
            named = ({"rel": "answers", "to": target},) if target else ()
            links = ({"rel": "replaces", "to": standing[record]}, *named)
            try:
                standing[record] = sign(**given, record=record, act="correct", links=links).id
            except Refused:
                assert record in _line(target, follows)
                continue
            if target:
                assert target == record or record not in _line(target, follows)
                follows[record] = "" if target == record else target
        else:
            given["content"] = {"because": "It was a mistake."}
            links = ({"rel": "withdraws", "to": standing.pop(record)},)
            sign(**given, record=record, act="withdraw", links=links)
    return follows


def _line(record: str, follows: dict[str, str]) -> list[str]:
    line = [record]
    while before := follows.get(line[-1], ""):
        line.append(before)
    return line


def _derived(house: House) -> list[Any]:
    return [
        Chain.objects.get(home=house.home).hash,
        list(Record.objects.order_by("pk").values()),
        sorted(FactRow.objects.values_list("name", "record_id", "entry_id", "matter", "answers", "ended_at")),
        sorted(ObligationRow.objects.values_list("key", "due_at", "met_at", "met_by", "void_at")),
    ]


@pytest.mark.parametrize("seed", range(8))
def test_one_by_one_in_batches_and_rebuilt_are_the_same(
    house: House, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[Any] = []
    for batch in (0, 3, 2000):
        monkeypatch.setattr(bulk, "BATCH", batch)
        with chance.seeded(seed), transaction.atomic():
            if batch:
                with bulk.many(house.home) as door:
                    follows = _story(house, seed, lambda **one: door.append(*signing.said(**one)))
            else:
                follows = _story(house, seed, lambda **one: signing.append(home=house.home, **one))
            left.append(_derived(house))
            assert {one.pk: one.matter for one in Record.objects.all()} == {
                record: _line(record, follows)[-1] for record in follows
            }
            rebuild.rebuild(house.home)
            left.append(_derived(house))
            transaction.set_rollback(True)
    assert all(one == left[0] for one in left[1:])
