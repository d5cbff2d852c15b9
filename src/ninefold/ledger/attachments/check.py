"""What a file is, by its first bytes, and what a cleaned one comes to. No Django: it runs in a process of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HEAD = 1024  # readers look this far for the head of a PDF (ISO 32000-1, annex H.3.4.1)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
MSG = "application/vnd.ms-outlook"
EML = "message/rfc822"
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/pdf": ".pdf",
    DOCX: ".docx",
    ODT: ".odt",
    EML: ".eml",
    MSG: ".msg",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "audio/ogg": ".ogg",
}
PICTURES = ("image/jpeg", "image/png")
WEB_PAGES = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<head", b"<body", b"<?php", b"#!")
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
SOUND_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"dash")

TAKEN = (
    "We take pictures (JPEG, PNG, WebP, HEIC, TIFF), PDF, Word (.docx), OpenDocument (.odt), e-mail (.eml, .msg), "
    "text (.txt, .csv) and sound (.m4a, .mp3, .wav, .ogg)"
)


class RefusedFile(Exception):
    """A file that is not taken. Its text is a sentence for the person who chose it."""


@dataclass
class Cleaned:
    """A file as it is kept.

    ``taken_out`` says in plain words, one line a thing, what the copy lacks or has otherwise than what was sent;
    ``lossy`` that the copy cannot stand for the original, which is then kept sealed; ``words`` is what can be read of
    it on a page.
    """

    data: bytes
    media_type: str
    taken_out: list[str] = field(default_factory=list)
    lossy: bool = False
    words: str = ""


def family(data: bytes, name: str) -> str:
    """Which cleaner a file is for: picture, paper, office, mail, outlook, sound or text. Raises RefusedFile for the rest.

    Bytes decide. A name only helps where a kind has no mark of its own: text, and mail that begins with any header.
    """
    if not data:
        raise RefusedFile("This file is empty.")
    ending = Path(name.lower()).suffix
    for kind, holds in SIGNS:
        if holds(data):
            return kind
    if ending in (".txt", ".csv", ".eml") and _is_text(data):
        return "mail" if ending == ".eml" else "text"
    raise RefusedFile(_why_not(data, ending))


def _is_picture(data: bytes) -> bool:
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[:4] in (b"II*\0", b"MM\0*"):
        return True
    return (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or (data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS)


def _is_sound(data: bytes) -> bool:
    if data[:4] == b"OggS" or data[:3] == b"ID3" or (data[:4] == b"RIFF" and data[8:12] == b"WAVE"):
        return True
    # A frame of MPEG layer 3: eleven bits set, a layer, a bitrate and a rate that exist.
    frame = len(data) > 4 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2 and data[2] & 0xF0 not in (0, 0xF0)
    return (frame and data[2] & 0x0C != 0x0C) or (data[4:8] == b"ftyp" and data[8:12] in SOUND_BRANDS)


SIGNS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("picture", _is_picture),
    ("sound", _is_sound),
    ("office", lambda data: data[:4] == b"PK\x03\x04"),
    ("outlook", lambda data: data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("paper", lambda data: b"%PDF-" in data[:HEAD] and data[:2] != b"MZ"),
)


def _is_text(data: bytes) -> bool:
    """Whether bytes are text that no browser would take for a page or a script."""
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((*WEB_PAGES, b"mz\x90", b"\x7felf")):
        return False
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return not any(byte < 32 and byte not in (9, 10, 12, 13) for byte in data[:65536])


def _why_not(data: bytes, ending: str) -> str:
    if data[4:8] == b"ftyp" or ending in (".mov", ".mp4", ".avi", ".webm", ".mkv"):
        return "Films are not taken here. Please keep it where the home keeps films, and write down what it shows."
    if ending in (".zip", ".rar", ".7z") or data[:4] in (b"Rar!", b"7z\xbc\xaf") or data[:2] == b"\x1f\x8b":
        return "This is a packed folder. Please unpack it and add the files one by one."
    return f"This is not a file that is taken here, whatever its name says. {TAKEN}. Please choose another file."
