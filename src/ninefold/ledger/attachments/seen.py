"""Whether somebody may see a file, and what it is called: both follow from a record that holds it."""

from typing import Any

from ninefold.ledger import threads
from ninefold.ledger.models import Held
from ninefold.people.access import Viewer, visible

MOST_RECORDS = 50


def through(viewer: Viewer, sha: str, record: str = "") -> tuple[str, dict[str, Any]] | None:
    """A record that the viewer may see and that holds the file, and the file as that record names it.

    ``record`` is the one that the file was opened from; another one serves when that does not hold it or is not for
    the viewer's eyes. Nothing when no record is.
    """
    rows = visible(viewer, Held.objects.filter(sha256=sha), "record__").order_by("-record__changed_at")
    held = list(rows.values_list("record_id", flat=True)[:MOST_RECORDS])
    if record and record not in held and rows.filter(record_id=record).exists():
        held.append(record)
    for one in sorted(held, key=lambda id: id != record):
        found = next((item for item in items(viewer, one) if item["sha256"] == sha), None)
        if found:
            return one, found
    return None


def items(viewer: Viewer, record: str) -> list[dict[str, Any]]:
    """Every file that ``record`` holds or once held, newest first, under the name that it has there."""
    return [one for entry in reversed(threads.entries(viewer.home, record)) for one in _files(entry.content)]


def _files(content: Any) -> list[dict[str, Any]]:
    if isinstance(content, dict):
        if "sha256" in content:
            return [content]
        return [one for part in content.values() for one in _files(part)]
    return [one for part in content for one in _files(part)] if isinstance(content, list) else []
