"""What a kind of question is to the library and to the ledger. Pure.

A kind is one module of ``forms/kinds``, where it is also drawn, read and invented. That package stands above this one, so
nothing here imports it: the root package names where kinds are (``ninefold.KINDS``), and the modules found there are
loaded when the first question is made. docs/forms.md says how a kind is added.
"""

import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import ninefold
from ninefold.base import clock
from ninefold.lawbook.problems import nearest

if TYPE_CHECKING:
    from ninefold.lawbook.model import FormField, Yield

EARLIEST = date(1990, 1, 1)  # no home that keeps its records here tells of what was before
MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
TOO_EARLY = "That is too long ago to be right. Please check the date."


Options = Literal["none", "may", "must"]  # whether a question lists its answers


@dataclass(frozen=True, slots=True)
class Times:
    """Between what the moments of an answer may lie: ``now`` at the latest, and not before ``began_at`` where it is given."""

    now: datetime
    began_at: datetime | None = None


class Kind:
    """A kind of question, as far as the library and the ledger go. Its ``id`` is the name of its module.

    ``several``: its answer is a list of things, so that no single fact carries it. ``timed``: it says when something is
    true. ``names_people``, ``holds_files``: what its answers hold. ``options``: whether a question of this kind lists
    its answers. ``in_words``: somebody's own words, which may stand as a record's headline. ``carries``: from which kinds
    text may be carried into it, besides its own.
    """

    id: str = ""
    several: bool = False
    timed: bool = False
    names_people: bool = False
    holds_files: bool = False
    only_pictures: bool = False
    in_words: bool = False
    has_columns: bool = False
    options: Options = "none"
    carries: tuple[str, ...] = ()

    def check(self, asked: "FormField", answer: Any, times: Times) -> str | None:
        """What is wrong with an answer of this kind, as a sentence to stand beside it; nothing when it may be signed."""
        raise NotImplementedError

    def schema(self, asked: "FormField") -> dict[str, Any]:
        """The JSON schema of an answer: it accepts all that ``check`` accepts."""
        raise NotImplementedError

    def values(self, asked: "FormField") -> frozenset[str] | None:
        """All values that a fact carrying the answer can have; None when it can be anything."""
        return None

    def never(self, asked: "FormField", answer: Any) -> str:
        """Why no answer to this question equals what a condition of the library compares it with; "" when one can."""
        return ""

    def states(self, asked: "FormField") -> "Yield | None":
        """The rule by which an answer states a fact by itself: the one that the question names, or one of the kind's own."""
        raise NotImplementedError


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of question by its id: one for each module of the packages in ``ninefold.KINDS``."""
    found: dict[str, Kind] = {}
    for package in ninefold.KINDS:
        for module in pkgutil.iter_modules(import_module(package).__path__):
            kind: Kind = import_module(f"{package}.{module.name}").KIND
            kind.id = module.name.replace("_", "-")
            found[kind.id] = kind
    return found


def kind_of(asked: "FormField") -> Kind:
    """The kind of a question."""
    return kinds()[asked.kind]


def blank(answer: Any) -> bool:
    """Whether nothing was answered. False and 0 are answers."""
    return answer is None or (isinstance(answer, str | list | dict) and not answer)


def answer_problem(asked: "FormField", answer: Any, times: Times) -> str | None:
    """What is wrong with the answer to a question: that there is none and one is needed, or what its kind says."""
    if blank(answer):
        return f"Please answer: {asked.label[:1].lower()}{asked.label[1:]}" if asked.required else None
    return kind_of(asked).check(asked, answer, times)


def known(word: str) -> str:
    """``word``, if it is a kind. Raises ValueError with a sentence that offers the nearest."""
    if word not in kinds():
        raise ValueError(f"'{word}' is not a kind.{nearest(word, kinds())} It can be: {', '.join(kinds())}")
    return word


def sources() -> list[Path]:
    """The files of all kinds, none of them loaded: a library that was checked depends on them (``lawbook.compiled``)."""
    specs = [find_spec(package) for package in ninefold.KINDS]
    folders = [folder for spec in specs if spec for folder in spec.submodule_search_locations or ()]
    return sorted(path for folder in folders for path in Path(folder).glob("*.py"))


def is_reference(value: Any) -> bool:
    """Whether ``value`` is a reference to a person: who they are, of what kind, and what they were called."""
    return (
        isinstance(value, dict)
        and set(value) == {"who", "kind", "name"}
        and all(isinstance(part, str) for part in value.values())
    )


def moment_problem(answer: Any, times: Times) -> str | None:
    """What is wrong with a moment: no moment at all, not yet come, too long ago, or before its record began."""
    if not isinstance(answer, str) or not re.fullmatch(MOMENT, answer):
        return "Please give a date and a time."
    try:
        moment = clock.parse(answer)
    except ValueError:
        return "There is no such date and time."
    if moment > times.now:
        return future_sentence(moment, times.now)
    if why := too_early(moment):
        return why
    if times.began_at and moment < times.began_at:
        return f"That is before it began ({human(times.began_at)}). Please check the date and time."
    return None


def too_early(moment: datetime) -> str:
    """Why a moment cannot be right, whatever it is the moment of; "" when it can."""
    return TOO_EARLY if moment.date() < EARLIEST else ""


def future_sentence(moment: datetime, now: datetime) -> str:
    """A question about a moment that has not come yet, offering the likely slip."""
    # A day earlier on the clock on the wall, also in the night the clocks change.
    earlier = clock.from_local(clock.local(moment).replace(tzinfo=None) - timedelta(days=1))
    if earlier <= now:
        return f"That has not happened yet. Did you mean {human(earlier)}?"
    return "That has not happened yet. Please check the date and time."


def human(moment: datetime) -> str:
    """A moment as people say it: "24 October, 21:40"."""
    wall = clock.local(moment)
    return f"{wall.day} {wall:%B}, {clock.wall_time(moment)}"
