"""What became of what children asked for: how much was answered, how soon, and what it changed."""

from datetime import timedelta

import pytest

from ninefold.insight.listening import Listening, changes, listening
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def _ask(house: House, wish: str, days: int) -> str:
    asked = {"wish": wish, "who_answers": {"who": house.dana.id, "kind": "worker", "name": house.dana.name}}
    return write(house, "wish", asked, about=[house.jay], at=NOW - timedelta(days=days)).record_id


def _answer(house: House, record: str, days: int, **more: object) -> str:
    content = {"answer": "yes", "reply": ["It is bought on Saturday."], **more}
    at = NOW - timedelta(days=days)
    return write(house, "wish", content, about=[house.jay], record=record, stage="answer", at=at).id


def test_wishes_are_counted_with_their_answers_their_wait_and_what_changed(house: House) -> None:
    changed = _answer(house, _ask(house, "A new ball", 12), 10, changed="The shed has a ball box")
    plain = _answer(house, _ask(house, "A light", 8), 4)
    _ask(house, "A trampoline", 1)
    viewer = house.viewer(house.helen)
    heard = listening(viewer)
    assert heard == Listening(made=3, answered=2, changed=1, usual=timedelta(days=3))
    assert heard.share == 67
    assert changes(viewer, [changed, plain]) == {changed: "The shed has a ball box"}


def test_who_may_not_read_of_the_children_counts_nothing(house: House) -> None:
    _answer(house, _ask(house, "A new ball", 12), 10, changed="The shed has a ball box")
    assert listening(house.viewer(house.ines)) == Listening(0, 0, 0, None)
