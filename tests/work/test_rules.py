"""When a job of the night is due: London's nights, through both changes of the clock."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ninefold.work.rules import Nightly, last_due, next_due


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_a_nightly_job_is_due_once_a_night() -> None:
    rule = Nightly(time(2, 0))
    assert last_due(rule, at(30, 1, 59)) == at(29, 2)
    assert last_due(rule, at(30, 2)) == at(30, 2)
    assert next_due(rule, at(30, 2)) == at(1, 2, month=12)


def test_a_weekly_job_waits_for_its_day() -> None:
    rule = Nightly(time(3, 0), weekday=6)  # Sunday
    assert last_due(rule, at(30, 12)) == at(29, 3)
    assert next_due(rule, at(30, 12)) == at(6, 3, month=12)


def test_in_the_night_with_two_second_hours_it_is_due_once() -> None:
    rule = Nightly(time(1, 30))  # 25 October 2026: 01:30 comes twice
    assert last_due(rule, at(25, 4, month=10)) == at(25, 0, 30, month=10)
    assert next_due(rule, at(25, 0, 30, month=10)) == at(26, 1, 30, month=10)


def test_in_the_night_without_its_hour_it_is_due_all_the_same() -> None:
    rule = Nightly(time(1, 30))  # 29 March 2026: 01:30 does not come
    assert last_due(rule, at(29, 5, month=3)).date() == at(29, 5, month=3).date()


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.times(),
    st.none() | st.integers(0, 6),
)
def test_what_was_due_lies_behind_and_what_will_be_ahead(now: datetime, time_of_day: time, weekday: int | None) -> None:
    now, rule = now.replace(microsecond=0), Nightly(time_of_day.replace(second=0, microsecond=0), weekday)
    last, following = last_due(rule, now), next_due(rule, now)
    assert last <= now < following
    assert following - last <= timedelta(days=1 if weekday is None else 7, hours=1)
