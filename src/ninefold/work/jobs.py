"""The jobs: what is done by itself, when, and by which function. A new one is one entry of ``JOBS``.

A job's function gets the moment and gives a sentence for the page that tells of it. It may be stopped at any time and is
then run again: each can be done twice.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from ninefold.work.rules import Every, Monthly, Nightly, Rule


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is done by itself. ``run`` names its function as module:function, imported only to run it."""

    id: str
    title: str
    rule: Rule
    run: str
    why: str

    def function(self) -> Callable[[datetime], str]:
        """The function that does it."""
        module, name = self.run.split(":")
        found: Callable[[datetime], str] = getattr(importlib.import_module(module), name)
        return found


NIGHT = "ninefold.work.night"

JOBS: tuple[Job, ...] = (
    Job(
        "warn", "Tell of clocks that run out", Every(15), "ninefold.work.warnings:warn",
        "so that nobody hears of a duty only when its time is over",
    ),
    Job("seal", "Seal the ledgers", Nightly(time(0, 15)), f"{NIGHT}:seal", "so that nobody can change the past unseen"),
    Job("tidy", "Clear away", Nightly(time(1, 0)), f"{NIGHT}:tidy", "sessions that are over, and files nobody signed"),
    Job("backup", "Make a backup", Nightly(time(2, 0)), f"{NIGHT}:backup", "so that a broken machine loses at most a day"),
    Job(
        "forget", "Let go what leaders agreed on", Nightly(time(0, 40)), "ninefold.work.keeping.forgetting:carry_out",
        "so that what the law lets go is gone the night after two have signed",
    ),
    Job(
        "over", "Look for what is kept too long", Monthly(time(5, 0), day=1), f"{NIGHT}:over_time",
        "so that nothing is kept because nobody looked",
    ),
    Job(
        "proof", "Open the newest backup again", Nightly(time(3, 0), weekday=6), f"{NIGHT}:prove",
        "because a backup that was never opened is only a hope",
    ),
    Job("verify", "Read every ledger", Nightly(time(4, 0), weekday=5), f"{NIGHT}:verify", "so that damage is seen early"),
)  # fmt: skip


def job_called(id: str) -> Job:
    """The job with this id. Raises KeyError."""
    return {job.id: job for job in JOBS}[id]
