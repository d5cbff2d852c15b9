"""The files of an invented home, as homes really keep them (../shared/data/moving-in; skipped where it is not)."""

from datetime import date
from pathlib import Path

import pytest

from ninefold.movein import plan

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "moving-in"
TODAY = date(2026, 12, 1)
NAMES = ("staff.xlsx", "young-people.csv", "medication.csv")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the files of a home that moves in are not here")


@pytest.fixture(scope="module")
def made() -> plan.Plan:
    """The plan of the three files together."""
    return plan.of_files([(FOLDER / name, name) for name in NAMES], here=plan.Here(), today=TODAY)


def test_two_adults_of_one_name_are_never_merged(made: plan.Plan) -> None:
    rows = [row for row in made.adults if row.name == "Daniel Okafor"]
    assert [(row.row, row.made["started_on"]) for row in rows] == [(5, date(2023, 9, 4)), (6, date(2024, 5, 13))]
    assert [ask.field for ask in rows[1].open] == ["references", "twice"]


def test_roles_in_other_words(made: plan.Plan) -> None:
    roles = {row.made["role_written"]: row.made["role"] for row in made.adults}
    assert roles["RSW - senior"] == "senior"
    assert roles["Reg 44 visitor"] == "independent-person"
    assert roles["Waking night"] == roles["Bank staff"] == "support-worker"
    assert roles["Cook"] == "other"


def test_a_course_is_only_passed_on_a_day(made: plan.Plan) -> None:
    booked = [row for row in made.training if row.made["state"] == "booked"]
    assert len(booked) == 3 and not any(row.made.get("passed_on") for row in booked)
    assert sum("N/A" in one.text for one in made.left_out) == 3


def test_children(made: plan.Plan) -> None:
    kieran, inaya, jude, ava = made.children
    assert inaya.made["born_on"] == date(2012, 2, 29)
    assert [one["place"] for one in kieran.made["care_periods"]] == ["Foster care", "The Larches", "here"]
    assert kieran.made["history_whole"] and not jude.made["history_whole"]
    assert jude.made["pronouns"] == "he/they" and jude.made["ehcp"] is True
    assert not ava.made.get("allergies") and "allergies-0" in {ask.field for ask in ava.open}
    assert {"born_on", "moved_in_on"} <= {ask.field for ask in ava.open}
    father = next(row for row in made.contacts if row.name == "Yusuf Shah")
    assert father.made["ring"] == "no"


def test_medicines(made: plan.Plan) -> None:
    methylphenidate, melatonin, *_, paracetamol, amoxicillin = made.medicines
    assert methylphenidate.made["controlled"] is True
    assert (melatonin.made["amount"], melatonin.made["stock"]) == ("0.5", "9.5")
    assert paracetamol.made["homely_remedy"] and paracetamol.made["child"] == "Ava-Mae Tolliver"
    assert not amoxicillin.made.get("child") and [ask.field for ask in amoxicillin.open] == ["child"]
    assert "penicillin" in amoxicillin.notes[0]


def test_every_row_is_accounted_for(made: plan.Plan) -> None:
    told = {(one.file, one.sheet, one.row) for one in [*made.rows, *made.left_out]}
    assert {row for file, sheet, row in told if (file, sheet) == ("staff.xlsx", "SCR")} == set(range(1, 13))
    assert {row for file, sheet, row in told if (file, sheet) == ("staff.xlsx", "Training")} == set(range(1, 12))
    assert {row for file, _, row in told if file == "young-people.csv"} == set(range(1, 6))
    assert {row for file, _, row in told if file == "medication.csv"} == set(range(1, 8))


def test_an_answer_is_taken(made: plan.Plan) -> None:
    ask = next(ask for row, ask in made.asks if row.name == "Amoxicillin 500 mg" and ask.field == "child")
    again = plan.of_files(
        [(FOLDER / name, name) for name in NAMES], here=plan.Here(), today=TODAY, answers={ask.id: ask.offers[0][0]}
    )
    assert again.medicines[-1].made["child"] == "Kieran Mossop" and not again.medicines[-1].open
