"""What is kept until something is signed: once for each head of the chain, and for nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ninefold.base import clock, once
from ninefold.ledger import kept
from ninefold.ledger.kept import until_signed
from ninefold.people.access import Viewer
from tests.factories import NOW, House, write
from tests.rooms.desk.conftest import LATER

pytestmark = pytest.mark.django_db

asked: list[str] = []


@until_signed
def question(viewer: Viewer, about: list[str]) -> str:
    asked.append(viewer.person)
    return f"{viewer.person} {about}"


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()
    kept.forget()


def test_once_until_something_is_signed(house: House) -> None:
    write(house, "daily-note", {"story": ["Piano."]}, about=[house.jay])
    for _ in range(3):
        with once.reading():
            question(house.viewer(house.dana), ["jay"])
    assert len(asked) == 1
    write(house, "daily-note", {"story": ["Rain."]}, about=[house.jay])
    with once.reading():
        question(house.viewer(house.dana), ["jay"])
    assert len(asked) == 2


def test_each_person_asks_for_themselves_and_each_question_for_itself(house: House) -> None:
    write(house, "daily-note", {"story": ["Piano."]}, about=[house.jay])
    with once.reading():
        said = {question(house.viewer(who), ["jay"]) for who in (house.dana, house.helen, house.dana)}
        question(house.viewer(house.dana), ["kit"])
    assert len(said) == 2
    assert len(asked) == 3


def test_not_after_a_while_nor_while_something_is_signed_nor_outside_a_request(house: House) -> None:
    write(house, "daily-note", {"story": ["Piano."]}, about=[house.jay])
    with once.reading():
        question(house.viewer(house.dana), [])
        question(house.viewer(house.dana, now=NOW + timedelta(minutes=kept.MINUTES)), [])
        once.stop()
        question(house.viewer(house.dana), [])
    question(house.viewer(house.dana), [])
    assert len(asked) == 4


def test_a_page_shows_at_once_what_was_signed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    client = Client()
    client.force_login(house.account(house.dana))
    page = reverse("shift:children", args=[house.home.urn])
    write(house, "daily-note", {"story": ["Piano."]}, about=[house.jay])
    assert "I scored." not in client.get(page).content.decode()
    write(house, "daily-note", {"story": ["Rain."], "voice": ["I scored."]}, about=[house.jay])
    assert "I scored." in client.get(page).content.decode()


def test_within_a_request_a_thing_is_asked_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    client = Client()
    client.force_login(house.account(house.helen))
    page = reverse("desk:today", args=[house.home.urn])
    client.get(page)
    with CaptureQueriesContext(connection) as questions:
        client.get(page)
    sent = [one["sql"] for one in questions]
    assert [sql for sql in sent if sent.count(sql) > 1] == []
