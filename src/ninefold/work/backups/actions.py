"""Backups of this installation: made, proved, and taken away when newer ones stand for them. Each leaves a row."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ninefold import __version__
from ninefold.base import clock
from ninefold.ledger.attachments import at_rest
from ninefold.ledger.models import Chain
from ninefold.work.backups import archive, generations, opening
from ninefold.work.backups.faults import BackupFault
from ninefold.work.backups.keys import proof_key
from ninefold.work.models import Backup

ENDING = ".ninefold-backup"


def back_up(out: Path, now: datetime) -> Backup:
    """Make a backup in the file ``out``. Raises BackupFault and OSError; nothing is left behind then."""
    about = archive.make(source(), out, now)
    return Backup.objects.create(
        file=str(out.resolve()), made_at=now, size=out.stat().st_size, entries=about.entries, files=about.files
    )


def source() -> archive.Installation:
    """This installation, as a backup takes it."""
    heads = Chain.objects.order_by("home__urn").values_list("home__urn", "seq", "hash")
    applied = MigrationRecorder(connection).applied_migrations()
    known = opening.known_migrations()
    library = settings.NINEFOLD_LIBRARY_OVERLAY
    return archive.Installation(
        data=Path(settings.DATA),
        database=settings.DATABASES["default"],
        version=__version__,
        migrations=tuple(sorted(f"{app}.{name}" for app, name in applied if f"{app}.{name}" in known)),
        heads={urn: (seq, hash) for urn, seq, hash in heads},
        files_key=at_rest.key(),
        library=Path(library) if library else None,
    )


def back_up_tonight(folder: Path, now: datetime) -> str:
    """Make tonight's backup in ``folder`` and take away those for which newer ones stand. Gives what was done."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = back_up(folder / f"ninefold-{clock.local(now):%Y-%m-%dT%H%M%S}{ENDING}", now)
    gone = take_away(folder, now)
    old = f" {gone} older {'one was' if gone == 1 else 'ones were'} taken away." if gone else ""
    return f"{made.entries:,} entries and {made.files:,} files, {size_in_words(made.size)}.{old}"


def take_away(folder: Path, now: datetime) -> int:
    """Delete the backups of ``folder`` that no generation keeps. Gives how many."""
    rows = {row.file: row for row in Backup.objects.filter(gone_at=None) if Path(row.file).parent == folder.resolve()}
    kept = [generations.Generation(row.file, row.made_at, row.proved_at is not None) for row in rows.values()]
    gone = generations.to_go(kept)
    for one in gone:
        Path(one.file).unlink(missing_ok=True)
        Backup.objects.filter(pk=rows[one.file].pk).update(gone_at=now)
    return len(gone)


def prove(row: Backup, now: datetime) -> str:
    """Open the backup again and look at all of it. Gives what was seen; raises BackupFault, and keeps why."""
    data = Path(settings.DATA)
    postgres = settings.DATABASES["default"] if connection.vendor == "postgresql" else None
    try:
        if not Path(row.file).exists():
            raise BackupFault(f"The backup {row.file} is not where it was made. Is the disk connected?")
        about = opening.prove(Path(row.file), proof_key(data), data / ".proving", postgres, now)
    except BackupFault as fault:
        Backup.objects.filter(pk=row.pk).update(fault=str(fault), proved_at=None)
        raise
    Backup.objects.filter(pk=row.pk).update(fault="", proved_at=now)
    return f"{Path(row.file).name} was opened again: {about.entries:,} entries and {about.files:,} files are whole."


def newest() -> Backup | None:
    """The newest backup that is still kept."""
    return Backup.objects.filter(gone_at=None).order_by("-made_at").first()


def kept(most: int) -> list[Backup]:
    """The newest backups that are still there, newest first."""
    return list(Backup.objects.filter(gone_at=None).order_by("-made_at")[:most])


def size_in_words(size: int) -> str:
    """A number of bytes, for people."""
    amount: float = size
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def described(row: Backup) -> dict[str, Any]:
    """A backup, for a page or the command line."""
    return {
        "name": Path(row.file).name,
        "folder": str(Path(row.file).parent),
        "made_at": row.made_at,
        "size": size_in_words(row.size),
        "entries": row.entries,
        "files": row.files,
        "proved_at": row.proved_at,
        "fault": row.fault,
    }
