"""How far somebody has read: "I have read this", and what was written since."""

from datetime import datetime

from django.db.models import QuerySet

from ninefold.ledger.models import Read
from ninefold.people.models import Account, Home
from ninefold.people.prepared import prepared


def read_up_to(account: Account, home: Home) -> datetime | None:
    """The moment up to which ``account`` has read what changed in ``home``; nothing when they never said so."""
    return next(iter(_up_to(account.username, home)), None)


@prepared
def _up_to(username: str, home: Home) -> QuerySet[Read, datetime]:
    rows = Read.objects.filter(account__username=username, home=home).order_by("-up_to")
    return rows.values_list("up_to", flat=True)[:1]


def mark_read(*, account: Account, home: Home, up_to: datetime, now: datetime) -> Read:
    """Keep that ``account`` has read what changed in ``home`` up to ``up_to``, which is never later than ``now``."""
    return Read.objects.create(account=account, home=home, up_to=min(up_to, now), at=now)
