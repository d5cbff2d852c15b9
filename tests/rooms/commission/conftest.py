"""An invented sector, and people who read it: a commissioner, and those who work in Larch House."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from ninefold.base import clock
from ninefold.people.models import Account
from ninefold.rooms.commission import background
from ninefold.sector import invented
from tests.factories import NOW, PASSWORD, House

LARCH = invented.Shown("9900001", "Birchfield Care", "Northmoor", 4, date(2018, 3, 1))


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is sent is taken before the answer comes: a thread would not see what a test has not committed."""
    monkeypatch.setattr(background, "start", background.take_all)
    monkeypatch.setattr(background, "folder", lambda: tmp_path / "sent")


@pytest.fixture
def sector(db: None) -> None:
    """A hundred invented homes, and Larch House among them."""
    invented.fill(homes=100, seed=4, at=NOW, shown=[LARCH])


@pytest.fixture
def signed_in(db: None) -> Callable[[Account], Client]:
    """A browser in which somebody is signed in."""

    def inside(account: Account) -> Client:
        client = Client()
        client.force_login(account, settings.AUTHENTICATION_BACKENDS[0])
        return client

    return inside


@pytest.fixture
def cora(signed_in: Callable[[Account], Client]) -> Client:
    """Cora, who commissions for Northmoor."""
    return signed_in(Account.objects.create_user("cora", PASSWORD, commissions_for="Northmoor"))


@pytest.fixture
def dora(signed_in: Callable[[Account], Client]) -> Client:
    """Dora, who commissions for another authority."""
    return signed_in(Account.objects.create_user("dora", PASSWORD, commissions_for="Eastmarsh"))


@pytest.fixture
def helen(house: House, signed_in: Callable[[Account], Client]) -> Client:
    """Helen, who manages Larch House."""
    return signed_in(house.account(house.helen))
