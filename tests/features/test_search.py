"""One box for records, people and forms: each finds only what is theirs, and no word stands in an address."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ninefold.people.models import AccessLog, Placement
from tests import html
from tests.factories import House, child, write

pytestmark = pytest.mark.django_db


def found(client: Client, house: House, who: Any, words: str, **more: str) -> str:
    client.force_login(house.account(who))
    answer = client.post(reverse("write:search", args=[house.home.urn]), {"words": words, **more})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert html.problems(text) == []
    return text


def test_records_stand_with_their_words_marked(client: Client, house: House) -> None:
    entry = write(house, "daily-note", {"story": ["A long walk by the weir, and a heron."]}, about=[house.jay])
    page = found(client, house, house.dana, "heron weir")
    assert reverse("write:record", args=[house.home.urn, entry.record_id]) in page
    assert "<mark>weir</mark>" in page and "<mark>heron</mark>" in page and "Jay" in page


def test_what_is_not_theirs_is_not_found(client: Client, house: House) -> None:
    told = {"category": "online", "story": ["Messages about a heron."], "immediate_steps": ["Kept company."]}
    write(house, "concern", told, by=house.helen, about=[house.kit])
    assert "<mark>heron</mark>" in found(client, house, house.helen, "heron")
    for who in (house.dana, house.sam, house.ines):
        assert "No record that you may read" in found(client, house, who, "heron")
    client.force_login(house.account(house.noor))
    assert client.post(reverse("write:search", args=[house.home.urn]), {"words": "heron"}).status_code == 403


@pytest.mark.parametrize("words", ["jay", "JAY", "jya ", "Ja"])
def test_a_child_is_found_by_name(client: Client, house: House, words: str) -> None:
    page = found(client, house, house.helen, words)
    if words != "jya ":
        assert reverse("desk:child", args=[house.home.urn, house.jay.id]) in page


@pytest.mark.parametrize("words", ["zoe", "Zoë", "ZOE o'neill", "oneill", "o’neil", "zoé oneil"])
def test_names_are_found_however_they_are_typed(client: Client, house: House, words: str) -> None:
    zoe = child(house.home, "Zoë O’Neill", date(2012, 2, 2))
    assert reverse("desk:child", args=[house.home.urn, zoe.id]) in found(client, house, house.helen, words)


def test_two_of_one_name_are_told_apart_and_who_has_left_is_found(client: Client, house: House) -> None:
    child(house.home, "Jay", date(2015, 3, 1))
    Placement.objects.filter(child=house.jay).update(ended_at="2026-09-01T12:00Z")
    page = found(client, house, house.helen, "jay")
    assert "child, born 2013, not living here now" in page and "child, born 2015" in page


def test_adults_are_found_and_their_pages_open_to_leaders_only(client: Client, house: House) -> None:
    link = reverse("desk:worker", args=[house.home.urn, house.sam.id])
    assert link in found(client, house, house.helen, "okoro")
    page = found(client, house, house.dana, "okoro")
    assert "Sam Okoro" in page and "/worker/" not in page
    assert "Noor" not in found(client, house, house.helen, "noor")


def test_a_form_is_found_by_what_is_meant(client: Client, house: House) -> None:
    assert reverse("write:form", args=[house.home.urn, "accident"]) in found(client, house, house.dana, "he fell")


def test_more_is_shown_when_asked_for(client: Client, house: House) -> None:
    for number in range(33):
        write(house, "daily-note", {"story": [f"Heron number {number}."]}, about=[house.jay])
    page = found(client, house, house.dana, "heron")
    assert page.count("<mark>Heron</mark>") == 30 and 'name="most" value="60"' in page
    assert found(client, house, house.dana, "heron", most="60").count("<mark>Heron</mark>") == 33


@pytest.mark.parametrize("most", ["0", "-1", "x", "9" * 400, "²"])
def test_whatever_is_asked_for_is_answered(client: Client, house: House, most: str) -> None:
    found(client, house, house.dana, "heron", most=most)


def test_who_searched_for_what_is_written_down_with_whom_it_showed(client: Client, house: House, caplog: Any) -> None:
    write(house, "daily-note", {"story": ["A heron."]}, about=[house.jay])
    found(client, house, house.dana, "heron")
    assert AccessLog.objects.filter(what="search", account="dana", words="heron", person=house.jay.id).exists()
    assert "heron" not in caplog.text


def test_the_box_is_on_every_page_and_sends_nothing_in_an_address(client: Client, house: House) -> None:
    client.force_login(house.account(house.helen))
    for page in ("desk:today", "desk:due", "write:choose"):
        text = client.get(reverse(page, args=[house.home.urn])).content.decode()
        assert 'role="search"' in text and 'name="words"' in text
    client.force_login(house.account(house.dana))
    assert reverse("write:search", args=[house.home.urn]) in client.get(f"/{house.home.urn}/shift/").content.decode()


def test_searching_asks_the_database_little(client: Client, house: House) -> None:
    for number in range(20):
        write(house, "daily-note", {"story": [f"Heron number {number}."]}, about=[house.jay, house.kit])
    client.force_login(house.account(house.helen))
    address = reverse("write:search", args=[house.home.urn])
    client.post(address, {"words": "heron"})
    with CaptureQueriesContext(connection) as asked:
        client.post(address, {"words": "heron"})
    assert len(asked) <= 45
