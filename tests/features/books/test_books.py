"""Registers: who may read them, what they show as it now stands, what they still ask for, and the file they give."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from ninefold import lawbook
from ninefold.people.models import AccessLog, Child
from ninefold.web import sheet
from tests import html, signing
from tests.factories import NOW, House, write
from tests.features.desk import LATER, Desk, hold

pytestmark = pytest.mark.django_db


def complaint(house: House, child: Child, story: str = "My room was opened.", **more: Any) -> str:
    """A complaint; its record."""
    return write(house, "complaint", {"story": [story]} | more, about=[child]).record_id


def answered(house: House, record: str) -> None:
    """Its outcome, by Helen."""
    said = {"investigation": ["It was."], "outcome": "upheld", "done": "A lock.", "told_child": True}
    write(house, "complaint", said, by=house.helen, stage="outcome", record=record, about=[house.jay], at=LATER)


def test_a_register_shows_what_stands_and_what_is_owed(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    complaint(desk.house, desk.house.jay)
    page = desk.text("register", "complaints")
    assert html.problems(page) == []
    assert "My room was opened." in page and "Jay" in page and "Dana Price" in page
    assert "/desk/duty/" in page


def test_what_is_answered_is_closed(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    answered(desk.house, complaint(desk.house, desk.house.jay))
    assert "My room" not in desk.text("register", "complaints")
    closed = desk.text("register", "complaints", state="closed")
    assert "My room" in closed and "A lock." in closed
    assert "My room" in desk.text("register", "complaints", state="all")


def test_it_is_narrowed_to_one_child(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    complaint(desk.house, desk.house.jay, "Too loud.")
    complaint(desk.house, desk.house.kit, "Too cold.")
    page = desk.text("register", "complaints", child=desk.house.kit.id)
    assert "Too cold." in page and "Too loud." not in page


def test_a_correction_is_what_it_shows(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    house = desk.house
    first = write(house, "complaint", {"story": ["The blue room."]}, about=[house.jay])
    signing.correct(
        entry=first, content={"by_whom": "child", "authoritys": "no", "story": ["The green room."]}, because="Misheard", home=house.home, author=house.dana.id,
        role="support-worker", happened_at=NOW, written_at=LATER, received_at=LATER,
        subjects=[{"id": house.jay.id, "kind": "child", "as": "about"}],
    )  # fmt: skip
    page = desk.text("register", "complaints")
    assert "The green room." in page and "The blue room." not in page


def test_who_may_read_it(at_desk: Callable[..., Desk], house: House) -> None:
    dana = at_desk(house.dana)
    assert dana.get("register", "complaints").status_code == 403
    assert dana.get("register", "no-such-book").status_code == 404
    page = dana.text("books")
    assert "Times a child was missing" in page and "Complaints" not in page
    assert html.problems(page) == []


def test_nobody_sees_a_complaint_about_them(at_desk: Callable[..., Desk], house: House) -> None:
    about = [{"who": house.helen.id, "kind": "worker", "name": house.helen.name}]
    complaint(house, house.jay, "She shouted.", complained_about=about)
    assert "She shouted." not in at_desk(house.helen).text("register", "complaints", state="all")
    assert "She shouted." in at_desk(house.ruth).text("register", "complaints", state="all")
    assert b"She shouted." not in at_desk(house.helen).get("register-sheet", "complaints").content


def test_its_file_runs_nothing_and_is_for_leaders(at_desk: Callable[..., Desk], house: House) -> None:
    complaint(house, house.jay, '=HYPERLINK("http://example.org")')
    answer = at_desk(house.helen).get("register-sheet", "complaints")
    assert answer["Content-Type"].startswith("text/csv")
    assert "'=HYPERLINK" in html.page(answer)
    assert at_desk(house.ines).get("register-sheet", "complaints").status_code == 403
    assert AccessLog.objects.filter(what="register complaints, taken away", person=house.jay.id).count() == 1


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", " =1", "\t=1", "\r=1", "\n=1", "\u00a0=1", "\uff1d1"])
def test_a_cell_is_text(cell: str) -> None:
    assert sheet.harmless(cell) == "'" + cell
    assert sheet.harmless("Jay") == "Jay"


def test_more_rows_are_no_more_queries(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            desk.text("register", "measures")
        return len(seen)

    hold(desk.house, desk.house.jay)
    hold(desk.house, desk.house.kit)
    desk.text("register", "measures")
    few = asked()
    for _ in range(6):
        hold(desk.house, desk.house.kit)
    desk.text("register", "measures")  # what is kept until a signature is asked for again once
    assert asked() == few


def test_a_long_register_is_turned_page_by_page(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    for number in range(53):
        complaint(desk.house, desk.house.jay, f"Number {number:02}.")
    first, second = desk.text("register", "complaints"), desk.text("register", "complaints", page="2")
    assert "53 records, 1 to 8 shown" in first and "Older" in first
    assert "9 to 16 shown" in second and "Newer" in second
    assert desk.get("register", "complaints", page="x").status_code == 200


def test_every_register_of_the_library_opens(at_desk: Callable[..., Desk], house: House) -> None:
    library = lawbook.current()
    wrong = {}
    for id, one in library.registers.items():
        reads = library.roles_in(one.by)
        who = house.helen if "registered-manager" in reads else house.ruth
        page = at_desk(who).get("register", id)
        if page.status_code != 200 or html.problems(page.content.decode()):
            wrong[id] = page.status_code
    assert wrong == {}


def test_every_page_among_the_books_opens_for_those_it_is_for(at_desk: Callable[..., Desk], house: House) -> None:
    library = lawbook.current()
    closed = []
    for who in (house.dana, house.sam, house.helen, house.ruth, house.ines):
        desk = at_desk(who)
        for one in library.pages.values():
            try:
                address = reverse(one.id, args=[house.home.urn])
            except NoReverseMatch:
                continue
            if desk.viewer.role in library.roles_in(one.by) and desk.client.get(address).status_code != 200:
                closed.append((one.id, who.name))
    assert closed == []
