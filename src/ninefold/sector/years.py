"""Inspection years: 1 April to 31 March, named by the year of their April. 2018 is 1 April 2018 to 31 March 2019."""

from collections.abc import Iterable, Sequence
from datetime import date

# An inspection year that holds fewer than this share of the homes seen in the fullest year is a gap, not a year.
COVERED_SHARE = 0.25


def year_of(day: date) -> int:
    """The inspection year that ``day`` lies in."""
    return day.year if day >= date(day.year, 4, 1) else day.year - 1


def last_day(year: int) -> date:
    """The 31 March that ends the inspection year."""
    return date(year + 1, 3, 31)


def title(year: int) -> str:
    """The year as people write it: ``2018-19``."""
    return f"{year}-{(year + 1) % 100:02d}"


def ended_by(day: date, count: int) -> list[int]:
    """The last ``count`` inspection years that have ended by ``day``, oldest first."""
    newest = year_of(day) if day == last_day(year_of(day)) else year_of(day) - 1
    return list(range(newest - count + 1, newest + 1))


def covered(homes_by_year: dict[int, int]) -> list[int]:
    """The years in which inspection went on as usual, by how many homes had a full inspection in each."""
    fullest = max(homes_by_year.values(), default=0)
    return sorted(year for year, homes in homes_by_year.items() if homes and homes >= fullest * COVERED_SHARE)


def gaps(known: Sequence[int]) -> list[int]:
    """The years between the first and the last of ``known`` that are not among them."""
    return [year for year in range(min(known), max(known)) if year not in known] if known else []


def newest_run(known: Iterable[int], count: int) -> list[int]:
    """The newest ``count`` years of ``known`` that follow each other without a gap; empty when there are none."""
    have = set(known)
    for newest in sorted(have, reverse=True):
        run = list(range(newest - count + 1, newest + 1))
        if have.issuperset(run):
            return run
    return []
