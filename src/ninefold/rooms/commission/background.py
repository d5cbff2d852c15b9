"""Takes the files that wait, in a thread beside the web server: a page that sent them does not wait for them."""

import threading
from pathlib import Path

from django.conf import settings
from django.db import connection

from ninefold.base import clock
from ninefold.sector import queries_kept, works


def folder() -> Path:
    """Where files lie until they are taken."""
    return Path(settings.DATA) / "sector"


def start() -> None:
    """Begin taking what waits, and come back at once."""
    threading.Thread(target=_apart, name="sector import", daemon=True).start()


def take_all() -> None:
    """Take the files that wait, one after another, until none waits or somebody else is taking one."""
    works.forget_stopped(folder=folder(), at=clock.now())
    while work := works.next_waiting(clock.now()):
        works.take(work, folder(), clock.now())
    queries_kept.warm()


def _apart() -> None:
    try:
        take_all()
    finally:
        connection.close()
