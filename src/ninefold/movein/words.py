"""The words that homes write above and in their tables, from ``library/movein``, laid under a provider's own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ninefold.base import env
from ninefold.base.letters import plainly

KINDS = ("adults", "children", "contacts", "medicines", "training")
_SIGNS = re.compile(r"[^\w%✓✔✗?]+")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is about: ``reads`` says how its cells are read, ``strong`` whether it tells tables apart."""

    id: str
    reads: str
    strong: bool


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """Text as headings and values are compared: small letters without marks and signs, single spaces."""
    words = " ".join(_SIGNS.sub(" ", plainly(text).replace("'", "").replace("_", " ")).split())
    return " ".join(words.replace("?", " ").split()) or words


@lru_cache(maxsize=1)
def _library() -> tuple[dict[str, Any], dict[str, Any]]:
    folders = [Path(__file__).parent.parent / "library" / "movein"]
    own = env.word("NINEFOLD_LIBRARY")
    folders += [Path(own) / "movein"] if own and (Path(own) / "movein").is_dir() else []
    columns: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for folder in folders:
        for name, into in (("columns.yaml", columns), ("values.yaml", values)):
            if (folder / name).is_file():
                for key, part in yaml.load((folder / name).read_text("utf-8"), yaml.BaseLoader).items():  # noqa: S506 - all as text, so that "no" is a word
                    into[key] = {**into[key], **part} if isinstance(into.get(key), dict) else part
    return columns, values


@lru_cache(maxsize=8)
def columns(kind: str) -> dict[str, Column]:
    """The columns that a table of this kind may have, by id."""
    return {id: Column(id, one["as"], bool(one.get("strong"))) for id, one in _library()[0][kind].items()}


@lru_cache(maxsize=8)
def _headings(kind: str) -> dict[str, str]:
    return {bare(str(word)): id for id, one in _library()[0][kind].items() for word in one["words"]}


@lru_cache(maxsize=4000)
def column_of(kind: str, heading: str) -> tuple[str, bool]:
    """Which column of ``kind`` a heading names, and whether it says exactly that; ("", False) for none."""
    words = bare(heading)
    known = _headings(kind)
    if words in known:
        return known[words], True
    return longest(words, known), False


def longest(words: str, known: dict[str, str]) -> str:
    """What the longest of the known words means that stands whole in ``words``; nothing when none does."""
    padded = f" {words} "
    best = max((word for word in known if len(word) > 1 and f" {word} " in padded), key=len, default="")
    return known.get(best, "")


@lru_cache(maxsize=64)
def meanings(name: str) -> dict[str, str]:
    """The words of a list of values, each with what it means."""
    table = _library()[1][name]
    if isinstance(table, dict):
        return {bare(str(word)): str(id) for id, words in table.items() for word in words}
    return {bare(str(word)): bare(str(word)) for word in table}


def meant(name: str, text: str) -> tuple[str, bool]:
    """What ``text`` means by the list ``name``, and whether it says exactly one of its words."""
    words, known = bare(text), meanings(name)
    if words in known:
        return known[words], True
    return longest(words, known), False


def says(name: str, text: object) -> bool:
    """Whether the whole cell is one of the words of the list."""
    return bare(str(text if text is not None else "")) in meanings(name)


def has(name: str, text: str) -> bool:
    """Whether one of the words of the list stands in the text."""
    return bool(meant(name, text)[0])


def called(name: str) -> dict[str, str]:
    """What each value of a list is called, for people."""
    return dict(_library()[1][name])


def first_of(words: Iterable[str]) -> str:
    """The first that is not empty."""
    return next((word for word in words if word), "")
