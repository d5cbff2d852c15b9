"""The sheet on paper, made by the machine that makes the reports."""

from dataclasses import asdict
from typing import Any

from ninefold.base import clock
from ninefold.features.missing.queries import MissingChild
from ninefold.features.missing.sheet import PoliceSheet
from ninefold.ledger.attachments import small
from ninefold.people.access import Viewer
from ninefold.reports.drawings import pdf as machine

TEMPLATE = "missing-sheet.typ"
SIDE = 480  # points: as large as the sheet shows it, at 250 dots an inch


def pdf(viewer: Viewer, episode: MissingChild, sheet: PoliceSheet) -> bytes:
    """One side of A4. Raises reports.drawings.pdf.NotTypeset."""
    inputs: dict[str, Any] = asdict(sheet) | {
        "home": viewer.home.name,
        "made_at": clock.text(viewer.now),
        "picture": [],
    }
    if episode.photo:
        inputs["picture"] = list(small.small(viewer.home, episode.photo.sha256, SIDE))
    return machine.typeset(TEMPLATE, {"sheet": inputs})
