"""Serving Ninefold: the database and the static files made ready, and the web server in the foreground."""

import os
import socket
import subprocess
import sys

WORKERS, THREADS = 2, 4


def prepare() -> None:
    """Bring the database up to date with the program and its library, and lay out the static files. Django is set up.

    Raises LibraryError: with a library that is not sound nothing is served, and nothing changed before it is said.
    """
    from django.conf import settings
    from django.core.management import call_command

    from ninefold import lawbook
    from ninefold.ops import following

    lawbook.current()
    call_command("migrate", verbosity=0)
    following.follow(settings.DATA)
    call_command("collectstatic", interactive=False, verbosity=0)


def refuse_taken(host: str, port: int) -> None:
    """End with a sentence when something listens on ``port`` already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise SystemExit(
                f"Port {port} is in use. Choose another one with --port, for instance --port {port + 1}."
            ) from None


def serve(host: str, port: int, *, nights: bool = False) -> None:
    """Become the web server. Ctrl-C ends it; this process does not come back.

    With ``nights`` a process beside it looks after the clock and does the jobs of the night (``ninefold.work``) as long as
    the server lives.
    """
    from django.db import connections

    connections.close_all()
    if nights:
        os.environ["NINEFOLD_NIGHTS"] = "yes"
        beside = [sys.executable, "-m", "ninefold", "work", "--beside", str(os.getpid())]
        subprocess.Popen(beside)  # noqa: S603 - our own interpreter, fixed words
    sys.stdout.flush()
    words = ["-m", "gunicorn", "ninefold.wsgi:application", "--bind", f"{host}:{port}", "--preload"]
    words += ["--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "warning", "--no-control-socket"]
    os.execv(sys.executable, [sys.executable, *words])  # noqa: S606 - our own interpreter, fixed words
