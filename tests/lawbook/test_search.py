"""People find what they want to write by the words they would use."""

import pytest

from ninefold.lawbook import load
from ninefold.lawbook.search import find
from tests.lawbook.conftest import Shelf


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("hold", ["hold"]),
        ("restraint", ["hold"]),
        ("restrain", ["hold"]),
        ("night", ["sleep"]),
        ("I want to write about the night", ["sleep"]),
        ("how was the nigh", ["sleep"]),
        ("restaint", ["hold"]),
        ("a restraint in the night", ["sleep", "hold"]),
        ("the one about it", []),
        ("happened", ["hold"]),
        ("zebra", []),
        ("", ["hold", "sleep"]),
    ],
)
def test_finds_by_ordinary_words(shelf: Shelf, asked: str, found: list[str]) -> None:
    assert [record.id for record in find(shelf.load().records.values(), asked)] == found


def test_a_title_comes_before_help(shelf: Shelf) -> None:
    shelf.swap("records/daily/hold.yaml", "Any use of force.", "Any use of force, at night too.")
    assert [record.id for record in find(shelf.load().records.values(), "night")] == ["sleep", "hold"]


@pytest.mark.parametrize(
    ("asked", "first"), [("restraint", "measure"), ("missing", "missing-episode"), ("wish", "wish")]
)
def test_the_library_of_the_house_is_found_by_its_words(asked: str, first: str) -> None:
    assert find(load.current().records.values(), asked)[0].id == first
