"""Which backups stay: days, weeks and months, and always one that was proved."""

from datetime import UTC, datetime, timedelta

from ninefold.work.backups.generations import DAYS, MONTHS, WEEKS, Generation, to_go

FIRST = datetime(2025, 1, 1, 2, 0, tzinfo=UTC)


def nights(count: int, proved: frozenset[int] = frozenset()) -> list[Generation]:
    return [Generation(f"{night:04}", FIRST + timedelta(days=night), night in proved) for night in range(count)]


def live(count: int, proved: frozenset[int] = frozenset()) -> list[Generation]:
    """What is left when each night makes one and takes away what may go."""
    kept: list[Generation] = []
    for one in nights(count, proved):
        kept.append(one)
        gone = {old.file for old in to_go(kept)}
        kept = [old for old in kept if old.file not in gone]
    return kept


def test_a_week_stays_whole() -> None:
    assert to_go(nights(DAYS)) == []


def test_after_two_years_there_are_days_weeks_and_months() -> None:
    kept = live(730)
    assert [one.file for one in kept[-DAYS:]] == [f"{night:04}" for night in range(723, 730)]
    assert DAYS + WEEKS < len(kept) <= DAYS + WEEKS + MONTHS
    months = {(one.made_at.year, one.made_at.month) for one in kept}
    assert len(months) == MONTHS


def test_the_newest_proved_one_stays_however_old() -> None:
    assert "0003" in {one.file for one in live(730, proved=frozenset({3}))}
    assert "0003" not in {one.file for one in live(730, proved=frozenset({3, 700}))}


def test_two_of_one_night_leave_the_newer() -> None:
    early = Generation("early", FIRST, proved=False)
    late = Generation("late", FIRST + timedelta(hours=1), proved=False)
    assert to_go([late, early]) == [early]
