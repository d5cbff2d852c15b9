"""From signed records to a finding: what is gathered, for whom, and in how many queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ninefold.base import clock
from ninefold.insight.checks.gather import gather
from ninefold.insight.checks.run import look_again
from ninefold.people.models import Role, Worker
from tests import signing
from tests.factories import NOW, House, box, write

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)
STORY = "Made pancakes, argued about lemon and sugar, then played cards by the window until the rain stopped"


def found(house: House, who: Worker) -> dict[str, list[str]]:
    """What somebody finds in Larch House, by check."""
    sentences: dict[str, list[str]] = {}
    for one in look_again(gather(house.viewer(who, house.home, LATER))):
        sentences.setdefault(one.check, []).append(one.sentence)
    return sentences


def missing(house: House) -> str:
    """Kit has been missing since the evening before, and is not back."""
    seen = NOW - timedelta(hours=16)
    said = {"last_seen_at": clock.text(seen), "last_seen_where": "Park", "story": ["Not on the bus."]}
    return write(house, "missing-episode", said, about=[house.kit], at=seen).record_id


def test_signed_records_contradict_each_other(house: House) -> None:
    missing(house)
    write(house, "night-check", {"asleep": {house.kit.id: "asleep"}}, about=[house.kit], at=NOW - timedelta(hours=9))
    dose = {"medicine": "Melatonin", "amount": "1", "given": "given"}
    box(house, house.kit, dose["medicine"], NOW - timedelta(days=3))
    write(house, "dose", dose, about=[house.kit], at=NOW - timedelta(hours=14))
    write(house, "daily-note", {"story": [STORY]}, about=[house.jay], at=NOW - timedelta(days=2))
    write(house, "daily-note", {"story": [STORY + "."]}, about=[house.kit], at=NOW - timedelta(days=1))
    said = found(house, house.helen)
    assert said["night-check-while-missing"] == ["Kit is down as asleep on Sat 24 Oct at 04:00, and was missing then."]
    assert said["dose-while-missing"] == ["Kit is down as taking Melatonin on Fri 23 Oct at 23:00, while missing."]
    assert said["notes-alike"] == [
        "What Dana Price wrote of Kit on Fri 23 Oct reads almost like what they wrote of Jay on Thu 22 Oct."
    ]
    assert "strengths-empty" in said


def test_what_is_withdrawn_or_corrected_is_found_no_more(house: House) -> None:
    missing(house)
    box(house, house.kit, "M", NOW - timedelta(days=3))
    wrong = write(house, "dose", {"medicine": "M", "amount": "1", "given": "given"}, about=[house.kit], at=NOW)
    assert "dose-while-missing" in found(house, house.helen)
    signing.correct(
        entry=wrong,
        content={"medicine": "M", "amount": "1", "given": "not-given", "why": "Away"},
        because="Slip",
        home=house.home,
        author=house.dana.id,
        role="support-worker",
        happened_at=NOW,
        written_at=LATER,
        received_at=LATER,
        subjects=[{"id": house.kit.id, "kind": "child", "as": "about"}],
    )
    assert "dose-while-missing" not in found(house, house.helen)


def test_nobody_finds_what_they_may_not_see(house: House) -> None:
    complaint = {"story": ["Unfair."], "complained_about": [_named(house.helen)]}
    record = write(house, "complaint", complaint, about=[house.jay], at=NOW - timedelta(hours=3)).record_id
    assert "complaint-answered-by-accused" not in found(house, house.ruth)
    write(house, "complaint", {**complaint, "complained_about": [_named(house.dana)]}, about=[house.jay], at=NOW)
    assert found(house, house.ruth)["complaint-answered-by-accused"] == [
        "Dana Price handled a complaint that is about Dana Price."
    ]
    looked = gather(house.viewer(house.helen, house.home, LATER))
    assert record not in {fact.record for facts in looked.said.values() for fact in facts}


def _named(worker: Worker) -> dict[str, str]:
    return {"who": worker.id, "kind": "worker", "name": worker.name}


def test_what_one_home_writes_is_not_found_in_another(house: House) -> None:
    missing(house)
    looked = gather(house.viewer(house.ruth, house.other, LATER))
    assert looked.said == {}
    assert set(looked.here) == {house.ada.id}


def test_who_reads_in_both_homes_is_told_of_one_hand_in_two(house: House) -> None:
    Role.objects.create(
        id="R" * 26, worker=house.dana, home=house.other, name="support-worker", from_at=NOW - timedelta(days=99)
    )
    write(house, "daily-note", {"story": ["A walk."]}, about=[house.jay], at=NOW)
    subjects = [{"id": house.ada.id, "kind": "child", "as": "about"}]
    times = {"happened_at": NOW, "written_at": NOW + timedelta(minutes=5), "received_at": NOW + timedelta(minutes=5)}
    there = {"home": house.other, "author": house.dana.id, "role": "support-worker", "subjects": subjects}
    signing.append(type="daily-note", stage="note", content={"story": ["A swim."]}, **there, **times)
    assert found(house, house.ruth)["two-homes-at-once"] == [
        "Dana Price signed in Larch House and in Rowan House within the same minute: Sat 24 Oct at 13:05."
    ]
    assert "two-homes-at-once" not in found(house, house.helen)


def test_more_records_cost_no_more_queries(house: House) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            gather(house.viewer(house.helen, house.home, LATER))
        return len(made)

    def live(day: int) -> None:
        about = [house.jay, house.kit]
        said = {"story": [f"{STORY} {day}"], "voice": ["More"]}
        write(house, "daily-note", said, about=about[:1], at=NOW - timedelta(days=day))
        plan = {"story": ["S"], "strengths": [{"strength": "Chess"}], "review_on": "2026-12-01"}
        write(house, "about-me", plan, about=[about[day % 2]], at=NOW - timedelta(days=day))

    missing(house)
    live(1)
    few = queries()
    for day in range(2, 9):
        live(day)
    assert queries() == few <= 24


def test_old_facts_are_left_alone_but_for_what_is_read_of_whatever_age(house: House) -> None:
    long_ago = NOW - timedelta(days=200)
    box(house, house.kit, "M", long_ago - timedelta(hours=1))
    write(house, "dose", {"medicine": "M", "amount": "1", "given": "given"}, about=[house.kit], at=long_ago)
    plan = {"story": ["S"], "strengths": [{"strength": "Chess"}], "review_on": "2026-05-01"}
    write(house, "about-me", plan, about=[house.kit], at=long_ago)
    looked = gather(house.viewer(house.helen, house.home, LATER))
    assert "dose.given" not in looked.said
    assert [fact.data for fact in looked.said["plan.made"]] == [{"due": "2026-05-01"}]
