"""Files sent with a form: stored at once, so that a form drawn again still has them."""

from collections.abc import Iterable, Mapping
from typing import Any

from ninefold.ledger import attachments
from ninefold.people.access import Viewer
from ninefold.web.forms.parse import file_note
from ninefold.web.forms.typed import Typed

ENDING = ".new"


def keep_files(viewer: Viewer, typed: Typed, files: Mapping[str, Any]) -> dict[str, str]:
    """Store every file in ``files`` and name it in ``typed``. Gives a sentence by field for those not taken."""
    errors: dict[str, str] = {}
    for name in files:
        if name.endswith(ENDING):
            key = name.removesuffix(ENDING)
            refused = _keep(viewer, typed, key, _all(files, name))
            if refused:
                errors[key.split(".")[0]] = refused
    return errors


def _all(files: Any, name: str) -> Iterable[Any]:
    return files.getlist(name)


def _keep(viewer: Viewer, typed: Typed, key: str, uploads: Iterable[Any]) -> str:
    """Store ``uploads`` under ``key``; the sentence of the last one that was not taken, or nothing."""
    refused = ""
    for upload in uploads:
        try:
            item = attachments.store(viewer.home, upload, viewer, viewer.now)
        except attachments.Refused as reason:
            refused = f"{upload.name}: {reason}"
        else:
            typed.setdefault(f"{key}.kept", []).append(file_note(item))
    return refused
