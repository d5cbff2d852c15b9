"""The hour that comes twice when the clocks go back: asked for where both can be, kept, and given back."""

from datetime import UTC, datetime

import pytest

from ninefold.base import clock
from ninefold.forms.times import drawn_moment, in_words, moment, moment_inputs
from ninefold.forms.typed import Typed, Unclear
from ninefold.web import words

LATER = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)
FIRST, SECOND = "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"


def typed(at: str = "01:30", day: str = "2026-10-25", **more: str) -> Typed:
    return Typed({"at.date": [day], "at.time": [at]} | {f"at.{name}": [text] for name, text in more.items()})


def test_it_is_asked_for_where_both_can_be() -> None:
    with pytest.raises(Unclear, match="01:30 twice"):
        moment("at", typed(), LATER)
    assert moment("at", typed(which="first"), LATER) == FIRST
    assert moment("at", typed(which="second"), LATER) == SECOND


def test_it_is_not_asked_where_only_one_can_be() -> None:
    assert moment("at", typed(), datetime(2026, 10, 25, 0, 40, tzinfo=UTC)) == FIRST
    assert moment("at", typed(), LATER, clock.parse("2026-10-25T00:50:00Z")) == SECOND


@pytest.mark.parametrize("one", [FIRST, SECOND, "2026-10-25T00:00:00Z", "2026-10-25T01:59:59Z", "2026-10-25T02:00:00Z"])
def test_a_correction_gives_it_back(one: str) -> None:
    kept = moment("at", Typed(moment_inputs("at", one)), LATER)
    assert kept == one[:17] + "00Z"


@pytest.mark.parametrize(("at", "day", "twice"), [("01:30", "2026-10-25", True), ("02:00", "2026-10-25", False),
                                                  ("00:59", "2026-10-25", False), ("01:30", "2026-10-24", False),
                                                  ("01:30", "2026-03-29", False), ("", "2026-10-25", False)])  # fmt: skip
def test_the_two_hours_are_offered_only_then(at: str, day: str, twice: bool) -> None:
    assert bool(drawn_moment("at", typed(at, day), LATER)["twice"]) == twice


def test_the_hour_that_is_left_out_is_refused() -> None:
    with pytest.raises(Unclear, match="There was no 01:30"):
        moment("at", typed(day="2026-03-29"), datetime(2026, 4, 1, tzinfo=UTC))


def test_both_hours_are_told_apart_wherever_a_moment_is_said() -> None:
    said = [words.moment(clock.parse(one), LATER) for one in (FIRST, SECOND)]
    assert said == ["yesterday 01:30 (the first time)", "yesterday 01:30 (the second time)"]
    assert in_words(SECOND) == "25/10/2026 01:30 (the second time)"
    assert words.moment(clock.parse("2026-10-25T02:30:00Z"), LATER) == "yesterday 02:30"


def test_a_day_that_is_past_is_named_whole() -> None:
    now = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
    assert words.by_when(datetime(2025, 3, 1, 16, 0, tzinfo=UTC), now) == "1 Mar 2025"
    assert words.by_when(datetime(2026, 11, 27, 16, 0, tzinfo=UTC), now) == "27 Nov"
    assert words.by_when(datetime(2026, 11, 29, 16, 0, tzinfo=UTC), now) == "yesterday 16:00"
    assert words.by_when(datetime(2026, 12, 4, 16, 0, tzinfo=UTC), now) == "Fri 16:00"
