"""The sections a report may have: one module each, known by the name of its file. An outline names them in order.

A module declares ``SUBJECTS`` (whom it can be about: home, child), ``PARAMETERS`` (what an outline gives it, by kind; see
``ninefold.lawbook.outlines.Declared``), ``read(scope, **parameters)``, which asks the database and gives plain data, and
``draw(data, frame)``, which makes blocks of the data and asks nobody.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from ninefold.reports.blocks import Block
from ninefold.reports.frame import Frame


class Section(NamedTuple):
    """A section's two halves."""

    read: Callable[..., Any]
    draw: Callable[[Any, Frame], Sequence[Block]]


def section(name: str) -> Section:
    """The section of this name. The library has seen to it that there is one."""
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    return Section(module.read, module.draw)
