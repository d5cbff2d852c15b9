"""One backup as one file: a plain tar of what is told openly about it and of three encrypted parts.

    about.json        format, when, by which version, how much, the size and SHA-256 of each part
    keys.age          the installation's own keys; opened by the printed key alone
    attachments.age   every file that a record holds, and the originals under seal
    database.age      the database of one moment, the head of each home's ledger as it stood, the seals, and the
                      provider's own library, without which its records could not be read

The parts are apart so that a machine can prove database and files every week without a key that opens its own keys,
and so that somebody can put back records without taking over who the installation is.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from ninefold.base import clock
from ninefold.work.backups import sealed, snapshot
from ninefold.work.backups.faults import BackupFault
from ninefold.work.backups.keys import proof_key, recipients
from ninefold.work.backups.sealed import Named

FORMAT = 1
ABOUT = "about.json"
DATABASE, ATTACHMENTS, KEYS = "database.age", "attachments.age", "keys.age"
HEADS = "heads.jsonl"
FILES_KEY = "keys/files"  # only in the part that the key in the safe opens
LIBRARY = "provider-library"
SLICE = 1 << 20
LARGEST_ABOUT = 1 << 20
# Of this machine alone: the next one proves its backups with a key of its own.
HERE_ONLY = frozenset({"proof"})


@dataclass(frozen=True, slots=True)
class About:
    """What a backup tells openly: nothing about a person. ``parts`` has the size and SHA-256 of each."""

    format: int
    made_at: str
    version: str
    database: str  # sqlite or postgresql
    migrations: tuple[str, ...]
    entries: int
    files: int
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Installation:
    """What is to be backed up: the data folder, the database's settings, and what the database knows of itself."""

    data: Path
    database: dict[str, Any]
    version: str
    migrations: tuple[str, ...]
    heads: dict[str, tuple[int, str]]  # by URN: the last entry and its hash, as they stood just before
    files_key: str = ""  # what opens the kept files, which lies outside the data folder
    library: Path | None = None  # the provider's own folder


def make(source: Installation, out: Path, now: datetime) -> About:
    """Write a backup of ``source`` into ``out``, whole or not at all.

    The heads were read before the copy was taken, so the copy holds at least them. Files come after it: they are never
    changed, and one that was added meanwhile does no harm. Raises BackupFault and OSError.
    """
    who = recipients(source.data)
    if not who:
        raise BackupFault("There is no key for backups yet. Make one, print it and put it in the safe: ninefold key")
    if out.exists():
        raise BackupFault(f"{out} is there already. Choose another name; a backup is never written over.")
    if not out.parent.is_dir():
        raise BackupFault(f"There is no folder {out.parent}. Is the disk connected?")
    with at_work(source.data / ".backing-up", now) as folder:
        return _make(source, out, now, folder, who)


def _make(source: Installation, out: Path, now: datetime, folder: Path, who: list[str]) -> About:
    machine = [*who, public_of(proof_key(source.data))]
    database = snapshot.take(source.database, folder)
    _write_heads(source, folder / HEADS)
    beside = [(database.name, database), (HEADS, folder / HEADS), *files_in(source.data, "seals")]
    sealed.pack([*beside, *_library(source)], folder / DATABASE, machine)
    database.unlink()
    files = sealed.pack(files_in(source.data, "attachments"), folder / ATTACHMENTS, machine)
    keys = [one for one in files_in(source.data, "keys") if one[1].name not in HERE_ONLY]
    if source.files_key and not any(name == FILES_KEY for name, _ in keys):
        given = folder / "files"
        with open(given, "w", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as opened:
            opened.write(source.files_key)
        keys.append((FILES_KEY, given))
    sealed.pack(keys, folder / KEYS, who)
    (folder / "files").unlink(missing_ok=True)
    about = About(
        format=FORMAT,
        made_at=clock.text(now),
        version=source.version,
        database=next(kind for kind, name in snapshot.NAMES.items() if name == database.name),
        migrations=source.migrations,
        entries=sum(seq for seq, _ in source.heads.values()),
        files=files,
        parts={name: measure(folder / name) for name in (KEYS, ATTACHMENTS, DATABASE)},
    )
    _write(about, folder, out)
    return about


def _write_heads(source: Installation, file: Path) -> None:
    """The heads in the form of seals: one JSON object a line."""
    lines = [{"home": urn, "seq": seq, "hash": hash} for urn, (seq, hash) in sorted(source.heads.items()) if seq]
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="ascii")


