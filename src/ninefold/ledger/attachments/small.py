"""A kept picture drawn small, for a page or a sheet: who may see it has been asked by whoever calls."""

import io
from functools import lru_cache

from PIL import Image, ImageOps

from ninefold.ledger.attachments import at_rest
from ninefold.ledger.attachments.keeping import path_of
from ninefold.ledger.models import Attachment
from ninefold.people.models import Home

QUALITY = 82
MANY = 64  # so many small pictures stay in memory: the children of a few homes


def small(home: Home, sha: str, side: int) -> bytes:
    """The picture with this SHA-256 as a JPEG, a square of ``side`` points cut from its middle.

    Raises Attachment.DoesNotExist or FileNotFoundError.
    """
    Attachment.objects.get(home=home, sha256=sha)
    return _drawn(sha, side)


@lru_cache(maxsize=MANY)
def _drawn(sha: str, side: int) -> bytes:
    with Image.open(at_rest.stream(path_of(sha))) as picture:
        picture.draft("RGB", (2 * side, 2 * side))  # a JPEG is decoded no larger than is needed
        # A face stands above the middle of most portraits.
        square = ImageOps.fit(picture.convert("RGB"), (side, side), centering=(0.5, 0.35))
    kept = io.BytesIO()
    square.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()
