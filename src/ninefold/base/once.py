"""Asked once a request: what several parts of one page want to know is read by the first of them and kept for the rest.

Kept only while a request reads (``reading``), when nothing can change in between: from the moment when something is
about to be signed (``stop``), and outside a request, every call asks anew. What is kept is shared between the parts, so it
is given as it is and changed by none of them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """While this lasts, each question is asked once."""
    before = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(before)


def stop() -> None:
    """Keep nothing from here on, to the end of this request: what has been read is about to change."""
    _kept.set(None)


def is_reading() -> bool:
    """Whether this request has only read so far."""
    return _kept.get() is not None


def known(question: Callable[..., T], *args: Any) -> T | None:
    """What was answered already in this request to a question of ``once``; None if nobody has asked."""
    kept = _kept.get()
    return kept.get((question.__wrapped__, args)) if kept else None  # type: ignore[attr-defined]


def once(question: Callable[P, T]) -> Callable[P, T]:
    """``question``, asked once a request for each set of arguments, all of which can be hashed."""

    @wraps(question)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = _kept.get()
        if kept is None:
            return question(*args, **kwargs)
        key = (question, args, *kwargs.items())
        if key not in kept:
            kept[key] = question(*args, **kwargs)
        answer: T = kept[key]
        return answer

    return asked
