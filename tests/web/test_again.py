"""PostgreSQL goes away and comes back: who reads notices nothing, and nothing that writes is done twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from ninefold.web import again
from tests import factories

ON_POSTGRES = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite is a file and does not restart")


class Cut:
    """A connection to PostgreSQL that is gone."""

    vendor, in_atomic_block = "postgresql", False

    def __init__(self) -> None:
        self.wrappers: list[Any] = []

    @contextmanager
    def execute_wrapper(self, wrapper: Any) -> Iterator[None]:
        self.wrappers.append(wrapper)
        yield

    def is_usable(self) -> bool:
        return False

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Cut:
    gone = Cut()
    monkeypatch.setattr(again, "connection", gone)
    monkeypatch.setattr(again, "_reach", lambda: None)
    return gone


def _gone(*asked: Any) -> None:
    raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.parametrize(("method", "times", "status"), [("GET", 2, 200), ("HEAD", 2, 200), ("POST", 1, 500)])
def test_a_page_is_asked_for_once_more_and_a_form_is_not(cut: Cut, method: str, times: int, status: int) -> None:
    asked = []

    def page(request: HttpRequest) -> HttpResponse:
        asked.append(request)
        if len(asked) > 1:
            return HttpResponse("here")
        with pytest.raises(OperationalError):
            cut.wrappers[0](_gone, "SELECT 1", (), False, {})
        return HttpResponse("broken", status=500)

    assert again.once_more(page)(RequestFactory().generic(method, "/")).status_code == status
    assert len(asked) == times


def test_a_fault_of_our_own_is_not_asked_for_twice(cut: Cut) -> None:
    asked = []

    def page(request: HttpRequest) -> HttpResponse:
        asked.append(request)
        return HttpResponse(status=500)

    again.once_more(page)(RequestFactory().get("/"))
    assert len(asked) == 1


@ON_POSTGRES
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_cut_between_two_pages() -> None:
    house = factories.house()
    client = Client()
    client.force_login(house.account(house.dana))
    page = reverse("shift:children", args=[house.home.urn])
    assert client.get(page).status_code == 200
    _cut()
    assert client.get(page).status_code == 200


def _cut() -> None:
    """End our own connection from another one, as a restart does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        own = cursor.fetchone()[0]
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [own])
    finally:
        other.close()
    connection.health_check_done = False  # as at the beginning of a request
