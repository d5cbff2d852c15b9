"""Taking files: once, in any order, and all or nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ninefold.sector import actions, invented, queries
from ninefold.sector.files import Damaged
from ninefold.sector.models import Event, Import, InspectedHome, Watch
from tests.sector.sheets import TITLES, as_csv, row

NOW = datetime(2026, 10, 24, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def take(path: Path) -> actions.Taken:
    return actions.import_file(path=path, name=path.name, at=NOW)


def test_a_file_taken_twice_and_files_that_overlap_change_nothing(tmp_path: Path) -> None:
    first = as_csv(tmp_path / "a.csv", [TITLES, row(), row("SC000002", number="10000002")])
    over = as_csv(tmp_path / "b.csv", [TITLES, row("SC000002", number="10000002"), row("SC000003", number="10000003")])
    assert (take(first).new, take(first).new, take(over).new) == (2, 0, 1)
    assert Import.objects.count() == 2
    assert Event.objects.count() == 3


def test_an_inspection_whose_number_was_rounded_away_is_known_by_its_day(tmp_path: Path) -> None:
    take(as_csv(tmp_path / "a.csv", [TITLES, row(number="1.02E+07"), row("SC000002", number="10000002")]))
    again = take(as_csv(tmp_path / "b.csv", [TITLES, row(number="10213015"), row("SC000002", number="")]))
    assert (again.new, again.known) == (0, 2)


def test_one_number_given_to_several_agencies_is_several_inspections(tmp_path: Path) -> None:
    taken = take(
        as_csv(tmp_path / "a.csv", [TITLES, row("SC000001", number="7000001"), row("SC000002", number="7000001")])
    )
    assert taken.new == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_newest_file_about_an_inspection_counts_and_the_older_is_kept(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    titles = (*TITLES, "Publication date")
    early = as_csv(tmp_path / "a.csv", [titles, (*row(overall="Good"), "01/06/2018")])
    late = as_csv(tmp_path / "b.csv", [titles, (*row(overall="Inadequate"), "01/07/2018")])
    for place in order:
        take((early, late)[place])
    assert Event.objects.get().grade == 4
    assert [(one.file, one.why) for one in queries.otherwise()] == [
        ("a.csv", "Here full 10/05/2018 good; what counts is full 10/05/2018 inadequate.")
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_files_of_one_day_the_lower_judgement_counts(tmp_path: Path, order: tuple[int, int]) -> None:
    files = [as_csv(tmp_path / f"{grade}.csv", [TITLES, row(overall=grade)]) for grade in ("Good", "Inadequate")]
    for place in order:
        take(files[place])
    assert (Event.objects.get().grade, Event.objects.get().differs) == (4, True)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_grade_that_was_left_open_is_completed_and_never_taken_back(tmp_path: Path, order: tuple[int, int]) -> None:
    blank = as_csv(tmp_path / "a.csv", [TITLES, row(overall="")])
    final = as_csv(tmp_path / "b.csv", [TITLES, row(overall="Good")])
    for place in order:
        take((blank, final)[place])
    assert Event.objects.get().grade == 2
    again = take(blank)
    assert (again.new, again.known, again.file) == (0, 1, None)
    assert Event.objects.get().grade == 2


@pytest.mark.parametrize(("days", "count"), [(0, 1), (3, 1), (4, 2)])
def test_a_renumbered_inspection_is_one(tmp_path: Path, days: int, count: int) -> None:
    take(as_csv(tmp_path / "a.csv", [TITLES, row(day="10/05/2018", number="10000001")]))
    take(as_csv(tmp_path / "b.csv", [TITLES, row(day=f"{10 + days}/05/2018", number="10999999")]))
    assert Event.objects.count() == count


def test_two_visits_within_days_that_one_file_lists_are_two(tmp_path: Path) -> None:
    visits = [
        row(day=day, number=number, event="Monitoring visit", overall="")
        for day, number in (("03/03/2025", "10000001"), ("06/03/2025", "10000002"))
    ]
    take(as_csv(tmp_path / "a.csv", [TITLES, *visits]))
    assert Event.objects.count() == 2


def test_invented_homes_go_when_real_ones_come_and_stay_away(tmp_path: Path) -> None:
    invented.fill(homes=5, seed=1, at=NOW)
    taken = take(as_csv(tmp_path / "a.csv", [TITLES, row()]))
    assert taken.invented_gone == Import.objects.count() + 4
    assert list(InspectedHome.objects.values_list("urn", flat=True)) == ["SC000001"]
    with pytest.raises(ValueError, match="real inspections here"):
        invented.fill(homes=5, seed=1, at=NOW)


def test_a_damaged_file_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    take(as_csv(tmp_path / "a.csv", [TITLES, row()]))
    with pytest.raises(Damaged):
        take(as_csv(tmp_path / "b.csv", [TITLES, row("SC000002", day="01/01/1900"), row("SC000003")]))
    assert list(InspectedHome.objects.values_list("urn", flat=True)) == ["SC000001"]
    assert Import.objects.count() == 1


def test_what_a_provider_is_now_does_not_depend_on_the_order_of_the_files(tmp_path: Path) -> None:
    titles = (*TITLES, "Places", "Organisation which owns the provider")
    old = as_csv(tmp_path / "old.csv", [titles, (*row(day="10/05/2017", number="100001"), "6", "Elm Care Ltd")])
    new = as_csv(tmp_path / "new.csv", [titles, (*row(day="10/05/2019", number="100002"), "4", "")])
    for order in ((old, new), (new, old)):
        Import.objects.all().delete()
        for path in order:
            take(path)
        home = InspectedHome.objects.get()
        assert (home.places, home.owner, home.first_on, home.last_on) == (
            4,
            "Elm Care Ltd",
            date(2017, 5, 10),
            date(2019, 5, 10),
        )


def test_a_region_has_one_spelling(tmp_path: Path) -> None:
    titles = (*TITLES, "Region")
    spelt = ("YORKSHIRE AND THE HUMBER", "Yorkshire and the Humber", "Yorkshire & The Humber")
    rows = [(*row(f"SC{n:06}", number=f"10000{n}"), region) for n, region in enumerate(spelt)]
    take(as_csv(tmp_path / "a.csv", [titles, *rows]))
    assert set(InspectedHome.objects.values_list("region", flat=True)) == {"Yorkshire and The Humber"}


def test_following_a_home_keeps_one_note(tmp_path: Path) -> None:
    take(as_csv(tmp_path / "a.csv", [TITLES, row()]))
    actions.watch(watcher="ada", urn="SC000001", note="ask about staffing ", at=NOW)
    actions.watch(watcher="ada", urn="SC000001", note="visited", at=NOW)
    assert [(one.note, one.at) for one in Watch.objects.all()] == [("visited", NOW)]
    actions.unwatch(watcher="ada", urn="SC000001")
    assert not Watch.objects.exists()


def test_a_gap_is_no_part_of_a_run_of_years(tmp_path: Path) -> None:
    days = ("10/05/2018", "10/05/2019", "10/05/2021", "10/05/2022")
    rows = [row(day=day, number=f"100{day[-4:]}", overall="Outstanding") for day in days]
    take(as_csv(tmp_path / "a.csv", [TITLES, *rows]))
    assert queries.covered_years() == [2018, 2019, 2021, 2022]
    over = queries.stable(1, 3, date(2022, 3, 31))
    assert (over.homes, over.not_covered) == ([], [2020])
    home = queries.provider("sc000001")
    assert home is not None
    assert queries.history(home, date(2023, 1, 1)).unbroken_years == 2
    assert [one.what for one in queries.line(home)].count("no data") == 1
