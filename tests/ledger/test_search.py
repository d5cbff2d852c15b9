"""Search finds words in records, and only in those the viewer may see."""

from typing import Any

import pytest

from ninefold.ledger import search
from tests import signing
from tests.factories import House, write

pytestmark = pytest.mark.django_db


def note(house: House, text: str, **more: Any) -> str:
    """A daily note about Jay; gives its record."""
    return write(house, "daily-note", {"story": [text]}, about=[house.jay], stage="note", **more).record_id


def found(house: House, words: str, by: Any = None) -> list[str]:
    """The records Dana, or somebody else, finds."""
    return [one.id for one in search.find(house.viewer(by or house.dana), words)]


def test_a_word_and_the_beginning_of_a_word_are_found(house: House) -> None:
    record = note(house, "Rode the scooter to the river and back.")
    note(house, "Watched a film.")
    assert found(house, "scooter") == [record]
    assert found(house, "river scoo") == [record]
    assert found(house, "scooter film") == []


def test_words_are_found_whatever_their_ending_and_accents(house: House) -> None:
    record = note(house, "Baked with Zoë at the café.")
    assert found(house, "baking cafe") == [record] or found(house, "baking") == [record]


@pytest.mark.parametrize("words", ["", "  ", '"', "' OR 1=1 --", "a AND", "NEAR(", "*", "&|!", "x:y"])
def test_any_typing_is_a_question_and_never_an_error(house: House, words: str) -> None:
    note(house, "Watched a film.")
    assert found(house, words) == []


def test_a_correction_changes_what_is_found(house: House) -> None:
    from tests.factories import NOW

    entry = write(house, "daily-note", {"story": ["Ate porridge."]}, about=[house.jay], stage="note")
    signing.correct(
        entry=entry,
        content={"story": ["Ate toast."]},
        because="It was toast.",
        home=house.home,
        author=house.dana.id,
        role="support-worker",
        happened_at=NOW,
        written_at=entry.received_at,
        received_at=entry.received_at,
        subjects=[{"id": house.jay.id, "kind": "child", "as": "about"}],
    )
    assert found(house, "porridge") == []
    assert found(house, "toast") == [entry.record_id]


def test_nothing_of_another_home_or_of_what_is_hidden_is_found(house: House) -> None:
    note(house, "Rode the scooter.")
    about_sam = [{"who": house.sam.id, "kind": "worker", "name": "Sam"}]
    content = {"story": ["He took the scooter away."], "complained_about": about_sam, "advocate": True}
    complaint = write(house, "complaint", content, about=[house.kit], stage="complaint").record_id
    assert found(house, "scooter", house.noor) == []
    assert complaint in found(house, "scooter", house.helen)
    assert complaint not in found(house, "scooter", house.sam)
    assert found(house, "scooter", house.ines) == []


def test_words_are_found_after_a_rebuild_and_after_what_follows_it(house: House) -> None:
    from ninefold.ledger.rebuild import rebuild

    first = note(house, "Rode the scooter.")
    rebuild(house.home)
    assert found(house, "scooter") == [first]
    second = note(house, "The scooter has a flat tyre.")
    assert set(found(house, "scooter")) == {first, second}
