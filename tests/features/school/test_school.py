"""The calendar of school days: what was written, what lies around it, who may look, and how many questions it asks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ninefold.ledger.models import Entry
from ninefold.people.models import Child
from tests.factories import House, write
from tests.features.desk import Desk

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 10, 12, 15, 45, tzinfo=UTC)


def school_day(house: House, child: Child, session: str, afternoon: str = "", days: int = 0, **content: Any) -> Entry:
    """Where a child was on the Monday, or so many days later."""
    said: dict[str, Any] = {"session": {child.id: session}}
    if afternoon:
        said |= {"differs": True, "afternoon": {child.id: afternoon}}
    told = {name: {child.id: value} for name, value in content.items()}
    return write(house, "attendance", said | told, about=[child], at=MONDAY + timedelta(days=days))


def terms(house: House, *children: Child) -> Entry:
    """The terms of the school year, with half-term in the last week of October."""
    autumn = {
        "term": "autumn",
        "begins": "2026-09-02",
        "ends": "2026-12-18",
        "half_from": "2026-10-26",
        "half_to": "2026-10-30",
    }
    summer = {"term": "summer", "begins": "2026-04-13", "ends": "2026-07-21"}
    said = {"terms": [summer, autumn], "closed": [{"day": "2026-10-16", "why": "Training day"}]}
    return write(house, "term-dates", said, about=children, at=MONDAY - timedelta(days=3))


def test_every_half_day_stands_in_its_week_and_opens_its_record(desk: Desk) -> None:
    house = desk.house
    terms(house, house.jay)
    entry = school_day(house, house.jay, "present", "ill", reason="Sick after lunch")
    shown = desk.text("school-days", house.jay.id)
    cell = shown[shown.index('data-label="Mon 12"') : shown.index('data-label="Tue 13"')]
    assert cell.count(entry.record_id) == 2
    assert "there" in cell and "ill" in cell and ">I<" in cell
    assert "Training day" in shown and "half-term" in shown
    assert "Sick after lunch" in shown
    assert "50 %" in shown and "1 of 2 half days" in shown


def test_a_morning_and_an_afternoon_written_apart_are_one_day(desk: Desk) -> None:
    house = desk.house
    terms(house, house.jay)
    said = {"session": {house.jay.id: "present"}}
    write(house, "attendance", said, about=[house.jay], at=MONDAY - timedelta(hours=6))
    write(house, "attendance", {"session": {house.jay.id: "excluded"}}, about=[house.jay], at=MONDAY)
    shown = desk.text("school-days", house.jay.id)
    assert "there in the morning, suspended in the afternoon" in shown


def test_a_day_nobody_wrote_is_said_only_where_terms_are_known(desk: Desk) -> None:
    house = desk.house
    school_day(house, house.jay, "present")
    assert "not written" not in desk.text("school-days", house.jay.id).replace("not written down, so", "")
    terms(house, house.jay)
    assert "not written" in desk.text("school-days", house.jay.id)


def test_the_term_is_compared_with_the_one_before(desk: Desk) -> None:
    house = desk.house
    terms(house, house.jay)
    write(house, "attendance", {"session": {house.jay.id: "ill"}}, about=[house.jay], at=MONDAY - timedelta(days=122))
    school_day(house, house.jay, "present")
    assert "100 points more than in the summer term (0 %)" in desk.text("school-days", house.jay.id)
    assert "100 points more" in desk.text("school")
    assert "Summer term 2026" in desk.text("school-days", house.jay.id, term="2026-04-13")
    assert "October 2026" in desk.text("school-days", house.jay.id, month="2026-10")


def test_a_reduced_timetable_and_a_suspension_are_marked_on_their_days(desk: Desk) -> None:
    house = desk.house
    terms(house, house.jay)
    fewer = {"story": ["Back by half-term."], "until": "2026-10-24", "hours": "12"}
    write(house, "reduced-timetable", fewer, about=[house.jay], at=MONDAY)
    out = {"kind": "suspension", "story": ["A fight."], "first_day": "2026-10-14", "back_on": "2026-10-16"}
    write(house, "suspension", out, about=[house.kit], at=MONDAY + timedelta(days=1))
    school_day(house, house.jay, "present")
    assert "now: reduced timetable" in desk.text("school-days", house.jay.id)
    kits = desk.text("school-days", house.kit.id, month="2026-10")
    assert kits.count('<span class="also">suspended</span>') == 2
    today = desk.text("today")
    assert "At school this term" in today and "reduced timetable" in today


def test_homework_is_seen_week_by_week_and_opens(desk: Desk) -> None:
    house = desk.house
    told = {"what": "Fractions", "how": {house.jay.id: "with-help"}, "minutes": 25}
    entry = write(house, "study-time", told, about=[house.jay], at=MONDAY)
    write(
        house, "study-time", told | {"how": {house.jay.id: "alone"}}, about=[house.jay], at=MONDAY + timedelta(days=2)
    )
    offered = {"what": "Reading", "how": {house.jay.id: "not-today"}}
    write(house, "study-time", offered, about=[house.jay], at=MONDAY + timedelta(days=3))
    shown = desk.text("school-days", house.jay.id, month="2026-10")
    assert "Week of 12 October" in shown
    assert "50 minutes, 2 times, offered 1 more" in shown
    assert entry.record_id in shown


def test_what_was_withdrawn_counts_no_more(desk: Desk) -> None:
    house = desk.house
    terms(house, house.jay)
    entry = school_day(house, house.jay, "ill")
    write(
        house,
        "attendance",
        {"because": "The wrong child"},
        about=[house.jay],
        act="withdraw",
        record=entry.record_id,
        links=({"rel": "withdraws", "to": entry.id},),
        at=MONDAY,
        written=MONDAY + timedelta(hours=1),
    )
    assert "nothing written" in desk.text("school-days", house.jay.id)


def test_those_who_care_for_the_child_see_it_and_nobody_else(at_desk: Callable[..., Desk], house: House) -> None:
    school_day(house, house.jay, "present")
    answers = {
        who.name: at_desk(who).get("school-days", house.jay.id).status_code
        for who in (house.helen, house.dana, house.ruth, house.ines)
    }
    assert answers == {"Helen Marsh": 200, "Dana Price": 200, "Ruth Bell": 200, "Ines Duarte": 404}
    assert "Jay" not in at_desk(house.ines).text("school").split("<main")[1].split("</main>")[0]
    assert at_desk(house.helen).get("school-days", house.ada.id).status_code == 404


def test_a_year_of_days_costs_as_many_questions_as_one(desk: Desk) -> None:
    house = desk.house
    terms(house, house.jay, house.kit)
    addresses = [desk.address("school-days", house.jay.id), desk.address("school")]
    school_day(house, house.jay, "present")
    few = [_questions(desk, address) for address in addresses]
    for days in range(-20, 11):
        school_day(house, house.jay, "present", "ill", days=days)
        school_day(house, house.kit, "late", days=days)
    many = [_questions(desk, address) for address in addresses]
    assert many == few
    assert max(many) <= 19  # the first time; what is kept by the head of the ledger is asked once


def _questions(desk: Desk, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert desk.client.get(address).status_code == 200
    return len(asked)
