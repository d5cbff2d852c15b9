"""One file looked at in a process of its own, with little memory and time: what it does to that process, it does to nobody.

``python -m ninefold.ledger.attachments.apart FOLDER NAME`` reads ``sent`` in the folder and writes ``kept`` and
``told.json`` beside it, or only ``told.json`` with a sentence. The server calls ``cleaned``. One file at a time is
looked at on this machine, so that many at once need no more memory than one.
"""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from ninefold.ledger.attachments.check import Cleaned, RefusedFile, family

MEMORY = 900 * 1024 * 1024  # bytes; a photograph of 50 million points from a telephone needs about half
SECONDS = 60
LARGEST_KEPT = 60 * 1024 * 1024
# Of the four threads of a server process, one is always left for those who read and write.
AT_ONCE = threading.BoundedSemaphore(3)
BUSY = "Several files are being looked at just now, and this one could not wait. Please add it again in a moment."
TOO_MUCH = (
    "This file needs more time or memory to look at than we give it. Please make it smaller, or print it to a PDF."
)


def cleaned(upload: BinaryIO, name: str, lock: Path) -> Cleaned:
    """Look at ``upload`` apart, and give what is to be kept of it. Raises RefusedFile."""
    if not AT_ONCE.acquire(blocking=False):
        raise RefusedFile(BUSY)
    try:
        with one_at_a_time(lock), tempfile.TemporaryDirectory(prefix="ninefold-file-") as made:
            folder = Path(made)
            with (folder / "sent").open("wb") as copy:
                while piece := upload.read(1024 * 1024):
                    copy.write(piece)
            return _looked_at(folder, name)
    finally:
        AT_ONCE.release()


@contextlib.contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Held by one process and thread of this machine; the others wait."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _looked_at(folder: Path, name: str) -> Cleaned:
    told = folder / "told.json"
    # No setting of the house goes along, least of all its key.
    surroundings = {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PATH": os.defpath, "TMPDIR": str(folder)}
    try:
        subprocess.run(  # noqa: S603 - our own interpreter and module; the name is data
            [sys.executable, "-m", "ninefold.ledger.attachments.apart", str(folder), name[-200:]],
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS + 30,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise RefusedFile(TOO_MUCH) from problem
    if not told.exists():
        raise RefusedFile(TOO_MUCH)
    answer = json.loads(told.read_text(encoding="utf-8"))
    if "refused" in answer:
        raise RefusedFile(answer["refused"])
    kept = folder / "kept"
    if kept.stat().st_size > LARGEST_KEPT:
        raise RefusedFile("This file becomes too large once it is cleaned. Please make it smaller.")
    return Cleaned(data=kept.read_bytes(), **answer)


def look(data: bytes, name: str) -> Cleaned:
    """What is to be kept of a file. Raises RefusedFile."""
    kind = family(data, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a library finds odd in a file is for nobody to read
        return _cleaner(kind)(data, name)


def _cleaner(kind: str) -> Callable[[bytes, str], Cleaned]:
    """The cleaner of a family; each is loaded only when it is needed."""
    if kind == "picture":
        from ninefold.ledger.attachments import pictures

        return pictures.clean
    if kind == "paper":
        from ninefold.ledger.attachments import papers

        return papers.clean
    if kind == "office":
        from ninefold.ledger.attachments import office

        return office.clean
    if kind in ("mail", "outlook"):
        from ninefold.ledger.attachments import mail

        return mail.clean_eml if kind == "mail" else mail.clean_msg
    if kind == "sound":
        from ninefold.ledger.attachments import sound

        return sound.clean
    from ninefold.ledger.attachments import text

    return text.clean


def _bound() -> None:
    """Hold this process to little memory and time. A system that knows a limit not goes without it."""
    import resource

    os.nice(5)  # who reads and writes comes first
    limits = {"RLIMIT_DATA": MEMORY, "RLIMIT_CPU": SECONDS, "RLIMIT_FSIZE": 2 * LARGEST_KEPT, "RLIMIT_CORE": 0}
    for limit, most in limits.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, limit), (most, most))


def main(folder: Path, name: str) -> None:
    """Look at the file in ``folder`` and say what came of it."""
    _bound()
    try:
        made = look((folder / "sent").read_bytes(), name)
    except RefusedFile as reason:
        answer: dict[str, object] = {"refused": str(reason)}
    except (MemoryError, RecursionError):
        answer = {"refused": TOO_MUCH}
    except Exception:  # whatever a hurt file can do to a library ends here
        answer = {"refused": "This file is damaged and cannot be opened."}
    else:
        (folder / "kept").write_bytes(made.data)
        answer = {"media_type": made.media_type, "taken_out": made.taken_out, "lossy": made.lossy, "words": made.words}
    (folder / "part.json").write_text(json.dumps(answer), encoding="utf-8")
    (folder / "part.json").rename(folder / "told.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
