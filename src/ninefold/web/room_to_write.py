"""When nothing can be written, because the disk is full or may only be read: everything can still be read.

Who looked at what is kept in memory meanwhile and written down when there is room again, with its own times. What
somebody signs is never said to be signed: they are wrong in plain words, and what they typed stays before them.
"""

import logging
import shutil
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ninefold.people.models import AccessLog

Handler = Callable[[HttpRequest], HttpResponse]
NO_ROOM = ("disk is full", "readonly", "read-only", "disk i/o error", "no space left", "unable to open database file")
MOST_WAITING = 20_000  # looks that a process keeps in memory
LEAST_FREE = 200 * 1024 * 1024  # bytes; with less there is soon no room for what is signed
STATUS = 507  # "insufficient storage": nothing was kept

_waiting: deque[AccessLog] = deque(maxlen=MOST_WAITING)
_lock = Lock()
_log = logging.getLogger("ninefold.room_to_write")


def is_lack_of_room(problem: Exception) -> bool:
    """Whether a database says that it can write nothing."""
    return isinstance(problem, DatabaseError | OSError) and any(one in str(problem).lower() for one in NO_ROOM)


def keep_looks(looks: Sequence[AccessLog]) -> None:
    """Write down who looked, and who did while it could not be written; in memory, if it cannot be now."""
    with _lock:
        before = list(_waiting)
    try:
        if len(looks) == 1 and not before:
            looks[0].save(force_insert=True)  # one statement is a transaction of its own
        else:
            AccessLog.objects.bulk_create([*before, *looks])
    except OperationalError as problem:
        if not is_lack_of_room(problem) or connection.in_atomic_block:
            raise
        with _lock:
            _waiting.extend(looks)
        _log.warning("Who looked is kept in memory (%d): %s", len(_waiting), problem)
        return
    if before:
        with _lock:
            for _ in before[: len(_waiting)]:
                _waiting.popleft()
        _log.warning("%d looks that waited in memory are written down.", len(before))


def plainly(get_response: Handler) -> Handler:
    """Tell somebody in plain words that nothing they sent could be kept, instead of that something broke."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not is_lack_of_room(problem):
            return None
        _log.error("Nothing can be written: %s", problem)
        return render(request, "web/no_room.html", {"sent": request.method == "POST"}, status=STATUS)

    answer.process_exception = process_exception  # type: ignore[attr-defined]
    return answer


def problems() -> list[str]:
    """What keeps this installation from writing, in sentences; nothing while all is well."""
    wrong = []
    free = shutil.disk_usage(_folder(Path(settings.DATA))).free
    if free < LEAST_FREE:
        wrong.append(f"The disk is nearly full: {free // 1024 // 1024} MB are free.")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE ledger_chain SET seq = seq WHERE home_id = ''")
    except DatabaseError as problem:
        wrong.append(f"The database cannot be written: {problem}.")
    if _waiting:
        wrong.append(f"Who looked waits in memory to be written down ({len(_waiting)}).")
    return wrong


def _folder(path: Path) -> Path:
    """``path``, or the nearest folder above it that is there."""
    return path if path.exists() else _folder(path.parent)
