"""What a child and the home are in law, with days, the record behind it and the way to correct it."""

import re
from collections.abc import Callable

import pytest

from tests import html
from tests.factories import write
from tests.features.desk import Desk

pytestmark = pytest.mark.django_db


def part(desk: Desk, page: str = "child") -> str:
    shown = desk.text(page, *([desk.house.jay.id] if page == "child" else []))
    said = shown.split('id="in-law"')[1].split("</section>")[0] if 'id="in-law"' in shown else ""
    return " ".join(re.sub(r"</?(?:time|span)[^>]*>", "", said).split())


def details(desk: Desk, **more: object) -> str:
    said = {"name": "Jay", "born_on": "2011-05-09", **more}
    return write(desk.house, "child-known", said, by=desk.house.helen, about=[desk.house.jay]).record_id


def test_the_ordinary_is_one_quiet_line(desk: Desk) -> None:
    record = details(desk, looked_after_since="2026-01-05")
    said = part(desk)
    assert "<summary>" in said.split("</details>")[0]
    assert "Looked after by an authority since 5 January 2026" in said
    assert f"/record/{record}/" in said
    assert "/correct/" in said


def test_what_nobody_wrote_is_said_to_be_taken_so(desk: Desk) -> None:
    assert "Taken to be so" in part(desk)


def test_a_remand_and_a_short_break_stand_first_with_their_days(desk: Desk) -> None:
    periods = [{"from": "2026-02-01", "to": "2026-03-15", "basis": "remand"}, {"from": "2026-10-01", "basis": "remand"}]
    details(desk, care_periods=periods)
    write(desk.house, "short-break", {"came_on": "2026-10-22", "until": "2026-11-20"}, about=[desk.house.jay])
    said = part(desk)
    assert "Remanded</b> since 1 October 2026" in said
    assert "Remanded</b> since 1 February 2026, to 15 March 2026" in said
    assert "On short breaks</b> since 22 October 2026" in said
    assert "past the limit" in said
    assert "29 nights" in said


def test_days_on_the_way_to_a_pathway_plan(desk: Desk) -> None:
    details(desk, care_periods=[{"from": "2026-08-01", "to": "2026-08-31", "basis": "care-order"}])
    assert "31 days in care since 14" in part(desk)


def test_who_may_not_read_of_the_child_reads_nothing(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    details(desk, care_periods=[{"from": "2026-10-01", "basis": "remand"}])
    agency = at_desk(desk.house.ines)
    response = agency.get("child", agency.house.jay.id)
    assert response.status_code != 200 or "Remanded" not in html.page(response)


def test_a_home_that_closes_says_so(desk: Desk) -> None:
    assert 'id="in-law"' not in desk.text("home")
