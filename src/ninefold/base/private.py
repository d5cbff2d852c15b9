"""The data folder is its owner's alone: what is written is closed to others, and what stood open is closed at the start.

A home's database, files and keys hold everything that was ever said about a child. Whoever else has an account on the
machine reads none of it.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO  # what group and everybody else may do


def close(folder: Path) -> int:
    """From now on this process writes for its owner only; what stands open in ``folder`` is closed.

    Gives how many were closed. What belongs to somebody else is left: ``open_to_others`` still names it.
    """
    os.umask(OTHERS)
    closed = 0
    for path in open_to_others(folder):
        try:
            path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~OTHERS)
        except OSError:
            continue
        closed += 1
    return closed


def open_to_others(folder: Path) -> Iterator[Path]:
    """The folder and everything below it that somebody else on this machine may read or write."""
    if not folder.exists():
        return
    yield from _if_open(folder)
    for where, folders, files in os.walk(folder):
        for name in (*folders, *files):
            yield from _if_open(Path(where) / name)


def is_private(folder: Path) -> bool:
    """Whether ``folder`` lets nobody else in, which closes all that lies below it too. A question of a moment."""
    return not folder.exists() or not folder.stat().st_mode & OTHERS


def _if_open(path: Path) -> Iterator[Path]:
    try:
        mode = path.lstat().st_mode
    except OSError:  # gone since it was listed
        return
    if mode & OTHERS and not stat.S_ISLNK(mode):
        yield path
