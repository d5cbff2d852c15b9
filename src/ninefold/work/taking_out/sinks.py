"""Where what is taken out goes: a folder or a zip file, whole or not at all, with the checksum of everything in it."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

CHECKSUMS = "checksums.sha256"


class Sink(Protocol):
    """Takes files by their path inside, each once."""

    def add(self, name: str, data: bytes) -> None:
        """Take a file."""


class _Counted:
    """Keeps the checksums of what goes into it, and writes them last (``sha256sum -c`` reads them)."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, name: str, data: bytes) -> None:
        self.put(name, data)
        self.lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")

    def put(self, name: str, data: bytes) -> None:
        raise NotImplementedError

    def finish(self) -> None:
        self.put(CHECKSUMS, "".join(sorted(self.lines, key=lambda line: line[66:])).encode())


class _Zip(_Counted):
    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self.zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)

    def put(self, name: str, data: bytes) -> None:
        self.zip.writestr(name, data)

    def finish(self) -> None:
        super().finish()
        self.zip.close()


class _Folder(_Counted):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def put(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(data)
        path.chmod(0o600)


@contextmanager
def into_stream(stream: IO[bytes]) -> Iterator[Sink]:
    """A zip file into an open file."""
    sink = _Zip(stream)
    yield sink
    sink.finish()


@contextmanager
def into(out: Path) -> Iterator[Sink]:
    """A zip file when ``out`` ends on .zip, else a folder; it is not there before all of it is. Raises OSError.

    FileExistsError when it is there already: nothing is written over.
    """
    if out.exists():
        raise FileExistsError(17, "is there already; choose another name", str(out))
    part = out.with_name(f".{out.name}.part")
    _clear(part)
    try:
        if out.suffix == ".zip":
            with open(part, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as opened:
                with into_stream(opened) as zipped:
                    yield zipped
                opened.flush()
                os.fsync(opened.fileno())
        else:
            part.mkdir(mode=0o700)
            folder = _Folder(part)
            yield folder
            folder.finish()
        part.rename(out)
    except BaseException:
        _clear(part)
        raise


def _clear(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part)
    else:
        part.unlink(missing_ok=True)
