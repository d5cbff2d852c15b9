"""The head of a home's chain: locked while an entry is added, and moved on. Two plain statements, for every append."""

from dataclasses import dataclass

from django.db import connection

from ninefold import lawbook
from ninefold.ledger import chain
from ninefold.ledger.models import Chain


@dataclass(slots=True)
class Head:
    """Where a home's chain ends: the last entry's place and hash (0 and zeros at the beginning)."""

    home: str
    seq: int
    hash: str


def lock(home: str) -> Head:
    """The head of ``home``'s chain. Until the transaction ends, other appends in this home wait for it."""
    locking = " FOR UPDATE" if connection.vendor == "postgresql" else ""  # SQLite's transaction has the lock already
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT seq, hash FROM ledger_chain WHERE home_id = %s{locking}", [home])  # noqa: S608
        row = cursor.fetchone()
    if row is None:
        Chain.objects.bulk_create(
            [Chain(home_id=home, seq=0, hash=chain.FIRST, library=lawbook.current().digest)], ignore_conflicts=True
        )
        return lock(home)
    return Head(home, *row)


def move(head: Head) -> None:
    """Keep where ``head`` has come to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_chain SET seq = %s, hash = %s WHERE home_id = %s", [head.seq, head.hash, head.home]
        )
