"""A refusal leaves one line in the log, and nothing of what was typed, sent or named in the address."""

import io
import logging

import pytest
from django.test import Client

from ninefold.web.logs import refusals_in_one_line
from tests.factories import House


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the handler of every server process writes meanwhile."""
    handlers = [
        handler
        for handler in logging.root.handlers
        if isinstance(handler, logging.StreamHandler)
        and any(getattr(one, "callback", None) is refusals_in_one_line for one in handler.filters)
    ]
    assert len(handlers) == 1, "the handler that settings.py names has the filter"
    stream = io.StringIO()
    monkeypatch.setattr(handlers[0], "stream", stream)
    return stream


@pytest.mark.parametrize(
    ("address", "status", "line"),
    [
        ("/{urn}/write/role-given/?worker={who}", 403, "403 POST write:form"),
        ("/{urn}/write/daily-note/", 422, "422 POST write:form"),
        ("/{other}/write/daily-note/", 403, "403 POST write:form"),
        ("/{urn}/record/{who}/", 404, "404 POST write:record"),
        ("/no/such/page/{who}/", 404, "404 POST no page of ours"),
    ],
)
def test_a_refusal_is_one_line_without_content(
    client: Client, house: House, written: io.StringIO, address: str, status: int, line: str
) -> None:
    client.force_login(house.account(house.dana))
    where = address.format(urn=house.home.urn, other=house.other.urn, who=house.jay.id)
    sent = {"story": "Jay cried", "_about": house.jay.id, "_sign": "yes", "_token": ""}
    answer = client.post(where, sent)
    assert answer.status_code in (status, 405), answer.status_code
    told = written.getvalue().splitlines()
    assert told == [line.replace("404", str(answer.status_code), 1)]


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error: %s", ("/x/",), None)
    record.status_code, record.request = 500, object()
    assert refusals_in_one_line(record)
    assert record.getMessage() == "Internal Server Error: /x/"
