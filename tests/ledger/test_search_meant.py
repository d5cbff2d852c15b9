"""What somebody means who types a word: one list of cases, run on both databases, with the same answers on each."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ninefold import lawbook
from ninefold.ledger import search, vocabulary
from tests.factories import House, write

pytestmark = pytest.mark.django_db

NOTES = {
    "bike": "Fell off his bike by the weir and bruised a knee.",
    "motor": "Looked at a motorbike in the window, and asked how fast they go.",
    "baking": "Baked bread with Zoë at the café in Łódź street.",
    "worried": "She worried about the review; the social worker’s visit helped.",
    "hospital": "Two hours in hospital with Siobhán O’Neill.",
    "restraint": "We talked about restraint and what would help instead.",
    "number": "Size 4 boots, order 12/345, from A&E at 07:30.",
    "turkish": "İpek and Işıl wrote to their aunt.",
}
# What is typed, and which notes it finds, the nearest first.
MEANT = [
    ("bike", ["bike", "motor"]),  # the very word, then part of one
    ("motorb", ["motor"]),
    ("bik", ["bike"]),
    ("mot", ["motor"]),
    ("oto", []),
    ("fall", ["bike"]),  # fell
    ("falling", ["bike"]),
    ("bruise", ["bike"]),
    ("ruised", ["bike"]),
    ("bruized", ["bike"]),  # a slip
    ("burised", ["bike"]),  # two letters swapped
    ("bakes", ["baking"]),
    ("zoe", ["baking"]),
    ("ZOË", ["baking"]),
    ("Zoe's", ["baking"]),
    ("cafe lodz", ["baking"]),
    ("workers visit", ["worried"]),
    ("worker's visit", ["worried"]),
    ("worker’s", ["worried"]),
    ("worry", ["worried"]),
    ("oneill", ["hospital"]),
    ("O'Neill", ["hospital"]),
    ("o’neil", ["hospital"]),
    ("siobhan", ["hospital"]),
    ("hopsital", ["hospital"]),
    ("restrant", ["restraint"]),
    ("retsraitn", ["restraint"]),
    ("size 4", ["number"]),
    ("12/345", ["number"]),
    ("ipek", ["turkish"]),
    ("IŞIL", ["turkish"]),
    ("isil", ["turkish"]),
    ("bike hospital", []),
    ("xylophone", []),
]


@pytest.fixture
def notes(house: House) -> dict[str, str]:
    """Each note's name by its record."""
    found = {}
    for name, text in NOTES.items():
        entry = write(house, "daily-note", {"story": [text]}, about=[house.jay], stage="note")
        found[entry.record_id] = name
    return found


@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_what_is_meant(house: House, notes: dict[str, str], typed: str, meant: list[str]) -> None:
    hits = search.hits(house.viewer(house.dana), typed, 20)
    assert [notes[hit.record.pk] for hit in hits] == meant
    assert {notes[one.pk] for one in search.find(house.viewer(house.dana), typed)} == set(meant)


def test_the_words_stand_in_what_is_around_them(house: House, notes: dict[str, str]) -> None:
    hit = search.hits(house.viewer(house.dana), "siobhan oneill", 5)[0]
    assert [text for text, marked in hit.parts if marked] == ["Siobhán", "O’Neill"]
    assert "".join(text for text, _ in hit.parts).startswith("Two hours in hospital with Siobhán")


@given(st.text(max_size=200), st.lists(st.text("abcdefg ", min_size=1, max_size=8), max_size=4))
def test_what_is_around_is_a_piece_of_the_text(before: str, words: list[str]) -> None:
    body = "Daily note\n" + before + " ".join(words) * 8
    parts = search.around(body, {word for text in words for word in vocabulary.words_in(text)})
    piece = "".join(text for text, _ in parts).removeprefix("… ").removesuffix(" …")
    assert piece in " · ".join(part for one in body.split("\n")[1:] if (part := " ".join(one.split())))


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("abcd", "abcd", 0), ("abcd", "abdc", 1), ("abcd", "abc", 1), ("abcd", "abxcd", 1), ("abcd", "axyd", 2), ("abcd", "wxyz", 3), ("", "ab", 2)],
)  # fmt: skip
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert vocabulary.apart(one, other, 2) == slips == vocabulary.apart(other, one, 2)


@given(st.text("ab'\"&|!():*<> \\é\x00", max_size=30))
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    groups = [vocabulary.words_in(typed) or ["a"]]
    assert all(word.isalnum() for word in groups[0])


def test_a_search_asks_little(house: House, notes: dict[str, str]) -> None:
    with CaptureQueriesContext(connection) as asked:
        search.hits(house.viewer(house.dana), "fall bruised", 20)
    assert len(asked) <= 16


def test_a_rebuild_knows_the_same_words(house: House, notes: dict[str, str]) -> None:
    from ninefold.ledger.models import SearchPart, SearchText, SearchWord
    from ninefold.ledger.rebuild import rebuild

    def state() -> Any:
        return (
            sorted(SearchWord.objects.values_list("home", "word", "form")),
            sorted(SearchPart.objects.values_list("home", "part", "word")),
            sorted(SearchText.objects.values_list("record_id", "words")),
        )

    before = state()
    rebuild(house.home)
    assert state() == before


def test_a_name_and_a_word_find_what_is_about_somebody(house: House) -> None:
    about = write(house, "daily-note", {"story": ["Two hours in hospital."]}, about=[house.jay], stage="note").record_id
    write(house, "daily-note", {"story": ["Two hours in hospital."]}, about=[house.kit], stage="note")
    hits = search.hits(house.viewer(house.dana), "jay hospital", 5, {"jay": [house.jay.id]})
    assert [hit.record.pk for hit in hits] == [about]
    assert search.hits(house.viewer(house.dana), "jay hospital", 5) == []


def test_choices_are_found_by_what_they_are_called(house: House) -> None:
    told = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
    write(house, "concern", told, by=house.helen, about=[house.kit])
    label = next(f for f in lawbook.current().records["concern"].stages[0].fields if f.id == "category").label_of(
        "online"
    )
    assert len(search.hits(house.viewer(house.helen), label, 5)) == 1


def test_another_homes_words_are_no_help(house: House, notes: dict[str, str]) -> None:
    assert vocabulary.meant(house.other.id, "bike", vocabulary.SLIP) == []
