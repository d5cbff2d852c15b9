"""Whom a page shows: gathered while it is made, and written down when it is answered (``web.looks``).

Whatever makes a line about somebody says so here: a record in a list, something owed. So a page that nobody thought of
is written down with those who stand on it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Looks:
    """Who stands on a page so far, and whether its view has written down itself who looked."""

    people: set[str] = field(default_factory=set)
    said: bool = False


_looks: ContextVar[Looks | None] = ContextVar("looks", default=None)


@contextmanager
def gathering() -> Iterator[Looks]:
    """While this lasts, whom a page shows goes into what it gives."""
    looks = Looks()
    before = _looks.set(looks)
    try:
        yield looks
    finally:
        _looks.reset(before)


def show(people: Iterable[str]) -> None:
    """These people, by their ids, stand on the page that is being made."""
    looks = _looks.get()
    if looks is not None:
        looks.people.update(one for one in people if one)


def said() -> None:
    """The page that is being made has written down itself who looked."""
    looks = _looks.get()
    if looks is not None:
        looks.said = True
