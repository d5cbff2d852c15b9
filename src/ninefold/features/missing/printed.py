"""The sheet on paper, made by the machine that makes the reports."""

from dataclasses import asdict
from typing import Any

from ninefold.base import clock
from ninefold.features.missing.queries import Episode
from ninefold.features.missing.sheet import Sheet
from ninefold.ledger.attachments import small
from ninefold.people.access import Viewer
from ninefold.reports.drawings import pdf as machine

TEMPLATE = "missing-sheet.typ"
SIDE = 480  # points: as large as the sheet shows it, at 250 dots an inch


def pdf(viewer: Viewer, episode: Episode, sheet: Sheet) -> bytes:
    """One side of A4. Raises reports.drawings.pdf.NotTypeset."""
    told: dict[str, Any] = asdict(sheet) | {"home": viewer.home.name, "made_at": clock.text(viewer.now), "picture": []}
    if episode.photo:
        told["picture"] = list(small.small(viewer.home, episode.photo.sha256, SIDE))
    return machine.typeset(TEMPLATE, {"sheet": told})
