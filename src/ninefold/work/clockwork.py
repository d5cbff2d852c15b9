"""Doing what is due, once, whoever looks: several processes may look after the clock at the same time.

Who is first to write that a job has begun does it. A job that was begun and never ended, because its process was
stopped, counts as failed after its patience and is done again at its next time; it is also done again when asked by hand.
"""

import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from ninefold.work.jobs import JOBS, Job
from ninefold.work.models import JobRun
from ninefold.work.night import Idle, Wrong
from ninefold.work.rules import Every, last_due, next_due

A_DAY = timedelta(days=1)
ABANDONED = timedelta(hours=6)
LATELY = timedelta(days=33)


@dataclass(frozen=True, slots=True)
class State:
    """How a job stands: its last run, when it is due next, and what is wrong ("" when nothing is)."""

    job: Job
    last: JobRun | None
    next_at: datetime
    trouble: str


def due(now: datetime) -> list[tuple[Job, datetime]]:
    """The jobs that were due by ``now`` and that nobody has begun, in their order, each with its time.

    Of a time before the installation began only the last is due: what was never owed is not made up for.
    """
    begun = set(JobRun.objects.filter(due_at__gte=now - timedelta(days=32)).values_list("job", "due_at"))
    times = [(job, last_due(job.rule, now)) for job in JOBS]
    return [(job, at) for job, at in times if (job.id, at) not in begun]


def do(job: Job, due_at: datetime, now: datetime) -> JobRun | None:
    """Do ``job`` and keep what became of it; nothing when somebody else has begun it."""
    try:
        with transaction.atomic():
            run = JobRun.objects.create(job=job.id, due_at=due_at, began_at=now)
    except IntegrityError:
        return None
    from ninefold.base import clock

    try:
        report, outcome = job.function()(now), JobRun.Outcome.DONE
    except (Idle, Wrong) as told:
        report, outcome = str(told), JobRun.Outcome.FAILED
    except Exception as problem:
        # What failed is named without what it was about: the text of an error can hold what people wrote.
        at = traceback.extract_tb(problem.__traceback__)[-1]
        report, outcome = f"{type(problem).__name__} in {at.name}, line {at.lineno}", JobRun.Outcome.FAILED
        if str(problem) and type(problem).__name__ in SPEAKING:
            report = str(problem)
    JobRun.objects.filter(pk=run.pk).update(report=report[:2000], outcome=outcome, ended_at=clock.now())
    if isinstance(job.rule, Every):  # of what is done all day, a day is enough to look back on
        JobRun.objects.filter(job=job.id, outcome=JobRun.Outcome.DONE, due_at__lt=due_at - A_DAY).delete()
    run.refresh_from_db()
    return run


# Whose words are ours, or the machine's about files, and never about a person.
SPEAKING = frozenset({"BackupFault", "OSError", "FileNotFoundError", "PermissionError"})


def states(now: datetime) -> list[State]:
    """How every job stands."""
    last = _last_of_each(now)
    return [
        State(job, last.get(job.id), next_due(job.rule, now), trouble_of(job, last.get(job.id), now)) for job in JOBS
    ]


def _last_of_each(now: datetime) -> dict[str, JobRun]:
    """The last run of each job: by one question while all were done lately, which is what a first page asks."""
    runs = {run.job: run for run in JobRun.objects.filter(due_at__gte=now - LATELY).order_by("due_at", "pk")}
    if missing := [job.id for job in JOBS if job.id not in runs]:
        runs |= {run.job: run for run in JobRun.objects.filter(job__in=missing).order_by("due_at", "pk")}
    return runs


def trouble_of(job: Job, last: JobRun | None, now: datetime) -> str:
    """What is wrong with a job whose last run is ``last``, as a sentence. Pure."""
    if last is None:
        return "" if now - last_due(job.rule, now) < job.rule.patience else "It has never been done."
    if last.outcome == JobRun.Outcome.FAILED:
        return last.report
    if last.outcome == JobRun.Outcome.RUNNING:
        return "It was begun and never ended." if now - last.began_at > ABANDONED else ""
    if now - last.due_at > job.rule.interval + job.rule.patience:
        return "It was not done when it was due. Is Ninefold running through the night?"
    return ""


def troubles(now: datetime) -> list[State]:
    """The jobs with which something is wrong."""
    return [state for state in states(now) if state.trouble]
