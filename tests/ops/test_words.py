"""The banks of the simulation: every template can be filled, sentences are tidy, and nothing is said twice."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from ninefold.ops.simulate import words

# What house.House.about tells a template besides the lists.
TOLD = {
    "me", "he", "him", "his", "himself", "other", "staff", "worker", "family", "calm", "mate", "teacher", "hobbything",
    "rain", "age", "place", "shop", "child", "by", "children", "workers", "all",
}  # fmt: skip


def templates(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for one in part.values() if isinstance(part, dict) else part:
            yield from templates(one)


def all_templates() -> list[str]:
    files = ("everyday", "more", "talk", "hard", "house", "arcs")
    return [one for file in files for one in templates(words.story(file))]


def test_every_slot_is_a_list_or_told() -> None:
    for template in all_templates():
        for slot in words.SLOT.findall(template):
            name = slot[0].lower() + slot[1:]
            assert name in TOLD or words.bank(name), template


def test_brackets_are_closed() -> None:
    for template in all_templates():
        rest = words.SLOT.sub("", words.ONE_OF.sub("", template))
        assert not set("[]{}") & set(rest), template


@pytest.mark.parametrize(
    ("rough", "tidied"),
    [
        ("a apple. it fell..", "An apple. It fell."),
        ("he ran? @jay did", "He ran? @Jay did"),
    ],
)
def test_tidy(rough: str, tidied: str) -> None:
    assert words.tidy(rough) == tidied


def test_nothing_is_said_twice() -> None:
    voice = words.HomeVoice(random.Random(1), set())
    said = [voice.fresh(lambda: voice.fill("It was [wet|dry].", {})) for _ in range(20)]
    assert len(set(said)) == 20


def test_a_whole_list_is_gone_through_before_it_repeats() -> None:
    voice = words.HomeVoice(random.Random(1), set())
    games = words.bank("game")
    assert sorted(voice.pick("game") for _ in games) == sorted(games)
