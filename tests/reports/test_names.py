"""What people, days and lengths are called in a report."""

from datetime import UTC, datetime, timedelta

import pytest

from ninefold.reports.names import Names, by, initials, length, moment

PEOPLE = {"1": "Jay", "2": "Dana Price", "3": "Ann", "4": "Anna"}


def test_a_story_keeps_its_names_and_loses_its_signs() -> None:
    assert Names(PEOPLE).write("@Jay and @Dana Price, not bluejay") == "Jay and Dana Price, not bluejay"


def test_with_initials_a_story_names_nobody_and_the_longer_name_comes_first() -> None:
    assert Names(PEOPLE, initials=True).write("Anna and Ann saw @Jay") == "A. and A. saw J."


def test_people_who_are_not_known_are_not_made_up() -> None:
    assert Names(PEOPLE).all(["1", "9", "2"]) == "Jay and Dana Price"
    assert Names({}).write("Jay") == "Jay"


@pytest.mark.parametrize(("name", "short"), [("Jay", "J."), ("Dana Price", "D. P."), ("émile", "É."), ("", "")])
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_a_limit_at_the_days_end_is_said_as_a_day() -> None:
    assert by(datetime(2026, 10, 26, 23, 59, 59, tzinfo=UTC)) == "Mon 26 Oct"
    assert by(datetime(2026, 10, 24, 22, 59, 59, tzinfo=UTC)) == "Sat 24 Oct"
    assert by(datetime(2026, 10, 24, 20, 40, tzinfo=UTC)) == "Sat 24 Oct 21:40"


def test_another_year_is_named() -> None:
    assert moment(datetime(2025, 10, 24, 20, 40, tzinfo=UTC), 2026) == "Fri 24 Oct 2025 21:40"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=5), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=48), "2 days"),
    ],
)
def test_lengths(span: timedelta, said: str) -> None:
    assert length(span) == said
