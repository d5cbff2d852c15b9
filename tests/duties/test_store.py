"""The kept results: the same as the engine's, however the facts came in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ninefold import lawbook
from ninefold.duties import engine, reopening, store, why
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation
from ninefold.duties.touch import reads, rules
from ninefold.lawbook.facts import Fact
from ninefold.ledger.factrows import to_row
from ninefold.ledger.models import FactRow
from ninefold.ledger.projections import Line, Written
from ninefold.people.models import Home
from tests import factories

pytestmark = pytest.mark.django_db

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SUBJECTS = ("jay", "kit")
RECORDS = ("r1", "r2", "r3")
VALUES = ("", "yes", "sexual-exploitation", "placement-plan", "4 weeks", "7")


@st.composite
def some_facts(draw: st.DrawFn, home: str) -> list[Fact]:
    """Facts that two duties read, so that they meet each other often."""
    duties = draw(st.lists(st.sampled_from(sorted(rules().duties)), min_size=1, max_size=2, unique=True))
    names = sorted({name for id in duties for duty in rules().duties[id] for name in reads(duty)})
    return draw(st.lists(one_fact(home, names), min_size=1, max_size=14, unique_by=lambda fact: fact.entry))


@st.composite
def one_fact(draw: st.DrawFn, home: str, names: list[str]) -> Fact:
    """A fact at some hour of the year, known then or later."""
    at = START + timedelta(hours=draw(st.integers(0, 8000)))
    answers = draw(st.lists(st.tuples(st.sampled_from(RECORDS), st.sampled_from(["", "1"])), max_size=1))
    return Fact(
        name=draw(st.sampled_from(names)),
        subject=draw(st.sampled_from([*SUBJECTS, home])),
        record=draw(st.sampled_from(RECORDS)),
        entry=f"e{draw(st.integers(0, 10**9))}",
        at=at,
        known_at=at + timedelta(hours=draw(st.integers(0, 300))),
        value=draw(st.sampled_from(VALUES)),
        row=draw(st.sampled_from(["", "1"])),
        carried=draw(st.booleans()),
        data={"due": "2026-06-06", "duty": "supervision"},
        answers=tuple(answers),
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
    entry = Line("", 1, record, "", "", "write", START, START, START, "")
    return Written(entry=entry, home=home, content={}, subjects=[], links=[], opens=False, **facts)


def kept(home: Home) -> dict[str, Obligation]:
    return {row.key: store.from_row(row) for row in ObligationRow.objects.filter(home=home)}


def reckoned(home: Home) -> dict[str, Obligation]:
    library = lawbook.current()
    facts = store.facts_at(home, store.AFTER_ALL)
    duties = reopening.all_duties(library)
    found = engine.reckon(duties, facts, store.AFTER_ALL, why.titles(library), ahead=True)
    return {one.key: one for one in found}


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside is rolled back, so that each example begins with nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_one_by_one_equals_all_at_once_equals_the_engine(house: factories.House, data: st.DataObject) -> None:
    home = house.home
    facts = data.draw(some_facts(home.id))
    gone = data.draw(st.lists(st.sampled_from(facts), max_size=3, unique_by=lambda f: f.entry))
    with undone():
        for fact in facts:
            project(home, [fact])
        for fact in gone:
            project(home, [], ended=[fact])
        one_by_one = kept(home)
        assert one_by_one == reckoned(home)
        ObligationRow.objects.filter(home=home).delete()
        store.project([written(home, fact.record, facts=[fact]) for fact in facts])
        assert kept(home) == one_by_one


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
    store.clear(house.home)
    assert not kept(house.home)
    assert kept(house.other) == reckoned(house.other) != {}
