"""Files kept: each by its SHA-256, once; what was sent, sealed apart, where the copy cannot stand for it.

A file's name belongs to the upload and stands in the content of the entry that holds it, never with the bytes.
"""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db.models import Exists, OuterRef, Sum

from ninefold.base import canonical, ids
from ninefold.ledger.attachments import apart, at_rest
from ninefold.ledger.attachments.check import ENDINGS, PICTURES, Cleaned, RefusedFile
from ninefold.ledger.models import Attachment, Held, Original
from ninefold.people.access import Viewer
from ninefold.people.models import Home

LARGEST = 15 * 1024 * 1024
# What one person may leave lying that no record holds yet: a shift's worth of photographs and letters.
MOST_UNSIGNED = 200 * 1024 * 1024
MOST_UNSIGNED_FILES = 150
LATELY = timedelta(days=1)


def store(home: Home, upload: Any, viewer: Viewer, now: datetime, *, only_pictures: bool = False) -> dict[str, Any]:
    """Keep ``upload`` (a file with ``name``, ``size`` and ``read``) and give it as content holds it.

    ``taken_out`` (lines of plain words) and ``original`` (the SHA-256 of what was sent) stand in it only where the
    copy differs from what was sent. Raises RefusedFile with a sentence: too large, not taken, damaged, too much today.
    """
    if upload.size > LARGEST:
        raise RefusedFile(f"This file is larger than {LARGEST // 1024 // 1024} MB. Please make it smaller.")
    _refuse_too_much(home, viewer, now, upload.size)
    if hasattr(upload, "seek"):
        upload.seek(0)
    made = apart.cleaned(upload, upload.name, Path(settings.ATTACHMENTS) / ".looking")
    if only_pictures and made.media_type not in PICTURES:
        raise RefusedFile(
            "This is not a picture. Please choose a photo or a drawing, or add it to a record of a document."
        )
    item = keep(home, made, upload.name, viewer.person, now)
    if made.lossy:
        with keeping():
            item["original"] = _seal(home, viewer, now, upload)
    return item


def keep(home: Home, made: Cleaned, name: str, person: str, now: datetime) -> dict[str, Any]:
    """Keep what is clean already, uploaded by ``person``, and give it as content holds it."""
    sha = canonical.sha256(made.data)
    with keeping():
        _write(path_of(sha), made.data)
        _row(home, person, now, sha, made)
    item: dict[str, Any] = {
        "sha256": sha,
        "name": tidy_name(name, made.media_type),
        "media_type": made.media_type,
        "size": len(made.data),
    }
    if made.taken_out:
        item["taken_out"] = made.taken_out
    return item


def _row(home: Home, person: str, now: datetime, sha: str, made: Cleaned) -> None:
    fresh = {
        "id": ids.new(now),
        "media_type": made.media_type,
        "size": len(made.data),
        "words": made.words.replace("\0", ""),
        "uploaded_by": person,
        "uploaded_at": now,
    }
    row, new = Attachment.objects.get_or_create(home=home, sha256=sha, defaults=fresh)
    if not new:
        # Somebody has just chosen it again: it is not one that nobody wanted.
        Attachment.objects.filter(pk=row.pk, uploaded_at__lt=now).update(uploaded_at=now)


def _seal(home: Home, viewer: Viewer, now: datetime, upload: Any) -> str:
    """Keep what was sent, apart from what is shown. Gives its SHA-256."""
    upload.seek(0)
    data = upload.read()
    sha = canonical.sha256(data)
    _write(sealed_path(sha), data)
    fresh = {"id": ids.new(now), "size": len(data), "uploaded_by": viewer.person, "uploaded_at": now}
    _, new = Original.objects.get_or_create(home=home, sha256=sha, defaults=fresh)
    if not new:
        Original.objects.filter(home=home, sha256=sha, uploaded_at__lt=now).update(uploaded_at=now)
    return sha


def _refuse_too_much(home: Home, viewer: Viewer, now: datetime, size: int) -> None:
    """Refuse when somebody has added, within a day, far more than they have signed."""
    unsigned = Attachment.objects.filter(home=home, uploaded_by=viewer.person, uploaded_at__gt=now - LATELY).filter(
        ~Exists(held())
    )
    count = unsigned.count()
    lying = (unsigned.aggregate(all=Sum("size"))["all"] or 0) + size if count else size
    if count >= MOST_UNSIGNED_FILES or lying > MOST_UNSIGNED:
        raise RefusedFile(
            "You have added many files that are not in a signed record yet. Please sign what you have begun, or take "
            "files out and come back tomorrow."
        )


def held() -> Any:
    """The rows that say that a record of the same home holds the attachment of an outer query."""
    return Held.objects.filter(sha256=OuterRef("sha256"), record__home=OuterRef("home"))


def keeping() -> Any:
    """Held while a file and its row are written or taken away: nobody takes away what somebody is just keeping."""
    return apart.one_at_a_time(Path(settings.ATTACHMENTS) / ".keeping")


def tidy_name(name: str, media_type: str) -> str:
    """A file's name without folders and unsafe characters, with the ending of what it is."""
    stem = re.sub(r"[^\w .()-]", "_", Path(name.replace("\\", "/")).stem)[:120].strip(" .") or "file"
    return stem + ENDINGS[media_type]


def path_of(sha: str) -> Path:
    """Where the file with this SHA-256 lies."""
    return Path(settings.ATTACHMENTS) / sha[:2] / sha


def sealed_path(sha: str) -> Path:
    """Where the original with this SHA-256 lies, which no page shows."""
    return Path(settings.ATTACHMENTS) / "sealed" / sha[:2] / sha


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all, and only say so once it is on the disk."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with open(part, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(at_rest.sealed(data))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def open_file(home: Home, sha: str) -> tuple[Attachment, BinaryIO]:
    """The attachment with this SHA-256 and its open file. Raises Attachment.DoesNotExist or FileNotFoundError.

    The caller has made sure, through a record that holds it, that it may be seen.
    """
    kept = Attachment.objects.get(home=home, sha256=sha)
    return kept, at_rest.stream(path_of(sha))


def open_original(home: Home, sha: str) -> BinaryIO:
    """What was sent, open. Raises Original.DoesNotExist or FileNotFoundError. The caller has asked for the reason."""
    Original.objects.get(home=home, sha256=sha)
    return at_rest.stream(sealed_path(sha))
