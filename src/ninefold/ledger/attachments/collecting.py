"""Files that no record came to hold: chosen, and never signed. They go after a fortnight, a few at a time."""

from datetime import datetime, timedelta

from django.db.models import Exists, QuerySet

from ninefold.ledger.attachments.keeping import held, keeping, path_of, sealed_path
from ninefold.ledger.models import Attachment, Content, Draft, Original
from ninefold.people.models import Home

WAIT = timedelta(days=14)
A_FEW = 20


def collect(home: Home, now: datetime, most: int = A_FEW) -> int:
    """Take away at most ``most`` files, and as many originals, that nothing in ``home`` names. Gives how many went."""
    with keeping():
        idle = Attachment.objects.filter(~Exists(held()), home=home, uploaded_at__lt=now - WAIT)
        sealed = Original.objects.filter(home=home, uploaded_at__lt=now - WAIT, in_use=False)
        return _take(home, now, idle, most) + _take(home, now, sealed, most)


def _take(home: Home, now: datetime, idle: "QuerySet[Attachment] | QuerySet[Original]", most: int) -> int:
    gone = 0
    for row in idle.order_by("uploaded_at")[:most]:
        if _is_named(home, row.sha256):
            # Asked again in a fortnight, after those that nobody has been asked about yet.
            type(row).objects.filter(pk=row.pk).update(uploaded_at=now)
            if isinstance(row, Original):
                Original.objects.filter(pk=row.pk).update(in_use=_is_signed(home, row.sha256))
            continue
        row.delete()
        gone += 1
        # Another home may have been given the very same bytes.
        if not type(row).objects.filter(sha256=row.sha256).exists():
            (sealed_path if isinstance(row, Original) else path_of)(row.sha256).unlink(missing_ok=True)
    return gone


def _is_named(home: Home, sha: str) -> bool:
    """Whether a draft, or any entry that was ever signed, names the file."""
    return Draft.objects.filter(home=home, typed__contains=sha).exists() or _is_signed(home, sha)


def _is_signed(home: Home, sha: str) -> bool:
    return Content.objects.filter(entry__home=home, body__contains=sha).exists()
