"""Each piece of work of a home, timed in this process, as its people do it.

Pages are asked for through Django's test client: everything but the network and the web server.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from ninefold import lawbook
from ninefold.base import clock, ids
from ninefold.duties import engine, store
from ninefold.evidence.months import Month
from ninefold.ledger import actions, export, rebuild, search
from ninefold.ledger.models import Chain, Content, Draft, Entry, RecordSubject
from ninefold.ledger.signing import Author, Signing
from ninefold.ledger.verify import Tally, check
from ninefold.ops.bench.timing import Timing, rate, timed
from ninefold.people.access import Viewer, viewer_for
from ninefold.people.models import Account, Home, Role
from ninefold.reports import outlines
from ninefold.reports.blocks import Report
from ninefold.reports.drawings import FILES
from ninefold.reports.period import Period

PAGES = (
    ("shift: today", "support-worker", "shift:today", ()),
    ("shift: what I missed", "support-worker", "shift:missed", ()),
    ("shift: children", "support-worker", "shift:children", ()),
    ("shift: one child", "support-worker", "shift:child", ("child",)),
    ("shift: due", "support-worker", "shift:due", ()),
    ("write: choose", "support-worker", "write:choose", ()),
    ("write: the form of a daily note", "support-worker", "write:form", ("daily-note",)),
    ("desk: today", "registered-manager", "desk:today", ()),
    ("desk: children", "registered-manager", "desk:children", ()),
    ("desk: one child", "registered-manager", "desk:child", ("child",)),
    ("desk: a child's timeline", "registered-manager", "desk:timeline", ("child",)),
    ("desk: due", "registered-manager", "desk:due", ()),
    ("desk: sign off", "registered-manager", "desk:signoff", ()),
    ("desk: standards", "registered-manager", "desk:standards", ()),
    ("desk: wishes", "registered-manager", "desk:wishes", ()),
    ("desk: actions", "registered-manager", "desk:actions", ()),
    ("desk: team", "registered-manager", "desk:team", ()),
    ("desk: what changed", "registered-manager", "desk:changed", ()),
    ("desk: look again", "registered-manager", "desk:checks", ()),
)


@dataclass(frozen=True, slots=True)
class Bench:
    """A home being measured: who looks, when, and the child with the longest file."""

    home: Home
    now: datetime
    worker: Viewer
    manager: Viewer
    child: str


def bench_of(home: Home, now: datetime) -> Bench:
    """Everybody the measurements need; accounts are made for people who have none."""
    rows = RecordSubject.objects.filter(record__home=home, kind="child").values("subject")
    busiest = rows.annotate(records=Count("id")).order_by("-records")[0]["subject"]
    worker = viewer_for(_account(home, "support-worker"), home.urn, now)
    return Bench(home, now, worker, viewer_for(_account(home, "registered-manager"), home.urn, now), busiest)


def _account(home: Home, role: str) -> Account:
    held = Role.objects.filter(home=home, name=role, to_at=None).select_related("worker").order_by("from_at")[0]
    found = Account.objects.filter(person=held.worker).first()
    return found or Account.objects.create_user(f"bench-{role}", None, person=held.worker)


def everything(bench: Bench) -> Iterator[Timing]:
    """Every figure, one after the other."""
    yield from _pages(bench)
    yield from _writing(bench)
    yield from _law(bench)
    yield from _report(bench)
    yield from _whole(bench)


def _pages(bench: Bench) -> Iterator[Timing]:
    clients = {viewer.role: _client(viewer) for viewer in (bench.worker, bench.manager)}
    for label, role, name, args in PAGES:
        path = [bench.child if arg == "child" else arg for arg in args]
        asked = f"?child={bench.child}" if name.startswith("write:") else ""
        yield timed(label, _get(clients[role], reverse(name, args=[bench.home.urn, *path]) + asked))


def _client(viewer: Viewer) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Account.objects.get(username=viewer.account))
    return client


def _get(client: Client, address: str) -> Callable[[], object]:
    def work() -> object:
        response = client.get(address, follow=True)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code} and cannot be measured.")
        return response

    return work


def _writing(bench: Bench) -> Iterator[Timing]:
    """An entry through the one door, beside bare inserts of the same bytes with the same durability."""
    note = timed("append: a daily note with all its projections", lambda: _note(bench), runs=300)
    yield note
    yield timed("append: a restraint, which starts its clocks", lambda: _restraint(bench), runs=60)
    for name, work in (
        ("one row by Django's create()", _by_django(bench)),
        ("one row by a plain statement", _by_statement()),
    ):
        bare = timed(f"bare insert of the same bytes: {name}", work, runs=300)
        yield bare
        yield Timing(f"append of the note, in {name}", note.median / bare.median, note.p95 / bare.p95, 300, "times")
    Draft.objects.filter(account__username=bench.worker.account, saved_at=bench.now).delete()
    yield timed("search: a word, the 50 newest", lambda: list(search.find(bench.manager, "match")[:50]))


def _note(bench: Bench) -> Entry:
    heard = {"who": bench.worker.person, "kind": "worker", "name": bench.worker.name}
    story = ["Came in from school pleased with the day and ate two helpings. ", heard, " heard about the match twice."]
    return _append(bench, "daily-note", "note", {"story": story, "good_thing": "Laughed at the dog"})


def _restraint(bench: Bench) -> Entry:
    content = {
        "kind": "restraint",
        "lead_up": ["Shouting after a call that ended badly."],
        "began_at": clock.text(bench.now),
        "where": "Lounge",
        "story": ["Held standing by two, let go when calm."],
        "hold": "standing",
        "why_needed": ["injury-other"],
        "minutes": 3,
        "tried_first": "no-time",
        "no_time": "He had the chair over his head",
        "used_by": [{"who": bench.worker.person, "kind": "worker", "name": bench.worker.name}],
        "effect": ["Calm after ten minutes."],
        "injured": False,
    }
    return _append(bench, "measure", "record", content)


def _append(bench: Bench, type: str, stage: str, content: dict[str, Any]) -> Entry:
    signing = Signing(
        type=type,
        stage=stage,
        content=content,
        happened_at=bench.now,
        written_at=bench.now,
        received_at=bench.now,
        subjects=[{"id": bench.child, "kind": "child", "as": "about"}],
    )
    return actions.append(bench.home, signing, Author(bench.worker.person, bench.worker.role))


def _bytes() -> str:
    """As much text as the last entry takes, with its salt and hashes."""
    last = Content.objects.order_by("-entry__seq").select_related("entry")[0]
    return last.body + last.salt + last.entry.subjects + last.entry.links + last.entry.hash * 6


def _by_django(bench: Bench) -> Callable[[], object]:
    """One row of the last entry's size in a transaction of its own: a draft, which is the plainest table there is."""
    body = _bytes()
    account = Account.objects.get(username=bench.worker.account)

    def insert() -> None:
        with transaction.atomic():
            Draft.objects.create(
                token=ids.new(bench.now),
                account=account,
                home=bench.home,
                type="daily-note",
                stage="note",
                typed=json.dumps(body),
                saved_at=bench.now,
            )

    return insert


