"""The head of a child's page: what must be known, the photo as far as it may be shown, where they are, whom to ring."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from ninefold.base import clock
from ninefold.ledger.attachments import keeping
from ninefold.ledger.attachments.check import Cleaned
from ninefold.ledger.models import Entry
from ninefold.people.models import AccessLog
from tests.factories import NOW, House, consent, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))


@pytest.fixture
def dana(client: Client, house: House) -> Client:
    client.force_login(house.account(house.dana))
    return client


def page(house: House, client: Client, room: str = "shift") -> str:
    answer = client.get(f"/{house.home.urn}/{room}/child/{house.jay.pk}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def photo(house: House, colour: str = "#aa5533", at: Any = NOW, **more: Any) -> Entry:
    drawn = io.BytesIO()
    Image.new("RGB", (1600, 2000), colour).save(drawn, "JPEG")
    item = keeping.keep(house.home, Cleaned(drawn.getvalue(), "image/jpeg"), "jay.jpg", house.dana.id, NOW)
    said = {"photo": [item], "taken_on": "2026-10-20", "child_agrees": True, "agreed": ["authority"]}
    return write(house, "child-photo", said | {"uses": ["page"]} | more, about=[house.jay], at=at)


def must_know(house: House, what: str) -> Entry:
    said = {"what": what, "do": f"Do this about {what}.", "until": "2026-12-01"}
    return write(house, "must-know", said, by=house.helen, about=[house.jay])


def allergy(house: House) -> Entry:
    said = {
        "kind": "allergy",
        "what": "Peanuts",
        "severity": "life-threatening",
        "do": "Pen, then 999",
        "source": "doctor",
    }
    return write(house, "allergy", said, about=[house.jay])


@pytest.mark.parametrize("room", ["shift", "desk"])
def test_nobody_asked_is_not_there_is_none(house: House, room: str) -> None:
    browser = Client()
    browser.force_login(house.account(house.helen if room == "desk" else house.dana))
    assert "Allergies: not asked yet" in page(house, browser, room)
    write(house, "allergy", {"kind": "none", "source": "family"}, about=[house.jay])
    assert "Allergies: not asked yet" not in page(house, browser, room)


def test_three_are_shown_with_what_to_do_and_a_fourth_is_a_question(house: House, dana: Client) -> None:
    allergy(house)
    for what in ("Two adults", "Never tell Craig", "Cannot swim"):
        must_know(house, what)
    text = page(house, dana)
    assert text.count("Do this about") == 2  # the allergy that can kill stands first
    assert "Pen, then 999" in text
    assert "More than three are not remembered" in text


def test_what_is_over_goes_from_the_head_and_from_every_form(house: House, dana: Client) -> None:
    made = must_know(house, "Two adults")
    form = f"/{house.home.urn}/write/daily-note/?child={house.jay.pk}"
    assert "Two adults" in dana.get(form, follow=True).content.decode()
    over = {"story": ["The plan was looked at."]}
    write(house, "must-know", over, by=house.helen, stage="over", record=made.record_id, about=[house.jay])
    assert "Two adults" not in page(house, dana).split("Lately")[0]
    assert "Two adults" not in dana.get(form, follow=True).content.decode()


def test_a_photo_that_was_agreed_to_is_shown_small_and_looking_is_written_down(house: House, dana: Client) -> None:
    record = photo(house).record_id
    address = f"/{house.home.urn}/photo/{record}/"
    assert address in page(house, dana)
    answer = dana.get(address)
    with Image.open(io.BytesIO(answer.content)) as drawn:
        assert drawn.size == (320, 320)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert AccessLog.objects.filter(what="photo", person=house.jay.pk, record=record).count() == 1


@pytest.mark.parametrize(
    "lacking",
    [{"child_agrees": False}, {"agreed": []}, {"uses": ["police"]}],
    ids=["the child said no", "nobody else said yes", "only for the police"],
)
def test_without_a_yes_it_is_not_shown(house: House, dana: Client, lacking: dict[str, Any]) -> None:
    record = photo(house, **lacking).record_id
    assert f"/photo/{record}/" not in page(house, dana)
    assert dana.get(f"/{house.home.urn}/photo/{record}/").status_code == 404


def test_what_is_stopped_is_gone_and_no_older_one_comes_back(house: House, dana: Client) -> None:
    older = photo(house, "#111111", NOW - timedelta(days=3)).record_id
    newer = photo(house, "#eeeeee").record_id
    assert f"/photo/{newer}/" in page(house, dana)
    write(house, "child-photo", {"who": "child"}, stage="stopped", record=newer, about=[house.jay])
    assert "/photo/" not in page(house, dana)
    for record in (older, newer):
        assert dana.get(f"/{house.home.urn}/photo/{record}/").status_code == 404


def test_a_photo_is_for_who_may_read_of_the_child(house: House) -> None:
    record = photo(house).record_id
    for who, agreed, status in ((house.noor, False, 403), (house.ines, False, 404), (house.ines, True, 200)):
        browser = Client()
        browser.force_login(house.account(who))
        if agreed:
            consent(house.jay, house.home, child=True, authority=True)
        assert browser.get(f"/{house.home.urn}/photo/{record}/").status_code == status, (who.name, agreed)


def test_where_they_are_is_said(house: House, dana: Client) -> None:
    assert "Here: nothing says otherwise" in page(house, dana)
    said = {"since": clock.text(NOW), "where": "At Leo's", "story": ["Late."], "done": "Fetched at ten"}
    made = write(house, "away", said, about=[house.jay])
    assert "Away without permission" in page(house, dana)
    back = {"back_at": clock.text(NOW + timedelta(minutes=5)), "story": ["Well."]}
    write(house, "away", back, stage="back", record=made.record_id, about=[house.jay], at=NOW + timedelta(minutes=6))
    assert "Here: nothing says otherwise" in page(house, dana)


def test_the_managers_page_begins_with_what_waits(house: House) -> None:
    browser = Client()
    browser.force_login(house.account(house.helen))
    text = page(house, browser, "desk")
    assert text.index("Waits, about Jay") < text.index("Who Jay is")
