"""Moments as they are written and read."""

import pytest

from ninefold.base import clock


def test_without_an_offset_a_moment_is_londons() -> None:
    assert clock.text(clock.parse("2026-07-01T12:00")) == "2026-07-01T11:00:00Z"
    assert clock.text(clock.parse("2026-07-01T12:00+02:00")) == "2026-07-01T10:00:00Z"


@pytest.mark.parametrize("written", ["", "soon", "2026-13-01", "0001-01-01T00:00+14:00"])
def test_what_is_no_moment_or_lies_beyond_the_calendar_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        clock.parse(written)
