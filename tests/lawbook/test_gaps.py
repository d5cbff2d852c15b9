"""What a schedule still misses of a child or a home: shown by facts, filled by the forms that state them."""

import pytest

from ninefold.lawbook import load
from ninefold.lawbook.gaps import gaps, ways
from ninefold.lawbook.model import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


def lacking(library: Library, prefix: str, *shown: tuple[str, str]) -> dict[str, list[str]]:
    return {gap.id: [form.id for form in gap.forms] for gap in gaps(library, prefix, set(shown))}


def test_of_a_child_of_whom_nothing_is_written_all_that_is_always_owed_is_missing(library: Library) -> None:
    always = {name for name, item in library.wanted.items() if item.always and name.startswith("sch3:")}
    assert set(lacking(library, "sch3")) == always
    assert not {"sch3:14", "sch3:15", "sch3:22"} & always  # what has not happened is not missing


def test_every_gap_names_a_form_that_fills_it(library: Library) -> None:
    for prefix in ("sch1", "sch3", "sch4"):
        assert all(lacking(library, prefix).values())


def test_both_halves_of_an_item_are_needed(library: Library) -> None:
    half = lacking(library, "sch3", ("child.born", ""))
    assert half["sch3:2"] == ["child-particulars"]  # the birthday is there, the sex is not
    assert "sch3:2" not in lacking(library, "sch3", ("child.born", ""), ("particulars.sex", ""))


def test_one_of_several_ways_is_enough(library: Library) -> None:
    assert "sch3:12" not in lacking(library, "sch3", ("school.place", "school"))
    assert "sch3:12" not in lacking(library, "sch3", ("particulars.school", ""))


def test_a_value_must_be_the_one_asked_for(library: Library) -> None:
    assert "sch3:11" in lacking(library, "sch3", ("particulars.authority", "contact"))
    assert "sch3:11" not in lacking(library, "sch3", ("particulars.authority", "social-worker"))


def test_nothing_is_missing_when_every_fact_is_there(library: Library) -> None:
    every = {
        (fact, value) for item in library.wanted.values() for words in item.shown_by for fact, value in ways(words)
    }
    for prefix in ("sch1", "sch3", "sch4"):
        assert gaps(library, prefix, every) == []
