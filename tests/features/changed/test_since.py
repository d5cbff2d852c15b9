"""Since when "what changed" is told. No database."""

from datetime import UTC, datetime

import pytest

from ninefold.base import clock
from ninefold.features.changed import since


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
