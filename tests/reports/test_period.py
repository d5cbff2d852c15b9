"""The days a report tells of: read from an address, written back, said in words, and the ones before."""

from datetime import UTC, date, datetime

import pytest

from ninefold.evidence.months import Month
from ninefold.reports.period import Period

SIX = Period(date(2026, 5, 1), date(2026, 10, 31))
CUT = Period(date(2026, 5, 4), date(2026, 6, 14))


@pytest.mark.parametrize("written", ["2026-10", "2026-05-01--2026-10-31", "2026-05-04--2026-06-14"])
def test_what_an_address_names_is_written_the_same(written: str) -> None:
    assert str(Period.read(written)) == written


@pytest.mark.parametrize(
    "written",
    ["", "2026", "2026-13", "1850-01", "9999-12", "--", "2026-05-01--", "2026-06-01--2026-05-01", "1999-01-01--2026-01-01", "0001-01-01--0001-02-01"],
)  # fmt: skip
def test_what_is_no_period_is_refused_in_words(written: str) -> None:
    with pytest.raises(ValueError, match="is written like 2026-10"):
        Period.read(written)


@pytest.mark.parametrize(
    ("period", "title", "noun"),
    [
        (Period.read("2026-10"), "October 2026", "month"),
        (SIX, "May to October 2026", "period"),
        (Period(date(2026, 9, 1), date(2027, 2, 28)), "September 2026 to February 2027", "period"),
        (CUT, "4 May 2026 to 14 June 2026", "period"),
    ],
)
def test_it_is_said_as_people_say_it(period: Period, title: str, noun: str) -> None:
    assert (period.title, period.noun) == (title, noun)


def test_the_period_before_is_as_long_and_ends_where_this_begins() -> None:
    assert str(SIX.before) == "2025-11-01--2026-04-30"
    assert str(Period.read("2026-03").before) == "2026-02"
    assert CUT.before == Period(date(2026, 3, 23), date(2026, 5, 3))
    assert CUT.before.days == CUT.days


def test_its_moments_are_londons() -> None:
    october = Period.read("2026-10")
    assert october.start == datetime(2026, 9, 30, 23, tzinfo=UTC)
    assert october.end == datetime(2026, 11, 1, tzinfo=UTC)
    assert october == Period.of_months(Month(2026, 10))


def test_its_days_and_months_stop_today() -> None:
    assert [day.day for day in Period.read("2026-10").each_day(date(2026, 10, 3))] == [1, 2, 3]
    assert list(Period.read("2026-10").each_day(date(2026, 9, 3))) == []
    months = list(CUT.each_month(date(2026, 12, 1)))
    assert months == [(date(2026, 5, 4), date(2026, 5, 31)), (date(2026, 6, 1), date(2026, 6, 14))]
    assert list(SIX.each_month(date(2026, 6, 2)))[-1] == (date(2026, 6, 1), date(2026, 6, 2))


def test_only_whole_months_are_counted() -> None:
    assert (SIX.months, CUT.months, Period.read("2026-02").months) == (6, 0, 1)
