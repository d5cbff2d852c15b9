"""One line in the log for every request, which names no person, no record and nothing that was typed."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from ninefold.web import requests
from tests.factories import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    stream, log = io.StringIO(), logging.getLogger("ninefold.requests")
    monkeypatch.setattr(log.handlers[0], "stream", stream)
    silenced = log.level  # by tests/settings.py
    log.setLevel(logging.INFO)
    yield stream
    log.setLevel(silenced)


def test_the_page_its_answer_time_questions_and_the_role(client: Client, house: House, lines: io.StringIO) -> None:
    client.force_login(house.account(house.dana))
    client.get(reverse("shift:child", args=[house.home.urn, house.jay.id]))
    assert re.search(r"INFO GET shift:child 200 \d+ ms \d+ queries support-worker$", lines.getvalue().strip())
    assert house.jay.id not in lines.getvalue()
    assert "Jay" not in lines.getvalue()


def test_who_is_not_signed_in_is_nobody(client: Client, house: House, lines: io.StringIO) -> None:
    client.get(f"/{house.home.urn}/shift/")
    assert "shift:today 302" in lines.getvalue()
    assert lines.getvalue().strip().endswith("nobody")


def test_what_is_slow_is_a_warning_with_its_slowest_question(
    client: Client, house: House, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "SLOW", 0.0)
    client.force_login(house.account(house.dana))
    client.get(reverse("shift:today", args=[house.home.urn]))
    assert "WARNING GET shift:today" in lines.getvalue()
    assert "slowest" in lines.getvalue()
    assert house.dana.id not in lines.getvalue()
