"""The kept results: the same as the engine's, however the facts came in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ninefold import lawbook
from ninefold.duties import engine, store
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation
from ninefold.duties.reopening import all_duties
from ninefold.duties.touch import reads, rules, ways
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty
from ninefold.ledger.factrows import to_row
from ninefold.ledger.models import FactRow
from ninefold.ledger.projections import EntryHead, Written
from ninefold.people.models import Home
from tests import factories

pytestmark = pytest.mark.django_db

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
# One of every shape: by thread, by link, by row, by subject, with exceptions, with steps, by calendar.
SHAPES = (
    "measure-recorded", "wish-answered", "notification-sent", "notification-sent-exploitation", "recommendation-considered",
    "action-done", "plan-answered-risk-assessment", "admission-notice", "placement-plan", "social-worker-visit",
    "health-assessment", "supervision", "independent-visit", "exploitation-notified", "allegation-received-notified",
    "allegation-progress", "enquiry-assessed", "looked-after-review", "short-break-visit", "care-plan", "pathway-known",
)  # fmt: skip


def values_of(duty: Duty) -> list[str]:
    """Values that make a difference to ``duty``, and some that make none."""
    said = [*duty.starts.value, *(v for test in duty.starts.unless for v in test.value)] if duty.starts else []
    return ["", "4 weeks", "Northmoor", "short-break", *said, *(value for way in ways(duty) for value in way.value)]


@st.composite
def one_fact(draw: st.DrawFn, home: str, duty: Duty) -> Fact:
    """A fact that the duty reads, at some hour of the year, known then or later."""
    at = START + timedelta(hours=draw(st.integers(0, 8000)))
    name = draw(st.sampled_from(sorted(reads(duty))))
    return Fact(
        name=name,
        subject=home if name.startswith(("home.", "clock.")) else draw(st.sampled_from(["jay", "kit", home])),
        record=draw(st.sampled_from(["r1", "r2"])),
        entry=f"e{draw(st.integers(0, 10**9))}",
        at=at,
        known_at=at + timedelta(hours=draw(st.integers(0, 300))),
        value=draw(st.sampled_from(values_of(duty))),
        row=draw(st.sampled_from(["", "1"])),
        carried=draw(st.integers(0, 5)) == 0,
        data={"due": "2026-06-06", "duty": duty.id},
        answers=draw(st.sampled_from([(), (("r1", ""),), (("r2", "1"),)])),
        matter=draw(st.sampled_from(["r1", "r2"])),
    )


def keep(home: Home, facts: Sequence[Fact]) -> None:
    FactRow.objects.bulk_create(FactRow(**to_row(fact, home.id)) for fact in facts)


def project(home: Home, facts: Sequence[Fact], ended: Sequence[Fact] = ()) -> None:
    """As an append does: keep the facts, end those that are ended, and bring the obligations up to date."""
    keep(home, facts)
    for fact in ended:
        rows = FactRow.objects.filter(home=home, entry_id=fact.entry)
        rows.update(ended_at=fact.known_at + timedelta(days=1), withdrawn=True)
    batch = [written(home, fact.record, facts=[fact]) for fact in facts]
    batch += [written(home, fact.record, ended=[(fact.name, fact.subject)]) for fact in ended]
    store.project(batch)


def written(home: Home, record: str, **facts: list) -> Written:
    entry = EntryHead("", 1, record, "", "", "write", START, START, START, "")
    return Written(entry=entry, home=home, content={}, subjects=[], links=[], opens=False, **facts)


def kept(home: Home) -> dict[str, Obligation]:
    return {row.key: store.from_row(row) for row in ObligationRow.objects.filter(home=home)}


def reckoned(home: Home, duties: Sequence[Duty]) -> dict[str, Obligation]:
    facts = store.facts_at(home, store.AFTER_ALL)
    found = engine.reckon(duties, facts, store.AFTER_ALL, rules().titles, ahead=True)
    return {one.key: one for one in found}


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside is rolled back, so that each example begins with nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("id", SHAPES)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_by_one_equals_all_at_once_equals_the_engine(house: factories.House, id: str, data: st.DataObject) -> None:
    home, duties = house.home, rules().duties[id]
    facts = data.draw(st.lists(one_fact(home.id, duties[0]), min_size=1, max_size=7, unique_by=lambda f: f.entry))
    gone = data.draw(st.lists(st.sampled_from(facts), max_size=2, unique_by=lambda f: f.entry))
    with undone():
        for step in [*(([fact], []) for fact in facts), *(([], [fact]) for fact in gone)]:
            project(home, *step)
            assert of(home, id) == reckoned(home, duties)
        one_by_one = kept(home)
        ObligationRow.objects.filter(home=home).delete()
        store.project([written(home, fact.record, facts=[fact]) for fact in facts])
        assert kept(home) == one_by_one


def of(home: Home, duty: str) -> dict[str, Obligation]:
    return {key: one for key, one in kept(home).items() if one.duty == duty}


def test_a_note_costs_no_question_to_the_database(house: factories.House) -> None:
    facts = [Fact("daily-note.note", house.jay.id, "r1", "e1", START, START)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        store.project([written(house.home, "r1", facts=facts)])
    assert len(asked) == 0


def test_a_measure_costs_a_few(house: factories.House) -> None:
    names = ("measure.record", "measure.used")
    facts = [Fact(name, house.jay.id, "r1", "e1", START, START) for name in names]
    keep(house.home, facts)
    with CaptureQueriesContext(connection) as asked:
        store.project([written(house.home, "r1", facts=facts)])
    assert len(asked) <= 5
    assert ObligationRow.objects.filter(record_id="r1").count() == 5


def test_periods_to_come_are_kept_ahead(house: factories.House) -> None:
    project(house.home, [Fact("home.registered", house.home.id, "r1", "e1", START, START)])
    visits = ObligationRow.objects.filter(duty="independent-visit").order_by("opened_at")
    assert visits.count() == 14
    assert visits.last().due_at > START + timedelta(days=395)


def test_clearing_one_home_leaves_the_other(house: factories.House) -> None:
    for home in (house.home, house.other):
        project(home, [Fact("home.registered", home.id, f"r-{home.urn}", "e1", START, START)])
    ObligationRow.objects.filter(home=house.home).delete()
    assert not kept(house.home)
    assert kept(house.other) == reckoned(house.other, all_duties(lawbook.current())) != {}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_record_that_moves_to_another_matter_changes_what_it_meets(
    house: factories.House, data: st.DataObject
) -> None:
    home, duties = house.home, rules().duties["exploitation-notified"]
    facts = data.draw(st.lists(one_fact(home.id, duties[0]), min_size=2, max_size=7, unique_by=lambda f: f.entry))
    with undone():
        project(home, facts)
        FactRow.objects.filter(home=home, record_id="r2").update(matter=data.draw(st.sampled_from(["r1", "r2", "r3"])))
        store.project([replace(written(home, "r2"), moved=("r2",))])
        assert of(home, "exploitation-notified") == reckoned(home, duties)


def test_a_closed_home_is_closed_in_what_is_kept(house: factories.House) -> None:
    home = house.home
    project(home, [Fact("home.registered", home.id, "r1", "e1", START, START)])
    data = {"due": "2026-02-10"}
    project(home, [Fact("home-closing.planned", home.id, "close", "e2", START, START, data=data)])
    moved = START + timedelta(days=30)
    project(home, [Fact("home-closing.records-moved", home.id, "close", "e3", moved, moved)])
    assert kept(home) == reckoned(home, all_duties(lawbook.current()))
    assert {one.state(START + timedelta(days=90)) for one in of(home, "independent-visit").values()} == {"void"}


def test_a_birthday_ends_what_is_kept_without_a_word(house: factories.House) -> None:
    jay, born = house.jay.id, datetime(2008, 6, 1, tzinfo=UTC)
    facts = [
        Fact("child.born", jay, "details", "e1", born, START, day=True),
        Fact("child.looked-after", jay, "details", "e1", START, START),
    ]
    project(house.home, facts)
    (review,) = of(house.home, "looked-after-review").values()
    eighteen = datetime(2026, 5, 31, 23, tzinfo=UTC)
    assert (review.void_at, review.ends_at) == (None, eighteen)
    assert [review.state(eighteen - timedelta(seconds=1)), review.state(eighteen)] == ["overdue", "void"]