def _library(source: Installation) -> Iterator[Named]:
    """The provider's own library, and by which library things were last worked out."""
    if source.library:
        for path in sorted(source.library.rglob("*")):
            if path.is_file():
                yield f"{LIBRARY}/{path.relative_to(source.library).as_posix()}", path
    digest = source.data / "library.sha256"
    if digest.exists():
        yield digest.name, digest


def public_of(secret: str) -> str:
    """The public half of a secret key."""
    from pyrage import x25519

    return str(x25519.Identity.from_str(secret).to_public())


def files_in(data: Path, name: str) -> Iterator[Named]:
    """Every whole file below a folder of ``data``, by its path inside. Half-written ones and locks are none."""
    for path in sorted((data / name).rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".part":
            yield path.relative_to(data).as_posix(), path


def measure(file: Path) -> dict[str, Any]:
    """The size and SHA-256 of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while some := opened.read(SLICE):
            digest.update(some)
    return {"size": file.stat().st_size, "sha256": digest.hexdigest()}


def _write(about: About, folder: Path, out: Path) -> None:
    part = out.with_name(f".{out.name}.part")
    try:
        with open(part, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as opened:
            with tarfile.open(fileobj=opened, mode="w") as tar:
                body = json.dumps(asdict(about), indent=1).encode()
                head = tarfile.TarInfo(ABOUT)
                head.size = len(body)
                tar.addfile(head, io.BytesIO(body))
                for name in about.parts:
                    tar.add(folder / name, arcname=name, filter=_nameless)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(out)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _nameless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names of this machine's users."""
    member.uname = member.gname = ""
    member.uid = member.gid = 0
    return member


def read_about(file: Path) -> About:
    """What ``file`` tells openly. Raises BackupFault when it is no backup, or one of a newer kind; OSError."""
    try:
        with tarfile.open(file, mode="r:") as tar:
            member = tar.next()
            opened = (
                tar.extractfile(member) if member and member.name == ABOUT and member.size < LARGEST_ABOUT else None
            )
            body = json.loads(opened.read()) if opened else None
    except (tarfile.TarError, ValueError, EOFError) as wrong:
        raise BackupFault(f"{file} is not a backup of Ninefold.") from wrong
    if not isinstance(body, dict) or "format" not in body:
        raise BackupFault(f"{file} is not a backup of Ninefold.")
    if body["format"] != FORMAT:
        raise BackupFault(
            f"This backup was made by Ninefold {body.get('version', '')}, which writes them in another way. Install that "
            "version or a newer one, and put it back with that."
        )
    try:
        return About(**body | {"migrations": tuple(body["migrations"])})
    except (TypeError, KeyError) as wrong:
        raise BackupFault(f"{file} is not a whole backup of Ninefold.") from wrong


def lay_out(file: Path, about: About, wanted: tuple[str, ...], folder: Path) -> None:
    """Take the parts ``wanted`` out of ``file`` into ``folder`` and compare them with what is told of them.

    Raises BackupFault when a part is missing, cut off or changed.
    """
    try:
        with tarfile.open(file, mode="r:") as tar:
            for member in tar:
                if member.name in wanted and member.isfile():
                    tar.extract(member, folder, filter="data")
    except (tarfile.TarError, EOFError) as cut:
        raise BackupFault("This backup is cut off: its end is missing. Copy it again, or try another one.") from cut
    for name in wanted:
        part = folder / name
        if not part.exists():
            raise BackupFault("This backup is cut off: its end is missing. Copy it again, or try another one.")
        if measure(part) != about.parts.get(name):
            raise BackupFault(
                f"This backup is damaged: {name} is not as it was made. Copy it again, or try another one."
            )


@contextmanager
def at_work(folder: Path, now: datetime) -> Iterator[Path]:
    """A folder for its owner's eyes below ``folder``, gone afterwards; what a killed process left behind goes first."""
    if _old(folder, now):
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Path(tempfile.mkdtemp(dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        with suppress(OSError):  # another process is at work in it
            folder.rmdir()


def _old(folder: Path, now: datetime) -> bool:
    """Whether what lies there was left more than a day ago."""
    return folder.exists() and now.timestamp() - folder.stat().st_mtime > 24 * 3600
