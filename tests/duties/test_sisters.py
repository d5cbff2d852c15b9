"""A child who moves to a sister home: the clocks that run through a life go on there, and nothing else of the first home
comes along."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties import engine, queries, store
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation
from ninefold.duties.touch import rules
from ninefold.lawbook.facts import Fact
from ninefold.ledger import sisters, statuses
from ninefold.ledger.factrows import to_row
from ninefold.ledger.models import Entry, FactRow
from ninefold.ledger.rebuild import rebuild
from ninefold.people.access import Viewer
from ninefold.people.models import Home
from tests import factories
from tests.duties.test_store import project, undone
from tests.ledger.standing.founded import Founded, found
from tests.signing import append, correct, withdraw

pytestmark = pytest.mark.django_db

LOOKED_AT = datetime(2026, 10, 25, 12, tzinfo=UTC)
DETAILS = {"name": "Noor", "born_on": "2012-05-05", "looked_after_since": "2026-01-05", "authority": "Eastmarsh"}
ARRIVAL = {
    "story": ["One bag."], "legal": "section-20", "authority": "Eastmarsh", "placement_plan_received": False,
    "care_plan_received": False,
}  # fmt: skip
GOODBYE = {
    "story": ["Tea."], "reason": "home", "planned": True, "to_address": "1 Elm Row", "prepared": ["Visits."],
    "belongings": True,
}  # fmt: skip


class Move:
    """Noor lives in Larch House from January, has two reviews there, and moves to Rowan House on 1 June."""

    def __init__(self) -> None:
        self.house: Founded = found()
        self.house.door = append
        self.larch, self.rowan = self.house.homes
        self.known = self.sign(self.larch, "child-known", DETAILS, "2026-01-05T12:00", kind="")
        self.noor = FactRow.objects.get(entry_id=self.known.id, name="child.born").subject
        self.sign(self.larch, "moved-in", ARRIVAL, "2026-01-05T13:00")
        self.reviews = [self.review(day, n) for n, day in enumerate(("2026-01-28", "2026-04-20"), 1)]

    def leave(self) -> "Move":
        """She goes at eleven and arrives at three."""
        self.sign(self.larch, "moved-out", GOODBYE, "2026-06-01T11:00")
        self.arrival = self.sign(self.rowan, "moved-in", ARRIVAL, "2026-06-01T15:00")
        return self

    def review(self, day: str, number: int, home: Home | None = None) -> Entry:
        """A looked-after review, written at noon."""
        content = {
            "held_on": day, "number": str(number), "prepared": "Pictures.", "took_part": "spoke", "decided": ["She stays."],
        }  # fmt: skip
        return self.sign(home or self.larch, "looked-after-review", content, f"{day}T12:00")

    def sign(self, home: Home, type: str, content: dict[str, Any], at: str, kind: str = "child") -> Entry:
        """The manager of ``home`` signs at ``at``, London time."""
        self.house.now = clock.parse(at)
        return self.house.sign(home, type, content, self.noor if kind else "", kind, at=clock.parse(at))

    def correct(self, home: Home, entry: Entry, content: dict[str, Any]) -> None:
        """The same manager corrects it."""
        self._again(correct, home, entry, content=content, happened_at=entry.happened_at)

    def withdraw(self, home: Home, entry: Entry) -> None:
        """The same manager withdraws it."""
        self._again(withdraw, home, entry)

    def _again(self, act: Any, home: Home, entry: Entry, **more: Any) -> None:
        self.house.now += timedelta(hours=1)
        hand, now = self.house.managers[home.id], self.house.now
        if act is correct:
            more["subjects"] = json.loads(entry.subjects)
        act(
            entry=entry, because="A slip.", home=home, author=hand.ref["who"], role=hand.role, written_at=now,
            received_at=now, **more,
        )  # fmt: skip

    def viewer(self, home: Home) -> Viewer:
        """The manager of ``home``, looking."""
        hand = self.house.managers[home.id]
        return Viewer(hand.ref["who"], "Manager", "manager", home, "registered-manager", LOOKED_AT)


@pytest.fixture
def move(db: None) -> Move:
    return Move()


def owed(home: Home, duty: str) -> list[Obligation]:
    return [store.from_row(row) for row in ObligationRow.objects.filter(home=home, duty=duty).order_by("due_at")]


def days(home: Home, duty: str) -> list[tuple[str, str]]:
    """Each obligation's day and its state on 25 October."""
    return [(str(clock.local(one.due_at).date()), one.state(LOOKED_AT)) for one in owed(home, duty)]


