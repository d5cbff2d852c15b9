"""Single sign-on, against a real provider that is run here: for accounts that exist, never making one, never going round a factor."""

import re
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

from ninefold.base import clock
from ninefold.people import accounts, invitations
from ninefold.people.models import Account, Invitation
from tests import html
from tests.factories import House

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock

# The provider is a program of others, and warns of its own libraries.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
START = "/account/single/own/"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider that lets anybody in, as whoever they say they are."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with oidc_provider_mock.run_server_in_thread() as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def _configured(settings: Any, provider: str) -> None:
    settings.OIDC_ADDRESS, settings.OIDC_NAME = provider, "Birchfield"
    app = {"provider_id": "own", "name": "Birchfield", "client_id": "ninefold", "secret": "s"}
    told = {"OAUTH_PKCE_ENABLED": True, "APPS": [app | {"settings": {"server_url": provider}}]}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": told}


def come(provider: str, subject: str, claims: dict[str, Any] | None = None, client: Client | None = None) -> Client:
    """Press the button, say at the provider that one is ``subject``, and come back."""
    client = client or Client()
    requests.put(f"{provider}/users/{subject}", json=claims or {}, timeout=10)
    way = client.post(START).headers["Location"]
    assert way.startswith(provider)
    back = requests.post(way, data={"sub": subject}, allow_redirects=False, timeout=10).headers["Location"]
    parts = urlsplit(back)
    client.get(f"{parts.path}?{parts.query}")
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def address(house: House, name: str, email: str) -> None:
    Account.objects.filter(username=name).update(email=email)


def invited(house: House, name: str) -> Client:
    """A browser that has opened the invitation of ``name``."""
    client = Client()
    secret, _ = invitations.make(house.account(getattr(house, name)), Invitation.Why.INVITE, "helen", clock.now())
    assert "Birchfield" in html.page(client.get(f"/account/invited/{secret}/"))
    return client


def test_an_invitation_binds_whoever_uses_it(house: House, provider: str) -> None:
    assert is_in(come(provider, "dana-at-provider", client=invited(house, "dana")))
    assert is_in(come(provider, "dana-at-provider"))
    assert not is_in(come(provider, "somebody-else"))


def test_an_invitation_binds_once(house: House, provider: str) -> None:
    client = invited(house, "dana")
    other = Client()
    session = other.session
    session["invited"] = client.session["invited"]
    session.save()
    assert is_in(come(provider, "first", client=client))
    assert not is_in(come(provider, "second", client=other))


def test_an_address_that_the_provider_has_verified_binds(house: House, provider: str) -> None:
    address(house, "dana", "dana@example.org")
    assert is_in(come(provider, "d1", {"email": "Dana@example.org", "email_verified": True}))
    assert not is_in(come(provider, "d2", {"email": "dana@example.org", "email_verified": True}))


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_verified_binds_nothing(house: House, provider: str, verified: Any) -> None:
    address(house, "dana", "dana@example.org")
    assert not is_in(come(provider, f"u{verified}", {"email": "dana@example.org", "email_verified": verified}))


def test_an_address_on_two_accounts_binds_neither(house: House, provider: str) -> None:
    address(house, "dana", "both@example.org")
    address(house, "sam", "both@example.org")
    assert not is_in(come(provider, "b1", {"email": "both@example.org", "email_verified": True}))


def test_nobody_is_made(house: House, provider: str) -> None:
    before = set(Account.objects.values_list("pk", flat=True))
    client = come(
        provider, "stranger", {"email": "x@example.org", "email_verified": True, "preferred_username": "helen"}
    )
    assert not is_in(client)
    assert set(Account.objects.values_list("pk", flat=True)) == before
    assert "Nobody here is known" in html.page(client.get("/account/login/"))
    assert client.get("/account/signup/").status_code == 200
    assert client.post("/account/single/signup/").status_code == 404


def test_a_closed_account_stays_closed(house: House, provider: str) -> None:
    come(provider, "dana-at-provider", client=invited(house, "dana"))
    accounts.close(Account.objects.get(username="dana"))
    assert not is_in(come(provider, "dana-at-provider"))


def test_a_second_factor_is_asked_for_all_the_same(house: House, provider: str) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    client = invited(house, "helen")
    TOTP.activate(house.account(house.helen), "JBSWY3DPEHPK3PXP")
    accounts.settle_factor(house.account(house.helen), clock.now())
    come(provider, "helen-at-provider", client=client)
    assert not is_in(client)
    assert client.get("/account/2fa/authenticate/").status_code == 200


def test_an_answer_that_was_not_asked_for_opens_nothing(house: House, provider: str) -> None:
    come(provider, "dana-at-provider", client=invited(house, "dana"))
    mine = Client()
    way = mine.post(START).headers["Location"]
    back = requests.post(way, data={"sub": "dana-at-provider"}, allow_redirects=False, timeout=10).headers["Location"]
    parts = urlsplit(back)
    for query in (parts.query, re.sub(r"state=[^&]*", "state=made-up", parts.query)):
        other = Client()
        other.get(f"{parts.path}?{query}")
        assert not is_in(other)
    assert "code_challenge" in parse_qs(urlsplit(way).query)


def test_there_is_no_door_without_the_settings(house: House, settings: Any) -> None:
    settings.OIDC_ADDRESS = ""
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "Birchfield" not in html.page(Client().get("/account/login/"))
    assert Client().post(START).status_code == 404


def test_the_way_to_the_provider_is_one_that_a_form_may_lead_to(house: House, provider: str) -> None:
    page = Client().get("/account/login/")
    assert "Go on with Birchfield" in html.page(page)
