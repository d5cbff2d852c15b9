"""Addresses that nobody's page gives: odd days, months, pages and ids, at every page. They are answered, never a fault."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from django.urls import NoReverseMatch, reverse

from ninefold import lawbook
from ninefold.reports import address as selection_address
from ninefold.reports.period import Period
from ninefold.reports.selection import Selection
from tests.factories import House, write
from tests.rooms.test_every_address import PAGES

pytestmark = pytest.mark.django_db

LONG = "9" * 400
ODD = ("-1", LONG, "٣", "2026-13", "9999-12", "9999-12-31", "0001-01-01", "\x00")
SAID = (
    "month", "term", "year", "duty", "page", "state", "child", "worker", "owner", "source", "who", "what", "done", "before", "now",
    "from", "to", "since", "until", "type", "area", "q", "words", "answers", "row", "draft", "signed", "initials",
    "author", "kind", "after", "at",
)  # fmt: skip
SENT = (
    "_token", "_about", "_about_worker", "_present", "_happened_at", "_answers", "_answering", "_row", "_sure", "_sign",
    "why", "action", "due", "scope", "story", "answer", "reason", "entry", "month", "at", "until",
)  # fmt: skip
ANSWERED = {200, 302, 403, 404, 405, 422}


def known(name: str, house: House, record: str) -> dict[str, str | int]:
    """What stands in the address of a page that is there."""
    library = lawbook.current()
    person = house.sam.pk if "worker" in name or name == "desk:agenda" else house.jay.pk
    found = {
        "type": "daily-note",
        "stage": "update",
        "month": "2026-10",
        "outline": "month",
        "period": "2026-10",
        "drawing": "pdf",
        "selection": address_written(house),
        "number": 1,
        "record": record,
        "series": next(iter(library.series)),
        "id": person,
    }
    if "register" in name:
        found["id"] = next(iter(library.registers))
    return found


def address_written(house: House) -> str:
    """A selection as an address names it."""
    chosen = Selection("all", (), Period.read("2026-10"))
    return selection_address.written(chosen, house.home.urn)


def address(name: str, usual: dict[str, str | int], urn: str) -> str:
    """Where a page is, with what stands in its address; an id that never was where nothing is said."""
    words = PAGES[name].pattern.converters
    return reverse(name, kwargs={"urn": urn} | {word: usual.get(word, "0" * 26) for word in words})


def _odd_addresses(name: str, house: House, record: str) -> Iterator[str]:
    """The page with odd things asked of it, and with each part of its address made odd, as far as it can hold that."""
    usual, urn = known(name, house, record), house.home.urn
    for odd in ODD:
        yield f"{address(name, usual, urn)}?{urlencode(dict.fromkeys(SAID, odd))}"
    for word in PAGES[name].pattern.converters:
        for odd in ODD:
            try:
                yield address(name, usual | {word: odd}, urn)
            except NoReverseMatch:
                continue


@pytest.fixture
def note(house: House) -> str:
    """A record that is there."""
    return write(house, "daily-note", {"story": ["A quiet evening."]}, by=house.dana, about=[house.jay]).record_id


def let_go(answer: Any) -> None:
    """Close a file to take away, which is open until then; the database stays, as for every answer in a test."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("name", PAGES)
def test_whatever_stands_in_an_address_it_is_answered(client: Client, house: House, note: str, name: str) -> None:
    client.force_login(house.account(house.helen))
    for odd in _odd_addresses(name, house, note):
        answer = client.get(odd)
        let_go(answer)
        assert answer.status_code in ANSWERED, odd


@pytest.mark.parametrize("name", PAGES)
def test_whatever_a_form_sends_it_is_answered(client: Client, house: House, note: str, name: str) -> None:
    client.force_login(house.account(house.helen))
    at = address(name, known(name, house, note), house.home.urn)
    for odd in ODD:
        answer = client.post(at, dict.fromkeys(SENT, odd))
        let_go(answer)
        assert answer.status_code in ANSWERED, odd


@pytest.mark.parametrize("secret", ODD)
def test_a_calendar_that_never_was_is_not_found(client: Client, db: None, secret: str) -> None:
    try:
        at = reverse("feed", args=[secret])
    except NoReverseMatch:
        return
    assert client.get(at).status_code == 404
