"""``ninefold backup``, ``key`` and ``restore``: the way back when a machine is gone."""

import argparse
import os
import sys
from pathlib import Path

from ninefold import __version__
from ninefold.base import clock, env
from ninefold.ops.command import needs_django

MOST_SHOWN = 30


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The three commands and their options."""
    make = subparsers.add_parser("backup", help="make an encrypted backup, or open one again to prove that it is whole")
    what = make.add_mutually_exclusive_group()
    what.add_argument("--out", type=Path, metavar="FILE", help="the file to write (default: one in NINEFOLD_BACKUPS)")
    what.add_argument("--list", action="store_true", help="which backups there are, and which of them are proved")
    what.add_argument(
        "--prove", nargs="?", const="", metavar="FILE", help="open a backup (default: the newest) and look at all of it"
    )
    make.set_defaults(run=run_backup)
    key = subparsers.add_parser("key", help="make the key that opens backups, and show it this once")
    key.add_argument(
        "--page", type=Path, metavar="FILE", help="write it as a page to print (PDF) instead of showing it"
    )
    key.set_defaults(run=run_key)
    restore = subparsers.add_parser("restore", help="put a backup back on an empty machine")
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup")
    restore.add_argument(
        "--key", required=True, type=Path, metavar="KEYFILE", help="a text file with the key from the safe"
    )
    restore.set_defaults(run=run_restore)


def run_backup(arguments: argparse.Namespace) -> int:
    """Make a backup, list them or prove one."""
    needs_django()
    from ninefold.work.backups.faults import BackupFault

    try:
        if arguments.list:
            return _list()
        return _prove(arguments.prove) if arguments.prove is not None else _make(arguments.out)
    except BackupFault as fault:
        print(fault, file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"The backup could not be made: {problem.strerror or problem}.", file=sys.stderr)
        return 1


def _make(out: Path | None) -> int:
    from django.conf import settings

    from ninefold.work.backups import actions

    if out is None:
        print(actions.back_up_tonight(Path(settings.NINEFOLD_BACKUPS), clock.now()))
        return 0
    made = actions.back_up(out, clock.now())
    print(f"{out}: {made.entries:,} entries and {made.files:,} files, {actions.size_in_words(made.size)}, encrypted.")
    return 0


def _prove(file: str) -> int:
    from ninefold.work.backups import actions
    from ninefold.work.backups.faults import BackupFault
    from ninefold.work.models import Backup

    row = Backup.objects.filter(file=str(Path(file).resolve())).first() if file else actions.newest()
    if row is None:
        raise BackupFault(
            "This machine has not made that backup." if file else "There is no backup yet that could be opened."
        )
    print(actions.prove(row, clock.now()))
    return 0


def _list() -> int:
    from ninefold.work.backups import actions

    rows = [actions.described(row) for row in actions.kept(MOST_SHOWN)]
    for row in rows:
        state = f"proved {clock.local(row['proved_at']):%d %b %Y}" if row["proved_at"] else row["fault"] or "not proved"
        print(f"{clock.local(row['made_at']):%d %b %Y %H:%M}  {row['size']:>8}  {state}  {row['folder']}/{row['name']}")
    if not rows:
        print("There is no backup yet. Make one with: ninefold backup")
    return 0


def run_key(arguments: argparse.Namespace) -> int:
    """Make a pair, keep the public half, and show the secret one once."""
    from ninefold.ops import safe_page
    from ninefold.work.backups import keys

    data = env.folder("NINEFOLD_DATA", Path.cwd() / "data")
    secret, public = keys.new_pair()
    now = clock.now()
    if arguments.page:
        if arguments.page.exists():
            raise SystemExit(f"{arguments.page} is there already. Choose another name.")
        page = safe_page.pdf(secret, __version__, now)
        with open(arguments.page, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as opened:
            opened.write(page)
        print(f"Print {arguments.page} twice, for the safe and for another house, and delete it from this machine.")
    else:
        print(safe_page.text(secret, now))
    keys.add_recipient(data, public)
    many = len(keys.recipients(data))
    print(f"Backups are made for {'this key' if many == 1 else f'this key and {many - 1} made before it'} from now on.")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put a backup back, whole or not at all."""
    from ninefold.work.backups import keys, opening
    from ninefold.work.backups.archive import LIBRARY
    from ninefold.work.backups.faults import BackupFault

    data = env.folder("NINEFOLD_DATA", Path.cwd() / "data")
    try:
        secret = keys.secret_in(arguments.key.read_text(encoding="utf-8", errors="replace"))
        about = opening.restore(arguments.file, secret, data, env.postgres("NINEFOLD_DATABASE"), clock.now())
    except BackupFault as fault:
        print(fault, file=sys.stderr)
        return 1
    except OSError as problem:
        print(
            f"{problem.filename or arguments.file}: {problem.strerror or problem}. Nothing was put back.",
            file=sys.stderr,
        )
        return 1
    print(f"{about.entries:,} entries and {about.files:,} files are back in {data}, as they stood on {about.made_at}.")
    print("Every entry was read and every file compared; nothing is wrong.")
    if (data / LIBRARY).exists():
        print(
            f"The provider's own library lies in {data / LIBRARY}. Name it in NINEFOLD_LIBRARY before the next start."
        )
    print("Start it with: ./run ninefold serve. The key in the safe opens its next backups too.")
    return 0
