"""Second factors: asked of whom, after a week; codes that count once; and a lost device, which two look after where it matters."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from ninefold.base import clock
from ninefold.people import accounts
from ninefold.people.models import Account, FactorReset
from tests import factories, html
from tests.factories import PASSWORD, House

pytestmark = pytest.mark.django_db


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_codes(house: House, name: str) -> str:
    """Somebody who has codes from an app: the secret that the app knows."""
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    account = house.account(getattr(house, name))
    TOTP.activate(account, secret)
    accounts.settle_factor(account, clock.now())
    return secret


def password(name: str, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/account/login/", {"login": name, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "name, asked", [("helen", True), ("ruth", True), ("ines", True), ("dana", False), ("sam", False)]
)
def test_who_must_have_one_is_asked_from_the_first_sign_in(house: House, name: str, asked: bool) -> None:
    client = password(name)
    assert is_in(client)
    assert bool(Account.objects.get(username=name).factor_asked_at) is asked
    shown = (
        html.page(client.get("/", follow=True)) if name != "ruth" else html.page(client.get(f"/{house.home.urn}/desk/"))
    )
    assert ("within 7 days" in shown) is asked


def test_after_the_week_nothing_opens_but_the_way_to_set_one_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    password("helen")
    later = clock.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    client = password("helen")
    for way in (f"/{house.home.urn}/desk/", "/", "/sector/", f"/{house.home.urn}/write/"):
        answer = client.get(way)
        assert answer.headers["Location"] == "/account/2fa/", way
    assert client.post(f"/{house.home.urn}/write/daily-note/", {}).headers["Location"] == "/account/2fa/"
    assert client.get("/account/2fa/").status_code == client.get("/account/you/").status_code == 200


def test_a_new_sign_in_begins_no_new_week(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    password("helen")
    first = Account.objects.get(username="helen").factor_asked_at
    later = clock.now() + timedelta(days=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    shown = html.page(password("helen").get(f"/{house.home.urn}/desk/"))
    assert Account.objects.get(username="helen").factor_asked_at == first
    assert "by tomorrow" in shown


def test_the_password_alone_opens_nothing_once_there_is_a_factor(house: House) -> None:
    secret = with_codes(house, "helen")
    client = password("helen")
    assert not is_in(client)
    assert client.get(f"/{house.home.urn}/desk/").status_code == 302
    assert html.page(client.get("/account/2fa/authenticate/"))
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert is_in(client)


def test_a_code_counts_once(house: House) -> None:
    code = code_of(with_codes(house, "helen"))
    for expected in (True, False):
        client = password("helen")
        client.post("/account/2fa/authenticate/", {"code": code})
        assert is_in(client) is expected


def test_codes_are_not_guessed(house: House) -> None:
    secret = with_codes(house, "helen")
    for _ in range(5):
        password("helen").post("/account/2fa/authenticate/", {"code": "000000"})
    client = password("helen")
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert not is_in(client)


def test_codes_are_counted_wherever_they_are_tried_from(house: House, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    secret = with_codes(house, "helen")
    for number in range(6):
        client = Client(headers={"X-Forwarded-For": f"203.0.113.{number}"})
        password("helen", client)
        client.post("/account/2fa/authenticate/", {"code": "000000" if number < 5 else code_of(secret)})
    assert not is_in(client)


def set_up(client: Client) -> list[str]:
    """Set codes up, by the pages; the recovery codes that are shown."""
    client.get("/account/2fa/codes/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    shown = html.page(client.get("/account/2fa/codes/"))
    (secret,) = re.findall(r"<code data-secret>(\w+)</code>", shown)
    answer = client.post("/account/2fa/codes/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/account/2fa/recovery/"
    return re.findall(r"<code>(\d{8})</code>", html.page(client.get("/account/2fa/recovery/")))


def test_setting_it_up_gives_recovery_codes_that_are_shown_once(house: House) -> None:
    client = password("helen")
    codes = set_up(client)
    assert len(codes) == 10
    assert codes[0] not in html.page(client.get("/account/2fa/recovery/"))
    assert Account.objects.get(username="helen").factor_since
    assert "within" not in html.page(client.get(f"/{house.home.urn}/desk/accounts/"))
    for expected in (True, False):
        again = password("helen")
        again.post("/account/2fa/authenticate/", {"code": codes[3]})
        assert is_in(again) is expected


def test_secrets_are_kept_encrypted(house: House) -> None:
    client = password("helen")
    codes = set_up(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert not any(code in kept for code in codes)
    assert "JBSWY" not in kept


def test_setting_one_up_asks_for_the_password_again(house: House) -> None:
    client = password("helen")
    for way in ("/account/2fa/codes/", "/account/2fa/passkeys/new/", "/account/2fa/recovery/new/"):
        assert "/reauthenticate/" in client.get(way).headers["Location"], way


def test_who_must_have_one_keeps_the_last(house: House) -> None:
    client = password("helen")
    set_up(client)
    client.post("/account/2fa/codes/end/")
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()
    dana = password("dana")
    set_up(dana)
    dana.post("/account/2fa/codes/end/")
    assert Account.objects.get(username="dana").factor_since is None


def reset(house: House, by: str, whom: Any, why: str = "Phone stolen, seen in person") -> Any:
    client = Client()
    client.force_login(Account.objects.get(username=by))
    return client.post(f"/{house.home.urn}/desk/accounts/{whom.pk}/", {"do": "factor", "why": why})


def test_a_lost_device_of_staff_one_leader_looks_after(house: House) -> None:
    with_codes(house, "dana")
    assert reset(house, "helen", house.dana, "").status_code == 422
    assert reset(house, "helen", house.dana).status_code == 302
    assert not Authenticator.objects.exists()
    assert is_in(password("dana"))


def test_a_managers_device_two_leaders_look_after(house: House) -> None:
    with_codes(house, "helen")
    assert reset(house, "ruth", house.helen).status_code == 302
    assert reset(house, "ruth", house.helen).status_code == 302
    assert Authenticator.objects.exists()
    second = factories.worker([house.home], "Tom Ray", "responsible-individual")
    factories.account(second, "tom")
    assert reset(house, "tom", house.helen).status_code == 302
    assert not Authenticator.objects.exists()
    row = FactorReset.objects.get(done_at__isnull=False)
    assert (row.asked_by, row.done_by) == ("ruth", "tom")


def test_a_reset_that_was_asked_for_long_ago_needs_asking_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with_codes(house, "helen")
    reset(house, "ruth", house.helen)
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    second = factories.worker([house.home], "Tom Ray", "responsible-individual")
    factories.account(second, "tom")
    reset(house, "tom", house.helen)
    assert Authenticator.objects.exists()


def test_nobody_takes_their_own_factor_away_there(house: House) -> None:
    with_codes(house, "helen")
    assert reset(house, "helen", house.helen).status_code == 403
    assert Authenticator.objects.exists()


def test_after_a_reset_the_password_is_enough_for_a_day_only(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    account = house.account(house.helen)
    with_codes(house, "helen")
    accounts.take_factors(account, clock.now())
    assert password("helen").get(f"/{house.home.urn}/desk/").status_code == 200
    later = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert password("helen").get(f"/{house.home.urn}/desk/").headers["Location"] == "/account/2fa/"


def test_a_password_set_back_leaves_the_factor(house: House) -> None:
    with_codes(house, "dana")
    client = Client()
    client.force_login(house.account(house.helen))
    answer = client.post(f"/{house.home.urn}/desk/accounts/{house.dana.pk}/", {"do": "password"})
    (way,) = re.findall(r"<code data-link>https?://[^/]+([^<]+)</code>", answer.content.decode())
    dana = Client()
    new = "otter-umbrella-sofa-9"
    assert dana.post(way, {"password": new, "again": new}).headers["Location"] == "/account/2fa/authenticate/"
    assert not is_in(dana)


def test_a_prepared_session_is_not_the_one_after_the_factor(house: House) -> None:
    secret = with_codes(house, "helen")
    client = password("helen")
    before = client.session.session_key
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert is_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "given", ["", "{}", "[]", "null", '{"id": "x"}', '{"response": {"userHandle": "MQ"}}', "x" * 9000]
)
def test_a_passkey_that_is_none_opens_nothing(house: House, given: str) -> None:
    client = Client()
    client.get("/account/2fa/passkeys/sign-in/", headers={"Accept": "application/json"})
    assert client.post("/account/2fa/passkeys/sign-in/", {"credential": given}).status_code in (200, 302)
    assert not is_in(client)
