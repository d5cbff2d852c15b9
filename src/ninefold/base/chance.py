"""Randomness: from the operating system, unless a simulation or a test asks for a seed."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_seeded: ContextVar[random.Random | None] = ContextVar("seeded", default=None)


def some_bytes(count: int) -> bytes:
    """``count`` random bytes, unguessable unless inside ``seeded``."""
    source = _seeded.get()
    return source.randbytes(count) if source else secrets.token_bytes(count)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Inside, the same seed gives the same ids and salts. Never used for a real home's entries."""
    token = _seeded.set(random.Random(seed))  # noqa: S311 - repeatable on purpose
    try:
        yield
    finally:
        _seeded.reset(token)
