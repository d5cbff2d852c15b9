"""The morning these tests are on, and the browser they are in."""

import pytest
from django.test import Client

from ninefold.base import clock
from tests.factories import House
from tests.features.writing.typed import NOW


@pytest.fixture(autouse=True)
def _this_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the morning after the clocks went back."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def dana(client: Client, house: House) -> Client:
    """Dana's browser."""
    client.force_login(house.account(house.dana))
    return client
