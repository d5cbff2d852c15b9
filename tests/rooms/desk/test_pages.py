"""Every page of the desk: it opens, in an empty home and a full one, is valid HTML, and is closed to whom it should be."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ninefold.people.models import AccessLog, Worker
from tests import html
from tests.factories import NOW, House, write
from tests.rooms.desk.conftest import Desk, behind, calming_plan, hold, note

pytestmark = pytest.mark.django_db

ALONE = (
    "today",
    "children",
    "team",
    "due",
    "signoff",
    "standards",
    "wishes",
    "actions",
    "changed",
    "reports",
    "home",
    "homes",
)


@pytest.mark.parametrize("name", ALONE)
def test_every_page_opens_in_an_empty_home(desk: Desk, name: str) -> None:
    assert html.problems(desk.text(name)) == []


@pytest.mark.parametrize("name", ALONE)
def test_somebody_on_shift_does_not_work_at_the_desk(at_desk: Callable[..., Desk], house: House, name: str) -> None:
    assert at_desk(house.dana).get(name).status_code == 403


@pytest.mark.parametrize("name", ["child", "timeline"])
def test_another_homes_child_and_a_made_up_one_look_the_same(desk: Desk, name: str) -> None:
    theirs, nobody = desk.get(name, desk.house.ada.id), desk.get(name, "0" * 26)
    assert theirs.status_code == nobody.status_code == 404
    assert theirs.content == nobody.content


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("duty", ["wish-answered:nobody:nothing"]),
        ("signoff-record", ["0" * 26]),
        ("standard", ["nothing"]),
        ("paragraph", ["99(1)"]),
        ("report", ["month", "2026-13"]),
        ("report", ["month", "1850-01"]),
        ("report", ["month", "9999-12"]),
        ("report", ["nothing", "2026-10"]),
        ("report-file", ["month", "2026-10", "exe"]),
        ("behind", ["nonsense"]),
        ("worker", ["0" * 26]),
    ],
)
def test_what_is_not_there_says_so(desk: Desk, name: str, args: list[str]) -> None:
    assert desk.get(name, *args).status_code == 404


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("standards", {"month": "1850-01"}),
        ("changed", {"since": "0001-01-01T00:00+14:00"}),
        ("timeline", {"since": "9999-12-31", "until": "9999-12-31", "before": "9999-12-31T23:00-09:00~x"}),
    ],
)
def test_a_day_beyond_every_calendar_counts_as_not_chosen(desk: Desk, name: str, given: dict[str, str]) -> None:
    args = [desk.house.jay.id] if name == "timeline" else []
    assert desk.get(name, *args, **given).status_code == 200


def test_a_day_beyond_every_calendar_has_no_records_behind_it(desk: Desk) -> None:
    assert desk.client.get(behind(desk, "day", "9999-12-31")).status_code == 404


def test_who_may_not_read_of_a_childs_life_learns_nothing_of_it_from_their_page(
    at_desk: Callable[..., Desk], house: House
) -> None:
    calming_plan(house, house.jay, "walk to the shop")
    hold(house, house.jay, ways_tried=[{"step": "walk to the shop", "outcome": "helped"}])
    known = {"name": "Lisa Doyle", "kind": "family", "relation": "mother"}
    write(house, "contact-known", known, by=house.helen, about=[house.jay])
    visitor = at_desk(house.ines)
    closed = visitor.text("child", house.jay.id) + visitor.text("children")
    assert [told for told in ("walk to the shop", "Lisa", "Eastmarsh") if told in closed] == []
    agreed = {"child_agrees": True, "authority_agrees": True}
    write(house, "visitor-consent", agreed, by=house.helen, about=[house.jay])
    opened = visitor.text("child", house.jay.id) + visitor.text("children")
    assert [told for told in ("walk to the shop", "Lisa", "Eastmarsh") if told not in opened] == []


def test_a_workers_page_is_for_those_who_lead_and_for_the_worker(at_desk: Callable[..., Desk], house: House) -> None:
    assert at_desk(house.helen).get("worker", house.dana.id).status_code == 200
    assert at_desk(house.ruth).get("worker", house.dana.id).status_code == 200
    assert at_desk(house.dana).get("worker", house.dana.id).status_code == 200
    assert at_desk(house.dana).get("worker", house.sam.id).status_code == 403
    assert at_desk(house.ines).get("worker", house.dana.id).status_code == 403


def test_every_look_at_somebodys_page_is_written_down(desk: Desk) -> None:
    jay, dana = desk.house.jay.id, desk.house.dana.id
    desk.text("child", jay)
    desk.text("timeline", jay)
    desk.text("worker", dana)
    kept = AccessLog.objects.order_by("pk").values_list("account", "person", "what")
    assert list(kept) == [("helen", jay, "child"), ("helen", jay, "timeline"), ("helen", dana, "worker")]


def test_a_worker_is_here_since_they_started_whenever_a_role_was_given(
    at_desk: Callable[..., Desk], house: House
) -> None:
    Worker.objects.filter(pk=house.dana.pk).update(started_on=date(2024, 5, 6))
    page = at_desk().text("worker", house.dana.id)
    assert "Here since 2024. Support worker in Larch House since <time" in page


def test_a_worker_sees_who_looked(at_desk: Callable[..., Desk], house: House) -> None:
    at_desk(house.ruth).text("worker", house.dana.id)
    assert "ruth" in at_desk(house.dana).text("worker", house.dana.id).split("Who looked")[1]


def test_the_independent_person_reads_a_childs_records_only_when_both_agree(
    at_desk: Callable[..., Desk], house: House
) -> None:
    note(house, house.jay, "Rode the scooter.")
    visitor = at_desk(house.ines)
    assert "scooter" not in visitor.text("child", house.jay.id)
    agreed = {"child_agrees": True, "authority_agrees": True}
    write(house, "visitor-consent", agreed, by=house.helen, about=[house.jay])
    assert "scooter" in visitor.text("child", house.jay.id)


def test_nobody_is_sent_to_a_page_that_is_not_theirs_to_open(at_desk: Callable[..., Desk], house: House) -> None:
    known = {"name": "Priya", "care_role_since": "2026-01-05"}
    write(house, "worker-known", known, by=house.helen)
    visitor, leader = at_desk(house.ines), at_desk(house.helen)
    address = reverse("desk:worker", args=[house.home.urn, Worker.objects.get(name="Priya").pk])
    assert address in leader.text("due")
    assert "Priya" in visitor.text("due")
    assert address not in visitor.text("due") + visitor.text("today")


def test_nobody_may_look_with_a_role_that_ended(desk: Desk) -> None:
    desk.house.helen.roles.update(to_at=NOW)
    answer = desk.get("today")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")
    with pytest.raises(PermissionDenied):
        desk.house.viewer(desk.house.helen, desk.house.home, NOW)
