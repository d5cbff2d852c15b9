"""Voice notes and recordings: kept as sent, but for the place they were made at."""

import io
import re

from tinytag import TinyTag, TinyTagException

from ninefold.ledger.attachments.check import Cleaned, RefusedFile

PLACE = re.compile(rb"[+-]\d{2}\.\d{2,}[+-]\d{3}\.\d{2,}(?:[+-]\d+(?:\.\d+)?)?/?")  # ISO 6709, as telephones write it
PLACES = (b"\xa9xyz", b"loci")
FILM = re.compile(rb"hdlr.{8}vide", re.DOTALL)


def clean(data: bytes, name: str) -> Cleaned:
    """A recording as m4a, mp3, wav or ogg. Raises RefusedFile for a film."""
    kind = _kind(data)
    if FILM.search(data) or b"\x80theora" in data[:4096]:
        raise RefusedFile(
            "Films are not taken here. Please keep it where the home keeps films, and write down what it shows."
        )
    kept = _without_place(data) if kind == "audio/mp4" else data
    taken_out = ["the place where it was recorded"] if kept != data else []
    return Cleaned(kept, kind, taken_out, bool(taken_out), _length(data))


def _kind(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        return "audio/mp4"
    if data[:4] == b"OggS":
        return "audio/ogg"
    return "audio/wav" if data[:4] == b"RIFF" else "audio/mpeg"


def _length(data: bytes) -> str:
    """How long it is, in words. A recording that was cut off is kept all the same."""
    try:
        seconds = TinyTag.get(file_obj=io.BytesIO(data), tags=False).duration
    except (TinyTagException, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        seconds = None
    if not seconds:
        return "How long it is could not be read. It is kept as it was sent."
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _without_place(data: bytes) -> bytes:
    """The same bytes with every note of the place made empty; lengths stay, so that the sound is found where it was."""
    kept = bytearray(data)
    for name in PLACES:
        at = kept.find(name)
        while at >= 4:
            size = int.from_bytes(kept[at - 4 : at], "big")
            if 8 <= size <= 512 and at - 4 + size <= len(kept):
                kept[at : at - 4 + size] = b"free" + bytes(size - 8)
            at = kept.find(name, at + 4)
    for place in list(PLACE.finditer(bytes(kept))):
        kept[place.start() : place.end()] = b" " * (place.end() - place.start())
    return bytes(kept)
