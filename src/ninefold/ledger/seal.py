"""Seals: the head of a chain, told every night to people outside the database.

Without a witness somebody with the whole database could make a new chain; with one, they cannot do it unseen.
"""

import json
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from ninefold.base import clock
from ninefold.ledger.models import Chain, Seal
from ninefold.people.mandates import held
from ninefold.people.models import Home, Role

WITNESSES = ("responsible-individual", "independent-person")


# Writes a letter to an address (work.post.outbox.seal_letter): address, text, home, moment.
Tell = Callable[[str, str, Home, datetime], object]


def seal(home: Home, now: datetime, tell: Tell | None = None) -> Seal | None:
    """Seal ``home``'s chain as it stands at ``now`` and ``tell`` the witnesses; nothing when nothing was added since.

    The seal is kept in the database, in a file beside it (seals/URN.jsonl) and in the letters.
    """
    head = Chain.objects.filter(home=home).first()
    if head is None or Seal.objects.filter(home=home, seq=head.seq).exists():
        return None
    letters = _witnesses(home, now) if tell else []
    made = Seal(home=home, seq=head.seq, hash=head.hash, sealed_at=now, told=", ".join(letters))
    _write_beside(made, home)
    with transaction.atomic():
        made.save(force_insert=True)
        if tell:
            for address in letters:
                tell(address, _text(made, home), home, now)
    return made


def _witnesses(home: Home, now: datetime) -> list[str]:
    """The addresses of the responsible individual and the independent person at ``now``."""
    roles = Role.objects.filter(held(now), home=home, name__in=WITNESSES)
    found = roles.exclude(worker__account__email="").values_list("worker__account__email", flat=True)
    return sorted({address for address in found if address})


def _write_beside(made: Seal, home: Home) -> None:
    folder = settings.DATA / "seals"
    folder.mkdir(parents=True, exist_ok=True)
    line = {"home": home.urn, "seq": made.seq, "hash": made.hash, "sealed_at": clock.text(made.sealed_at)}
    with (folder / f"{home.urn}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _text(made: Seal, home: Home) -> str:
    return (
        f"The ledger of home {home.urn} was sealed at {clock.local(made.sealed_at):%d %B %Y, %H:%M}.\n\n"
        f"Entries: {made.seq}\nHash: {made.hash}\n\n"
        "Please keep this letter. It shows, later, that nothing before this moment was changed."
    )
