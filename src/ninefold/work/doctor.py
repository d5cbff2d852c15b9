"""What an installation lacks, and what to do about it. Each check looks at one thing, and none changes anything.

The same list is printed by ``ninefold doctor`` and stands behind ``/health``, which says only which checks are not well.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from ninefold import lawbook
from ninefold.base import english
from ninefold.lawbook.problems import LibraryError
from ninefold.ledger.attachments import at_rest as resting
from ninefold.ledger.models import Entry
from ninefold.people.mandates import held
from ninefold.people.models import Home, Role
from ninefold.work import clockwork
from ninefold.work.backups import actions, keys

State = Literal["well", "look", "wrong"]

LITTLE_ROOM = 1 << 30  # bytes: below this a night's backup may not find room
NO_ROOM = 200 << 20  # bytes: below this nothing more should be written
OLD_BACKUP = timedelta(hours=50)
OLD_PROOF = timedelta(days=16)
CLOCK_SLIP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Symptom:
    """What a check saw: well, to be looked at, or wrong; in a sentence that says what to do."""

    check: str
    state: State
    says: str


def look(now: datetime) -> list[Symptom]:
    """What every check sees, in the order in which one would put things right. One that cannot look says so."""
    return [symptom for name, check in CHECKS.items() for symptom in _seen(name, check, now)]


def _seen(name: str, check: Callable[[datetime], Iterator[tuple[State, str]]], now: datetime) -> Iterator[Symptom]:
    try:
        seen = list(check(now))
    except (DatabaseError, OSError, LibraryError) as problem:
        first = (str(problem).splitlines() or [type(problem).__name__])[0]
        seen = [("wrong", f"This could not be looked at: {first[:200]}")]
    for state, says in seen or [("well", "")]:
        yield Symptom(name, state, says)


def folder(now: datetime) -> Iterator[tuple[State, str]]:
    """The data folder is there, can be written to, and is read by nobody else."""
    data = Path(settings.DATA)
    if not os.access(data, os.W_OK):
        yield "wrong", f"{data} cannot be written to. Nothing can be signed. Give it to the user that serves Ninefold."
    open_to_others = [
        path
        for path in (data, *data.glob("*.sqlite3*"), data / "attachments", data / "keys", data / "seals")
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    if open_to_others:
        names = ", ".join(path.name for path in open_to_others)
        yield "look", f"Other users of this machine can read {names}. Do: chmod -R go= {data}"


def room(now: datetime) -> Iterator[tuple[State, str]]:
    """There is room on the disk for what people write, and for a backup."""
    free = shutil.disk_usage(Path(settings.DATA)).free
    left = f"{actions.size_in_words(free)} are free where {settings.DATA} lies."
    if free < NO_ROOM:
        yield "wrong", f"The disk is full: {left} Make room now; what is typed cannot be kept."
    elif free < LITTLE_ROOM:
        yield "look", f"The disk is filling: {left} Make room, or move the backups to another disk (NINEFOLD_BACKUPS)."


def database(now: datetime) -> Iterator[tuple[State, str]]:
    """The database answers, can be written to and has the shape that this version wants."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            answer = cursor.fetchone()[0]
            if answer != "ok":
                yield (
                    "wrong",
                    f"The database is damaged: {answer}. Stop Ninefold and put the newest proved backup back.",
                )
        else:
            cursor.execute("SELECT pg_is_in_recovery()")
            if cursor.fetchone()[0]:
                yield (
                    "wrong",
                    "The database is a standby and takes nothing in. Name the first one in NINEFOLD_DATABASE.",
                )
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind:
        yield (
            "look",
            f"The database is {english.counted(len(behind), 'step')} behind this version. The next start of the server brings it up.",
        )


def library(now: datetime) -> Iterator[tuple[State, str]]:
    """The library is sound and knows every kind of record that was ever signed here."""
    known = lawbook.current().records
    gone = sorted(set(Entry.objects.order_by().values_list("type", flat=True).distinct()) - set(known))
    if gone:
        overlay = settings.NINEFOLD_LIBRARY_OVERLAY
        where = f"the folder {overlay}" if overlay else "NINEFOLD_LIBRARY, which is not set"
        yield (
            "wrong",
            f"Records of these kinds are here and the library does not know them: {', '.join(gone)}. Look at {where}.",
        )


