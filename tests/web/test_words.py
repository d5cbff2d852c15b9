"""Times and lengths as people in a home say them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from ninefold.web import words

NOW = datetime(2026, 10, 25, 7, 40, tzinfo=UTC)  # the morning after the clocks went back


@dataclass
class Owed:
    """An obligation as far as a chip needs it."""

    due_at: datetime
    met_at: datetime | None = None
    void_at: datetime | None = None
    ends_at: datetime | None = None


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 10, 24, 20, 40, tzinfo=UTC), "yesterday 21:40"),
        (datetime(2026, 10, 25, 20, 40, tzinfo=UTC), "today 20:40"),
        (datetime(2026, 10, 26, 7, 0, tzinfo=UTC), "tomorrow 07:00"),
        (datetime(2026, 10, 17, 20, 40, tzinfo=UTC), "Sat 17 Oct, 21:40"),
        (datetime(2024, 1, 5, 9, 0, tzinfo=UTC), "5 Jan 2024, 09:00"),
    ],
)
def test_a_moment_is_said_in_london_time(moment: datetime, said: str) -> None:
    assert words.moment(moment, NOW) == said


@pytest.mark.parametrize(
    ("due_at", "said", "tone"),
    [
        (datetime(2026, 10, 25, 20, 40, tzinfo=UTC), "today 20:40", "amber"),
        (datetime(2026, 10, 26, 23, 59, 59, tzinfo=UTC), "tomorrow", "amber"),
        (datetime(2026, 10, 29, 23, 59, 59, tzinfo=UTC), "Thu", ""),
        (datetime(2026, 12, 14, 23, 59, 59, tzinfo=UTC), "14 Dec", ""),
        (datetime(2027, 1, 9, 23, 59, 59, tzinfo=UTC), "9 Jan", ""),
        (datetime(2027, 7, 9, 22, 59, 59, tzinfo=UTC), "9 Jul 2027", ""),
    ],
)
def test_what_is_due_is_said_as_shortly_as_can_be(due_at: datetime, said: str, tone: str) -> None:
    assert words.due(Owed(due_at), NOW) == (said, tone)


def test_what_is_over_says_by_how_much() -> None:
    assert words.due(Owed(NOW - timedelta(days=3)), NOW) == ("3 days over", "brick")


def test_what_was_done_late_stays_late() -> None:
    owed = Owed(NOW - timedelta(days=3), NOW - timedelta(days=1))
    assert words.due(owed, NOW) == ("done 2 days late", "amber")


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=1), "1 second"),
        (timedelta(minutes=40), "40 minutes"),
        (timedelta(hours=47, minutes=59), "47 hours"),
        (timedelta(days=7), "7 days"),
        (timedelta(days=150), "5 months"),
        (timedelta(seconds=-5), "0 seconds"),
    ],
)
def test_a_length_is_said_in_its_largest_unit(span: timedelta, said: str) -> None:
    assert words.length(span) == said


def test_a_citation_says_where_it_points() -> None:
    assert words.cited("35(3)(a)") == "reg 35(3)(a)"
    assert words.cited("Sch 4 para 1") == "Sch 4 para 1"
