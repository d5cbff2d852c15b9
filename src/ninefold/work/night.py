"""What the jobs do. Each gets the moment, gives a sentence about what it did, and raises what went wrong."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session

from ninefold.base import clock
from ninefold.ledger import drafts, export, rows
from ninefold.ledger.attachments import collecting, whole
from ninefold.ledger.seal import seal as seal_home
from ninefold.ledger.standing.verify import differences
from ninefold.ledger.verify import Tally, check
from ninefold.people.mandates import held
from ninefold.people.models import Home, Provider, Role
from ninefold.work.backups import actions, keys
from ninefold.work.keeping import over
from ninefold.work.models import JobRun
from ninefold.work.post import delivering, send
from ninefold.work.post.outbox import seal_letter

MANY_FILES = 1000
KEPT_RUNS = 4000
LEADING = ("registered-manager", "responsible-individual")
A_FEW = 3


class Wrong(Exception):
    """A job was done, and what it saw is not as it should be; the text says what, and what to do."""


class Idle(Exception):
    """A job has nothing to work with yet; the text says what it waits for."""


def seal(now: datetime) -> str:
    """Seal every home's ledger as it stands, and tell the witnesses."""
    rows.settle()
    made = [one for home in Home.objects.order_by("urn") if (one := seal_home(home, now, seal_letter))]
    letters = sum(bool(one.told) for one in made)
    return f"{len(made)} of {Home.objects.count()} ledgers sealed, the others stand as they did; witnesses of {letters} told."


def tidy(now: datetime) -> str:
    """Take away sessions that are over, files that nobody signed, what was begun and long left, and old reports on jobs."""
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    files = sum(collecting.collect(home, now, most=MANY_FILES) for home in Home.objects.order_by("urn"))
    past = JobRun.objects.order_by("-due_at").values_list("pk", flat=True)[KEPT_RUNS:]
    JobRun.objects.filter(pk__in=list(past)).delete()
    delivering.tidy(now)
    begun = drafts.let_go(now - timedelta(days=settings.DRAFT_DAYS))
    return (
        f"{sessions} sessions that were over, {files} files that nobody had signed and {begun} drafts that nobody went on"
        " with are gone."
    )


def backup(now: datetime) -> str:
    """Make tonight's backup, where a key was made for it."""
    if not keys.recipients(Path(settings.DATA)):
        raise Idle("Nothing is backed up: there is no key yet. Make one, print it and put it in the safe: ninefold key")
    return actions.back_up_tonight(Path(settings.NINEFOLD_BACKUPS), now)


def prove(now: datetime) -> str:
    """Open the newest backup again and look at all of it."""
    row = actions.newest()
    if row is None:
        raise Idle("There is no backup yet that could be opened.")
    return actions.prove(row, now)


def over_time(now: datetime) -> str:
    """Tell who leads each home that records are over their time, where any are."""
    told = waiting = 0
    for home in Home.objects.order_by("urn"):
        found = over.of(home, clock.local(now).date())
        waiting += len(found)
        roles = Role.objects.filter(held(now), home=home, name__in=LEADING, worker__account__is_active=True)
        for role in roles.select_related("worker__account") if found else ():
            key = f"over {home.urn} {now:%Y-%m} {role.worker_id}"
            told += bool(
                send(role.worker.account, "keeping", f"/{home.urn}/kept/", home=home, role=role.name, now=now, key=key)
            )
    return f"{waiting} records are over their time; {told} leaders told." if waiting else "Nothing is over its time."


def verify(now: datetime) -> str:
    """Read every ledger, every file and every row about who works and lives here. Raises Wrong, with what differs."""
    tally = Tally()
    wrong: list[str] = []
    for home in Home.objects.order_by("urn"):
        wrong += [str(fault) for fault in check(export.lines(home), tally, export.seals(home))]
        wrong += [str(fault) for fault in export.head_findings(home, tally.heads.get(home.urn))]
    for provider in Provider.objects.order_by("name"):
        wrong += [str(difference) for difference in differences(provider)]
    wrong += [str(fault) for fault in whole.faults()]
    if wrong:
        more = f" And {len(wrong) - A_FEW} more." if len(wrong) > A_FEW else ""
        raise Wrong(f"{len(wrong)} things are wrong. {' '.join(wrong[:A_FEW])}{more} Run: ninefold ledger verify")
    return f"{tally.entries:,} entries read, nothing wrong."