def backups(now: datetime) -> Iterator[tuple[State, str]]:
    """There is a key for backups, a backup of last night, and one that was opened again."""
    if not keys.recipients(Path(settings.DATA)):
        yield "wrong", "Nothing is backed up, because there is no key. Make one, print it for the safe: ninefold key"
        return
    newest = actions.newest()
    if newest is None:
        yield "wrong", "There is no backup yet. Make one: ninefold backup"
    elif now - newest.made_at > OLD_BACKUP:
        yield "wrong", f"The newest backup is of {newest.made_at:%d %B %Y}. Make one: ninefold backup"
    elif newest.fault:
        yield "wrong", newest.fault
    if newest and not any(row.proved_at and now - row.proved_at < OLD_PROOF for row in actions.kept(40)):
        yield "look", "No backup has been opened again lately, so none is proved. Do: ninefold backup --prove"
    if Path(settings.NINEFOLD_BACKUPS).resolve().is_relative_to(Path(settings.DATA).resolve()):
        yield (
            "look",
            "The backups lie on the same disk as the records. Name a folder on another one in NINEFOLD_BACKUPS.",
        )


def at_rest(now: datetime) -> Iterator[tuple[State, str]]:
    """Kept files are enciphered, with a key that does not lie beside them. Plain is allowed, and said."""
    try:
        enciphered = bool(resting.key())
        resting.ready()
    except resting.NoKey as lacking:
        yield "wrong", str(lacking)
        return
    if not enciphered:
        yield "look", "Kept files lie plain on the disk: whoever takes it can read them. See docs/security.md, At rest."
    elif resting.restored(Path(settings.DATA)).exists():
        yield (
            "look",
            "The key for kept files lies beside them, as a restore put it. Move it to a folder of its own and name it in "
            "NINEFOLD_FILES_KEY_FILE.",
        )


def nights(now: datetime) -> Iterator[tuple[State, str]]:
    """The jobs of the night were done."""
    for one in clockwork.troubles(now):
        if one.job.id not in ("backup", "proof"):  # the backups speak for themselves
            yield ("wrong" if one.job.id == "verify" else "look"), f"{one.job.title}: {one.trouble}"


def clock(now: datetime) -> Iterator[tuple[State, str]]:
    """The machine's clock does not lie behind what was signed already."""
    last = Entry.objects.order_by("-received_at").values_list("received_at", flat=True).first()
    if last and last - now > CLOCK_SLIP:
        behind = last - now
        yield (
            "wrong",
            f"The machine's clock lies {behind} behind the newest entry. Set it right before anybody signs anything.",
        )


def leaders(now: datetime) -> Iterator[tuple[State, str]]:
    """Every home has a registered manager and a responsible individual."""
    for name, title in (
        ("registered-manager", "registered manager"),
        ("responsible-individual", "responsible individual"),
    ):
        with_one = Role.objects.filter(held(now), name=name).values("home")
        for home in Home.objects.exclude(pk__in=with_one).order_by("name"):
            yield (
                "look",
                f"{home.name} has no {title}. Give the role on its Team page, or by: ninefold role give {name}",
            )


def address(now: datetime) -> Iterator[tuple[State, str]]:
    """Whoever reaches it from another machine does so by a certificate."""
    strangers = set(settings.ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]"}
    if strangers and not settings.HTTPS:
        yield (
            "wrong",
            "It answers to other machines without a certificate: passwords can be read on the way. See docs/running.md.",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield "look", "NINEFOLD_HOSTS is *, so any name is believed. Give the name that people type."
    if settings.DEBUG:
        yield "wrong", "NINEFOLD_DEBUG is on: pages that fail show what is inside. Take it away."


CHECKS: dict[str, Callable[[datetime], Iterator[tuple[State, str]]]] = {
    "folder": folder,
    "room": room,
    "database": database,
    "library": library,
    "backups": backups,
    "at-rest": at_rest,
    "nights": nights,
    "clock": clock,
    "leaders": leaders,
    "address": address,
}
TITLES = {
    "folder": "Data folder",
    "room": "Room on the disk",
    "database": "Database",
    "library": "Library",
    "backups": "Backups",
    "at-rest": "At rest",
    "nights": "Jobs of the night",
    "clock": "Clock",
    "leaders": "Who leads",
    "address": "Address",
}


def worst(symptoms: list[Symptom]) -> State:
    """The worst state among them."""
    return max((one.state for one in symptoms), key=("well", "look", "wrong").index, default="well")
