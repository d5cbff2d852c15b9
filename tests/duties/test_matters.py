"""What belongs to one matter meets nothing of another: for every duty that says so, and for whatever is asked about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninefold import lawbook
from ninefold.duties.engine import reckon
from ninefold.duties.obligation import Obligation
from ninefold.duties.reopening import all_duties
from ninefold.duties.touch import ways
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty
from tests.duties.lives import at, fact

DUTIES = [duty for duty in all_duties(lawbook.current()) if any(way.scope == "matter" for way in ways(duty))]
# Decisions, notices, referrals, officers, enquiries, debriefs, events: what each of these is met by is its own matter's.
OF_ONE_MATTER = ("notification.", "designated-officer.", "debrief.", "serious-event.", "enquiry.", "barring-referral.")


def _reckoned(duty: Duty, facts: list[Fact]) -> dict[str, Obligation]:
    return {one.record: one for one in reckon([duty], facts, at("2027-06-01"), {})}


def _opening(duty: Duty, matter: str, when: str) -> Fact:
    assert duty.starts
    value = duty.starts.value[0] if duty.starts.value else ""
    return fact(
        duty.starts.fact, "jay", when, record=f"{matter}-opens", matter=matter, value=value, data={"due": "2027-01-01"}
    )


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: f"{duty.id} {duty.starts.fact}")
def test_a_duty_is_met_in_its_own_matter_and_in_no_other(duty: Duty) -> None:
    openings = [_opening(duty, "one", "2026-03-02T10:00"), _opening(duty, "two", "2026-03-02T11:00")]
    for way in ways(duty):
        if way.scope != "matter":
            continue
        value = way.value[0] if way.value else ""
        meets = fact(way.fact, "jay", "2026-03-03T10:00", record="answer", matter="two", value=value)
        found = _reckoned(duty, [*openings, meets])
        assert found["one-opens"].met_at is None
        # What spares it ends it in its own matter too, and is no doing of it.
        assert meets.entry in (found["two-opens"].met_by, found["two-opens"].ended_by)


@settings(max_examples=60)
@given(
    names=st.lists(
        st.sampled_from(sorted({way.fact for duty in DUTIES for way in ways(duty)})), min_size=1, max_size=6
    ),
    duty=st.sampled_from(DUTIES),
)
def test_whatever_happens_in_another_matter_of_the_child_this_one_stays_owed(names: list[str], duty: Duty) -> None:
    others = [
        fact(name, "jay", f"2026-03-0{n + 3}T10:00", record=f"other-{n}", matter="two")
        for n, name in enumerate(names)
        if name in {way.fact for way in ways(duty) if way.scope == "matter"}
    ]
    alone = _reckoned(duty, [_opening(duty, "one", "2026-03-02T10:00")])
    among = _reckoned(duty, [_opening(duty, "one", "2026-03-02T10:00"), *others])
    assert among["one-opens"] == alone["one-opens"]


def test_no_duty_takes_another_matters_answer() -> None:
    loose = [
        (duty.id, way.fact)
        for duty in all_duties(lawbook.current())
        for way in ways(duty)
        if way.scope == "subject" and way.fact.startswith(OF_ONE_MATTER)
    ]
    assert loose == []


def test_no_exception_of_an_event_looks_beyond_its_matter() -> None:
    loose = [
        (duty.id, test.fact)
        for duty in all_duties(lawbook.current())
        for test in (duty.starts.unless if duty.starts else ())
        if test.scope == "standing" and not test.fact.startswith("recruitment.")
    ]
    assert loose == []
