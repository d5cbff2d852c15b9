"""What a report says beside its judgements: each thing read, missing, or said to be unsure, and none of them wrong."""

from datetime import date

import pytest

from ninefold.sector import papers, report_facts
from tests.sector.test_papers import SAMPLES

HEAD = """Inspection report for children’s home: SC900001
{page}

"""
FRONT = """SC900001
Registered provider: Birchfield Care

Information about this children’s home

{about}

Inspection dates: 3 and 4 June 2025

Enforcement action since last inspection: none

"""
IMPROVE = """What does the children’s home need to do to improve?
Statutory requirements

This section sets out the actions that the registered person(s) must take.

Requirement Due date
"""
BACK = """Information about this inspection

Inspectors have looked closely.

Children’s home details

Unique reference number: SC900001

Registered provider: Birchfield Care

Responsible individual: Robin Ash

Registered manager: {manager}

Inspectors

Jo Rowan, Social Care Inspector
Sam Oak, His Majesty’s Inspector

The Office for Standards in Education
"""


def facts(improve: str = "", *, about: str = "It provides care for up to four children.", manager: str = "Alex Elm"):
    text = FRONT.format(about=about) + improve + BACK.format(manager=manager)
    return report_facts.read(text, date(2025, 6, 3))


def test_people_and_places_are_read() -> None:
    found = facts()
    assert (found.manager, found.responsible, found.inspectors) == ("Alex Elm", "Robin Ash", ["Jo Rowan", "Sam Oak"])
    assert (found.places, found.enforcement, found.unsure) == (4, "none", {})
    assert (found.requirements, found.recommendations) == ([], [])


def test_a_vacant_post_is_no_name() -> None:
    found = facts(manager="Post vacant")
    assert (found.manager, found.manager_vacant) == ("", True)


@pytest.mark.parametrize(
    ("about", "places", "unsure"),
    [
        ("Care for up to 3 young people who have disabilities.", 3, False),
        ("It is registered for six children. It cares for up to five children now.", None, True),
        ("The home is run by a company.", None, False),
    ],
)
def test_places_are_read_missing_or_unsure(about: str, places: int | None, unsure: bool) -> None:
    found = facts(about=about)
    assert (found.places, "places" in found.unsure) == (places, unsure)


def test_two_requirements_with_their_days_over_a_page_s_end() -> None:
    found = facts(
        IMPROVE
        + "The registered person must ensure that staff protect\nchildren. (Regulation 12 (1) (2)(a)(i)(iii)) \n\n14 July 2025 \n"
        + HEAD.format(page=6)
        + "*The registered person must keep records of\nmedicine. (Regulation 23 (1)\nand regulation 36 (1)(a)) \n30 July 2025\n\n"
    )
    assert [(one.regulation, one.paragraphs, one.also, one.due) for one in found.requirements] == [
        ("12", "(1)(2)(a)(i)(iii)", [], date(2025, 7, 14)),
        ("23", "(1)", ["36(1)(a)"], date(2025, 7, 30)),
    ]
    assert [one.enforced for one in found.requirements] == [False, True]
    assert "Inspection report" not in found.requirements[1].text
    assert found.unsure == {}


def test_days_that_do_not_stand_in_turn_are_given_to_nobody() -> None:
    found = facts(
        IMPROVE
        + "The registered person must do one thing. (Regulation 12 (1))\n"
        + "The registered person must do another. (Regulation 13 (1))\n14 July 2025\n1 August 2025\n9 August 2025\n\n"
    )
    assert [one.due for one in found.requirements] == [None, None]
    assert {"requirement 1: due", "requirement 2: due"} <= set(found.unsure)


def test_the_day_of_an_event_is_not_the_day_it_is_due_by() -> None:
    found = facts(
        IMPROVE
        + "The registered person must tell Ofsted of events such as that on\n4 March 2025\n(Regulation 40 (4))\n\n"
    )
    assert found.requirements[0].due is None
    assert "requirement 1: due" in found.unsure


def test_another_law_is_shown_and_not_taken_for_ours() -> None:
    found = facts(
        IMPROVE
        + "The provider must tell Ofsted. (Regulation 7 of the Registration Regulations 2010 (1)) 14 July 2025\n\n"
    )
    assert found.requirements[0].regulation == ""
    assert "requirement 1: regulation" in found.unsure


def test_a_requirement_without_its_regulation_is_shown_and_not_lost() -> None:
    found = facts(IMPROVE + "The registered person must mend the boiler at once and keep it so. 14 July 2025\n\n")
    assert found.requirements == []
    assert "boiler" in found.unsure["requirements"]


def test_recommendations_with_page_and_paragraph() -> None:
    found = facts(
        "What does the children’s home need to do to improve?\nRecommendations\n\n"
        "\uf0a7 The registered person should listen. (‘Guide to the children’s homes regulations,\nincluding the quality "
        "standards’, page 22, paragraph 4.11)\n"
        "\uf0a7 The registered person should write things down. (‘Guide’, page 61, paragraph 13.3)\n\n"
    )
    assert [(one.text, one.page, one.paragraph) for one in found.recommendations] == [
        ("The registered person should listen.", 22, "4.11"),
        ("The registered person should write things down.", 61, "13.3"),
    ]


def test_a_recommendation_that_names_two_places_is_unsure() -> None:
    found = facts(
        "Recommendation\n\nThe registered person should listen. (‘Guide’, page 22, paragraph 4.11 and page 30, paragraph 6.1)\n\n"
    )
    assert "recommendation 1: Guide" in found.unsure


@pytest.mark.skipif(not SAMPLES.exists(), reason="Ofsted's sample reports are not beside the project")
def test_a_published_report_is_read_whole() -> None:
    found = papers.report((SAMPLES / "2647163-2025-06.pdf").read_bytes()).facts
    [asked], [advised] = found.requirements, found.recommendations
    assert (asked.regulation, asked.paragraphs, asked.due) == ("44", "(1)(7)(a)", date(2025, 7, 18))
    assert (advised.page, advised.paragraph) == (45, "9.30")
    assert (found.places, found.manager_vacant, len(found.inspectors), found.unsure) == (5, True, 1, {})
