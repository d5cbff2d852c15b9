"""The handover: first on the page until it is read, who has read it, and back to when somebody was last here."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ninefold.base import clock
from ninefold.features.handover import queries
from ninefold.ledger.models import Entry, FactRow
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))


@pytest.fixture
def dana(client: Client, house: House) -> Client:
    client.force_login(house.account(house.dana))
    return client


def handover(house: House, said: str, hours: int, by: Any = None) -> str:
    at = NOW - timedelta(hours=hours)
    return write(house, "handover", {"story": [said]}, by=by or house.sam, at=at).record_id


def today(house: House, client: Client) -> str:
    return " ".join(client.get(f"/{house.home.urn}/shift/").content.decode().split())


def read(house: House, client: Client, *records: str) -> Any:
    return client.post(f"/{house.home.urn}/shift/handover/read/", {"handover": records}, follow=True)


def test_it_is_first_until_it_is_read_and_then_one_line(house: House, dana: Client) -> None:
    record = handover(house, "Gran cannot come.", 2)
    text = today(house, dana)
    assert text.index("Gran cannot come.") < text.index("Since you last read")
    assert "not read yet" in text
    read(house, dana, record)
    text = today(house, dana)
    assert "not read yet" not in text
    assert "Read by Dana Price." in text


def test_it_is_read_once_however_often_it_is_tapped(house: House, dana: Client) -> None:
    record = handover(house, "Gran cannot come.", 2)
    read(house, dana, record)
    read(house, dana, record)
    assert Entry.objects.filter(record_id=record, stage="read").count() == 1


def test_what_somebody_wrote_themselves_is_read(house: House, dana: Client) -> None:
    handover(house, "All well.", 2, house.dana)
    assert "Nobody else has read it yet." in today(house, dana)


def test_everything_since_somebody_was_last_here(house: House, dana: Client) -> None:
    write(house, "daily-note", {"story": ["Dana was here."]}, about=[house.jay], at=NOW - timedelta(hours=40))
    handover(house, "Before she went.", 45)
    handover(house, "Thursday night.", 30)
    handover(house, "Friday night.", 5)
    text = today(house, dana).split("Since you last read")[0]
    assert "Friday night." in text and "Thursday night." in text
    assert "Before she went." not in text


def test_the_roster_as_worked_says_when_somebody_was_here(house: House) -> None:
    began = NOW - timedelta(days=3)
    FactRow.objects.create(
        home=house.home, name="worker.on-shift", subject=house.dana.id, record_id="r", entry_id="e", at=began,
        known_at=began, matter="r",
    )  # fmt: skip
    assert queries.last_here(house.viewer(house.dana)) == began


def test_without_any_there_is_a_way_to_write_one(house: House, dana: Client) -> None:
    assert "No handover was written in the last two weeks." in today(house, dana)


def test_nobody_signs_for_another_homes_handover(house: House, client: Client) -> None:
    record = handover(house, "Gran cannot come.", 2)
    client.force_login(house.account(house.noor))
    client.post(f"/{house.other.urn}/shift/handover/read/", {"handover": [record]})
    assert not Entry.objects.filter(record_id=record, stage="read").exists()
