"""Half days at school: counted as the home wrote them, laid out in weeks, with holidays told from days away."""

from datetime import date

import pytest

from ninefold.insight import sessions
from ninefold.insight.sessions import CODES, Half, Halves, NamedDays, SchoolCalendar
from ninefold.lawbook import load

AUTUMN = NamedDays(date(2026, 9, 2), date(2026, 12, 18), "autumn")
SPRING = NamedDays(date(2027, 1, 5), date(2027, 3, 24), "spring")
SUMMER = NamedDays(date(2027, 4, 12), date(2027, 7, 21), "summer")
FRAME = SchoolCalendar(
    terms=(AUTUMN, SPRING, SUMMER),
    half_terms=(NamedDays(date(2026, 10, 26), date(2026, 10, 30)),),
    closed={date(2026, 11, 27): "Training day"},
)
TODAY = date(2026, 11, 10)


def day(morning: str, afternoon: str = "") -> Halves:
    """A day as it was written."""
    return Halves(Half(CODES[morning], "r"), Half(CODES[afternoon or morning], "r"))


def test_every_answer_of_the_register_has_a_letter_of_its_own() -> None:
    asked = load.load().records["attendance"].stages[0].fields
    for name in ("session", "afternoon"):
        [field] = [one for one in asked if one.id == name]
        assert {option.id for option in field.options} == set(CODES)
    assert len({code.letter for code in CODES.values()}) == len(CODES)


def test_learning_elsewhere_is_there_and_a_holiday_counts_for_nothing() -> None:
    written = {
        date(2026, 11, 2): day("present", "ill"),
        date(2026, 11, 3): day("elsewhere"),
        date(2026, 11, 4): day("excluded"),
        date(2026, 11, 5): day("no-school"),
        date(2026, 11, 7): day("present"),  # a Saturday
    }
    counted = sessions.tally(written, FRAME, AUTUMN, TODAY)
    assert (counted.there, counted.away, counted.percent, counted.days_without) == (3, 3, 50, 1)


def test_a_hundred_is_said_only_when_nothing_was_missed() -> None:
    assert sessions.HalfDays(there=379, away=1).percent == 99
    assert sessions.HalfDays().percent is None


def test_only_school_days_that_are_over_and_not_written_are_missing() -> None:
    week = NamedDays(date(2026, 11, 9), date(2026, 11, 13))
    assert sessions.tally({}, FRAME, week, TODAY).unwritten == 1
    assert sessions.tally({}, SchoolCalendar(), week, TODAY).unwritten == 0
    moved_in = SchoolCalendar(terms=FRAME.terms, here=NamedDays(date(2026, 11, 10), date(2150, 1, 1)))
    assert sessions.tally({}, moved_in, week, TODAY).unwritten == 0


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2026, 10, 28), "half-term"),
        (date(2026, 11, 27), "Training day"),
        (date(2026, 12, 21), "holiday"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2027, 3, 29), "Easter Monday"),
        (date(2027, 5, 3), "May Day"),
        (date(2026, 11, 2), ""),
        (date(2028, 1, 12), ""),
    ],
)
def test_why_there_is_no_school(on: date, why: str) -> None:
    assert FRAME.off(on) == why


def test_weeks_run_from_monday_to_friday_through_the_whole_term() -> None:
    weeks = sessions.weeks({date(2026, 9, 2): day("present")}, FRAME, AUTUMN, TODAY)
    assert (weeks[0][0].on, weeks[-1][-1].on, {len(week) for week in weeks}) == (
        date(2026, 8, 31),
        date(2026, 12, 18),
        {5},
    )
    assert [one.inside for one in weeks[0]] == [False, False, True, True, True]
    assert weeks[0][2].halves and weeks[0][3].unwritten


def test_in_a_holiday_the_last_term_is_shown() -> None:
    assert FRAME.term_of(date(2026, 12, 28)) == AUTUMN
    assert FRAME.term_of(date(2026, 7, 1)) == AUTUMN
    assert FRAME.before(SPRING) == AUTUMN
    assert (FRAME.before(AUTUMN), SchoolCalendar().term_of(TODAY)) == (None, None)


def test_a_school_year_begins_in_september() -> None:
    assert sessions.school_year(date(2027, 8, 31)).name == "2026/27"
    assert sessions.school_year(date(2027, 9, 1)).name == "2027/28"
    assert [month.name for month in sessions.months(sessions.school_year(TODAY), TODAY)] == [
        "September",
        "October",
        "November",
    ]
