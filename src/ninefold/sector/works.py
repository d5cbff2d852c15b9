"""Taking files in the background: a queue of one, kept in a table, so that any page of any process can follow it.

A file is stored first and taken after. One is read at a time, which the database holds (``one_import_at_a_time``).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction

from ninefold.sector.actions import Taken, import_file
from ninefold.sector.columns import MappingWrong
from ninefold.sector.files import MOST_BYTES, Damaged
from ninefold.sector.models import Work
from ninefold.sector.reading import NotSure, SheetReading, look

State = Work.State
OPEN = (State.WAITING, State.READING, State.ASKS)
# A reading that has not moved for so long belonged to a server that was stopped.
SILENT = timedelta(minutes=3)
STOPPED = "The server was stopped while it read this file. Nothing of it was taken. Send it again."
TOO_LARGE = f"The file is larger than {MOST_BYTES // 1_000_000} MB. Ofsted's are a few. It was not read."


def stored(work: Work, folder: Path) -> Path:
    """Where a file lies until it is taken."""
    return folder / f"{work.pk}.file"


def accept(*, name: str, size: int, chunks: Iterable[bytes], folder: Path, account: str, at: datetime) -> Work:
    """Store a file that somebody sent, to be taken in its turn."""
    work = Work.objects.create(name=name[:200], account=account, began_at=at, touched_at=at)
    if size > MOST_BYTES:
        return _end(work, State.REFUSED, said=TOO_LARGE)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with stored(work, folder).open("wb") as file:
        file.writelines(chunks)
    return work


def answer(*, work: Work, mapping: Mapping[str, str], at: datetime) -> None:
    """Go on with a file whose header somebody has explained."""
    Work.objects.filter(pk=work.pk, state=State.ASKS).update(state=State.WAITING, mapping=dict(mapping), touched_at=at)


def give_up(*, work: Work, folder: Path, at: datetime) -> None:
    """Take a file that asks, or waits, out of the queue."""
    if Work.objects.filter(pk=work.pk, state__in=(State.ASKS, State.WAITING)).update(
        state=State.REFUSED, said="Taken out of the queue before it was read. Nothing was taken.", touched_at=at
    ):
        stored(work, folder).unlink(missing_ok=True)


def forget_stopped(*, folder: Path, at: datetime) -> None:
    """End the reading that a stopped server has left behind."""
    for work in Work.objects.filter(state=State.READING, touched_at__lt=at - SILENT):
        _end(work, State.REFUSED, said=STOPPED)
        stored(work, folder).unlink(missing_ok=True)


def stalled(work: Work, at: datetime) -> bool:
    """Whether a file that should move has not for long: the server that was to take it has been stopped."""
    if work.state == State.WAITING and Work.objects.filter(state=State.READING, touched_at__gte=at - SILENT).exists():
        return False
    return work.state in (State.WAITING, State.READING) and work.touched_at < at - SILENT


def next_waiting(at: datetime) -> Work | None:
    """The file whose turn it is, now marked as being read; None when none waits or another is being read."""
    work = Work.objects.filter(state=State.WAITING).first()
    if work is None:
        return None
    try:
        with transaction.atomic():
            claimed = Work.objects.filter(pk=work.pk, state=State.WAITING).update(state=State.READING, touched_at=at)
    except IntegrityError:
        return None
    return work if claimed else None


def take(work: Work, folder: Path, at: datetime) -> None:
    """Read and take one file. Whatever is wrong with it ends as a sentence in its row, and nothing else has changed."""
    path = stored(work, folder)

    def moved(done: int, total: int) -> None:
        Work.objects.filter(pk=work.pk).update(rows_read=done, rows=total)

    try:
        taken = import_file(path=path, name=work.name, at=at, mapping=work.mapping, progress=moved)
    except (NotSure, MappingWrong) as doubt:
        _end(work, State.ASKS, said=str(doubt))
        return
    except Damaged as problem:
        _end(work, State.REFUSED, said=str(problem))
    except Exception:
        _end(work, State.REFUSED, said="Something in this file could not be read. Nothing of it was taken.")
        raise
    else:
        _done(work, taken)
    path.unlink(missing_ok=True)


def readings(work: Work, folder: Path) -> list[SheetReading]:
    """How the header of a file that asks is read, with the answers that fit it; without them when they do not."""
    path = stored(work, folder)
    try:
        return look(path, work.mapping)
    except MappingWrong:
        return look(path)


def _done(work: Work, taken: Taken) -> None:
    _end(work, State.DONE, new=taken.new, known=taken.known, refused=len(taken.refusals), file=taken.file)


def _end(work: Work, state: str, **fields: object) -> Work:
    Work.objects.filter(pk=work.pk).update(state=state, **fields)
    work.refresh_from_db()
    return work
