"""On call: who answers now, by the rota's days and nights, and what they said."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from ninefold.base import clock
from ninefold.features.oncall.queries import on_call
from ninefold.ledger.models import Record
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def rota(house: House, at: datetime = NOW - timedelta(days=9)) -> None:
    people = (
        (house.helen, "2026-10-19", "2026-10-23", "07700 900201"),
        (house.ruth, "2026-10-24", "2026-10-30", "07700 900202"),
    )
    turns = [
        {
            "person": {"who": who.id, "kind": "worker", "name": who.name},
            "from_day": first, "until_day": last, "number": number,
        }
        for who, first, last, number in people
    ]  # fmt: skip
    said = {"turns": turns, "then": [{"who": "Duty line", "number": "01632 960455"}], "planned_until": "2026-10-30"}
    write(house, "on-call-rota", said, by=house.helen, at=at)


@pytest.mark.parametrize(
    ("day", "hour", "name"),
    [(23, 22, "Helen Marsh"), (24, 2, "Helen Marsh"), (24, 9, "Ruth Bell"), (31, 3, "Ruth Bell"), (31, 9, None)],
)
def test_a_day_has_the_night_after_it(house: House, day: int, hour: int, name: str | None) -> None:
    rota(house)
    now = clock.from_local(datetime(2026, 10, day, hour, 40))
    found = on_call(house.viewer(house.dana, now=now))
    assert found is not None
    assert (found.now.name if found.now else None) == name


@pytest.fixture
def dana(client: Client, house: House, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    client.force_login(house.account(house.dana))
    return client


def test_the_number_is_on_today_with_a_line_for_the_answer(house: House, dana: Client) -> None:
    rota(house)
    text = dana.get(f"/{house.home.urn}/shift/").content.decode()
    assert 'href="tel:07700900202"' in text and 'href="tel:01632960455"' in text
    sent: dict[str, Any] = {"advice": "Sit with him.", "_token": "a-call-in-the-night-to-ruth"}
    answer = dana.post(f"/{house.home.urn}/shift/on-call/", sent, follow=True)
    assert "Signed: what Ruth Bell said." in answer.content.decode()
    assert Record.objects.get(type="on-call-advice").headline == "Sit with him."


def test_an_empty_answer_is_asked_for(house: House, dana: Client) -> None:
    rota(house)
    sent = {"advice": "  ", "_token": "a-call-in-the-night-to-ruth"}
    answer = dana.post(f"/{house.home.urn}/shift/on-call/", sent)
    assert answer.status_code == 422
    assert "Please write what on call said" in " ".join(answer.content.decode().split())


def test_without_a_rota_it_says_so(house: House, dana: Client) -> None:
    assert "No on-call rota is" in dana.get(f"/{house.home.urn}/shift/on-call/").content.decode()
    sent = {"advice": "Yes.", "_token": "a-call-in-the-night-to-ruth"}
    assert dana.post(f"/{house.home.urn}/shift/on-call/", sent).status_code == 404
