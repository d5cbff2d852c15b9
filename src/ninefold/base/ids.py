"""Ids: 26 characters, ordered by time, safe in an address and in a file name (ULID)."""

from datetime import datetime

from ninefold.base import chance

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new(at: datetime) -> str:
    """A fresh id whose order follows ``at`` (milliseconds, then chance)."""
    number = (int(at.timestamp() * 1000) << 80) | int.from_bytes(chance.some_bytes(10), "big")
    letters = []
    for _ in range(26):
        letters.append(_LETTERS[number & 31])
        number >>= 5
    return "".join(reversed(letters))
