"""Reading a report's blocks back."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ninefold.reports.address import written
from ninefold.reports.blocks import Figure, Inline, Report, Text
from ninefold.reports.drawings.page import Links
from ninefold.reports.period import Period
from ninefold.reports.selection import Selection


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


def small(*blocks: object) -> Report:
    """A report of a few blocks."""
    about = ("month", "Evidence pack", "Larch House", "9900001", "2026-10", "October 2026", "month")
    return Report(*about, "2026-11-01T09:00:00Z", 7, "ab" * 32, blocks)  # type: ignore[arg-type]


def chosen(number: int, kind: str = "all", *words: str) -> Figure:
    """A figure of October."""
    return Figure(number, Selection(kind, words, Period.read("2026-10")))


# A room that no report knows of: what it is asked for stands in the address.
LINKS = Links(
    record=lambda record: f"/room/record/{record}/",
    obligation=lambda key: f"/room/owed/{key}/",
    selection=lambda selection: f"/room/behind/{written(selection, '9900001')}/",
)
