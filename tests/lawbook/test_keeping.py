"""How long records are kept: what the law fixes, what is our convention, and the day that follows from it."""

from datetime import date

import pytest

from ninefold.lawbook import load
from ninefold.lawbook.books import Keeping
from ninefold.lawbook.keeping import kept_until
from ninefold.lawbook.model import Library

LAST = date(2026, 11, 30)
BORN = date(2012, 2, 29)


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


def keeping(library: Library, record: str) -> Keeping:
    return library.words.keeping[library.records[record].keep]


@pytest.mark.parametrize("record", ["moved-in", "moved-out", "measure", "child-particulars", "complaint"])
def test_what_is_a_childs_is_kept_75_years_from_birth(library: Library, record: str) -> None:
    assert kept_until(keeping(library, record), last_entry=LAST, born=date(2012, 5, 9)) == date(2087, 5, 9)


def test_a_leap_days_child_loses_no_day(library: Library) -> None:
    assert kept_until(keeping(library, "measure"), last_entry=LAST, born=BORN) == date(2087, 3, 1)


def test_a_death_before_eighteen_shortens_it_and_one_after_does_not(library: Library) -> None:
    kept = keeping(library, "measure")
    assert kept_until(kept, last_entry=LAST, born=BORN, died=date(2030, 2, 28)) == date(2045, 2, 28)
    assert kept_until(kept, last_entry=LAST, born=BORN, died=date(2030, 3, 1)) == date(2087, 3, 1)


def test_the_register_of_children_is_never_kept_less_than_15_years_from_its_last_entry(library: Library) -> None:
    kept = keeping(library, "moved-out")
    died = date(2025, 1, 1)
    assert kept_until(kept, last_entry=date(2026, 3, 1), born=BORN, died=died) == date(2041, 3, 1)
    assert kept_until(keeping(library, "measure"), last_entry=date(2026, 3, 1), born=BORN, died=died) == date(
        2040, 1, 1
    )


def test_nothing_is_said_while_the_birthday_is_not_known(library: Library) -> None:
    assert kept_until(keeping(library, "measure"), last_entry=LAST) is None


@pytest.mark.parametrize(
    ("record", "until", "by_law"),
    [
        ("roster", date(2041, 11, 30), True),
        ("independent-visit", date(2041, 11, 30), False),
        ("adult-accident", date(2029, 11, 30), True),
        ("supervision", date(2041, 11, 30), False),
    ],
)
def test_the_rest_counts_from_its_last_entry(library: Library, record: str, until: date, by_law: bool) -> None:
    kept = keeping(library, record)
    assert kept_until(kept, last_entry=LAST) == until
    assert kept.by_law is by_law


def test_only_what_schedule_4_names_says_that_it_does(library: Library) -> None:
    for record in library.records.values():
        named = any(item.startswith("sch4:") for item in record.covers)
        assert (record.keep in ("schedule-4", "register-and-case-record")) <= named, record.id


def test_what_schedule_3_names_is_kept_as_long_as_the_case_record(library: Library) -> None:
    for record in library.records.values():
        if "child" in record.about and any(item.startswith("sch3:") for item in record.covers):
            assert (library.words.keeping[record.keep].years, library.words.keeping[record.keep].since) == (75, "birth")
