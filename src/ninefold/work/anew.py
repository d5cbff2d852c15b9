"""Working out again what follows from the records, home by home, beside the server, after the library has changed.

Each home's chain says by which library it was last derived. One after the other is made anew and swapped
(``ledger.rebuild``); whoever stops it loses the home at work and nothing else, and it goes on at the next start.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from ninefold import lawbook
from ninefold.base import clock
from ninefold.ledger.rebuild import rebuild
from ninefold.people.models import Home
from ninefold.work.models import Reworking

OFTEN = 10_000  # entries between two notes of how far it has come


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a home has come: begun at a moment (None: it waits), so many of its entries read."""

    home: Home
    began_at: datetime | None
    done: int
    total: int

    @property
    def percent(self) -> int:
        """How much of it is done; never a hundred, because then it is not among those that wait."""
        return min(99, self.done * 100 // self.total) if self.total else 0


def behind() -> list[Home]:
    """The homes that were last derived by another library than the one in force."""
    homes = Home.objects.filter(chain__seq__gt=0).exclude(chain__library__in=["", lawbook.current().digest])
    return list(homes.select_related("chain").order_by("urn"))


def is_behind(home: Home) -> bool:
    """Whether ``home``, that came with its chain, is being worked out again, or waits for it: no question while all is well."""
    chain = home._state.fields_cache.get("chain")
    if chain is None or chain.library in ("", lawbook.current().digest):
        return False
    return Reworking.objects.exists()


def progress() -> list[Progress]:
    """How far each home has come that is being worked out again, or waits for it."""
    rows = {row.home_id: row for row in Reworking.objects.all()}
    if not rows:
        return []
    return [
        Progress(home, row.began_at if row else None, row.done if row else 0, home.chain.seq)
        for home in behind()
        for row in [rows.get(home.pk)]
    ]


def expect(homes: list[Home]) -> None:
    """Note which homes are to be worked out again, so that their pages can say so from the first moment."""
    Reworking.objects.exclude(home__in=homes).delete()
    for home in homes:
        Reworking.objects.get_or_create(home=home, defaults={"total": home.chain.seq})


def work_out() -> int:
    """Work out again every home that is behind. Gives how many were; none while another process is at it."""
    with _alone() as alone:
        homes = behind() if alone else []
        for home in homes:
            _one(home)
        if alone:
            Reworking.objects.all().delete()
    return len(homes)


def _one(home: Home) -> None:
    row, _ = Reworking.objects.get_or_create(home=home, defaults={"total": home.chain.seq})
    row.began_at, row.done, row.total = clock.now(), 0, home.chain.seq
    row.save()
    read = 0

    def note(count: int) -> None:
        nonlocal read
        read += count
        if read // OFTEN != (read - count) // OFTEN:
            Reworking.objects.filter(pk=row.pk).update(done=read)

    rebuild(home, note)
    row.delete()


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else on this machine is at it; the lock ends with the process, however that ends."""
    with Path(settings.DATA, "working-out.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
