"""Faces of invented children: drawn, so that nobody who lives is shown."""

import hashlib
import io
from datetime import datetime
from typing import Any

from PIL import Image, ImageDraw

from ninefold.ledger.attachments import keeping
from ninefold.ledger.attachments.check import Cleaned
from ninefold.people.models import Home

SIDE = 480
GROUNDS = ("#d7e3da", "#f0dcb9", "#cfe0ea", "#f1d3c6", "#dfe0c2", "#d5d8e2", "#c9e4df", "#ead9c4")
SKINS = ("#f3cfb3", "#e5b48e", "#c98d62", "#a86d43", "#7d4c2d", "#5b3620")
HAIRS = ("#2b1d15", "#5a3820", "#8a5a2b", "#c58a3d", "#a8441f", "#1c1c1f")
COATS = ("#2f6690", "#b6586b", "#4f7a4d", "#d19a2a", "#6a4c93", "#444c56")


def keep(home: Home, name: str, person: str, now: datetime) -> dict[str, Any]:
    """The face that goes with ``name``, kept in ``home`` as a picture that ``person`` added."""
    return keeping.keep(home, Cleaned(_drawn(name), "image/jpeg"), "photo.jpg", person, now)


def _drawn(name: str) -> bytes:
    """A face: the same for a name, and not easily that of another."""
    dice = hashlib.sha256(name.encode()).digest()
    ground, skin, hair, coat = (
        several[dice[place] % len(several)] for place, several in enumerate((GROUNDS, SKINS, HAIRS, COATS))
    )
    picture = Image.new("RGB", (SIDE, SIDE), ground)
    draw = ImageDraw.Draw(picture)
    long = dice[4] % 2
    draw.ellipse((130, 70, 350, 300 + 90 * long), fill=hair)
    draw.rectangle((208, 290, 272, 380), fill=skin)
    draw.pieslice((90, 345, 390, 645), 180, 360, fill=coat)
    draw.ellipse((150, 110, 330, 330), fill=skin)
    draw.pieslice((140, 70, 340, 270), 180, 360, fill=hair)
    for left in (195, 265):
        draw.ellipse((left, 205, left + 20, 227), fill="#2a2320")
    if dice[5] % 4 == 0:
        for left in (183, 253):
            draw.ellipse((left, 194, left + 44, 238), outline="#2a2320", width=4)
        draw.line((227, 214, 253, 214), fill="#2a2320", width=4)
    draw.arc((205, 240, 275, 290), 15, 165, fill="#8c3b33", width=6)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=85)
    return kept.getvalue()
