"""Which forms ask what they belong to, and which events hang together: read from the library."""

import pytest

from ninefold import lawbook
from ninefold.duties import belonging


def _ties(type: str, stage: str = "") -> belonging.Ties:
    kind = lawbook.current().records[type]
    return belonging.ties(kind, kind.stage(stage) if stage else kind.stages[0])


@pytest.mark.parametrize("type", ["measure", "concern", "missing-episode", "police-call-out", "allegation"])
def test_what_happens_to_a_child_may_begin_an_event(type: str) -> None:
    assert belonging.begins(type)


@pytest.mark.parametrize("type", ["wish", "action", "daily-note", "key-work", "notification-decision", "role-given"])
def test_what_is_answered_one_by_one_or_only_answers_begins_none(type: str) -> None:
    assert not belonging.begins(type)


def test_events_hang_together_by_what_they_ask_for() -> None:
    assert {"measure", "concern", "missing-episode", "police-call-out"} <= _ties("notification-decision").kin
    assert "measure" in _ties("police-call-out").kin
    assert not {"suspension", "wish"} & _ties("measure").kin


def test_only_a_link_brings_a_notice_to_its_decision() -> None:
    assert "notification-sent" in _ties("notification").bound


def test_a_look_at_a_plan_answers_the_event_that_reopened_it() -> None:
    assert "plan-answered-behaviour-plan" in _ties("behaviour-plan", "review").answers


def test_the_answer_in_a_record_of_its_own_asks_nothing() -> None:
    assert _ties("wish", "answer") == belonging.Ties()
    assert _ties("measure", "manager-check") == belonging.Ties()
