"""Lists, counts, days and ages as people say them."""

from datetime import date, timedelta

import pytest

from ninefold.base import english


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["Jay"], "Jay"), (["Jay", "Kit"], "Jay and Kit"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed_as_people_list_them(names: list[str], said: str) -> None:
    assert english.listed(names) == said


def test_none_one_and_several_are_counted() -> None:
    assert english.counted(0, "wish", "wishes") == "no wishes"
    assert english.counted(1, "day") == "1 day"
    assert english.counted(2, "day") == "2 days"


def test_what_came_within_a_minute_came_at_once() -> None:
    assert english.after(timedelta(seconds=59), "59 seconds") == "at once"
    assert english.after(timedelta(hours=3), "3 hours") == "after 3 hours"


def test_a_day_in_full() -> None:
    assert english.long_day(date(2026, 10, 4)) == "4 October 2026"


def test_age_changes_on_the_birthday_and_for_leap_day_in_march() -> None:
    assert [english.age(date(2013, 3, 2), date(2026, 3, day)) for day in (1, 2)] == [12, 13]
    assert english.age(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert english.age(date(2012, 2, 29), date(2026, 3, 1)) == 14
