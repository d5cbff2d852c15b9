"""Signed notes that stand for stored files in a form, so that nobody names a file that was not given to them."""

import json
from typing import Any

SALT = "ninefold.file"


def kept_file(note: str) -> dict[str, Any] | None:
    """The stored file that a signed note stands for; nothing when the note is not ours."""
    from django.core import signing  # here, because kinds are known where there is no Django

    try:
        return dict(json.loads(signing.Signer(salt=SALT).unsign(note)))
    except (signing.BadSignature, ValueError):
        return None


def file_note(item: dict[str, Any]) -> str:
    """A signed note that stands for a stored file in a form."""
    from django.core import signing  # as above

    return signing.Signer(salt=SALT).sign(json.dumps(item))
