"""The engine by its properties, over many invented lives, and by the cases that are easy to get wrong."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.engine import obligations, reckon
from ninefold.duties.obligation import Obligation
from ninefold.duties.reopening import all_duties
from ninefold.duties.touch import reads
from ninefold.lawbook.facts import Fact
from tests.duties.lives import HOME, at, carried, fact

LIBRARY = lawbook.current()
DUTIES = all_duties(LIBRARY)
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
END = START + timedelta(days=500)


def _of(duty: str, record: str, facts: list[Fact], moment: datetime) -> Obligation:
    return next(one for one in obligations(LIBRARY, facts, moment) if one.duty == duty and one.record == record)


@st.composite
def lives(draw: st.DrawFn) -> list[Fact]:
    """Facts that a few duties read, about a child and a home, some of them corrected, withdrawn or brought forward."""
    duties = draw(st.lists(st.sampled_from(DUTIES), min_size=1, max_size=3))
    names = sorted({name for duty in duties for name in reads(duty)})
    return draw(st.lists(one_fact(names), max_size=12, unique_by=lambda fact: fact.entry))


@st.composite
def one_fact(draw: st.DrawFn, names: list[str]) -> Fact:
    when = START + timedelta(minutes=draw(st.integers(0, 500_000)))
    known = when + timedelta(minutes=draw(st.integers(0, 20_000)))
    ended = known + timedelta(minutes=draw(st.integers(1, 20_000))) if draw(st.booleans()) else None
    return Fact(
        name=draw(st.sampled_from(names)),
        subject=draw(st.sampled_from(["jay", HOME])),
        record=draw(st.sampled_from(["r1", "r2", "r3"])),
        entry=f"e{draw(st.integers(0, 10**9))}",
        at=when,
        known_at=known,
        day=draw(st.booleans()),
        value=draw(st.sampled_from(["", "yes", "sexual-exploitation", "placement-plan", "3"])),
        row=draw(st.sampled_from(["", "1"])),
        carried=draw(st.booleans()),
        ended_at=ended,
        withdrawn=ended is not None and draw(st.booleans()),
        data={"due": "2026-06-06", "duty": "supervision"},
        answers=draw(st.sampled_from([(), (("r1", ""),), (("r2", "1"),)])),
    )


@given(facts=lives(), seed=st.integers())
def test_the_order_of_arrival_does_not_matter(facts: list[Fact], seed: int) -> None:
    mixed = list(facts)
    random.Random(seed).shuffle(mixed)
    assert obligations(LIBRARY, mixed, END) == obligations(LIBRARY, facts, END)


@given(facts=lives())
def test_nothing_is_due_before_it_starts(facts: list[Fact]) -> None:
    for one in obligations(LIBRARY, facts, END):
        assert one.due_at >= one.opened_at
        assert one.void_at is None or one.state(END) in ("void", "spared", "undone")


@given(facts=lives())
def test_every_key_is_said_once(facts: list[Fact]) -> None:
    keys = [one.key for one in obligations(LIBRARY, facts, END)]
    assert len(keys) == len(set(keys))


@given(facts=lives(), minutes=st.integers(0, 600_000))
def test_a_moment_sees_only_what_was_known_then(facts: list[Fact], minutes: int) -> None:
    moment = START + timedelta(minutes=minutes)
    then = [replace(f, ended_at=None, withdrawn=False) if f.ended_at and f.ended_at > moment else f for f in facts]
    heard = [fact for fact in then if fact.known_at <= moment]
    assert obligations(LIBRARY, facts, moment) == obligations(LIBRARY, heard, moment)


@given(facts=lives())
def test_what_was_brought_forward_opens_no_event(facts: list[Fact]) -> None:
    starting = {duty.id for duty in DUTIES if duty.starts}
    found = obligations(LIBRARY, [replace(fact, carried=True) for fact in facts], END)
    assert not [one for one in found if one.duty in starting]


@given(facts=lives())
def test_each_obligation_says_why(facts: list[Fact]) -> None:
    for one in obligations(LIBRARY, facts, END):
        assert one.why[0] == one.why[0].upper() and one.why.endswith(".")
        assert "None" not in one.why and ".." not in one.why


@settings(max_examples=30)
@given(facts=lives(), hours=st.integers(1, 400))
def test_a_correction_moves_the_due_and_keeps_the_key(facts: list[Fact], hours: int) -> None:
    used = fact("measure.used", "jay", "2026-06-10T21:40", record="hold", entry="first")
    corrected_at = used.known_at + timedelta(hours=hours)
    old = replace(used, ended_at=corrected_at)
    new = replace(used, entry="second", at=used.at - timedelta(hours=1), known_at=corrected_at)
    others = [one for one in facts if one.record != "hold"]
    before = _of("measure-recorded", "hold", [*others, old, new], corrected_at - timedelta(seconds=1))
    after = _of("measure-recorded", "hold", [*others, old, new], corrected_at)
    assert before.key == after.key
    assert before.due_at - after.due_at == timedelta(hours=1)


def test_a_withdrawal_voids_and_keeps_the_key() -> None:
    used = fact("measure.used", "jay", "2026-06-10T21:40", record="hold")
    gone = replace(used, withdrawn=True, ended_at=at("2026-06-12T09:00"))
    before = _of("measure-recorded", "hold", [gone], at("2026-06-11T09:00"))
    after = _of("measure-recorded", "hold", [gone], at("2026-06-12T09:00"))
    assert (before.state(at("2026-06-11T09:00")), after.state(at("2026-06-12T09:00"))) == ("open", "void")
    assert before.key == after.key


def test_a_correction_to_another_child_frees_the_first() -> None:
    jay = fact("measure.used", "jay", "2026-06-10T21:40", record="hold", ended_at=at("2026-06-11T09:00"))
    kit = replace(jay, subject="kit", entry="second", known_at=at("2026-06-11T09:00"), ended_at=None)
    found = [one for one in obligations(LIBRARY, [jay, kit], at("2026-06-11T10:00")) if one.duty == "measure-recorded"]
    assert {one.subject: one.state(at("2026-06-11T10:00")) for one in found} == {"jay": "void", "kit": "open"}


def test_met_at_the_last_second_is_in_time_and_a_second_later_is_late() -> None:
    used = fact("measure.used", "jay", "2026-06-10T21:40", record="hold")
    for known, state in (("2026-06-11T21:40:00", "met"), ("2026-06-11T21:40:01", "late")):
        written = fact("measure.record", "jay", "2026-06-10T21:40", known=known, record="hold")
        assert _of("measure-recorded", "hold", [used, written], at("2026-07-01")).state(at("2026-07-01")) == state


def test_two_children_in_one_record_have_a_clock_each() -> None:
    facts = [fact("missing.returned", who, "2026-06-10T21:40", record="both") for who in ("jay", "kit")]
    offered = fact("return-interview.held", "jay", "2026-06-11T10:00", record="both")
    found = [one for one in obligations(LIBRARY, [*facts, offered], at("2026-06-12")) if one.duty == "return-interview"]
    assert {one.subject: one.state(at("2026-06-12")) for one in found} == {"jay": "met", "kit": "open"}


def test_a_day_without_an_hour_counts_from_the_opening_on() -> None:
    moved = fact("child.moved-in", "jay", "2026-06-10T15:30", record="arrival")
    plan = fact("document.received", "jay", "2026-06-10", value="placement-plan")
    one = _of("placement-plan", "arrival", [moved, plan], at("2026-06-12"))
    assert one.state(at("2026-06-12")) == "met"


def test_a_plan_from_long_ago_is_not_this_stays_plan() -> None:
    moved = fact("child.moved-in", "jay", "2026-06-10T15:30", record="arrival")
    plan = fact("document.received", "jay", "2026-03-10", value="placement-plan")
    assert _of("placement-plan", "arrival", [moved, plan], at("2026-06-12")).state(at("2026-06-12")) == "open"


def test_a_date_given_for_an_action_that_is_already_past_is_due_at_once() -> None:
    late = fact("action.agreed", HOME, "2026-06-10T15:30", record="action", data={"due": "2026-06-01"})
    assert _of("action-done", "action", [late], at("2026-06-12")).due_at == late.at


def test_an_action_without_a_date_is_not_owed_by_any() -> None:
    undated = fact("action.agreed", HOME, "2026-06-10T15:30", record="action")
    assert obligations(LIBRARY, [undated], at("2026-06-12")) == []


def test_a_home_that_changes_its_interval_leaves_what_was_done_alone() -> None:
    facts = [
        fact("worker.started", "luis", "2026-01-05"),
        fact("supervision.held", "luis", "2026-02-13"),  # within the 6 weeks that held then
        fact("clock.set", HOME, "2026-03-01T09:00", value="4 weeks", data={"duty": "supervision"}),
    ]
    found = [one for one in obligations(LIBRARY, facts, at("2026-03-02T09:00")) if one.duty == "supervision"]
    assert [one.state(at("2026-03-02T09:00")) for one in found] == ["met", "open"]
    assert found[1].due_at == at("2026-03-13T23:59:59")


def test_an_interval_that_cannot_be_read_changes_nothing() -> None:
    facts = [
        fact("worker.started", "luis", "2026-01-05"),
        fact("clock.set", HOME, "2026-01-05T09:00", value="now and then", data={"duty": "supervision"}),
    ]
    found = [one for one in obligations(LIBRARY, facts, at("2026-01-06")) if one.duty == "supervision"]
    assert found[0].due_at == at("2026-02-16T23:59:59")


def test_a_child_who_comes_back_begins_again() -> None:
    facts = [
        fact("child.moved-in", "jay", "2026-01-05T11:00"),
        fact("social-worker.visited", "jay", "2026-01-08"),
        fact("child.moved-out", "jay", "2026-02-02T11:00"),
        fact("child.moved-in", "jay", "2026-06-01T11:00"),
    ]
    moment = at("2026-06-02T09:00")
    found = [one for one in obligations(LIBRARY, facts, moment) if one.duty == "social-worker-visit"]
    assert [one.state(moment) for one in found] == ["met", "void", "open"]
    assert found[2].due_at == at("2026-06-08T23:59:59")


def test_what_was_before_the_records_is_counted_from_and_not_judged() -> None:
    facts = [
        fact("worker.started", "dana", "2022-03-14", known="2026-10-18T12:00"),
        carried("appraisal.held", "dana", "2025-11-14"),
    ]
    found = [one for one in obligations(LIBRARY, facts, at("2026-10-19")) if one.duty == "appraisal"]
    assert [(one.opened_at, one.due_at) for one in found] == [(at("2025-11-14"), at("2026-11-14T23:59:59"))]


def test_a_qualification_that_is_there_asks_for_no_more() -> None:
    facts = [fact("worker.care-role-began", "dana", "2022-03-14"), fact("worker.level3", "dana", "2024-02-02")]
    found = [one for one in obligations(LIBRARY, facts, at("2026-10-19")) if one.duty == "level-3"]
    assert [one.state(at("2026-10-19")) for one in found] == ["met"]


def test_a_duty_asks_for_what_falls_due_while_it_holds() -> None:
    duty = LIBRARY.duties["statement-of-purpose-sent"]
    facts = [fact("statement.revised", HOME, "2026-06-01", record="statement")]
    for limits, count in (
        ({"holds_from": date(2026, 6, 29)}, 1),
        ({"holds_from": date(2026, 6, 30)}, 0),
        ({"holds_to": date(2026, 6, 1)}, 1),
        ({"holds_to": date(2026, 5, 31)}, 0),
    ):
        assert len(reckon([duty.model_copy(update=limits)], facts, END, {})) == count


def test_an_arrival_that_was_withdrawn_asks_for_nothing_and_is_not_forgotten() -> None:
    gone = fact(
        "child.moved-in", "jay", "2026-06-10T15:30", record="a", withdrawn=True, ended_at=at("2026-06-11T09:00")
    )
    found = obligations(LIBRARY, [gone], at("2026-06-12T09:00"))
    assert {"social-worker-visit", "placement-plan", "key-work"} <= {one.duty for one in found}
    assert {one.state(at("2026-06-12T09:00")) for one in found} == {"void"}
    before = obligations(LIBRARY, [gone], at("2026-06-10T16:00"))
    assert {one.key for one in before} == {one.key for one in found}


def test_a_plan_is_looked_at_again_on_the_day_set_for_it() -> None:
    due = {"due": "2026-04-05"}
    facts = [
        fact("behaviour-plan.review-due", "jay", "2026-01-05T10:00", record="plan", entry="e1", data=due),
        fact("plan.answered", "jay", "2026-02-01T10:00", record="plan", entry="e2"),  # sets no new day
    ]
    of = _of("plan-reviewed-behaviour-plan", "plan", facts, at("2026-04-06T10:00"))
    assert of.state(at("2026-04-06T10:00")) == "overdue"
    facts.append(fact("behaviour-plan.review-due", "jay", "2026-04-07T10:00", record="plan", entry="e3", data=due))
    assert _of("plan-reviewed-behaviour-plan", "plan", facts, at("2026-04-08")).state(at("2026-04-08")) == "late"


def test_every_plan_of_the_library_has_a_day_on_which_it_is_looked_at_again() -> None:
    again = {duty.id for duty in DUTIES}
    plans = [kind for kind in LIBRARY.records.values() if kind.plan]
    assert [kind.id for kind in plans if f"plan-reviewed-{kind.id}" not in again] == []


def test_what_a_home_lacks_is_asked_again_from_the_day_it_has_it() -> None:
    life = [fact("home.registered", HOME, "2024-01-12"), fact("lack.said", HOME, "2024-02-01", value="premises-gas")]
    told = [*life, fact("lack.ended", HOME, "2026-03-31", record="lack.said-home-2024-02-01")]
    lacking = [one for one in obligations(LIBRARY, life, at("2025-06-01")) if one.duty == "premises-gas"]
    again = [one for one in obligations(LIBRARY, told, at("2027-03-15")) if one.duty == "premises-gas"]
    assert [one.state(at("2025-06-01")) for one in lacking] == ["void"]
    assert [(clock.local(one.due_at).date(), one.void_at) for one in again] == [(date(2027, 3, 31), None)]


def test_renewing_what_runs_out_meets_the_last_end_and_not_the_next() -> None:
    first = fact("vehicle.runs", HOME, "2026-03-02", record="car", entry="e1", value="mot", data={"due": "2026-11-30"})
    again = replace(first, entry="e2", known_at=at("2026-11-27"), at=at("2026-11-27"), data={"due": "2027-11-30"})
    found = [one for one in obligations(LIBRARY, [first, again], at("2026-12-01")) if one.duty == "vehicle-paper"]
    assert [one.met_by for one in found] == ["e2", ""]


def test_no_home_lacks_what_every_home_must_do() -> None:
    asked = {f.id: f for f in LIBRARY.records["not-here"].stages[0].fields}
    assert {o.id for o in asked["duty"].options} == {duty.id for duty in LIBRARY.duties.values() if duty.can_lack}
