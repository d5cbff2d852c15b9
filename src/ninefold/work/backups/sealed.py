"""Folders as encrypted files and back, in one stream: nothing readable is written beside them."""

import gzip
import os
import tarfile
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

import pyrage
from pyrage import x25519

from ninefold.work.backups.faults import BackupFault

Named = tuple[str, Path]  # what a file is called inside, and where it lies


def pack(files: Iterable[Named], out: Path, recipients: Iterable[str]) -> int:
    """Write ``files`` as a compressed tar into ``out``, encrypted for ``recipients``. Gives how many there were.

    Raises OSError when something cannot be read or written.
    """
    keys = [x25519.Recipient.from_str(one) for one in recipients]
    count = 0

    def write(stream: IO[bytes]) -> None:
        nonlocal count
        with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=1) as zipped, _tar(zipped) as tar:
            for name, path in files:
                tar.add(path, arcname=name, recursive=False)
                count += 1

    with open(out, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as sealed:
        _beside(write, lambda stream: pyrage.encrypt_io(stream, sealed, keys))
        sealed.flush()
        os.fsync(sealed.fileno())
    return count


def _tar(stream: gzip.GzipFile) -> tarfile.TarFile:
    return tarfile.open(fileobj=stream, mode="w|")


def unpack(part: Path, folder: Path, secret: str) -> None:
    """Lay out what ``pack`` wrote into ``folder``. Raises BackupFault: another key, or a damaged file."""
    identity = x25519.Identity.from_str(secret)

    def open_it(stream: IO[bytes]) -> None:
        with part.open("rb") as sealed:
            pyrage.decrypt_io(sealed, stream, [identity])

    def lay_out(stream: IO[bytes]) -> None:
        with tarfile.open(fileobj=stream, mode="r|gz") as tar:
            tar.extractall(folder, filter="data")
        while stream.read(1 << 20):
            pass

    try:
        _beside(open_it, lay_out)
    except pyrage.DecryptError as wrong:
        if "no matching keys" in str(wrong).lower():
            raise BackupFault("This key does not open this backup. It was made for another key.") from wrong
        raise BackupFault("This backup is damaged: a part of it cannot be opened. Try another one.") from wrong
    except (tarfile.TarError, EOFError) as wrong:
        raise BackupFault("This backup is damaged: a part of it cannot be read. Try another one.") from wrong
    except OSError as problem:
        if problem.errno is not None:
            raise
        # What was enciphered tells of a changed or missing byte by an error without a number.
        raise BackupFault("This backup is damaged: a part of it was changed or cut off. Try another one.") from problem


def _beside(write: Callable[[IO[bytes]], None], read: Callable[[IO[bytes]], None]) -> None:
    """Run ``write`` in a thread, and ``read`` here on what it writes. Raises what either raised, the writer's first."""
    readable, writable = os.pipe()
    problems: list[Exception] = []

    def run() -> None:
        try:
            with os.fdopen(writable, "wb") as stream:
                write(stream)
        except Exception as problem:  # outcomes by the thread that waits
            problems.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with os.fdopen(readable, "rb") as stream:
            read(stream)
    except Exception as problem:
        thread.join()
        raise _first(problems, problem) from None
    thread.join()
    if problems:
        raise problems[0]


def _first(written: list[Exception], read: Exception) -> Exception:
    """Which of two problems was the cause: a pipe that broke tells only that the other end had one."""
    causes = [one for one in written if not isinstance(one, BrokenPipeError)]
    return causes[0] if causes else read
