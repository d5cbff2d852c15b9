"""What is made from the library once and kept: for as long as this process works by that very library, and no longer.

A process may come to work by another library (a provider's folder laid over ours, a test that bends one). What was made
from the last one is let go by then, so that nothing ever answers from a library that is not in force.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

from ninefold import lawbook
from ninefold.lawbook.model import Library

MANY = 8192  # how many answers of one function are kept; a library has far fewer parts

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def of_library(make: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """``make``, whose answers follow from its arguments and from ``lawbook.current()`` alone, asked once for each."""
    kept: tuple[Library, Callable[Asked, Answer]] | None = None

    @wraps(make)
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        nonlocal kept
        library, mine = lawbook.current(), kept  # one look at ``kept``: another thread may change it meanwhile
        if mine is None or mine[0] is not library:
            mine = kept = (library, cast("Callable[Asked, Answer]", lru_cache(maxsize=MANY)(make)))
        return mine[1](*args, **kwargs)

    return answer
