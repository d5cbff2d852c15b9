"""A selection as part of an address: signed, so that nobody makes one up, and readable to nobody but us.

Addresses stand in the logs of proxies and in the history of browsers; this holds ids and digests and no words.
"""

from django.core.signing import BadSignature, Signer

from ninefold.reports.period import Period
from ninefold.reports.selection import Selection

SALT = "ninefold.reports.selection"


def written(selection: Selection, urn: str) -> str:
    """The selection as one word of an address of the home with this URN. It opens nothing in another home."""
    parts = [selection.kind, str(selection.period), selection.subject, *selection.words]
    return _signer(urn).sign_object(parts, compress=True)


def read(word: str, urn: str) -> Selection | None:
    """The selection that a word of an address stands for; None for a word that we did not write, or that was cut off."""
    try:
        kind, period, subject, *words = _signer(urn).unsign_object(word)
        return Selection(kind, tuple(words), Period.read(period), subject)
    except (BadSignature, ValueError, TypeError):
        return None


def _signer(urn: str) -> Signer:
    return Signer(salt=f"{SALT}.{urn}")
