"""Sentences from the banks in ``ops/stories``: lists of small things, put together so that no two notes are alike.

A template names lists and facts in braces and alternatives in brackets: "{me} [ran|walked] to {place}".
"""

import random
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ninefold.base.english import stopped

STORIES = Path(__file__).resolve().parent.parent / "stories"
FILES = ("everyday", "more", "talk", "hard", "house", "nights")
PROPER = ("English", "Spanish")
TRIES = 12  # before what keeps coming gets a detail more
LAST = 60
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
    for file in FILES:
        for name, listed in story(file).items():
            found[name] = found[name] + listed if name in found else listed
    return found


@cache
def story(name: str) -> dict[str, Any]:
    """A whole story file: the cast, the arcs."""
    return read_yaml(STORIES / f"{name}.yaml")


def read_yaml(path: Path) -> Any:
    """What a file of ours holds; read by the quick loader where there is one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both loaders are safe ones


class Truths(dict[str, str]):
    """What a template may ask, and which sentences would not be true there: of school in the holidays, of a tooth gap at 15.

    ``fits`` is asked of every sentence, and of each of several alternatives, before one is taken.
    """

    def __init__(self, values: Mapping[str, str], fits: Callable[[Any], bool] = lambda template: True):
        super().__init__(values)
        self.fits = fits

    def __or__(self, more: Mapping[str, str]) -> "Truths":  # type: ignore[override]
        return Truths({**self, **more}, self.fits)


class HomeVoice:
    """The voice of one home. What was said lately is not said again, and no whole text is said twice."""

    def __init__(self, chance: random.Random, said: set[str]):
        """``said`` holds all that was said before; homes of one provider share it."""
        self._chance = chance
        self._bags: dict[str, list[Any]] = {}
        self._said = said
        self.today = ""  # the day it is, as it is written

    def pick(self, name: str, about: Mapping[str, str] | None = None) -> Any:
        """One of the list ``name`` that fits; the whole list is gone through before any of it comes again."""
        fits = _fitting(about)
        bag = self._bags.setdefault(name, [])
        for _ in range(2):
            for place in range(len(bag) - 1, -1, -1):
                if fits(bag[place]):
                    return bag.pop(place)
            fresh = [one for one in bank(name) if one not in bag]
            self._chance.shuffle(fresh)
            bag[:0] = fresh
        return self._chance.choice(bank(name))

    def say(self, name: str, about: Mapping[str, str]) -> str:
        """A sentence or two from the list ``name``, about somebody."""
        return self.fill(self.pick(name, about), about)

    def one_of(self, several: Iterable[Any], about: Mapping[str, str]) -> Any:
        """One of several alternatives: of those that fit, where any does."""
        listed, fits = list(several), _fitting(about)
        return self._chance.choice([one for one in listed if fits(one)] or listed)

    def fill(self, template: str, about: Mapping[str, str]) -> str:
        """``template`` with its alternatives chosen and its braces filled, from ``about`` or from the lists."""
        text, before = template, ""
        while text != before:
            before = text
            text = ONE_OF.sub(lambda found: self.one_of(found.group(1).split("|"), about), text)
            text = SLOT.sub(lambda found: self._slot(found.group(1), about), text)
        return tidy(text)

    def _slot(self, name: str, about: Mapping[str, str]) -> str:
        small = name[0].lower() + name[1:]
        value = about.get(small)
        if value is None:
            value = str(self.pick(small, about))
        if name == small:
            return value
        at = 1 if value[:1] in "@[" else 0
        return value[:at] + value[at : at + 1].upper() + value[at + 1 :]

    def fresh(self, make: Callable[[], str]) -> str:
        """What ``make()`` gives, tried again until it was never said before; what keeps coming gets a detail more."""
        for attempt in range(LAST):
            text = make() if attempt < TRIES else f"{stopped(make())} {self.say('aside', {'today': self.today})}"
            if text not in self._said:
                self._said.add(text)
                return text
        raise RuntimeError(f"The banks have run out of new things to say, as in: {text}")


def _fitting(about: Mapping[str, str] | None) -> Callable[[Any], bool]:
    return about.fits if isinstance(about, Truths) else lambda template: True


def tidy(text: str) -> str:
    """Sentences that begin with a capital, "an" before a vowel, and no stop after a stop."""
    text = ARTICLE.sub(
        lambda found: found.group(1) + "n ",
        text.replace("  ", " ").replace("..", ".").replace("?.", "?").replace("!.", "!"),
    )
    return START.sub(lambda found: found.group(1) + found.group(2) + found.group(3).upper(), text)


def small(words: str) -> str:
    """``words`` as they go on within a sentence."""
    return words if words.startswith(PROPER) or words[1:2].isupper() else words[:1].lower() + words[1:]
