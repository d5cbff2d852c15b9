"""What proves a paragraph, counted in the database: by whom it may be seen, once, and never what was withdrawn."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ninefold import lawbook
from ninefold.evidence.months import Month
from ninefold.evidence.paragraphs import ParagraphEvidence
from ninefold.evidence.queries import best_of, entries_behind, of_child, of_home
from ninefold.ledger.models import Entry
from ninefold.people.models import Worker
from tests import signing
from tests.factories import House, write

OCTOBER = Month(2026, 10)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
TALKED = "7(2)(a)(ii)"  # key-work is made for it
EVERY_DAY = "12(2)(b)"  # daily notes only touch on it
HEARD = "7(2)(a)(iii)"  # wishes and their answers prove it directly


def evidence(there: House, ref: str, worker: Worker | None = None) -> ParagraphEvidence:
    """How a paragraph stands for somebody on the second of November."""
    viewer = there.viewer(worker or there.helen, now=NOW)
    found = next(one for one in of_home(viewer, OCTOBER) if one.ref == ref)
    assert entries_behind(viewer, ref, OCTOBER).count() == found.records
    return found


def talk(there: House, day: int, month: int = 10, **more: Any) -> Entry:
    """A key-work session with Kit."""
    return write(
        there,
        "key-work",
        {"story": ["A walk to the weir."], **more},
        about=[there.kit],
        at=datetime(2026, month, day, 12, tzinfo=UTC),
    )


def wish(there: House) -> Entry:
    """Kit asks for an easel, and Helen is to answer."""
    helen = {"who": there.helen.id, "kind": "worker", "name": "Helen"}
    return write(
        there,
        "wish",
        {"wish": "An easel", "who_answers": helen},
        about=[there.kit],
        at=datetime(2026, 10, 5, 12, tzinfo=UTC),
    )


def answer(there: House, asked: Entry) -> Entry:
    """Helen says yes."""
    at = asked.happened_at + timedelta(days=1)
    said = {"answer": "yes", "reply": ["It comes on Friday."]}
    return write(there, "wish", said, stage="answer", record=asked.record_id, by=there.helen, about=[there.kit], at=at)


def test_each_signed_stage_is_an_entry_of_one_record(house: House) -> None:
    answer(house, wish(house))
    found = evidence(house, HEARD)
    assert (found.records, found.entries, found.direct) == (1, 2, 1)


def test_a_month_begins_and_ends_at_midnight_in_london(house: House) -> None:
    write(house, "key-work", {"story": ["Late."]}, about=[house.kit], at=datetime(2026, 9, 30, 23, 30, tzinfo=UTC))
    write(house, "key-work", {"story": ["Early."]}, about=[house.kit], at=datetime(2026, 11, 1, 0, 30, tzinfo=UTC))
    assert evidence(house, TALKED).records == 1


def test_how_old_evidence_is_counts_days_in_london(house: House) -> None:
    talk(house, 1, 7)
    just_past_midnight = house.viewer(house.helen, now=datetime(2026, 7, 9, 23, 30, tzinfo=UTC))
    found = next(one for one in of_home(just_past_midnight, Month(2026, 7)) if one.ref == TALKED)
    assert found.days_old == 9


def test_a_childs_own_words_are_counted(house: House) -> None:
    talk(house, 3)
    talk(house, 4, childs_words=["I liked the soup."])
    found = evidence(house, TALKED)
    assert (found.state, found.records, found.voiced) == ("voiced", 2, 1)


def test_older_proof_is_stale(house: House) -> None:
    talk(house, 20, month=9)
    found = evidence(house, TALKED)
    assert (found.state, found.days_old, found.records) == ("stale", 41, 0)


def test_what_was_withdrawn_proves_nothing(house: House) -> None:
    entry = talk(house, 3)
    at = entry.written_at + timedelta(hours=1)
    signing.withdraw(
        home=house.home,
        entry=entry,
        because="Wrong child.",
        author=house.dana.id,
        role="support-worker",
        written_at=at,
        received_at=at,
    )
    assert evidence(house, TALKED).state == "empty"


def test_who_may_not_see_a_record_does_not_see_it_counted(house: House) -> None:
    talk(house, 3)
    assert evidence(house, TALKED, house.ines).records == 0


def test_another_homes_records_prove_nothing_here(house: House) -> None:
    talk(house, 3)
    noor = house.viewer(house.noor, now=NOW)
    assert not [one for one in of_home(noor, OCTOBER) if one.records]


def test_a_child_who_was_only_there_is_not_who_a_record_is_about(house: House) -> None:
    write(
        house,
        "key-work",
        {"story": ["A day."]},
        about=[house.kit],
        present=[house.jay],
        at=datetime(2026, 10, 3, 12, tzinfo=UTC),
    )
    helen = house.viewer(house.helen, now=NOW)
    assert not [one for one in of_child(helen, house.jay.id, OCTOBER) if one.records]
    assert [one for one in of_child(helen, house.kit.id, OCTOBER) if one.records]


def test_a_duty_met_in_the_month_proves_what_it_says(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(house, wish(house))
    assert evidence(house, "12(2)(c)").records == 0
    library = lawbook.current()
    proving = library.duties["wish-answered"].model_copy(update={"proves": {"12(2)(c)": "supports", HEARD: "supports"}})
    changed = library.model_copy(update={"duties": {**library.duties, proving.id: proving}})
    monkeypatch.setattr(lawbook, "current", lambda: changed)
    assert evidence(house, "12(2)(c)").records == 1
    assert evidence(house, HEARD).records == 1


def test_three_queries_are_enough(
    house: House, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    talk(house, 3)
    helen = house.viewer(house.helen, now=NOW)
    with django_assert_num_queries(3):
        of_home(helen, OCTOBER)


def test_a_routine_note_touches_on_it_and_shows_nothing(house: House) -> None:
    at = datetime(2026, 10, 3, 12, tzinfo=UTC)
    write(house, "daily-note", {"story": ["A day."], "voice": ["Good."]}, about=[house.kit], at=at)
    found = evidence(house, EVERY_DAY)
    assert (found.state, found.records, found.mentions) == ("mentioned", 0, 1)
    assert entries_behind(house.viewer(house.helen, now=NOW), EVERY_DAY, OCTOBER, weights=["mentions"]).count() == 1


def test_the_best_records_say_why_they_are_best(house: House) -> None:
    talk(house, 3)
    talk(house, 9, childs_words=["You listened."])
    asked = wish(house)
    at = asked.happened_at + timedelta(days=1)
    said = {"answer": "yes", "reply": ["On Friday."], "changed": "There is an easel in the hall."}
    write(house, "wish", said, stage="answer", record=asked.record_id, by=house.helen, about=[house.kit], at=at)
    best = best_of(house.viewer(house.helen, now=NOW), [TALKED, HEARD], OCTOBER)
    first = best[TALKED][0]
    assert (first.at.day, first.why) == (9, ("made for this", "in the child's own words"))
    assert best[HEARD][0].difference == "There is an easel in the hall."
    assert best[HEARD][0].why[:2] == ("made for this", "says what came of it")


def test_who_may_not_see_a_record_is_not_shown_it_as_the_best(house: House) -> None:
    talk(house, 3)
    assert not best_of(house.viewer(house.ines, now=NOW), [TALKED], OCTOBER)
