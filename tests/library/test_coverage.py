"""Everything that is wanted of a home is served, and the lists of what is wanted are whole."""

from pathlib import Path

import pytest
import yaml

from ninefold.lawbook import coverage, load
from ninefold.lawbook.model import Library

DOMAIN = Path(__file__).resolve().parents[3] / "shared" / "domain"


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


def test_nothing_that_is_wanted_lacks_what_serves_it(library: Library) -> None:
    assert coverage.lacking(library) == []


def _ids(name: str, *sections: str) -> set[str]:
    """The ids of a fact file. Skips where the fact files are not."""
    path = DOMAIN / name
    if not path.exists():
        pytest.skip("the fact files are not beside the project")
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {item["id"] for section in sections for item in told[section]}


def test_every_duty_of_the_fact_file_is_wanted(library: Library) -> None:
    assert {f"duty:{name}" for name in _ids("duties.yaml", "duties")} <= set(library.wanted)


def test_every_clock_of_the_fact_file_is_wanted(library: Library) -> None:
    ids = _ids("statutory-calendar.yaml", "child", "staff", "premises")
    assert {f"calendar:{name}" for name in ids} <= set(library.wanted)


def test_both_schedules_are_wanted_whole(library: Library) -> None:
    assert {f"sch3:{n}" for n in range(1, 27)} | {f"sch4:{n}" for n in range(1, 8)} <= set(library.wanted)


def test_every_practice_point_of_the_fact_file_is_ours(library: Library) -> None:
    path = DOMAIN / "practice.yaml"
    if not path.exists():
        pytest.skip("the fact files are not beside the project")
    areas = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {point["id"] for area in areas for point in area["points"]} == set(library.words.practice)
