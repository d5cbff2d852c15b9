"""When somebody looks in: the turns of a night, also over midnight and over the nights the clocks change."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from ninefold.base import clock
from ninefold.insight import nights
from ninefold.insight.nights import NightPlan, read, turn, turns

HOURLY = {"how": "every", "every": "m60", "first": "t2200", "last": "t0600", "agreed_by": "Jay"}


def plan(**answers: object) -> NightPlan:
    return read("jay", "record", answers or HOURLY, "After the hold.")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return clock.from_local(datetime(2026, 11, day, hour, minute))


def test_set_times_are_in_the_order_of_the_night() -> None:
    made = plan(how="times", times=["t0300", "t2300"])
    assert turns(made, date(2026, 11, 29)) == [at(29, 23), at(30, 3)]
    assert made.says == "23:00 and 03:00"


def test_again_and_again_goes_over_midnight_to_its_last() -> None:
    found = turns(plan(), date(2026, 11, 29))
    assert (len(found), found[0], found[-1]) == (9, at(29, 22), at(30, 6))
    assert plan().says == "every hour, 22:00 to 06:00"


@pytest.mark.parametrize("answers", [{"how": "none"}, {"how": "times", "times": []}, {"how": "every"}, {}])
def test_who_is_not_looked_in_on_has_no_turn(answers: dict[str, object]) -> None:
    assert turns(read("jay", "record", answers, ""), date(2026, 11, 29)) == []


def test_a_plan_for_a_few_nights_ends_with_the_last_of_them() -> None:
    made = plan(**HOURLY, ends_on="2026-11-29")
    assert turns(made, date(2026, 11, 29)) and not turns(made, date(2026, 11, 30))


def test_the_small_hours_belong_to_the_night_before() -> None:
    assert nights.night_of(at(30, 2, 40)) == date(2026, 11, 29)
    assert nights.night_of(at(30, 21)) == date(2026, 11, 30)


def test_a_turn_is_now_a_little_before_its_time_and_until_the_next() -> None:
    assert turn(plan(), [], at(30, 2, 39)).now == at(30, 2)  # nobody looked at two
    assert turn(plan(), [at(30, 2, 1)], at(30, 2, 39)).now is None
    assert turn(plan(), [at(30, 2, 1)], at(30, 2, 41)).now == at(30, 3)
    assert turn(plan(), [at(30, 2, 1)], at(30, 2, 39)).next == at(30, 3)


def test_a_look_just_before_counts_for_its_turn() -> None:
    found = turn(plan(), [at(30, 2, 43)], at(30, 2, 44))
    assert (found.now, found.next) == (None, at(30, 4))


def test_a_night_is_over_an_hour_after_its_last_turn() -> None:
    assert turn(plan(), [], at(30, 6, 59)).now == at(30, 6)
    assert turn(plan(), [], at(30, 7, 1)).now is None


def test_the_doubled_hour_is_one_turn_and_the_lost_one_is_none_too_many() -> None:
    back = turns(plan(how="times", times=["t0100", "t0130", "t0230"]), date(2026, 10, 24))
    assert back == sorted(back) and back[0] == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    on = turns(plan(), date(2026, 3, 28))
    assert len(on) == 8  # nine times on the wall, one of which the clocks skip
    assert all(later - earlier == timedelta(hours=1) for earlier, later in pairwise(on))
