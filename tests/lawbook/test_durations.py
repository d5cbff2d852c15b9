"""Lengths of time are read as the law writes them, and nothing else is."""

import pytest

from ninefold.lawbook.durations import Duration, parse


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("24 hours", 24, "hours"),
        ("5 days", 5, "days"),
        ("20 working days", 20, "working days"),
        ("1 week", 1, "weeks"),
        ("6 weeks", 6, "weeks"),
        ("3 months", 3, "months"),
        ("1 year", 1, "years"),
        ("17 Minutes", 17, "minutes"),
        (" 20  working  days ", 20, "working days"),
    ],
)
def test_reads_a_count_and_a_unit(text: str, count: int, unit: str) -> None:
    assert parse(text) == Duration(count, unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "soon", "-1 days", "0 days", "1.5 hours", "5", "5 fortnights", "days 5", "1000 weeks", "٣ weeks"]
)
def test_refuses_anything_else_and_shows_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a length of time.*24 hours"):
        parse(text)


def test_stands_in_words_again() -> None:
    assert [str(parse(t)) for t in ("1 weeks", "20 working days", "1 hour")] == ["1 week", "20 working days", "1 hour"]