def agrees(*homes: Home) -> None:
    """Whether what is kept is what the engine says, and a rebuild in any order says the same."""
    for home in homes:
        kept = {row.key: store.from_row(row) for row in ObligationRow.objects.filter(home=home)}
        facts = store.facts_at(home, store.AFTER_ALL)
        every = [duty for ways in rules().duties.values() for duty in ways]
        assert kept == {
            one.key: one for one in engine.reckon(every, facts, store.AFTER_ALL, rules().titles, ahead=True)
        }


def test_the_review_clock_goes_on_from_the_last_review(move: Move) -> None:
    assert owed(move.rowan, "looked-after-review") == []
    move.leave()
    assert days(move.rowan, "looked-after-review") == [("2026-10-20", "overdue")]
    (review,) = owed(move.rowan, "looked-after-review")
    assert review.why.startswith("Counted from the last, Monday 20 April 2026, before coming here.")
    assert review.record == move.arrival.record_id
    assert review.opened_at >= move.arrival.happened_at
    assert days(move.rowan, "social-worker-visit") == [("2026-06-08", "overdue")]
    assert days(move.rowan, "placement-plan") == [("2026-06-08", "overdue")]
    assert [state for _, state in days(move.larch, "looked-after-review")] == ["met", "met", "void"]
    agrees(move.larch, move.rowan)


def test_a_review_held_there_goes_on_the_count(move: Move) -> None:
    move.leave().review("2026-10-10", 3, move.rowan)
    assert days(move.rowan, "looked-after-review") == [("2026-10-20", "met"), ("2027-04-10", "open")]
    agrees(move.larch, move.rowan)


def test_what_the_first_home_left_undone_is_owed_from_the_day_of_arrival(move: Move) -> None:
    move.withdraw(move.larch, move.reviews[1])
    move.leave()
    (review,) = owed(move.rowan, "looked-after-review")
    assert str(clock.local(review.due_at).date()) == "2026-06-01"


def test_a_correction_in_the_first_home_is_one_in_the_second(move: Move) -> None:
    move.leave()
    held = {
        "held_on": "2026-04-27",
        "number": "2",
        "prepared": "Pictures.",
        "took_part": "spoke",
        "decided": ["Stays."],
    }
    move.correct(move.larch, move.reviews[1], held)
    assert days(move.rowan, "looked-after-review") == [("2026-10-27", "open")]
    agrees(move.larch, move.rowan)
    move.correct(move.larch, move.known, {**DETAILS, "born_on": "2008-08-08"})
    (review,) = owed(move.rowan, "looked-after-review")
    assert clock.local(review.ends_at).date().isoformat() == "2026-08-08"
    agrees(move.larch, move.rowan)


def test_a_review_withdrawn_in_the_first_home_no_longer_counts_in_the_second(move: Move) -> None:
    move.leave()
    move.withdraw(move.larch, move.reviews[1])
    assert days(move.rowan, "looked-after-review") == [("2026-06-01", "overdue")]
    agrees(move.larch, move.rowan)


def test_a_move_that_is_withdrawn_takes_everything_back(move: Move) -> None:
    move.leave()
    move.withdraw(move.rowan, move.arrival)
    assert {state for _, state in days(move.rowan, "looked-after-review")} <= {"void"}
    assert statuses.facts(move.rowan, [move.noor], ["looked-after"]) == []
    agrees(move.larch, move.rowan)


def test_nothing_is_known_before_the_child_came(move: Move) -> None:
    move.leave()
    assert not [f for f in store.facts_at(move.rowan, clock.parse("2026-05-31T12:00")) if f.elsewhere]
    assert [f for f in store.facts_at(move.rowan, LOOKED_AT) if f.elsewhere]


