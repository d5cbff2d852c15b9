"""The five real years, counted a second way: plain dictionaries over the CSV, without a line of the sector's code."""

import csv
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ninefold.ops.command import main
from ninefold.sector import actions, queries, rates
from ninefold.sector.models import Event

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "ofsted-inspections"
FILES = sorted(FOLDER.glob("*.csv"))
NOW = datetime(2026, 10, 24, 12, tzinfo=UTC)
WORDS = {"outstanding": 1, "good": 2, "requires improvement": 3, "requires improvement to be good": 3, "inadequate": 4}

pytestmark = [
    pytest.mark.skipif(not FILES, reason="the published files are not in ../shared/data/ofsted-inspections"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def plain() -> list[tuple[str, int, date, int, str]]:
    """Each graded full inspection of a children's home: URN, year of its April, day, grade, places."""
    found = []
    for row in _rows():
        kind = row.get("Inspection event type") or row["Event type"]
        home = row["Provision type"].lower()
        day = datetime.strptime(row["Inspection date"], "%d/%m/%Y").date()
        overall = next(value for name, value in row.items() if "overall" in name.lower())
        if "children's home" in home and kind == "Full inspection" and overall.lower() in WORDS:
            year = day.year if day.month > 3 else day.year - 1
            found.append((row["URN"], year, day, WORDS[overall.lower()], row["Places"]))
    return found


def _rows() -> Iterator[dict[str, str]]:
    for path in FILES:
        data = path.read_bytes()
        text = data.decode("utf-8-sig") if data[:3] == b"\xef\xbb\xbf" or b"\xc3" in data else data.decode("cp1252")
        lines = text.splitlines()
        start = next(index for index, line in enumerate(lines) if line.startswith("Web link,URN"))
        yield from csv.DictReader(lines[start:])


@pytest.fixture
def imported(db: None) -> None:
    for path in FILES:
        taken = actions.import_file(path=path, name=path.name, at=NOW)
        assert taken.refusals == []


def test_counts_stability_and_changes_are_as_counted_plainly(
    imported: None, plain: list, capsys: pytest.CaptureFixture
) -> None:
    # One test, because importing is what takes the time.
    assert Event.objects.count() == sum(1 for _ in _rows())
    _years_and_grades(plain, capsys)
    _stable_homes(plain, capsys)
    _changes(plain)
    _again_changes_nothing()


def _years_and_grades(plain: list, capsys: pytest.CaptureFixture) -> None:
    names = {1: "outstanding", 2: "good", 3: "requires improvement", 4: "inadequate"}
    counted = Counter((str(year), names[grade]) for _, year, _, grade, _ in plain)
    assert main(["sector", "summary", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {(year, grade): count for year, grades in said.items() for grade, count in grades.items()} == counted


def _stable_homes(plain: list, capsys: pytest.CaptureFixture) -> None:
    for grade, name in ((1, "outstanding"), (2, "good"), (3, "requires improvement"), (4, "inadequate")):
        for wanted in ([2016, 2017, 2018], [2021, 2022], [2017, 2018], [2018]):
            by_home: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
            for urn, year, _, given, _ in plain:
                by_home[urn][year].add(given)
            expected = sorted(urn for urn, by in by_home.items() if all(by.get(year) == {grade} for year in wanted))
            last_day = f"{wanted[-1] + 1}-03-31"
            words = ["sector", "stable", "--grade", name, "--years", str(len(wanted)), "--to", last_day, "--json"]
            assert main(words) == 0
            assert json.loads(capsys.readouterr().out) == {
                "count": len(expected),
                "homes": expected,
                "inspected": len({urn for urn, year, *_ in plain if year == wanted[-1]}),
            }


def _changes(plain: list) -> None:
    by_home: dict[str, list[tuple[date, int, str]]] = defaultdict(list)
    for urn, _, day, grade, places in plain:
        by_home[urn].append((day, grade, places))
    counted: Counter[tuple[int, int]] = Counter()
    by_year: Counter[tuple[str, int, int]] = Counter()
    for inspections in by_home.values():
        inspections.sort()
        for (_, before, _), (day, after, _) in itertools.pairwise(inspections):
            counted[before, after] += 1
            by_year[str(day.year if day.month > 3 else day.year - 1), before, after] += 1
    steps = queries.steps()
    assert {(rate.before, rate.after): rate.count for rate in rates.transitions(steps, "all")} == counted
    found = {(rate.group, rate.before, rate.after): rate.count for rate in rates.transitions(steps, "year")}
    assert {key: count for key, count in found.items() if count} == by_year


def _again_changes_nothing() -> None:
    before = list(Event.objects.values_list("id", "grade", "on"))
    for path in FILES:
        taken = actions.import_file(path=path, name=path.name, at=NOW)
        assert (taken.new, taken.refusals, taken.file) == (0, [], None)
    assert list(Event.objects.values_list("id", "grade", "on")) == before


def test_the_newest_three_years_in_a_row_stop_at_the_gap(imported: None) -> None:
    newest = queries.newest_stable(1, 3)
    assert newest is not None
    assert newest.years == [2016, 2017, 2018]
    assert queries.stable(1, 3, date(2022, 3, 31)).not_covered == [2019, 2020]
