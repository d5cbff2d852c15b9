"""What every answer carries, and that a page which is only read writes nothing."""

import pytest
from django.db import connection
from django.test import Client

from ninefold.people.models import AccessLog, Home
from ninefold.web.middleware import WroteWhileReading, refuse_writes
from tests import html
from tests.factories import PASSWORD, House


def test_every_page_is_closed_to_other_sites_and_to_caches(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    answer = client.get(f"/{house.home.urn}/write/")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "write",
    [
        "UPDATE people_home SET name = 'x'",
        "delete from people_home",
        'INSERT INTO "people_home" (id) VALUES (1)',
        "INSERT OR IGNORE INTO people_home (id) VALUES (1)",
    ],
)
def test_a_write_while_reading_is_refused(write: str, db: None) -> None:
    with connection.execute_wrapper(refuse_writes), pytest.raises(WroteWhileReading, match="people_home"):
        connection.cursor().execute(write)


def test_reading_and_the_access_log_go_through(house: House) -> None:
    with connection.execute_wrapper(refuse_writes):
        assert Home.objects.count() == 2
        AccessLog.objects.create(at=house.home.registered_on.isoformat() + "T00:00:00Z", account="dana", what="page")


def test_another_home_and_no_home_give_the_same_page(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    theirs = client.get(f"/{house.other.urn}/write/")
    nobodys = client.get("/9999999/write/")
    assert theirs.status_code == nobodys.status_code == 403
    assert theirs.content == nobodys.content


def test_somebody_signs_in_and_stands_in_their_home(client: Client, house: House) -> None:
    assert client.get(f"/{house.home.urn}/write/").status_code == 302
    answer = client.post("/account/login/", {"login": "dana", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0].startswith(f"/{house.home.urn}/")


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert b"Accounts are made for you" in client.get("/account/signup/").content


def test_a_form_without_its_protection_says_so_in_plain_words(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "dana"})
    assert answer.status_code == 403
    assert b"This form has run out" in answer.content


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/account/login/",
        "/account/logout/",
        "/account/password/change/",
        "/account/signup/",
        "/no-such-home/write/",
    ],
)
def test_the_pages_around_the_rooms_are_sound(client: Client, house: House, address: str) -> None:
    if address not in ("/account/login/", "/account/signup/"):
        client.force_login(house.account(house.ruth))
    assert html.problems(client.get(address).content.decode()) == []


def test_signing_in_is_closed_for_a_while_after_many_guesses(client: Client, house: House) -> None:
    for _ in range(6):
        answer = client.post("/account/login/", {"login": "dana", "password": "a guess of mine"})
    page = answer.content.decode()
    assert "That did not work" in page or "too often" in page
    assert html.problems(page) == []
    refused = client.post("/account/login/", {"login": "dana", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert refused.status_code in (200, 429)
