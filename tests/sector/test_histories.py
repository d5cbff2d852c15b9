"""A home's history from its inspections alone."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.sector import histories, rates, years
from ninefold.sector.rates import InspectionStep


@dataclass(frozen=True)
class Seen:
    on: date
    grade: int | None
    kind: str = "full"


def yearly(*grades: int, first: int = 2016) -> list[Seen]:
    """One full inspection each June."""
    return [Seen(date(first + index, 6, 1), grade) for index, grade in enumerate(grades)]


@pytest.mark.parametrize(
    ("grades", "classes"),
    [
        ((), ("new",)),
        ((2,), ("new",)),
        ((2, 2), ("never below good",)),
        ((1, 1, 1), ("never below good", "stable")),
        ((2, 3, 3, 3), ("stable",)),
        ((1, 2), ("never below good", "falling")),
        ((2, 4), ("falling",)),
        ((4, 2), ("recovering",)),
        ((2, 1), ("never below good",)),
        ((3, 3), ()),
        ((2, 4, 2), ("recovering",)),
        ((2, 3, 2, 4), ("swinging",)),
        ((2, 2, 3, 2, 3), ("swinging",)),
    ],
)
def test_classes(grades: tuple[int, ...], classes: tuple[str, ...]) -> None:
    assert histories.classes(yearly(*grades)) == classes


def test_a_fall_and_the_way_back() -> None:
    fall = histories.last_fall(yearly(1, 3, 2, 1))
    assert fall is not None
    assert (fall.before, fall.after, fall.on, fall.recovered_on) == (1, 3, date(2017, 6, 1), date(2019, 6, 1))
    assert fall.days_to_recover == 730
    again = histories.last_fall(yearly(2, 4, 3))
    assert again is not None
    assert again.days_to_recover is None
    assert histories.last_fall(yearly(3, 2, 2)) is None


def test_unbroken_years_end_at_a_year_without_data_and_at_a_year_with_two_grades() -> None:
    known = [2016, 2017, 2018, 2021, 2022]
    gap = [*yearly(2, 2, 2), *yearly(2, 2, first=2021)]
    assert histories.unbroken_years(gap, known) == 2
    assert histories.unbroken_years(yearly(2, 2, 2), known) == 3
    twice = [*yearly(2, 2), Seen(date(2018, 5, 1), 3), Seen(date(2018, 11, 1), 2)]
    assert histories.unbroken_years(twice, known) == 0
    assert histories.of(gap, date(2023, 1, 1), None, known).years_missing == (2019, 2020)


@pytest.mark.parametrize(
    ("events", "registered", "kind", "latest"),
    [
        ([], date(2022, 6, 1), "first inspection", date(2023, 3, 31)),
        ([], date(2022, 12, 1), "first inspection", date(2023, 9, 30)),
        ([], date(2023, 2, 1), "first inspection", date(2023, 9, 30)),
        ([Seen(date(2022, 6, 1), 2)], None, "full inspection", date(2024, 3, 31)),
        ([Seen(date(2022, 6, 1), 3)], None, "assurance inspection", date(2023, 3, 31)),
        ([Seen(date(2023, 2, 1), 3)], None, "full inspection", date(2023, 6, 30)),
        ([Seen(date(2022, 6, 1), 4)], None, "monitoring or full", date(2022, 7, 27)),
        (
            [Seen(date(2022, 6, 1), 4), Seen(date(2022, 7, 1), None, "monitoring")],
            None,
            "full inspection",
            date(2022, 9, 21),
        ),
    ],
)
def test_when_the_next_inspection_is_likely(
    events: list[Seen], registered: date | None, kind: str, latest: date
) -> None:
    expected = histories.next_likely(events, date(2023, 3, 1), registered)
    assert expected is not None
    assert (expected.kind, expected.latest) == (kind, latest)
    assert expected.because
    assert expected.cite.startswith("SCCIF")


def test_inspection_years() -> None:
    assert [years.year_of(day) for day in (date(2019, 3, 31), date(2019, 4, 1))] == [2018, 2019]
    assert years.ended_by(date(2020, 3, 31), 3) == [2017, 2018, 2019]
    assert years.ended_by(date(2020, 3, 30), 3) == [2016, 2017, 2018]
    assert years.covered({2018: 2000, 2019: 1900, 2020: 90, 2021: 2100}) == [2018, 2019, 2021]
    assert years.newest_run([2016, 2017, 2018, 2021, 2022], 3) == [2016, 2017, 2018]
    assert years.newest_run([2016, 2018], 2) == []
    assert years.title(1999) == "1999-00"


def test_the_wilson_interval_as_published() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for count, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert rates.wilson(count, of) == pytest.approx((low, high), abs=5e-5)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(0, 12)), max_size=60))
def test_every_step_is_counted_once_whatever_it_is_grouped_by(drawn: list[tuple[int, int, int]]) -> None:
    steps = [
        InspectionStep(
            f"SC{n}",
            before,
            after,
            date(2018, 5, 1),
            date(2019, 5, 1),
            "",
            "Private",
            places or None,
            places,
            over_gap=False,
        )
        for n, (before, after, places) in enumerate(drawn)
    ]
    for by in rates.BY:
        table = rates.transitions(steps, by)
        assert sum(rate.count for rate in table) == len(steps)
        for rate in table:
            low, high = rate.interval
            assert low <= rate.share <= high
            assert rate.small == (rate.of < 10)


@given(st.lists(st.integers(1, 4), min_size=2, max_size=12))
def test_a_home_never_below_good_has_not_been_below_good(grades: list[int]) -> None:
    found = histories.classes(yearly(*grades))
    assert ("never below good" in found) == (max(grades) <= 2)
    assert len(set(found) & {"stable", "falling", "recovering", "swinging"}) <= 1
    if "falling" in found:
        assert grades[-1] > list(pairwise(grades))[-1][0]
