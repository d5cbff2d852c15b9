"""Seals over who looked: the rows of the access log, counted and digested from time to time, each seal over the one before.

Sealed are rows that are a minute old, so that what is being written meanwhile is not missed. Digests are made with the
installation's key, so that whoever has the database alone makes none; each seal stands beside the database too
(seals/looks.jsonl), so that the newest are missed when they are taken away together with their rows.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from ninefold.base import clock
from ninefold.people.models import AccessLog, LookSeal

SETTLED = timedelta(minutes=1)
OFTEN = timedelta(minutes=10)  # so often at most a seal is made because somebody signs in
FILE = "looks.jsonl"


def seal(now: datetime) -> LookSeal | None:
    """Seal what was looked at since the last seal; None when that is nothing, or somebody else was quicker."""
    before = LookSeal.objects.order_by("-number").first()
    rows = AccessLog.objects.filter(pk__gt=before.last if before else 0, at__lt=now - SETTLED)
    last = rows.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return None
    first = before.last + 1 if before else 1
    count, digest = _digest(before.digest if before else "", first, last)
    made = LookSeal(
        number=before.number + 1 if before else 1, first=first, last=last, rows=count, digest=digest, sealed_at=now
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return None
    _write_beside(made)
    return made


def seal_now_and_then(now: datetime) -> None:
    """Seal, unless that was done a moment ago: at signing in, so that it needs no night."""
    newest = LookSeal.objects.order_by("-number").values_list("sealed_at", flat=True).first()
    if newest is None or now - newest >= OFTEN:
        seal(now)


def access_log_faults() -> list[str]:
    """What was taken from the access log, changed in it or put into it since it was sealed, in sentences; nothing when nothing."""
    faults: list[str] = []
    before, number = "", 0
    for row in LookSeal.objects.order_by("number").iterator():
        number += 1
        count, digest = _digest(before, row.first, row.last)
        when = f"{clock.local(row.sealed_at):%d %B %Y, %H:%M}"
        if row.number != number:
            faults.append(f"Seal {number} over who looked is gone: the next is that of {when}.")
            number = row.number
        elif count != row.rows:
            faults.append(f"Who looked: {row.rows} rows were sealed on {when}, and there are {count}.")
        elif digest != row.digest:
            faults.append(f"Who looked: rows that were sealed on {when} say something else now.")
        before = row.digest
    return faults + _missed(beside(), number)


def beside() -> list[dict[str, object]]:
    """The seals as they stand beside the database, a line each; lines that cannot be read are left out."""
    path = settings.DATA / "seals" / FILE
    if not path.exists():
        return []
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            lines.append(dict(json.loads(line)))
        except (ValueError, TypeError):
            continue
    return lines


def _missed(lines: Iterable[dict[str, object]], last: int) -> list[str]:
    kept = {row.number: row.digest for row in LookSeal.objects.all()}
    wrong = [line for line in lines if kept.get(_number(line)) != line.get("digest")]
    if not wrong:
        return []
    return [
        f"Who looked: {len(wrong)} seals that stand beside the database are not in it any more, the first number"
        f" {_number(wrong[0])}; it ends with {last}."
    ]


def _number(line: dict[str, object]) -> int:
    number = line.get("number")
    return number if isinstance(number, int) else 0


def _digest(before: str, first: int, last: int) -> tuple[int, str]:
    """How many rows there are from ``first`` to ``last``, and their digest over that of the seal before.

    What somebody searched for is not in it: that is forgotten with the record that it would have lines of.
    """
    made = hmac.new(f"ninefold.looks:{settings.SECRET_KEY}".encode(), before.encode(), hashlib.sha256)
    rows = AccessLog.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
    count = 0
    for row in rows.values_list("pk", "at", "account", "home", "person", "record", "what").iterator():
        count += 1
        made.update(json.dumps([row[0], clock.text(row[1]), *row[2:]], ensure_ascii=False).encode())
    return count, made.hexdigest()


def _write_beside(made: LookSeal) -> None:
    folder = settings.DATA / "seals"
    folder.mkdir(parents=True, exist_ok=True)
    line = {"number": made.number, "rows": made.rows, "last": made.last, "digest": made.digest}
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
