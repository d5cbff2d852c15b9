"""The database as it stands at one moment, in a file, while people go on writing."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from ninefold.work.backups.faults import BackupFault

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def take(database: dict[str, Any], folder: Path) -> Path:
    """Write the database of Django's settings ``database`` into ``folder``. Gives the file.

    On SQLite one reading transaction copies every page in use (VACUUM INTO): in WAL mode nobody who writes waits for it,
    and what was deleted is not in the copy. On PostgreSQL pg_dump reads one snapshot. Raises BackupFault.
    """
    if "sqlite" in database["ENGINE"]:
        file = folder / NAMES["sqlite"]
        try:
            with closing(sqlite3.connect(Path(database["NAME"]).resolve().as_uri() + "?mode=ro", uri=True)) as opened:
                opened.execute("VACUUM INTO ?", (str(file),))
        except sqlite3.Error as problem:
            raise BackupFault(f"The database could not be copied: {problem}.") from problem
        file.chmod(0o600)
        return file
    file = folder / NAMES["postgresql"]
    program(database, "pg_dump", "--format=custom", "--compress=0", f"--file={file}", str(database["NAME"]))
    return file


def program(database: dict[str, Any], *words: str) -> None:
    """Run one of PostgreSQL's own programs against ``database``. Raises BackupFault with what it said."""
    places = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = {name: str(database[key]) for name, key in places.items() if database.get(key)}
    try:
        done = subprocess.run(  # noqa: S603 - fixed programs, our own settings
            words, env=os.environ | environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as missing:
        raise BackupFault(
            f"{words[0]} is not on this machine. Install PostgreSQL's own programs (Debian: postgresql-client), of the "
            "server's version or newer."
        ) from missing
    if done.returncode:
        raise BackupFault(f"{words[0]} did not succeed: {done.stderr.strip()[-500:]}")
