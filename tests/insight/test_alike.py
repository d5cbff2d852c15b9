"""Texts that are nearly the same, whoever they were written about."""

from hypothesis import given
from hypothesis import strategies as st

from ninefold.insight import alike

NAMES = alike.name_words(["Jay", "Kit Marlow"])
EVENING = "Jay came in muddy from football, ate two plates of his curry and told us about the goal he nearly scored"


def measure(one: str, other: str) -> float:
    return alike.alike(alike.runs(one, NAMES), alike.runs(other, NAMES))


def test_another_name_and_other_pronouns_are_the_same_text() -> None:
    copied = EVENING.replace("Jay", "Kit").replace("his", "her").replace(" he ", " she ")
    assert measure(EVENING, copied) == 1.0
    assert measure(EVENING, copied.replace("Kit", "@Kit Marlow")) == 1.0


def test_a_changed_word_is_still_nearly_the_same_and_another_evening_is_not() -> None:
    assert measure(EVENING, EVENING.replace("curry", "stew")) >= alike.NEARLY
    other = "Kit came in from school quiet, did not want supper and told us later that the maths test had gone badly"
    assert measure(EVENING, other) < 0.2


def test_short_texts_are_never_alike() -> None:
    assert measure("Slept well all night.", "Slept well all night.") == 0.0


words = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            "c",
            "d",
            "e",
            "f",
            "g",
            "h",
            "i",
            "j",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "q",
            "r",
            "s",
            "t",
            "u",
            "v",
            "w",
            "x",
            "y",
            "z",
        ]
    ),
    min_size=12,
    max_size=40,
)
texts = st.lists(words.map(" ".join), max_size=12)


@given(words.map(" ".join))
def test_a_text_is_like_itself(text: str) -> None:
    assert measure(text, text.upper()) == 1.0


@given(words.map(" ".join), words.map(" ".join))
def test_it_does_not_matter_which_comes_first(one: str, other: str) -> None:
    assert measure(one, other) == measure(other, one)
    assert 0.0 <= measure(one, other) <= 1.0


@given(texts)
def test_bringing_together_finds_what_comparing_each_with_each_finds(given_texts: list[str]) -> None:
    known = {str(number): alike.runs(text) for number, text in enumerate(given_texts)}
    keys = list(known)
    slow = {
        (one, other): alike.alike(known[one], known[other])
        for at, one in enumerate(keys)
        for other in keys[at + 1 :]
        if alike.alike(known[one], known[other]) >= alike.NEARLY
    }
    assert {(pair.first, pair.second): pair.alike for pair in alike.pairs(known)} == slow


def test_the_nearest_of_several() -> None:
    others = {"one": alike.runs(EVENING.replace("curry", "stew"), NAMES), "two": alike.runs(EVENING, NAMES)}
    assert alike.nearest(alike.runs(EVENING, NAMES), others) == ("two", 1.0)
    assert alike.nearest(alike.runs("Nothing like it at all", NAMES), others) == ("", 0.0)