def _by_statement() -> Callable[[], object]:
    """The same bytes, with nothing between us and the database."""
    body = _bytes()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_bare (body text)")

    def insert() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_bare (body) VALUES (%s)", [body])

    return insert


def _law(bench: Bench) -> Iterator[Timing]:
    def reckon() -> object:
        return engine.obligations(lawbook.current(), store.facts_at(bench.home, bench.now), bench.now)

    yield timed("duties of the home, reckoned from all its facts", reckon, runs=5, warm_up=1)


def _report(bench: Bench) -> Iterator[Timing]:
    last = Period.of_months(Month.of(bench.now).before)

    def pack() -> Report:
        return outlines.report(bench.manager, lawbook.current().reports["month"], last)

    yield timed("month pack: gathered and composed", pack, runs=10)
    yield timed("month pack: as PDF", lambda: FILES["pdf"].draw(pack()), runs=5, warm_up=1)


def _whole(bench: Bench) -> Iterator[Timing]:
    yield rate("rebuild: entries", lambda: rebuild.rebuild(bench.home))

    def verify() -> int:
        tally = Tally()
        wrong = list(check(export.lines(bench.home), tally))
        if wrong:
            raise SystemExit(str(wrong[0]))
        return tally.entries

    yield rate("verify: entries", verify)
    yield Timing("entries in the home", Chain.objects.get(home=bench.home).seq, 0, 1, "entries")
