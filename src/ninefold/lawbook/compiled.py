"""The library as it was read and checked once, kept by the digest of its files, so that a process starts at once.

Reading and checking some four hundred files takes over a second; taking the checked objects from a file takes a
twentieth. The copy stands in a cache folder of whoever runs Ninefold. It is taken only from a file and a folder that
nobody else may write: unpickling trusts what it reads, as Python trusts its own compiled modules.
"""

import gc
import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pydantic

from ninefold.base import env
from ninefold.lawbook import kinds, outlines
from ninefold.lawbook.model import Library

PRIVATE = 0o700
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def folder() -> Path:
    """Where compiled libraries are kept: NINEFOLD_CACHE, else ``ninefold`` in the user's own cache folder."""
    own = env.word("NINEFOLD_CACHE")
    if own:
        return Path(own).expanduser()
    above = os.environ.get("XDG_CACHE_HOME")
    return (Path(above) if above else Path("~/.cache").expanduser()) / "ninefold"


def path_of(digest: str) -> Path:
    """The file of the library with this digest, as this code, this Python and this pydantic write it."""
    made_by = hashlib.sha256(f"{digest} {_code()} {sys.version} {pydantic.VERSION}".encode())
    return folder() / f"library-{made_by.hexdigest()[:32]}.pickle"


def read(digest: str) -> Library | None:
    """The compiled library with this digest; None when there is none that may be trusted, or it cannot be read."""
    path = path_of(digest)
    try:
        if not (_private(path) and _private(path.parent)):
            return None
        library = _taken(path.read_bytes())
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None
    return library if isinstance(library, Library) and library.digest == digest else None


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector, which would look through all that was made so far again and again, for nothing."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _taken(kept: bytes) -> object:
    """The object in ``kept``."""
    with uncollected():
        return pickle.loads(kept)  # noqa: S301 - ours, and nobody else's to write


def write(library: Library) -> None:
    """Keep ``library`` for the next process. A cache that cannot be written is done without."""
    path = path_of(library.digest)
    try:
        path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        if not _private(path.parent):
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
            half.write(pickle.dumps(library, protocol=pickle.HIGHEST_PROTOCOL))
        Path(half.name).replace(path)
        _forget(path)
    except OSError:
        return


def _private(path: Path) -> bool:
    """Whether nobody but whoever runs this process may write ``path``."""
    told = path.stat()
    return told.st_uid == os.geteuid() and not told.st_mode & OTHERS_WRITE


KEPT = 8


def _forget(newest: Path) -> None:
    """Drop all but the last few: each change of the library leaves one behind."""
    kept = sorted(newest.parent.glob("library-*.pickle"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[KEPT:]:
        path.unlink(missing_ok=True)


def _code() -> str:
    """The digest of the code whose objects are kept: what they are made of may change where no file of the law does."""
    total = hashlib.sha256()
    for path in (*sorted((*Path(__file__).parent.glob("*.py"), *outlines.SECTIONS.glob("*.py"))), *kinds.sources()):
        total.update(path.read_bytes())
    return total.hexdigest()
