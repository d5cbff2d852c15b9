"""Still missing in the record: on the child's page, on the page of purpose and policies, and for nobody else's eyes."""

import pytest

from tests.factories import write
from tests.features.desk import Desk

pytestmark = pytest.mark.django_db

TITLE = "Still missing in the record"
PARTS = {
    "parts": ["names", "background", "law", "authority", "parents", "school"],
    "sex_known": "known",
    "sex": "Boy",
    "religion_known": "none",
    "ethnicity_known": "known",
    "ethnicity": "White British",
    "address_before": "12 Mill Lane",
    "legal": "s20",
    "officer_known": "none",
    "authority": [{"what": "contact", "name": "Duty desk"}, {"what": "social-worker", "name": "Ruth Abney"}],
    "parents_known": "known",
    "parents": [{"name": "Lisa"}],
    "school_known": "none",
}


def missing(desk: Desk) -> str:
    """The part of Jay's page."""
    shown = desk.text("child", desk.house.jay.id)
    return shown.split(TITLE)[1].split("</details>")[0] if TITLE in shown else ""


def test_what_is_missing_names_the_law_and_the_form_that_fills_it(desk: Desk) -> None:
    said = missing(desk)
    assert "Religion" in said
    assert "Sch 3 para 3" in said
    assert f"/write/child-particulars/?child={desk.house.jay.id}" in said or "child-particulars" in said


def test_what_is_written_is_missing_no_longer_and_asking_is_not_an_answer(desk: Desk) -> None:
    house = desk.house
    asking = PARTS | {"sex_known": "asking", "ethnicity_known": "asking"}
    del asking["sex"], asking["ethnicity"]
    write(house, "child-particulars", asking, about=[house.jay])
    said = missing(desk)
    assert "Religion" not in said
    assert "Ethnic, cultural" in said
    write(house, "child-particulars", PARTS, about=[house.jay])
    assert "Ethnic, cultural" not in missing(desk)


def test_another_childs_particulars_fill_nothing(desk: Desk) -> None:
    write(desk.house, "child-particulars", PARTS, about=[desk.house.kit])
    assert "Religion" in missing(desk)


def test_the_statement_says_which_parts_were_never_written(desk: Desk) -> None:
    said = {"revised_on": "2026-10-01", "changed": ["Ethos."], "parts": ["ethos"], "ethos": ["Small and steady."]}
    write(desk.house, "statement-of-purpose", said, by=desk.house.helen)
    shown = desk.text("purpose").split("What the statement does not say yet")[1].split("</section>")[0]
    assert "Where it stands" in shown
    assert "Its ethos" not in shown


def test_the_homes_records_say_what_schedule_4_misses(desk: Desk) -> None:
    assert "Everybody who works here" in desk.text("purpose").split("Still missing in the home")[1]
