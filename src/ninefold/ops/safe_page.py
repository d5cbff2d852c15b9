"""The page for the safe: the secret key of backups, in letters and as a code to scan, and how to use it."""

import io
import json
from datetime import datetime
from pathlib import Path

from ninefold.base import clock

TEMPLATE = Path(__file__).with_name("safe_page.typ")
FONTS = Path(__file__).parents[1] / "reports" / "fonts"
GROUP, GROUPS = 6, 3


def lines_of(secret: str) -> list[str]:
    """The key in groups that can be typed off without losing one's place."""
    groups = [secret[start : start + GROUP] for start in range(0, len(secret), GROUP)]
    return [" ".join(groups[start : start + GROUPS]) for start in range(0, len(groups), GROUPS)]


def pdf(secret: str, version: str, now: datetime) -> bytes:
    """The page as PDF, A4."""
    import typst

    facts = {
        "key": lines_of(secret),
        "code": _code(secret),
        "version": version,
        "made": f"Made on {clock.local(now):%d %B %Y at %H:%M}.",
    }
    words = json.dumps(facts)
    made = typst.compile(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(FONTS)], sys_inputs={"facts": words})
    return bytes(made)


def text(secret: str, now: datetime) -> str:
    """The page for a terminal or a plain printer."""
    key = "\n".join(f"    {line}" for line in lines_of(secret))
    return (
        f"KEY TO THE BACKUPS OF NINEFOLD, made on {clock.local(now):%d %B %Y at %H:%M}\n\n{key}\n\n"
        "Write or print this for the safe, and once more for another house. Whoever has it and a backup can read every\n"
        "record; without it no backup can ever be opened. It is shown this once and is not kept on this machine.\n\n"
        "To put a backup back: type the key into key.txt and run\n    ./run ninefold restore BACKUP --key key.txt\n"
    )


def _code(secret: str) -> str:
    import qrcode
    import qrcode.image.svg

    drawn = io.BytesIO()
    qrcode.make(secret, image_factory=qrcode.image.svg.SvgPathImage, border=1).save(drawn)
    return drawn.getvalue().decode()
