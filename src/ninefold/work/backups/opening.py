"""Opening a backup: to put it back on an empty machine, and to see each week that it could be.

Neither trusts what it reads: parts are compared with their digests, the database with its own checks, every entry with
its hash, every file with its name, and each ledger must reach as far as it did when the backup was made. What is put
back is laid out beside its place and moved there only when all of that holds.
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from ninefold.work.backups import archive, sealed, snapshot
from ninefold.work.backups.archive import ATTACHMENTS, DATABASE, KEYS, About
from ninefold.work.backups.faults import BackupFault

LIVE = "ninefold.sqlite3"


def restore(file: Path, secret: str, data: Path, postgres: dict[str, Any] | None, now: datetime) -> About:
    """Put the backup ``file`` back into ``data``, which is empty, and into the empty database ``postgres`` if that is named.

    Raises BackupFault with what to do, and leaves nothing behind then.
    """
    about = archive.read_about(file)
    _refuse_newer(about)
    _refuse_unlike(about, postgres)
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise BackupFault(f"{data} is not empty. A backup is put back into an empty folder: move what is there away.")
    data.parent.mkdir(parents=True, exist_ok=True)
    with archive.at_work(data.with_name(f".{data.name}.restoring"), now) as folder:
        made = folder / "data"
        _open(file, about, (DATABASE, ATTACHMENTS, KEYS), made, secret)
        if postgres is None:
            _look_at(made, {"NINEFOLD_DATABASE": ""})
        else:
            _load(postgres, made, clean=True)
        _move(made, data)
    return about


def prove(file: Path, secret: str, scratch: Path, postgres: dict[str, Any] | None, now: datetime) -> About:
    """Open ``file`` in ``scratch`` and look at all of it but the installation's keys; leave nothing there.

    On PostgreSQL a database of its own is made for it and dropped. Raises BackupFault with what is wrong.
    """
    about = archive.read_about(file)
    with archive.at_work(scratch, now) as folder:
        made = folder / "data"
        _open(file, about, (DATABASE, ATTACHMENTS), made, secret)
        if postgres is None:
            _look_at(made, {"NINEFOLD_DATABASE": ""})
        else:
            name = f"ninefold_proof_{os.getpid()}"
            own = postgres | {"NAME": name}
            snapshot.program(postgres, "createdb", name)
            try:
                _load(own, made, clean=False)
            finally:
                snapshot.program(postgres, "dropdb", "--if-exists", name)
    return about


def _refuse_newer(about: About) -> None:
    """A database of a newer program has columns this one does not know."""
    ahead = sorted(set(about.migrations) - known_migrations())
    if ahead:
        raise BackupFault(
            f"This backup was made by a newer Ninefold ({about.version}) than this one. Install that version first, then "
            "put it back."
        )


def known_migrations() -> set[str]:
    """Every migration of ours that this program has, as app and name."""
    ours = Path(__file__).resolve().parents[2]
    return {f"{path.parent.parent.name}.{path.stem}" for path in ours.rglob("migrations/[0-9]*.py")}


def _refuse_unlike(about: About, postgres: dict[str, Any] | None) -> None:
    if (about.database == "postgresql") == (postgres is not None):
        return
    if about.database == "postgresql":
        raise BackupFault(
            "This backup holds a PostgreSQL database. Make an empty one and name it in NINEFOLD_DATABASE, then put it back."
        )
    raise BackupFault("This backup holds a SQLite database. Take NINEFOLD_DATABASE away, then put it back.")


def _open(file: Path, about: About, parts: tuple[str, ...], made: Path, secret: str) -> None:
    """Lay out ``parts`` of ``file`` as a data folder."""
    made.mkdir(mode=0o700)
    archive.lay_out(file, about, parts, made.parent)
    for name in parts:
        sealed.unpack(made.parent / name, made, secret)
        (made.parent / name).unlink()
    for path in (made, *made.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    database = made / snapshot.NAMES["sqlite"]
    if database.exists():
        _refuse_damaged(database)
        database.replace(made / LIVE)


def _refuse_damaged(database: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as opened:
            (answer,) = opened.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as problem:
        answer = str(problem)
    if answer != "ok":
        raise BackupFault(f"The database in this backup is damaged: {answer}. Try another backup.")


def _load(postgres: dict[str, Any], made: Path, *, clean: bool) -> None:
    """Fill an empty PostgreSQL database in one transaction, and look at it; ``clean`` empties it again on a fault."""
    dump = made / snapshot.NAMES["postgresql"]
    where = f"--dbname={postgres['NAME']}"
    words = ["pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", where, str(dump)]
    try:
        snapshot.program(postgres, *words)
    except BackupFault as fault:
        if "already exists" not in str(fault):
            raise
        raise BackupFault(
            f"The database {postgres['NAME']} is not empty. Make an empty one and name it in NINEFOLD_DATABASE, then put it back."
        ) from fault
    dump.unlink()
    try:
        _look_at(made, {"NINEFOLD_DATABASE": _url(postgres)})
    except BackupFault:
        if clean:
            empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
            snapshot.program(postgres, "psql", "--quiet", where, "--command", empty)
        raise


def _url(postgres: dict[str, Any]) -> str:
    from urllib.parse import quote

    who = quote(str(postgres.get("USER") or ""), safe="")
    word = quote(str(postgres.get("PASSWORD") or ""), safe="")
    where = f"{postgres.get('HOST') or ''}:{postgres['PORT']}" if postgres.get("PORT") else postgres.get("HOST") or ""
    return f"postgresql://{who}{':' if word else ''}{word}{'@' if who else ''}{where}/{quote(str(postgres['NAME']))}"


def _look_at(made: Path, database: dict[str, str]) -> None:
    """Bring the database in ``made`` up to this program and verify all of it, in a process that sees only that folder."""
    heads = made / archive.HEADS
    library = made / archive.LIBRARY
    own = {"NINEFOLD_DATA": str(made), "NINEFOLD_LIBRARY": str(library) if library.exists() else ""}
    for words in (["django", "migrate", "--verbosity", "0"], ["ledger", "verify", "--seals", str(heads)]):
        done = subprocess.run(  # noqa: S603 - our own interpreter, fixed words
            [sys.executable, "-m", "ninefold", *words],
            env=os.environ | own | database,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BackupFault(f"What is in this backup does not hold: {_last(done.stdout + done.stderr)}")
    heads.unlink()


def _last(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return " ".join(lines[:3])[:600] if lines else "it could not be read."


def _move(made: Path, data: Path) -> None:
    """Put what was laid out in its place, at once."""
    if data.exists():
        data.rmdir()
    made.rename(data)
    folder = os.open(data.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
