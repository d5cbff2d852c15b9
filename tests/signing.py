"""The ledger's door with what is signed written out as keywords: who signs among the rest."""

from typing import Any

from ninefold.ledger import actions
from ninefold.ledger.models import Entry
from ninefold.ledger.signing import Author, Signing, correction, withdrawal
from ninefold.people.models import Home


def said(*, author: str, role: str, **parts: Any) -> tuple[Signing, Author]:
    """What is signed, and who signs it."""
    return Signing(**parts), Author(author, role)


def append(*, home: Home, **parts: Any) -> Entry:
    """Sign a stage."""
    return actions.append(home, *said(**parts))


def correct(*, entry: Entry, home: Home, author: str, role: str, **parts: Any) -> Entry:
    """Sign what replaces ``entry``."""
    return actions.append(home, correction(entry, **parts), Author(author, role))


def withdraw(*, entry: Entry, home: Home, author: str, role: str, **parts: Any) -> Entry:
    """Take ``entry`` back."""
    return actions.append(home, withdrawal(entry, **parts), Author(author, role))
