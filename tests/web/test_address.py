"""What an address or a filter says. No database."""

from datetime import UTC, date, datetime

import pytest

from ninefold.base import clock
from ninefold.web import address


@pytest.mark.parametrize("text", ["", "2026-13-01", "yesterday", "2026-10-24T10:00 or so", "9999-12-31T23:00-09:00"])
def test_a_day_that_cannot_be_read_is_none(text: str) -> None:
    assert address.day({"since": text}, "since") is None
    assert address.moment({"since": text}, "since") is None


def test_a_day_and_a_moment_are_read() -> None:
    assert address.day({"since": "2026-10-24"}, "since") == date(2026, 10, 24)
    assert address.moment({"since": "2026-07-24T10:00"}, "since") == datetime(2026, 7, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "got"),
    [("2026-09", "2026-09"), ("2026-11", "2026-10"), ("2026-9", "2026-10"), ("", "2026-10"), ("1850-01", "2026-10")],
)
def test_a_month_that_has_not_begun_is_the_present_one(asked: str, got: str) -> None:
    assert address.month({"month": asked}, "month", clock.parse("2026-10-26T08:15")) == got


def test_where_a_page_ended_is_read_as_it_was_written() -> None:
    at = clock.parse("2026-10-24T21:40")
    assert address.place(address.place_text(at, "RECORD")) == (at, "RECORD")
    assert address.place("somewhere") is None
    assert address.place("never~RECORD") is None
