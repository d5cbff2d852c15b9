"""A disk that is full, or may only be read: everything can be read, and nothing is said to be signed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from ninefold.ledger.models import Entry
from ninefold.people.models import AccessLog
from ninefold.web import room_to_write
from tests.factories import House, write

pytestmark = [
    pytest.mark.django_db(transaction=True),  # in a test's own transaction no lack of room could be forgiven
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite can be told to refuse writes"),
]


@contextmanager
def nothing_can_be_written() -> Iterator[None]:
    """The database refuses every write, as it does on a disk that may only be read."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")
        try:
            yield
        finally:
            cursor.execute("PRAGMA query_only = 0")


@pytest.fixture
def dana(house: House) -> Client:
    """Dana's browser."""
    client = Client()
    client.force_login(house.account(house.dana))
    return client


@pytest.fixture(autouse=True)
def _nobody_waits() -> Iterator[None]:
    yield
    room_to_write._waiting.clear()


def test_a_child_can_be_read_and_who_looked_is_written_down_later(house: House, dana: Client) -> None:
    child = reverse("shift:child", args=[house.home.urn, house.jay.id])
    with nothing_can_be_written():
        assert dana.get(child).status_code == 200
        assert AccessLog.objects.count() == 0
    assert dana.get(child).status_code == 200
    assert AccessLog.objects.filter(person=house.jay.id).count() == 2


def test_what_cannot_be_kept_is_never_said_to_be_signed(house: House, dana: Client) -> None:
    form = reverse("write:form", args=[house.home.urn, "daily-note"])
    typed = {
        "_token": "t" * 30,
        "_about": house.jay.id,
        "story": "Quiet.",
        "_sign": "yes",
        "happened_at.date": "2026-10-24",
    }
    with nothing_can_be_written():
        answer = dana.post(form, typed)
    assert answer.status_code == room_to_write.STATUS
    assert "It is not signed." in answer.content.decode()
    assert Entry.objects.count() == 0


def test_health_says_what_is_wrong(house: House, dana: Client) -> None:
    assert dana.get("/health/").json()["ok"] is True
    with nothing_can_be_written():
        answer = dana.get("/health/")
    assert answer.status_code == 503
    assert "cannot be written" in " ".join(answer.json()["wrong"])


def test_health_says_that_the_disk_is_nearly_full(house: House, dana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_to_write, "LEAST_FREE", 10**18)
    assert "nearly full" in " ".join(dana.get("/health/").json()["wrong"])


def test_another_fault_is_no_lack_of_room() -> None:
    assert not room_to_write.is_lack_of_room(ValueError("disk is full of sand"))
    assert room_to_write.is_lack_of_room(OSError(28, "No space left on device"))


def test_looks_of_many_are_kept_too(house: House, dana: Client) -> None:
    write(house, "daily-note", {"story": ["Rain."]}, about=[house.jay, house.kit])
    with nothing_can_be_written():
        room_to_write.keep_looks([AccessLog(at=house.viewer(house.dana).now, account="dana", what=w) for w in "ab"])
    room_to_write.keep_looks([])
    assert AccessLog.objects.filter(account="dana").count() == 2
