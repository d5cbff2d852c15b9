"""What is owed, asked for by people who may see different things, through entries signed in the ledger's own way."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ninefold import lawbook
from ninefold.base import ids
from ninefold.duties import engine, queries, store
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation
from ninefold.ledger.models import Entry
from ninefold.ledger.rebuild import rebuild
from ninefold.people.models import KeyWorker
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

WISH = {"wish": "A night light", "who_answers": {"who": "x", "kind": "worker", "name": "Helen"}}
CONCERN = {
    "category": "sexual-exploitation",
    "story": ["A man keeps messaging."],
    "immediate_steps": ["Stayed with the child."],
}


def wish(house: factories.House, **how: Any) -> Entry:
    content = {**WISH, "who_answers": {"who": house.helen.id, "kind": "worker", "name": "Helen Marsh"}}
    return factories.write(house, "wish", content, about=[house.kit], **how)


def concern(house: factories.House) -> Entry:
    return factories.write(house, "concern", CONCERN, about=[house.jay], by=house.dana)


def duties(rows: queries.Rows) -> set[str]:
    return {row.duty for row in rows}


def test_a_signed_wish_is_owed_by_its_day(house: factories.House) -> None:
    entry = wish(house)
    row = queries.for_record(house.viewer(house.dana), entry.record_id).get()
    assert (row.duty, row.subject, row.state(NOW)) == ("wish-answered", house.kit.id, "open")
    assert row.owner == house.helen.id
    assert row.text == "A night light"


def test_answering_meets_it_and_time_alone_makes_it_overdue(house: factories.House) -> None:
    entry = wish(house)
    later = house.viewer(house.helen, now=NOW + timedelta(days=8))
    assert duties(queries.overdue(later)) == {"wish-answered"}
    answer = {"answer": "yes", "reply": ["It is on the landing."]}
    factories.write(
        house, "wish", answer, by=house.helen, about=[house.kit], stage="answer", record=entry.record_id,
        at=NOW + timedelta(days=9),
    )  # fmt: skip
    after = house.viewer(house.helen, now=NOW + timedelta(days=10))
    assert not queries.due(after)
    assert queries.opened(after).get().state(after.now) == "late"


def test_what_a_concern_asks_is_seen_by_those_who_may_see_the_concern(house: factories.House) -> None:
    concern(house)
    asked = {"notification-decided", "exploitation-notified", "plan-answered-risk-assessment"}
    assert asked <= duties(queries.due(house.viewer(house.helen)))
    assert asked <= duties(queries.due(house.viewer(house.dana)))  # who wrote it
    assert not asked & duties(queries.due(house.viewer(house.sam)))
    assert not queries.due(house.viewer(house.noor))


def test_mine_are_those_of_my_role_my_name_and_my_children(house: factories.House) -> None:
    wish(house)
    assert duties(queries.mine(house.viewer(house.helen))) == {"wish-answered"}
    assert not queries.mine(house.viewer(house.sam))
    KeyWorker.objects.create(
        id=ids.new(NOW), home=house.home, child=house.kit, worker=house.sam, from_at=NOW - timedelta(days=1)
    )
    assert duties(queries.mine(house.viewer(house.sam))) == {"wish-answered"}


def test_what_a_worker_owes_themselves_falls_to_nobody_else(house: factories.House) -> None:
    told = {"held_on": "2026-10-24", "story": ["A steady month."], "safeguarding": True}
    factories.write(house, "supervision", told, by=house.helen, about=[house.dana])
    assert "supervision-signed" in duties(queries.mine(house.viewer(house.dana)))
    assert "supervision-signed" not in duties(queries.mine(house.viewer(house.helen)))
    assert "supervision-signed" in duties(queries.due(house.viewer(house.helen)))


def test_the_list_is_one_question_in_order_of_due(house: factories.House) -> None:
    for _ in range(4):
        wish(house)
    concern(house)
    helen = house.viewer(house.helen)
    with CaptureQueriesContext(connection) as asked:
        found = list(queries.due(helen))
    assert len(asked) == 1
    assert [row.due_at for row in found] == sorted(row.due_at for row in found)


def test_rebuilding_says_the_same_as_living_through_it(house: factories.House) -> None:
    first = wish(house)
    concern(house)
    corrected = {
        **WISH,
        "wish": "A lamp",
        "who_answers": {"who": house.helen.id, "kind": "worker", "name": "Helen Marsh"},
    }
    correct(house, first, corrected, act="correct", at=NOW - timedelta(hours=3))
    second = wish(house)
    correct(house, second, {"because": "Written twice."}, act="withdraw", at=NOW)
    lived = kept(house)
    assert {one.void_at is None for one in lived.values()} == {True, False}
    rebuild(house.home)
    assert kept(house) == lived
    moment = NOW + timedelta(days=30)
    found = engine.obligations(lawbook.current(), store.facts_at(house.home, moment), moment)
    assert {one.key: one for one in found} == lived


def correct(house: factories.House, entry: Entry, content: dict[str, Any], *, act: str, at: datetime) -> None:
    content = {"because": "It was not so.", **content}
    links = ({"rel": "replaces" if act == "correct" else "withdraws", "to": entry.id},)
    factories.write(
        house, "wish", content, about=[house.kit], record=entry.record_id, act=act, links=links, at=at,
        written=NOW + timedelta(hours=1),
    )  # fmt: skip


def kept(house: factories.House) -> dict[str, Obligation]:
    return {row.key: store.from_row(row) for row in ObligationRow.objects.filter(home=house.home)}