def test_the_second_home_sees_dates_and_no_words(move: Move) -> None:
    periods = [{"from": "2026-01-05", "basis": "accommodated", "place": "Larch House, the attic"}]
    move.correct(move.larch, move.known, {**DETAILS, "care_periods": periods})
    move.leave()
    told = [fact for fact in store.facts_at(move.rowan, LOOKED_AT) if fact.elsewhere]
    assert {fact.subject for fact in told} == {move.noor}
    assert {fact.record for fact in told} == {move.arrival.record_id}
    assert not any("attic" in str(fact.data) or fact.author or fact.answers for fact in told)
    assert not {fact.name for fact in told} & (sisters.kept_back() | sisters.of_stays())
    (span, *_) = statuses.fold(statuses.facts(move.rowan, [move.noor], ["looked-after"])).spans(
        "looked-after", move.noor
    )
    assert str(clock.local(span.start).date()) == "2026-01-05"


def test_who_reads_in_the_second_home_finds_it_on_the_arrival(move: Move) -> None:
    move.leave()
    assert queries.due(move.viewer(move.rowan)).filter(duty="looked-after-review").count() == 1
    visitor = replace(move.viewer(move.rowan), person="somebody else", role="independent-person")
    assert queries.opened(visitor).exists()
    assert not queries.opened(visitor).filter(subject=move.noor).exists()


def test_rebuilding_either_home_first_makes_the_same(move: Move) -> None:
    move.leave()
    rows = list(ObligationRow.objects.order_by("home", "key").values(*store.COLUMNS))
    for homes in ((move.larch, move.rowan), (move.rowan, move.larch)):
        FactRow.objects.filter(name="review.held").update(at=clock.parse("2020-01-01T12:00"))
        for home in homes:
            rebuild(home)
        again = list(ObligationRow.objects.order_by("home", "key").values(*store.COLUMNS))
        assert again == rows


def test_what_a_restricted_record_states_never_comes_along() -> None:
    assert not sisters.moving(["protection-plan.made", "concern.raised", "referral.made"])
    assert {"child.born", "care.period", "child.looked-after", "child.authority", "child.long-term"} <= rules().details
    assert {"review.held", "health-assessment.held", "sdq.scored"} <= rules().done
    kinds = lawbook.current().records.values()
    restricted = {
        r.fact for kind in kinds if kind.sensitivity == "restricted" for rs in kind.rules.values() for r in rs
    }
    assert restricted.isdisjoint(rules().details | rules().done)


NAMES = ("child.moved-in", "child.moved-out", "short-break.began", "child.born", "child.looked-after", "care.period",
         "child.not-looked-after", "review.held", "child.long-term", "ehc-plan.runs", "ehc-plan.reviewed", "home-closing.planned")  # fmt: skip


@st.composite
def one_fact(draw: st.DrawFn) -> tuple[int, Fact]:
    """Something that one of two homes states of one of two children, at some hour of the year."""
    at = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 8000)))
    return draw(st.integers(0, 1)), Fact(
        name=draw(st.sampled_from(NAMES)), subject=draw(st.sampled_from(["jay", "kit"])),
        record=draw(st.sampled_from(["r1", "r2"])), entry=f"e{draw(st.integers(0, 10**9))}", at=at,
        known_at=at + timedelta(hours=draw(st.integers(0, 300))),
        value=draw(st.sampled_from(["", "yes", "2", "short-break"])), day=draw(st.booleans()),
        data={"to": "2026-11-01", "place": "the attic"},
    )  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_two_homes_one_by_one_are_what_the_engine_says(house: factories.House, data: st.DataObject) -> None:
    homes = (house.home, house.other)
    facts = data.draw(st.lists(one_fact(), min_size=3, max_size=9, unique_by=lambda f: f[1].entry))
    gone = data.draw(st.lists(st.sampled_from(facts), max_size=2, unique_by=lambda f: f[1].entry))
    with undone():
        for n, fact in facts:
            own = replace(fact, record=f"{fact.record}-{n}", matter=f"{fact.record}-{n}")
            project(homes[n], [own])
        for n, fact in gone:
            project(homes[n], [], [replace(fact, record=f"{fact.record}-{n}")])
        agrees(*homes)
        assert to_row(facts[0][1], house.home.id)  # facts are kept as they were stated: nothing was copied
        assert FactRow.objects.count() == len(facts)
