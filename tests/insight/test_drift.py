"""Where a home is no longer as its statement of purpose says, and that each sentence opens the records behind it."""

import pytest

from ninefold.insight import drift
from ninefold.insight.drift import ChildHere, Living, StatedPurpose, Statement, Therapy
from tests.factories import NOW, House, write

JAY = ChildHere("jay", "Jay", 17, "Boy", "particulars")
HOME = Living(
    home="home",
    children=(JAY,),
    adults=8,
    qualified=4,
    manager=("Helen Marsh",),
    responsible=("Ruth Ojo",),
    therapies=(Therapy("Art therapy", "Jay", "therapy"),),
    places=4,
    ages=(8, 17),
)


def said(**answers: object) -> Statement:
    return {key: StatedPurpose(answer, "statement") for key, answer in answers.items()}


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (said(age_to="16"), "Jay is 17; the statement of purpose ends at 16."),
        (said(age_from="18"), "Jay is 17; the statement of purpose begins at 18."),
        (
            said(age_from="9", age_to="17"),
            "The home is registered for ages 8 to 17; the statement of purpose says 9 to 17.",
        ),
        (said(places="3"), "The home is registered for 4; the statement of purpose says 3."),
        (said(sex="girls"), "Jay's particulars say Boy; the statement of purpose is for girls."),
        (said(adults="12"), "8 adults work here; the statement of purpose says 12."),
        (
            said(qualified="80"),
            "4 of 8 adults hold Level 3 or higher, 50 of every hundred; the statement of purpose says 80.",
        ),
        (said(manager="Tom Reed"), "The manager is Helen Marsh; the statement of purpose names Tom Reed."),
        (said(therapies=[{"therapy": "Music"}]), "Jay has Art therapy, which the statement of purpose does not name."),
    ],
)
def test_what_differs_is_said(statement: Statement, sentence: str) -> None:
    found = [one for check in drift.CHECKS for one in check(statement, HOME)]
    assert [one.sentence for one in found] == [sentence]
    assert "statement" in found[0].records


@pytest.mark.parametrize(
    "statement",
    [
        {},
        said(age_from="8", age_to="17", places="4", sex="any", adults="9", qualified="55"),
        said(manager="helen  marsh", responsible="Ruth Ojo", therapies=[{"therapy": "Therapy with art, art therapy"}]),
    ],
)
def test_what_agrees_is_not_mentioned(statement: Statement) -> None:
    assert [one.sentence for check in drift.CHECKS for one in check(statement, HOME)] == []


def test_another_age_is_another_finding_and_the_same_age_the_same() -> None:
    older = Living("home", (ChildHere("jay", "Jay", 18),))
    [first], [again], [next_year] = (list(drift.ages(said(age_to="16"), home)) for home in (HOME, HOME, older))
    assert first.digest == again.digest != next_year.digest


@pytest.mark.django_db
def test_what_a_later_revision_leaves_out_still_stands(house: House) -> None:
    first = {"revised_on": "2026-02-03", "changed": ["New."], "parts": ["numbers"], "age_to": "12", "sex": "boys"}
    later = {"revised_on": "2026-05-03", "changed": ["Moved the office."], "parts": ["numbers"], "sex": "any"}
    stood = write(house, "statement-of-purpose", first, by=house.helen, at=NOW.replace(month=2), about=[]).record_id
    write(house, "statement-of-purpose", later, by=house.helen, at=NOW.replace(month=5), about=[])
    viewer = house.viewer(house.helen)
    found = {one.sentence: one.records for one in drift.drift(viewer)}
    assert found["Jay is 13; the statement of purpose ends at 12."] == (stood,)
    assert {row.about: row.written for row in drift.rows(viewer)}["Girls or boys"] == "any"
