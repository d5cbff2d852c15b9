"""How the law counts: elapsed hours, whole days in London, working days, months and years."""

from datetime import date, datetime, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.base import clock
from ninefold.duties import calendar
from ninefold.lawbook import durations
from ninefold.lawbook.durations import Duration

DAYS = st.dates(date(2016, 1, 1), date(2040, 12, 31))
MOMENTS = st.datetimes(datetime(2016, 1, 1), datetime(2040, 12, 31)).map(clock.from_local)
UNITS = st.sampled_from(["minutes", "hours", "days", "working days", "weeks", "months", "years"])
LENGTHS = st.builds(Duration, st.integers(1, 40), UNITS)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2026-10-24T21:40", "24 hours", "2026-10-25T20:40:00"),  # the clocks go back
        ("2026-03-28T21:40", "24 hours", "2026-03-29T22:40:00"),  # the clocks go forward
        ("2026-10-24T21:40", "48 hours", "2026-10-26T20:40:00"),
        ("2026-06-10T21:40", "90 minutes", "2026-06-10T23:10:00"),
        ("2026-10-24T21:40", "5 days", "2026-10-29T23:59:59"),
        ("2026-10-24T00:00", "5 days", "2026-10-29T23:59:59"),
        ("2026-10-24T21:40", "1 day", "2026-10-25T23:59:59"),  # a day of 25 hours
        ("2026-06-15T23:30", "5 days", "2026-06-20T23:59:59"),  # 22:30 of the same day in UTC
        ("2026-06-15T00:30", "1 day", "2026-06-16T23:59:59"),  # the day before in UTC
        ("2026-10-20T15:30", "1 week", "2026-10-27T23:59:59"),
        ("2026-10-20T15:30", "5 working days", "2026-10-27T23:59:59"),
        ("2026-10-24T12:00", "1 working day", "2026-10-26T23:59:59"),  # from a Saturday
        ("2026-04-02T19:00", "1 working day", "2026-04-07T23:59:59"),  # from the Thursday before Easter
        ("2026-12-22T11:00", "5 working days", "2026-12-31T23:59:59"),  # Boxing Day is kept on the Monday
        ("2027-12-23T11:00", "2 working days", "2027-12-29T23:59:59"),  # both days of Christmas are kept later
        ("2026-08-28T11:00", "1 working day", "2026-09-01T23:59:59"),  # the last Monday of August
        ("2026-01-31T12:00", "1 month", "2026-02-28T23:59:59"),
        ("2028-01-31T12:00", "1 month", "2028-02-29T23:59:59"),
        ("2026-08-31T12:00", "6 months", "2027-02-28T23:59:59"),
        ("2026-02-28T12:00", "1 month", "2026-03-28T23:59:59"),
        ("2026-11-30T12:00", "3 months", "2027-02-28T23:59:59"),
        ("2024-02-29T12:00", "1 year", "2025-02-28T23:59:59"),
        ("2024-02-29T12:00", "4 years", "2028-02-29T23:59:59"),
    ],
)
def test_a_length_ends(start: str, length: str, end: str) -> None:
    assert calendar.add(clock.parse(start), durations.parse(length)) == clock.parse(end)


def test_the_doubled_hour_is_told_apart() -> None:
    first, second = clock.parse("2026-10-25T00:30:00Z"), clock.parse("2026-10-25T01:30:00Z")
    assert clock.local(first).strftime("%H:%M") == clock.local(second).strftime("%H:%M") == "01:30"
    assert calendar.add(second, Duration(24, "hours")) - calendar.add(first, Duration(24, "hours")) == timedelta(
        hours=1
    )


@given(start=MOMENTS, length=LENGTHS)
def test_what_is_counted_ends_after_it_starts(start: datetime, length: Duration) -> None:
    assert calendar.add(start, length) > start


