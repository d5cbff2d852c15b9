"""``ninefold work``: the jobs of the night, how they stand, and doing one by hand; the process that looks after the clock."""

import argparse
import os
import subprocess
import sys
import time
from datetime import datetime

from ninefold.base import clock
from ninefold.ops.command import needs_django

PAUSE = 30  # seconds between two looks at the clock


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    work = subparsers.add_parser("work", help="what is done by itself at night: list it, or do one job now")
    work.add_argument("job", nargs="?", metavar="JOB", help="the job to do now (default: list how all stand)")
    work.add_argument("--due", metavar="MOMENT", help=argparse.SUPPRESS)
    work.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)
    work.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List, do one, or look after the clock as long as the server lives."""
    if arguments.beside:
        return _beside(arguments.beside)
    needs_django()
    from ninefold.work import clockwork, jobs

    if not arguments.job:
        return _list()
    try:
        job = jobs.job_called(arguments.job)
    except KeyError:
        known = ", ".join(job.id for job in jobs.JOBS)
        raise SystemExit(f"There is no job '{arguments.job}'. There are: {known}.") from None
    now = clock.now()
    done = clockwork.do(job, clock.parse(arguments.due) if arguments.due else now, now)
    if done is None:
        return 0
    print(done.report, file=sys.stdout if done.outcome == "done" else sys.stderr)
    return 0 if done.outcome == "done" else 1


def _list() -> int:
    from ninefold.work import clockwork

    for state in clockwork.states(clock.now()):
        last = f"last {clock.local(state.last.began_at):%d %b %H:%M}" if state.last else "never yet"
        report = state.trouble or (state.last.report if state.last else "")
        print(f"{state.job.id:<10} {last:<18} next {clock.local(state.next_at):%d %b %H:%M}  {report}")
    return 0


def _beside(server: int) -> int:
    """Look at the clock until the server that started this process is gone. Each job has a process of its own.

    What is behind the library is worked out again first; whoever stops that process finds it begun again. Jobs of the
    night are done where the server has said that it has nights.

    A look that fails (the database restarts, the disk is full) is left for the next one.
    """
    needs_django()
    from django.conf import settings
    from django.db import connections

    nights = settings.NINEFOLD_NIGHTS
    os.nice(10)
    while os.getppid() == server:
        try:
            if _behind():
                _ninefold("rebuild", "--behind")
            for job, due_at in _due(clock.now()) if nights else ():
                _ninefold("work", job, "--due", clock.text(due_at))
            _deliver(clock.now())
        except Exception as problem:
            print(f"The jobs of the night could not be looked at: {type(problem).__name__}.", file=sys.stderr)
        connections.close_all()
        time.sleep(PAUSE)
    return 0


def _due(now: datetime) -> list[tuple[str, datetime]]:
    from ninefold.work import clockwork

    return [(job.id, due_at) for job, due_at in clockwork.due(now)]


def _deliver(now: datetime) -> None:
    """Send what waits in the outbox."""
    from ninefold.work.post import delivering

    delivering.deliver(now)


def _behind() -> bool:
    """Whether homes wait to be worked out again, noted when the server started (``ops.following``)."""
    from ninefold.work.models import Reworking

    return Reworking.objects.exists()


def _ninefold(*words: str) -> None:
    """Run a command of ours; what it prints is in what it did."""
    command = [sys.executable, "-m", "ninefold", *words]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - our own interpreter, fixed words
