"""Turns on a tablet: registered by a leader, by name and PIN, guess-limited, worth nothing elsewhere, and ended at once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ninefold.base import clock
from ninefold.people import pins
from ninefold.people.models import Account, OpenSession, Role, Tablet, Turn
from tests import html
from tests.factories import PASSWORD, House

pytestmark = pytest.mark.django_db
PIN = "483920"


def has_pin(house: House, name: str) -> Account:
    account = house.account(getattr(house, name))
    pins.choose(account, PIN, clock.now())
    return account


@pytest.fixture
def tablet(house: House) -> Client:
    """A device that Helen has registered, with nobody signed in on it."""
    client = Client()
    client.post("/account/login/", {"login": "helen", "password": PASSWORD})
    answer = client.post(f"/{house.home.urn}/desk/accounts/tablets/", {"name": "Kitchen"})
    assert answer.status_code == 302
    client.post("/account/logout/")
    return client


def take(client: Client, account: Account, pin: str = PIN) -> Any:
    return client.post(f"/account/turns/{account.pk}/", {"pin": pin})


def test_a_turn_is_taken_by_name_and_pin(house: House, tablet: Client) -> None:
    dana = has_pin(house, "dana")
    assert "Dana Price" in html.page(tablet.get("/", follow=True))
    assert html.page(tablet.get(f"/account/turns/{dana.pk}/"))
    assert take(tablet, dana).headers["Location"] == "/"
    shown = html.page(tablet.get("/", follow=True))
    assert "Dana Price's turn" in shown.replace("&#x27;", "'")


def test_only_who_has_a_pin_and_works_in_this_home_takes_a_turn(house: House, tablet: Client) -> None:
    has_pin(house, "dana")
    noor = has_pin(house, "noor")
    shown = html.page(tablet.get("/account/turns/"))
    assert "Dana" in shown
    assert "Sam" not in shown and "Noor" not in shown
    assert take(tablet, noor).status_code == 404


@pytest.mark.parametrize("name", ["helen", "ruth", "ines"])
def test_who_needs_a_second_factor_takes_no_turn(house: House, tablet: Client, name: str) -> None:
    account = has_pin(house, name)
    assert take(tablet, account).status_code == 404
    client = Client()
    client.force_login(account)
    assert client.get("/account/pin/").status_code == 302


def test_a_pin_is_worth_nothing_elsewhere(house: House, tablet: Client) -> None:
    dana = has_pin(house, "dana")
    elsewhere = Client()
    assert elsewhere.get("/account/turns/").status_code == 404
    assert take(elsewhere, dana).status_code == 404
    elsewhere.post("/account/login/", {"login": "dana", "password": PIN})
    assert "_auth_user_id" not in elsewhere.session


@pytest.mark.parametrize("cookie", ["made up", "x:y:z", '["a"]'])
def test_a_tablet_is_not_made_up(house: House, tablet: Client, cookie: str) -> None:
    dana = has_pin(house, "dana")
    tablet.cookies[settings.DEVICE_COOKIE_NAME] = cookie
    assert take(tablet, dana).status_code == 404


def test_guesses_are_few_for_each_person_and_end_with_the_password(house: House, tablet: Client) -> None:
    dana, sam = has_pin(house, "dana"), has_pin(house, "sam")
    for number in range(5):
        assert take(tablet, dana, f"00000{number}").status_code == 422
    assert take(tablet, dana).status_code == 422
    assert take(tablet, sam).status_code == 302
    tablet.post("/account/turns/lock/")
    tablet.post("/account/login/", {"login": "dana", "password": PASSWORD})
    tablet.post("/account/logout/")
    assert take(tablet, dana).status_code == 302


def test_a_right_pin_begins_the_count_anew(house: House, tablet: Client) -> None:
    dana = has_pin(house, "dana")
    for _ in range(3):
        for _ in range(4):
            take(tablet, dana, "111111")
        assert take(tablet, dana).status_code == 302
        tablet.post("/account/turns/lock/")


def test_a_try_is_counted_before_it_is_looked_at(house: House, tablet: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    dana, row = has_pin(house, "dana"), Tablet.objects.get()
    seen: list[int] = []
    monkeypatch.setattr(pins, "check_password", lambda *_: seen.append(Turn.objects.get().wrong) or False)
    for _ in range(7):
        pins.check(row, dana, "000001", clock.now())
    assert seen == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "pin", ["", "12345", "123456", "654321", "111111", "123123", "199004", "12a456", "１２３４５６", "1234567"]
)
def test_weak_pins_are_refused(pin: str) -> None:
    assert pins.weak(pin)
    assert not pins.weak(PIN)


def test_a_pin_is_chosen_only_after_the_password(house: House) -> None:
    client = Client()
    client.force_login(house.account(house.dana))
    given = {"pin": PIN, "again": PIN}
    assert "/reauthenticate/" in client.post("/account/pin/", given).headers["Location"]
    assert not hasattr(Account.objects.get(username="dana"), "pin")
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/pin/"})
    assert client.post("/account/pin/", given).headers["Location"] == "/account/you/"
    assert hasattr(Account.objects.get(username="dana"), "pin")


def test_who_took_a_turn_changes_nothing_of_their_account_without_the_password(house: House, tablet: Client) -> None:
    take(tablet, has_pin(house, "dana"))
    for way in ("/account/pin/", "/account/2fa/codes/", "/account/2fa/passkeys/new/"):
        assert "/reauthenticate/" in tablet.get(way).headers["Location"], way


def test_a_tablet_locks_after_a_few_minutes(house: House, tablet: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    take(tablet, has_pin(house, "dana"))
    assert tablet.get(f"/{house.home.urn}/shift/").status_code == 200
    later = clock.now() + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = tablet.get(f"/{house.home.urn}/shift/")
    assert answer.headers["Location"] == "/account/turns/"
    assert "_auth_user_id" not in tablet.session


def test_whoever_reads_is_not_locked_out(house: House, tablet: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    take(tablet, has_pin(house, "dana"))
    begun = clock.now()
    for minute in range(1, 9):
        monkeypatch.setattr(clock, "now", lambda at=begun + timedelta(minutes=minute): at)
        assert tablet.get("/account/turns/here/").status_code == 204


def test_the_next_turn_begins_where_it_locked_and_nobody_elses_does(house: House, tablet: Client) -> None:
    dana, sam = has_pin(house, "dana"), has_pin(house, "sam")
    at = f"/{house.home.urn}/write/daily-note/?draft=abc"
    take(tablet, dana)
    tablet.post("/account/turns/lock/", {"at": at})
    assert take(tablet, sam).headers["Location"] == "/"
    tablet.post("/account/turns/lock/", {"at": f"/{house.home.urn}/shift/"})
    assert take(tablet, dana).headers["Location"] == at


@pytest.mark.parametrize(
    "at", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/account/you/"]
)
def test_a_turn_leads_nowhere_else(house: House, tablet: Client, at: str) -> None:
    dana = has_pin(house, "dana")
    take(tablet, dana)
    tablet.post("/account/turns/lock/", {"at": at})
    assert take(tablet, dana).headers["Location"] == "/"


def test_an_ended_tablet_ends_its_turns_at_once(house: House, tablet: Client) -> None:
    dana = has_pin(house, "dana")
    take(tablet, dana)
    helen = Client()
    helen.force_login(house.account(house.helen))
    helen.post(f"/{house.home.urn}/desk/accounts/tablets/", {"end": Tablet.objects.get().pk})
    assert not OpenSession.objects.exists()
    assert tablet.get(f"/{house.home.urn}/shift/").status_code == 302
    assert take(tablet, dana).status_code == 404


def test_the_turn_of_whoever_has_no_role_any_more_ends_at_once(house: House, tablet: Client) -> None:
    take(tablet, has_pin(house, "dana"))
    Role.objects.filter(worker=house.dana).update(to_at=clock.now() - timedelta(seconds=1))
    assert tablet.get(f"/{house.home.urn}/shift/").status_code == 302
    assert "_auth_user_id" not in tablet.session


def test_a_turn_ends_when_its_session_is_carried_to_another_device(house: House, tablet: Client) -> None:
    take(tablet, has_pin(house, "dana"))
    elsewhere = Client()
    elsewhere.cookies["sessionid"] = tablet.cookies["sessionid"].value
    assert elsewhere.get(f"/{house.home.urn}/shift/").status_code == 302


def test_no_leader_of_another_home_ends_a_tablet(house: House, tablet: Client) -> None:
    ruth = Client()
    ruth.force_login(house.account(house.ruth))
    ruth.post(f"/{house.other.urn}/desk/accounts/tablets/", {"end": Tablet.objects.get().pk})
    assert Tablet.objects.get().ended_at is None


def test_pins_are_hashed(house: House) -> None:
    assert PIN not in has_pin(house, "dana").pin.hashed
    assert re.match(r"\w+\$", has_pin(house, "dana").pin.hashed)
