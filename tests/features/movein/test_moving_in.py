"""The pages of moving in: the first link, the steps, lists with their questions, the days on which things were last held."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ninefold.base import clock
from ninefold.ledger.models import Entry
from ninefold.movein import opening
from ninefold.movein.models import BroughtFiles, FirstLink
from ninefold.people.models import Child, Home
from tests import factories

OPEN = {
    "home": "Thistledown", "urn": "sc900100", "registered_on": "2019-08-01", "places": "6", "age_from": "8", "age_to": "17",
    "host_authority": "Cumberland", "started_on": "2019-09-02", "username": "ada", "password": "nine-kettles-sing",
    "again": "nine-kettles-sing",
}  # fmt: skip
CHILDREN = b"Name,DOB,Legal status,LA,Date of admission\nAsha Deen,04/07/2013,ICO,Hull,01/11/2025\nKit Deen,4/7/13,ICO,Hull,01/11/2025\n"


@pytest.fixture
def link(db: None) -> str:
    """The address of a link that was just made."""
    secret = opening.make(provider="Thistle", name="Ada Nwosu", role="registered-manager", now=clock.now())
    return f"/begin/{secret}/"


def test_the_link_opens_a_home_once(client: Client, link: str) -> None:
    assert client.get(link).status_code == 200
    answer = client.post(link, OPEN)
    assert answer.status_code == 302 and answer.headers["Location"].endswith("/SC900100/desk/moving-in/")
    assert Home.objects.get(urn="SC900100").name == "Thistledown"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Statement of purpose" in page and "1 of 11 done" in page
    assert Client().get(link).status_code == 404


def test_an_old_link_opens_nothing(client: Client, link: str) -> None:
    FirstLink.objects.update(ends_at=clock.now() - timedelta(seconds=1))
    assert client.post(link, OPEN).status_code == 404 and not Home.objects.exists()


def test_what_is_wrong_is_said_and_nothing_is_opened(client: Client, link: str) -> None:
    answer = client.post(link, OPEN | {"places": "no", "again": "other", "registered_on": "2999-01-01"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "A whole number from 1 to 60" in page and "not the same" in page
    assert not Home.objects.exists() and client.get(link).status_code == 200


@pytest.fixture
def manager(house: factories.House) -> Client:
    """The manager of Larch House, signed in."""
    client = Client()
    client.force_login(house.account(house.helen))
    return client


def _send(manager: Client, house: factories.House) -> str:
    files = [SimpleUploadedFile("kids.csv", CHILDREN)]
    answer = manager.post(f"/{house.home.urn}/desk/moving-in/lists/", {"files": files})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_a_list_is_shown_asked_about_and_signed_in(manager: Client, house: factories.House) -> None:
    before = Entry.objects.count()
    page = _send(manager, house)
    shown = manager.get(page).content.decode()
    assert "year of two figures" in shown and "Asha Deen" in shown and Entry.objects.count() == before
    manager.post(page, {"act": "years"})
    manager.post(page, {"act": "sign"})
    assert set(Child.objects.filter(name__endswith="Deen").values_list("name", flat=True)) == {"Asha Deen", "Kit Deen"}
    count = Entry.objects.count()
    again = manager.post(_send(manager, house), {"act": "sign"}, follow=True)
    assert "Nothing new in it" in again.content.decode() and Entry.objects.count() == count
    manager.post(page, {"act": "back"})
    assert not Child.objects.filter(name__endswith="Deen", known=True).exists()


def test_lists_are_dropped(manager: Client, house: factories.House) -> None:
    page = _send(manager, house)
    manager.post(page, {"act": "drop"})
    assert not BroughtFiles.objects.exists() and manager.get(page).status_code == 404


def test_nobody_else_brings_people_in(house: factories.House) -> None:
    client = Client()
    client.force_login(house.account(house.dana))
    assert client.get(f"/{house.home.urn}/desk/moving-in/").status_code == 403


def test_days_are_signed_and_a_day_to_come_is_refused(manager: Client, house: factories.House) -> None:
    page = f"/{house.home.urn}/desk/moving-in/dates/"
    assert manager.get(page).status_code == 200
    field = f"{house.home.pk}:fire-drill"
    assert manager.post(page, {field: "2999-01-01"}).status_code == 422
    before = Entry.objects.count()
    assert manager.post(page, {field: "2020-01-01"}).status_code == 302
    assert Entry.objects.count() == before + 1


def test_the_workbook_to_fill_in_is_read_without_a_question(manager: Client, house: factories.House) -> None:
    data = manager.get(f"/{house.home.urn}/desk/moving-in/workbook.xlsx").content
    files = [SimpleUploadedFile("moving-in.xlsx", data)]
    answer = manager.post(f"/{house.home.urn}/desk/moving-in/lists/", {"files": files}, follow=True)
    page = answer.content.decode()
    assert "not read" not in page and page.count("→") > 50
