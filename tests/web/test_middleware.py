"""What every answer carries, and the pages around the rooms."""

import pytest
from django.test import Client

from tests import html
from tests.factories import PASSWORD, House


def test_every_page_is_closed_to_other_sites_and_to_caches(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    answer = client.get(f"/{house.home.urn}/write/")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


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
    page = html.page(answer)
    assert "That did not work" in page or "too often" in page
    assert html.problems(page) == []
    refused = client.post("/account/login/", {"login": "dana", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert refused.status_code in (200, 429)