@given(start=MOMENTS, length=LENGTHS.filter(lambda length: length.unit not in ("minutes", "hours")))
def test_days_end_with_the_last_second_of_a_london_day(start: datetime, length: Duration) -> None:
    assert f"{clock.local(calendar.add(start, length)):%H:%M:%S}" == "23:59:59"


@given(start=MOMENTS, hours=st.integers(1, 200))
def test_hours_are_elapsed_time(start: datetime, hours: int) -> None:
    assert calendar.add(start, Duration(hours, "hours")) - start == timedelta(hours=hours)


@given(start=MOMENTS, later=st.integers(0, 10**7), length=LENGTHS)
def test_a_later_start_never_ends_sooner(start: datetime, later: int, length: Duration) -> None:
    assert calendar.add(start, length) <= calendar.add(start + timedelta(seconds=later), length)


@given(day=DAYS, count=st.integers(1, 40))
def test_so_many_working_days_lie_between(day: date, count: int) -> None:
    end = calendar.day_after(day, Duration(count, "working days"))
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(calendar.is_working_day, between)) == count
    assert calendar.is_working_day(end)


@given(day=DAYS, months=st.integers(1, 60))
def test_months_keep_the_day_number_or_end_with_the_month(day: date, months: int) -> None:
    end = calendar.day_after(day, Duration(months, "months"))
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and end == calendar.month_end(end))


@given(moment=MOMENTS, length=LENGTHS.filter(lambda length: length.unit != "working days"))
def test_before_reaches_no_further_back_than_the_length(moment: datetime, length: Duration) -> None:
    start = calendar.before(moment, length)
    assert start < moment
    if length.unit not in ("months", "years"):
        assert calendar.add(start, length) >= moment


def test_bank_holidays_have_names() -> None:
    assert calendar.bank_holiday(date(2026, 12, 25)) == "Christmas Day"
    assert calendar.bank_holiday(date(2026, 4, 6)) == "Easter Monday"
    assert calendar.bank_holiday(date(2026, 12, 24)) == ""
    assert not calendar.is_working_day(date(2026, 12, 28))


@pytest.mark.parametrize(
    ("by", "day", "last"),
    [
        ("end-of-month", date(2026, 2, 1), date(2026, 2, 28)),
        ("end-of-next-month", date(2026, 1, 31), date(2026, 2, 28)),
        ("end-of-next-month", date(2026, 12, 5), date(2027, 1, 31)),
        ("end-of-year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_named_ends(by: str, day: date, last: date) -> None:
    assert calendar.ending(day, by) == last


def test_periods_follow_each_other_without_a_gap() -> None:
    found = list(islice(calendar.periods(date(2027, 11, 20), "month"), 5))
    assert [name for name, _, _ in found] == ["2027-11", "2027-12", "2028-01", "2028-02", "2028-03"]
    assert all(one[2] + timedelta(days=1) == other[1] for one, other in pairwise(found))


def test_clock_changes_are_noticed() -> None:
    change = calendar.clocks_change_between
    assert change(clock.parse("2026-10-24T21:40"), clock.parse("2026-10-25T20:40")) == "back"
    assert change(clock.parse("2026-03-28T21:40"), clock.parse("2026-03-29T22:40")) == "forward"
    assert change(clock.parse("2026-06-01T10:00"), clock.parse("2026-06-02T10:00")) == ""


@pytest.mark.parametrize(
    ("day", "length", "back"),
    [
        (date(2027, 1, 6), "10 working days", date(2026, 12, 18)),  # over Christmas and New Year
        (date(2026, 4, 9), "3 working days", date(2026, 4, 2)),  # over Good Friday and Easter Monday
        (date(2026, 3, 31), "1 month", date(2026, 2, 28)),
        (date(2028, 2, 29), "1 year", date(2027, 2, 28)),
        (date(2026, 6, 10), "2 weeks", date(2026, 5, 27)),
    ],
)
def test_so_long_before_a_day(day: date, length: str, back: date) -> None:
    assert calendar.day_before(day, durations.parse(length)) == back
