"""Nights and hours by hand, from the letter of CPPCR 48(1) and of the Secure Accommodation Regulations 1991, reg 10."""

from datetime import date

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties import limits
from ninefold.lawbook.facts import Fact
from tests.duties.lives import at, fact

BREAKS = lawbook.current().statuses["short-break"]
LOCKED = lawbook.current().statuses["locked"]
TODAY = date(2026, 11, 30)


def stay(record: str, came: str, left: str = "", until: str = "", days: str = "") -> list[Fact]:
    began = fact("short-break.began", "bo", came, record=record, data={"due": until} if until else {})
    return [began, *([fact("short-break.ended", "bo", left, record=record, value=days)] if left else [])]


def stays(*facts: list[Fact]) -> list[limits.DatedStay[Fact]]:
    return limits.stays(BREAKS, [one for some in facts for one in some], "bo", TODAY)


def test_a_stay_counts_the_nights_between_its_days_and_one_that_goes_on_those_that_are_planned() -> None:
    assert [len(one.nights) for one in stays(stay("a", "2026-10-02", "2026-10-19"))] == [17]
    assert [len(one.nights) for one in stays(stay("a", "2026-11-28", until="2026-12-05"))] == [7]
    over = stays(stay("a", "2026-11-20", until="2026-11-25"))  # was to leave, and nobody wrote that they did
    assert [len(one.nights) for one in over] == [10]


def test_a_night_that_two_records_tell_of_is_one_night() -> None:
    twice = stays(stay("a", "2026-10-02", "2026-10-05"), stay("b", "2026-10-03", "2026-10-05"))
    assert len(limits.nights_of(twice)) == 3


def test_any_twelve_months_and_not_the_calendar_year() -> None:
    """Four times 15 nights from September 2025, and 16 a year later: each night of the new September takes the place of one
    of the old, until the 16th."""
    old = [stay(f"o{n}", f"2025-{n:02}-02", f"2025-{n:02}-17") for n in (9, 10, 11, 12)]  # 15 nights each
    new = stay("n", "2026-09-01", "2026-09-17")
    found = stays(*old, new)
    most, until = limits.most_with(found, found[-1])
    assert limits.in_a_year(limits.nights_of(found), date(2026, 9, 17)) == 45 + 16
    assert (most, until) == (61, date(2026, 9, 2))
    assert limits.in_a_year(limits.nights_of(found), date(2026, 9, 3)) == 14 + 45 + 2


def test_a_year_that_ends_on_29_february_begins_on_the_28th() -> None:
    nights = {date(2023, 2, 27), date(2023, 2, 28), date(2023, 3, 1)}
    assert limits.in_a_year(nights, date(2024, 2, 29)) == 2


def test_a_length_that_cannot_be_right() -> None:
    """One night may be called one day or two; it is not 55."""
    assert [stays(stay("a", "2026-11-28", "2026-11-29", days=days))[0].differs for days in ("1", "2", "55", "")] == [
        False, False, True, False,
    ]  # fmt: skip


def locked(now: str, *facts: Fact) -> limits.Locked | None:
    return limits.locked(LOCKED, list(facts), "bo", at(now))


def london(moment: limits.Locked | None) -> str:
    assert moment
    assert moment.full_at
    return f"{clock.local(moment.full_at):%Y-%m-%d %H:%M}"


def test_seventy_two_hours_from_the_first_door() -> None:
    """Tuesday 10 November 2026, 09:00, and nothing before: Friday 13 November, 09:00."""
    here = fact("secure.placed", "bo", "2026-11-10T09:00", record="s", value="no-order")
    assert london(locked("2026-11-11T09:00", here)) == "2026-11-13 09:00"
    told = locked("2026-11-11T09:00", here)
    assert told
    assert round(told.used) == 24


def test_hours_of_two_stays_are_one_sum_and_old_ones_fall_out() -> None:
    """30 hours from 3 November; from the 17th at noon 42 are left: Thursday 19 November, 06:00."""
    first = [
        fact("secure.placed", "bo", "2026-11-03T10:00", record="one"),
        fact("secure.left", "bo", "2026-11-04T16:00", record="one"),
    ]
    second = fact("secure.placed", "bo", "2026-11-17T12:00", record="two")
    assert london(locked("2026-11-17T13:00", *first, second)) == "2026-11-19 06:00"
    gone = fact("secure.left", "bo", "2026-11-18T12:00", record="two")
    later = locked("2026-12-03T12:00", *first, second, gone)
    assert later
    assert round(later.used) == 24  # 28 days back is 5 November: the first stay has fallen out
    assert later.full_at is None


def test_a_courts_order_sets_the_count_to_nothing_and_no_hour_runs_while_it_lasts() -> None:
    here = fact("secure.placed", "bo", "2026-11-10T09:00", record="s")
    order = fact("secure.runs", "bo", "2026-11-12T10:00", record="s", data={"due": "2026-11-19"})
    told = locked("2026-11-15T09:00", here, order)
    assert told
    assert told.full_at is None
    assert round(told.used) == 0
    assert london(locked("2026-11-20T09:00", here, order)) == "2026-11-23 00:00"


def test_midday_after_a_sunday_where_much_was_used_before() -> None:
    """50 hours from 2 November. Placed again on Saturday 14 November at 00:00: 22 hours are left, to Saturday 22:00. That is
    past midday of the day before a Sunday, so it is put off to midday of Monday 16 November."""
    before = [
        fact("secure.placed", "bo", "2026-11-02T08:00", record="one"),
        fact("secure.left", "bo", "2026-11-04T10:00", record="one"),
    ]
    again = fact("secure.placed", "bo", "2026-11-14T00:00", record="two")
    told = locked("2026-11-14T08:00", *before, again)
    assert london(told) == "2026-11-16 12:00"
    assert told
    assert told.put_off
    # With 48 hours and no more used before, nothing is put off: 24 are left.
    exact = [before[0], fact("secure.left", "bo", "2026-11-04T08:00", record="one")]
    assert london(locked("2026-11-14T08:00", *exact, again)) == "2026-11-15 00:00"


def test_midday_over_christmas_counts_every_holiday_in_the_row() -> None:
    """Full on Thursday 24 December 2026 at 22:00. Friday is Christmas Day, Saturday the 26th a bank holiday by the Act of 1971
    (for it is no Sunday), then Sunday, then Monday's substitute: Tuesday the 29th is the first ordinary day."""
    before = [
        fact("secure.placed", "bo", "2026-12-07T08:00", record="one"),
        fact("secure.left", "bo", "2026-12-09T10:00", record="one"),
    ]
    again = fact("secure.placed", "bo", "2026-12-24T00:00", record="two")
    assert london(locked("2026-12-24T08:00", *before, again)) == "2026-12-29 12:00"


def test_hours_spent_elsewhere_count_with_those_written_here() -> None:
    here = fact("secure.placed", "bo", "2026-11-10T09:00", record="s", value="some-hours", entry="e")
    elsewhere = fact("secure.hours-before", "bo", "2026-11-10T09:00", record="s", value="20", entry="e")
    assert london(locked("2026-11-10T10:00", here, elsewhere)) == "2026-11-12 13:00"


def test_a_door_locked_inside_the_stay_is_counted_once() -> None:
    here = fact("secure.placed", "bo", "2026-11-10T09:00", record="s")
    door = [
        fact("separation.began", "bo", "2026-11-10T20:00", record="d"),
        fact("separation.ended", "bo", "2026-11-10T21:00", record="d"),
    ]
    told = locked("2026-11-11T09:00", here, *door)
    assert told
    assert round(told.used) == 24
