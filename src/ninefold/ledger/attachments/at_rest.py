"""Kept files, enciphered (age) with a key that lies outside the data folder; plain where there is no key.

The key is an age identity (AGE-SECRET-KEY-1...): in NINEFOLD_FILES_KEY, in the file that NINEFOLD_FILES_KEY_FILE names, or in
the systemd credential ``ninefold_files_key``. After a restore it lies in the data folder, ``keys/files``, until somebody moves
it (``ninefold doctor`` says so). A file's name stays the SHA-256 of what it says, enciphered or not.
"""

import io
import os
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import pyrage
from django.conf import settings
from pyrage import x25519

from ninefold.base import env

HEAD = b"age-encryption.org/v1"
CREDENTIAL = "ninefold_files_key"
NAMES = ("NINEFOLD_FILES_KEY", "NINEFOLD_FILES_KEY_FILE")
HEX = frozenset("0123456789abcdef")


class NoKey(SystemExit):
    """Files are enciphered here and the key that opens them is not at hand; the text says what to do."""


def key() -> str:
    """The key, "" where none was given. Raises NoKey when what was given is none."""
    return _key(env.word(NAMES[0]), env.word(NAMES[1]), env.word("CREDENTIALS_DIRECTORY"), str(settings.DATA))


@lru_cache(maxsize=8)
def _key(word: str, file: str, credentials: str, data: str) -> str:
    beside = [Path(file)] if file else []
    beside += [
        path for path in (Path(credentials) / CREDENTIAL, restored(Path(data))) if credentials or path.is_absolute()
    ]
    given = word
    for path in beside:
        if given:
            break
        if path.is_file():
            given = path.read_text(encoding="ascii", errors="replace")
        elif file and path == Path(file):
            raise NoKey(
                f"NINEFOLD_FILES_KEY_FILE names {file}, which is not there. Files cannot be opened without the key."
            )
    lines = [line.strip() for line in given.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        return ""
    try:
        x25519.Identity.from_str(lines[0])
    except pyrage.IdentityError:
        raise NoKey("The key for kept files is no key: it begins with AGE-SECRET-KEY-1.") from None
    return lines[0]


def restored(data: Path) -> Path:
    """Where a restore puts the key, until somebody moves it away from the files."""
    return data / "keys" / "files"


def sealed(data: bytes) -> bytes:
    """``data`` as it is written to the disk."""
    secret = key()
    return pyrage.encrypt(data, [x25519.Identity.from_str(secret).to_public()]) if secret else data


def read(path: Path) -> bytes:
    """What a kept file says. Raises OSError; NoKey when it cannot be opened."""
    return opened(path.read_bytes())


def opened(data: bytes) -> bytes:
    """What lay on the disk as ``data``. Raises NoKey."""
    if not data.startswith(HEAD):
        return data
    secret = key()
    if not secret:
        raise NoKey(LACKING)
    try:
        plain: bytes = pyrage.decrypt(data, [x25519.Identity.from_str(secret)])
    except pyrage.DecryptError:
        raise NoKey(OTHER) from None
    return plain


def stream(path: Path) -> BinaryIO:
    """The same as an open file."""
    return io.BytesIO(read(path))


LACKING = (
    "Files are enciphered here, and the key is not at hand. Give it in NINEFOLD_FILES_KEY_FILE, NINEFOLD_FILES_KEY or the "
    f"systemd credential {CREDENTIAL}. It is also in every backup, which the key in the safe opens."
)
OTHER = "A kept file does not open with this key for files: it was enciphered with another one, or was changed."


def ready() -> None:
    """Let nothing start that could not open what it keeps. Raises NoKey."""
    key()
    sample = next((path for path in files() if _is_sealed(path)), None)
    if sample:
        read(sample)


def files() -> list[Path]:
    """Every kept file, sealed originals among them."""
    folder = Path(settings.ATTACHMENTS)
    return [
        path
        for path in sorted(folder.rglob("*"))
        if len(path.name) == 64 and HEX.issuperset(path.name) and path.is_file()
    ]


def _is_sealed(path: Path) -> bool:
    with path.open("rb") as some:
        return some.read(len(HEAD)) == HEAD


def seal_plain(most: int) -> int:
    """Encipher files that were kept before there was a key, at most so many. Gives how many. The caller holds ``keeping``."""
    if not key():
        return 0
    plain = [path for path in files() if not _is_sealed(path)][:most]
    for path in plain:
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        with open(part, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(sealed(path.read_bytes()))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    return len(plain)
