"""Choices that narrow a list: each a name, a label and options, with what was chosen read from the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice above a list. The first option is what holds when nothing, or nothing known, was chosen."""

    name: str
    label: str
    options: Sequence[Option]
    chosen: str


def read(given: Mapping[str, str], name: str, label: str, options: Sequence[Option]) -> Filter:
    """The choice called ``name`` as it was made in ``given``."""
    asked = given.get(name, "")
    known = {value for value, _ in options}
    return Filter(name, label, options, asked if asked in known else options[0][0])
