"""Since when "what changed" is told, and how filters read what was chosen. No database."""

from datetime import UTC, date, datetime

import pytest

from ninefold.base import clock
from ninefold.rooms.desk import filters, forms, since


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-10-26T08:15", "2026-10-23T17:30"),  # Monday looks back over the weekend
        ("2026-10-25T08:15", "2026-10-23T17:30"),  # so do Sunday
        ("2026-10-24T08:15", "2026-10-23T17:30"),  # and Saturday
        ("2026-10-28T23:50", "2026-10-27T17:30"),  # any other day looks back to the evening before
    ],
)
def test_without_a_reading_it_is_the_last_working_evening(now: str, then: str) -> None:
    assert since.beginning(clock.parse(now), None) == clock.parse(then)


def test_the_last_reading_counts_whenever_it_was() -> None:
    read = datetime(2026, 9, 1, 12, tzinfo=UTC)
    assert since.beginning(clock.parse("2026-10-26T08:15"), read) == read


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-10-26T08:15", "Monday morning"),
        ("2026-10-26T12:00", "Monday afternoon"),
        ("2026-10-26T18:00", "Monday evening"),
    ],
)
def test_the_greeting_is_the_part_of_the_week(now: str, said: str) -> None:
    assert since.greeting(clock.parse(now)) == said


def test_the_greeting_goes_by_the_clock_on_the_wall() -> None:
    assert since.greeting(datetime(2026, 7, 1, 11, 30, tzinfo=UTC)) == "Wednesday afternoon"


def test_a_choice_that_is_not_offered_counts_as_none() -> None:
    options = (("", "All"), ("law", "Law"))
    assert filters.read({"weight": "law"}, "weight", "Weight", options).chosen == "law"
    assert filters.read({"weight": "whim"}, "weight", "Weight", options).chosen == ""


@pytest.mark.parametrize("text", ["", "2026-13-01", "yesterday", "2026-10-24T10:00 or so"])
def test_a_day_that_cannot_be_read_is_none(text: str) -> None:
    assert forms.day({"since": text}, "since") is None
    assert forms.moment({"since": text}, "since") is None


def test_a_day_and_a_moment_are_read() -> None:
    assert forms.day({"since": "2026-10-24"}, "since") == date(2026, 10, 24)
    assert forms.moment({"since": "2026-07-24T10:00"}, "since") == datetime(2026, 7, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "got"), [("2026-09", "2026-09"), ("2026-11", "2026-10"), ("2026-9", "2026-10"), ("", "2026-10")]
)
def test_a_month_that_has_not_begun_is_the_present_one(asked: str, got: str) -> None:
    assert forms.month({"month": asked}, "month", clock.parse("2026-10-26T08:15")) == got


def test_where_a_page_ended_is_read_as_it_was_written() -> None:
    at = clock.parse("2026-10-24T21:40")
    assert forms.place(forms.place_text(at, "RECORD")) == (at, "RECORD")
    assert forms.place("somewhere") is None
    assert forms.place("never~RECORD") is None
