"""Signing in: the pages there are, the ones there are not, and where they lead."""

import pytest
from django.test import Client

from tests import html
from tests.factories import PASSWORD, House

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["login/", "signup/"])
def test_a_page_for_those_outside(client: Client, page: str) -> None:
    assert client.get(f"/account/{page}").status_code == 200


@pytest.mark.parametrize("page", ["password/change/", "reauthenticate/", "logout/"])
def test_a_page_for_those_inside(client: Client, house: House, page: str) -> None:
    client.force_login(house.account(house.dana))
    assert client.get(f"/account/{page}").status_code == 200


@pytest.mark.parametrize(
    "page", ["email/", "confirm-email/", "password/set/", "password/reset/", "login/code/confirm/"]
)
def test_what_needs_letters_is_not_here(client: Client, house: House, page: str) -> None:
    assert client.get(f"/account/{page}").status_code == 404
    client.force_login(house.account(house.dana))
    assert client.get(f"/account/{page}").status_code == 404


def test_signing_in_begins_a_session_of_its_own(client: Client, house: House) -> None:
    client.session.save()
    before = client.session.session_key
    answer = client.post("/account/login/", {"login": "dana", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.session.session_key != before


def test_a_wrong_password_says_so_and_lets_nobody_in(client: Client, house: House) -> None:
    answer = client.post("/account/login/", {"login": "dana", "password": "wrong"})
    assert "do not belong together" in html.page(answer)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example/"])
def test_signing_in_never_leads_elsewhere(client: Client, house: House, elsewhere: str) -> None:
    answer = client.post("/account/login/", {"login": "dana", "password": PASSWORD, "next": elsewhere})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_changing_the_password_keeps_its_owner_in(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    new = "kettle-garden-larch-2"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password/change/", typed).status_code == 302
    assert client.get("/", follow=True).status_code == 200
    assert client.login(username="dana", password=new)
