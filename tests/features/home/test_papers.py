"""Purpose and policies, and the pack on paper: what they say, to whom, and that a look at children's pages is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ninefold.people.models import AccessLog
from tests import html
from tests.factories import NOW, House, write
from tests.features.desk import Desk, calming_plan

pytestmark = pytest.mark.django_db


def statement(house: House, **numbers: str) -> str:
    """A revision of the statement of purpose; its record."""
    content = {"revised_on": "2026-02-03", "changed": ["Anew."], "parts": ["numbers"], **numbers}
    return write(house, "statement-of-purpose", content, by=house.helen).record_id


def policy(house: House, name: str, review_on: str, at: datetime = NOW) -> str:
    """A version of a policy; its record."""
    helen = {"who": house.helen.id, "kind": "worker", "name": house.helen.name}
    content = {"policy": name, "change": "first", "adopted_on": "2026-01-09", "review_on": review_on, "owner": helen}
    return write(house, "policy", content | {"essence": ["Tell somebody."]}, by=house.helen, at=at).record_id


def hazard(house: House) -> str:
    """The plan for a night without power; its record."""
    steps = [{"step": "Count everybody", "who": "Senior"}, {"step": "Torches from the hall"}]
    content = {"hazard": "power", "first": steps, "go_to": "The church hall", "review_on": "2027-01-01"}
    return write(house, "emergency-plan", content, by=house.helen).record_id


def numbers(house: House) -> None:
    """Whom to ring."""
    rows = [{"who": "Plumber", "number": "07700 900510", "what_for": "Water"}]
    write(house, "contact-list", {"numbers": rows, "check_on": "2027-01-01"}, by=house.helen)


def test_what_differs_from_the_statement_opens_its_record(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    record = statement(desk.house, age_from="8", age_to="12")
    page = desk.text("purpose")
    assert html.problems(page) == []
    assert "Jay is 13; the statement of purpose ends at 12." in page
    assert record in page


def test_without_a_statement_the_page_says_what_to_do(at_desk: Callable[..., Desk]) -> None:
    assert "No statement of purpose has been written down here yet." in at_desk().text("purpose")


def test_policies_stand_in_their_newest_version_and_the_missing_are_named(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    old = policy(desk.house, "bullying", "2026-06-01", NOW - timedelta(days=200))
    new = policy(desk.house, "bullying", "2027-06-01")
    over = policy(desk.house, "medicines", "2026-09-30")
    page = desk.text("purpose")
    assert new in page and over in page and old not in page
    assert "was to be" in page
    assert "Not written down here:</b> Keeping children safe" in page


def test_the_pack_holds_what_a_dark_night_needs(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk(None)
    calming_plan(desk.house, desk.house.jay, "A walk to the gate")
    hazard(desk.house)
    numbers(desk.house)
    page = desk.text("pack")
    assert html.problems(page) == []
    for word in ("Jay, 13", "A walk to the gate", "No power", "Torches from the hall", "07700 900510", "church hall"):
        assert word in page
    kept = AccessLog.objects.filter(what="paper pack").values_list("person", flat=True)
    assert set(kept) == {desk.house.jay.id, desk.house.kit.id}


def test_whoever_works_here_prints_it_and_a_visitor_does_not(at_desk: Callable[..., Desk], house: House) -> None:
    assert "Jay, 13" in at_desk(house.dana).text("pack")
    assert at_desk(house.ines).get("pack").status_code == 403
    assert at_desk(house.noor).get("pack").status_code == 403


def test_more_children_and_policies_are_no_more_queries(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()

    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            desk.text(page)
        return len(seen)

    statement(desk.house, age_from="8", age_to="12")
    policy(desk.house, "bullying", "2027-06-01")
    calming_plan(desk.house, desk.house.jay, "A walk")
    hazard(desk.house)
    before = asked("purpose"), asked("pack")
    policy(desk.house, "medicines", "2027-06-01")
    calming_plan(desk.house, desk.house.kit, "A song")
    statement(desk.house, age_from="8", age_to="11")
    assert (asked("purpose"), asked("pack")) == before
