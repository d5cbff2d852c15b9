"""Authorities: one spelling of each, what became of those that ended, and where each stands in a grid of neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ninefold.sector.words import folded

_FILE = Path(__file__).with_name("authorities.yaml")


@dataclass(frozen=True, slots=True)
class Ended:
    """An authority that is no more: its last day was the one before ``on``; its area belongs to ``now``."""

    name: str
    on: date
    now: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What became of it."""
        return f"{self.name} ended on {self.on:%-d %B %Y}; its area is now {' and '.join(self.now)}."


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    return found


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    also = _told()["also"]
    return {folded(other): name for name, others in also.items() for other in (name, *others)}


@lru_cache(maxsize=2000)
def spelt(name: str) -> str:
    """The authority's name in one spelling; what is not known otherwise stays as it is."""
    return _spellings().get(folded(name), name)


def ended(name: str) -> Ended | None:
    """What became of an authority; None when it is still there."""
    fate = _told()["ended"].get(spelt(name))
    return Ended(spelt(name), fate["day"], tuple(fate["now"])) if fate else None


def successors() -> dict[str, Ended]:
    """Every authority that ended."""
    return {name: fate for name in _told()["ended"] if (fate := ended(name))}


def grid(region: str) -> list[list[str]]:
    """The rows of a region's grid, north to south; an empty text where nothing stands."""
    return [["" if name == "." else str(name) for name in row] for row in _told()["grid"].get(region, [])]


def regions() -> list[str]:
    """The regions that have a grid."""
    return list(_told()["grid"])


def neighbours(name: str) -> Iterator[str]:
    """The authorities that stand beside this one in its region's grid."""
    for region in regions():
        rows = grid(region)
        spots = {cell: (down, across) for down, row in enumerate(rows) for across, cell in enumerate(row) if cell}
        if (spot := spots.get(spelt(name))) is None:
            continue
        for other, (down, across) in spots.items():
            if other != spelt(name) and abs(down - spot[0]) <= 1 and abs(across - spot[1]) <= 1:
                yield other
