"""Serving Ninefold: the port opened, the database and the static files made ready, and the web server in the foreground."""

import os
import socket
import subprocess
import sys

from ninefold.base import env

MEMORY_EACH = 300 << 20  # bytes of the machine's memory for each worker, with what it shares and what a page needs
MOST_WORKERS = 16
THREADS = 6


def prepare() -> None:
    """Bring the database up to date with the program and its library, and lay out the static files. Django is set up.

    Raises LibraryError: with a library that is not sound nothing is served, and nothing changed before it is said.
    """
    from django.conf import settings
    from django.core.management import call_command

    from ninefold import lawbook
    from ninefold.base import private
    from ninefold.ops import following

    lawbook.current()
    call_command("migrate", verbosity=0)
    for path in private.open_to_others(settings.DATA):
        print(f"{path} can be read by others on this machine, and belongs to somebody else: close it.", file=sys.stderr)
    if following.notice(settings.DATA):
        print("The library has changed: what follows from the records is worked out again meanwhile.", file=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)


def workers() -> int:
    """How many processes serve: NINEFOLD_WORKERS, else one a processor, as many as the machine has memory for, two at least."""
    room = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEMORY_EACH
    fit = max(2, min(len(os.sched_getaffinity(0)), room, MOST_WORKERS))
    return max(1, env.number("NINEFOLD_WORKERS", fit))


def threads() -> int:
    """How many requests each process has in hand at once: NINEFOLD_THREADS, else a few."""
    return max(1, env.number("NINEFOLD_THREADS", THREADS))


def serve(listening: socket.socket, *, nights: bool = False) -> None:
    """Become the web server behind ``listening``. Ctrl-C ends it; this process does not come back.

    A process beside it works out again what is behind the library, and, with ``nights``, looks after the clock and does the
    jobs of the night (``ninefold.work``), as long as the server lives.
    """
    from django.db import connections

    connections.close_all()
    if nights:
        os.environ["NINEFOLD_NIGHTS"] = "yes"
    beside = [sys.executable, "-m", "ninefold", "work", "--beside", str(os.getpid())]
    subprocess.Popen(beside)  # noqa: S603 - our own interpreter, fixed words
    sys.stdout.flush()
    listening.set_inheritable(True)
    words = ["-m", "gunicorn", "ninefold.wsgi:application", "--bind", f"fd://{listening.fileno()}", "--preload"]
    words += ["--workers", str(workers()), "--threads", str(threads())]
    words += ["--log-level", "warning", "--no-control-socket"]
    os.execv(sys.executable, [sys.executable, *words])  # noqa: S606 - our own interpreter, fixed words
