"""Sentences from the banks in ``ops/stories``: lists of small things, put together so that no two notes are alike.

A template names lists and facts in braces and alternatives in brackets: "{me} [ran|walked] to {place}".
"""

import random
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

STORIES = Path(__file__).resolve().parent.parent / "stories"
ONE_OF = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")
START = re.compile(r"(^|[.!?] )(@?)([a-z])")
ARTICLE = re.compile(r"\b([Aa]) (?=[aeiou])")


@cache
def bank(name: str) -> Any:
    """The list (or object) called ``name`` in any of the story files."""
    return _banks()[name]


@cache
def _banks() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for file in ("everyday", "more", "talk", "hard", "house"):
        for name, listed in story(file).items():
            found[name] = found[name] + listed if name in found else listed
    return found


@cache
def story(name: str) -> dict[str, Any]:
    """A whole story file: the cast, the arcs."""
    return yaml.safe_load((STORIES / f"{name}.yaml").read_text(encoding="utf-8"))


class HomeVoice:
    """The voice of one home. What was said lately is not said again, and no whole text is said twice."""

    def __init__(self, chance: random.Random, said: set[str]):
        """``said`` holds all that was said before; homes of one provider share it."""
        self._chance = chance
        self._bags: dict[str, list[Any]] = {}
        self._said = said

    def pick(self, name: str) -> Any:
        """One of the list ``name``; the whole list is gone through before any of it comes again."""
        bag = self._bags.get(name)
        if not bag:
            bag = self._bags[name] = list(bank(name))
            self._chance.shuffle(bag)
        return bag.pop()

    def say(self, name: str, about: Mapping[str, str]) -> str:
        """A sentence or two from the list ``name``, about somebody."""
        return self.fill(self.pick(name), about)

    def fill(self, template: str, about: Mapping[str, str]) -> str:
        """``template`` with its alternatives chosen and its braces filled, from ``about`` or from the lists."""
        text, before = template, ""
        while text != before:
            before = text
            text = ONE_OF.sub(lambda found: self._chance.choice(found.group(1).split("|")), text)
            text = SLOT.sub(lambda found: self._slot(found.group(1), about), text)
        return tidy(text)

    def _slot(self, name: str, about: Mapping[str, str]) -> str:
        small = name[0].lower() + name[1:]
        value = about.get(small) or self.pick(small)
        return value[:1].upper() + value[1:] if name != small else value

    def fresh(self, make: Callable[[], str]) -> str:
        """What ``make()`` gives, tried again until it was never said before; what keeps coming gets a detail more."""
        for attempt in range(60):
            text = make() if attempt < 12 else f"{make()} {self.say('aside', {})}"
            if text not in self._said:
                self._said.add(text)
                return text
        raise RuntimeError(f"The banks have run out of new things to say, as in: {text}")


def tidy(text: str) -> str:
    """Sentences that begin with a capital, "an" before a vowel, and no stop after a stop."""
    text = ARTICLE.sub(
        lambda found: found.group(1) + "n ", text.replace("..", ".").replace("?.", "?").replace("!.", "!")
    )
    return START.sub(lambda found: found.group(1) + found.group(2) + found.group(3).upper(), text)
