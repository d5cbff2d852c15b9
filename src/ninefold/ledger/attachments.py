"""Pictures and PDF: checked by what they are, cleaned of what they should not carry, kept once by their SHA-256.

Pictures are drawn anew, so that location and other hidden data go. PDF lose scripts, actions and embedded files.
"""

import io
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf
from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from ninefold.base import canonical, ids
from ninefold.ledger.models import Attachment
from ninefold.people.access import Viewer
from ninefold.people.models import Home

LARGEST = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400
SIGNATURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", "application/pdf"))
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


class Refused(Exception):
    """A file that is not taken. Its text is a sentence for the person who chose it."""


def store(home: Home, upload: Any, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Keep ``upload`` (a file with ``name``, ``size`` and ``read``) and give it as content holds it.

    Raises Refused with a sentence when it is too large, not a picture or PDF, or damaged.
    """
    if upload.size > LARGEST:
        raise Refused(f"This file is larger than {LARGEST // 1024 // 1024} MB. Please make it smaller.")
    data = upload.read()
    media_type = kind_of(data)
    clean = _clean_pdf(data) if media_type == "application/pdf" else _clean_picture(data, media_type)
    sha = canonical.sha256(clean)
    _write(path_of(sha), clean)
    name = tidy_name(upload.name, media_type)
    kept, _ = Attachment.objects.get_or_create(
        home=home,
        sha256=sha,
        defaults={
            "id": ids.new(now),
            "name": name,
            "media_type": media_type,
            "size": len(clean),
            "uploaded_by": viewer.person,
            "uploaded_at": now,
        },
    )
    return {"sha256": sha, "name": name, "media_type": kept.media_type, "size": kept.size}


def kind_of(data: bytes) -> str:
    """The media type that the first bytes show; WebP counts as a picture. Raises Refused for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/jpeg"
    for signature, media_type in SIGNATURES:
        if data.startswith(signature):
            return media_type
    if not data:
        raise Refused("This file is empty.")
    raise Refused(
        "This is not a picture (JPEG, PNG, WebP) or a PDF, whatever its name says. Please choose another file."
    )


def _clean_picture(data: bytes, media_type: str) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("This picture has too many pixels. Please make it smaller.")
            drawn = ImageOps.exif_transpose(picture)
            drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            out = io.BytesIO()
            if media_type == "image/png":
                drawn.convert("RGBA" if "A" in drawn.getbands() else "RGB").save(out, "PNG", optimize=False)
            else:
                drawn.convert("RGB").save(out, "JPEG", quality=88)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise Refused("This picture is damaged and cannot be opened.") from problem
    return out.getvalue()


def _clean_pdf(data: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            _strip(pdf)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
    except pikepdf.PasswordError as problem:
        raise Refused("This PDF is locked with a password. Please save a copy without one.") from problem
    except (pikepdf.PdfError, ValueError, KeyError) as problem:
        raise Refused("This PDF is damaged and cannot be opened.") from problem
    return out.getvalue()


def _strip(pdf: pikepdf.Pdf) -> None:
    """Take out of ``pdf`` what acts by itself (scripts, actions, forms), embedded files, and who made it where."""
    _drop(pdf.Root, "/OpenAction", "/AA", "/AcroForm", "/Metadata")
    if "/Names" in pdf.Root:
        _drop(pdf.Root.Names, "/JavaScript", "/EmbeddedFiles")
    for page in pdf.pages:
        _drop(page.obj, "/AA", "/Annots")
    _drop(pdf.trailer, "/Info")


def _drop(where: pikepdf.Object, *names: str) -> None:
    for name in names:
        if name in where:
            del where[name]


def tidy_name(name: str, media_type: str) -> str:
    """A file's name without folders and unsafe characters, with the ending of what it is."""
    stem = re.sub(r"[^\w .()-]", "_", Path(name.replace("\\", "/")).stem)[:120].strip(" .") or "file"
    return stem + ENDINGS[media_type]


def path_of(sha: str) -> Path:
    """Where the file with this SHA-256 lies."""
    return Path(settings.ATTACHMENTS) / sha[:2] / sha


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all, and only say so once it is on the disk."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def open_file(home: Home, sha: str) -> tuple[Attachment, BinaryIO]:
    """The attachment with this SHA-256 and its open file. Raises Attachment.DoesNotExist or FileNotFoundError.

    The caller has made sure, through a record that holds it, that it may be seen.
    """
    kept = Attachment.objects.get(home=home, sha256=sha)
    return kept, path_of(sha).open("rb")
