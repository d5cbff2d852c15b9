"""Reading a report's blocks back."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ninefold.reports.blocks import Figure, Inline, Text


def plain(text: Text) -> str:
    """Text as words only."""
    return "".join(_word(part) for part in text)


def _word(part: Inline) -> str:
    if isinstance(part, str):
        return part
    return str(part.number) if isinstance(part, Figure) else part.text


def figures(thing: Any) -> Iterator[Figure]:
    """Every figure in a report, a block or any part of one."""
    if isinstance(thing, Figure):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from figures(part)
    elif is_dataclass(thing):
        for part in fields(thing):
            yield from figures(getattr(thing, part.name))
