"""What is taken out, and how it is laid: pages for any browser, tables, JSON and files. What the viewer may not see is not in it.

index.html            all records by month, newest first, with the people
records/ID.html       each record with all that was ever signed in it, corrections and withdrawals among it
records.json          the same for another system: every entry with its answers as they were signed
records.csv           one line a record;  answers.csv one line an answer;  people.csv  who is who
files/...             the files that records hold, under their names
checksums.sha256      the SHA-256 of every other file (sha256sum -c checksums.sha256)
"""

import csv
import io
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from django.db.models import QuerySet
from django.template.loader import render_to_string

from ninefold import lawbook
from ninefold.base import clock
from ninefold.forms import read
from ninefold.ledger import threads
from ninefold.ledger.attachments import keeping, seen
from ninefold.ledger.models import Attachment, Record, RecordSubject
from ninefold.ledger.projections import Written
from ninefold.people import queries as people
from ninefold.people.access import Viewer, visible
from ninefold.people.models import AccessLog
from ninefold.work.taking_out import sinks
from ninefold.work.taking_out.sinks import Sink

SPOOLED = 32 << 20  # bytes of a zip file that stay in memory
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(slots=True)
class TakenOut:
    """How much was taken out; ``lacking`` are files that are not on this machine."""

    records: int = 0
    files: int = 0
    lacking: list[str] = field(default_factory=list)


def pack(viewer: Viewer, child: str, out: Path, progress: Callable[[int], None] = lambda count: None) -> TakenOut:
    """Take everything of the viewer's home, or of ``child``, out into ``out``. Raises OSError; nothing is left then."""
    with sinks.into(out) as sink:
        taken = _fill(viewer, child, sink, progress)
    written_down(viewer, child)
    return taken


def pack_to_file(viewer: Viewer, child: str) -> IO[bytes]:
    """The same as an open zip file without a name, to be sent; the caller writes down who looked."""
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115 - whoever sends it closes it
    with sinks.into_stream(spool) as sink:
        _fill(viewer, child, sink, lambda count: None)
    spool.seek(0)
    return spool


def written_down(viewer: Viewer, child: str) -> None:
    """Keep that all of it was taken out, by whom and when."""
    AccessLog.objects.create(
        at=viewer.now, account=viewer.account or viewer.name, home=viewer.home, person=child, what="take-out"
    )


def records_of(viewer: Viewer, child: str) -> QuerySet[Record]:
    """The records to take out, newest first: all that the viewer may see of the home, or of those that ``child`` is in."""
    records = visible(viewer, Record.objects.all())
    if child:
        records = records.filter(pk__in=RecordSubject.objects.filter(subject=child).values("record"))
    return records.order_by("-happened_at", "-pk")


def _fill(viewer: Viewer, child: str, sink: Sink, progress: Callable[[int], None]) -> TakenOut:
    taken = TakenOut()
    names = _Names(viewer)
    lines: list[dict[str, Any]] = []
    answers: list[list[str]] = [["record", "entry", "type", "stage", "question", "answer"]]
    whole: list[dict[str, Any]] = []
    put: dict[str, str] = {}
    for record in records_of(viewer, child).iterator(chunk_size=500):
        entries = threads.entries(viewer.home, record.pk)
        files = _files(viewer, record, sink, put, taken)
        shown = [_entry(item, names) for item in entries]
        type = lawbook.current().records[record.type]
        line = {
            "id": record.pk,
            "title": type.title,
            "type": record.type,
            "happened_at": record.happened_at,
            "headline": record.headline,
            "about": [names.called(who) for who in _about(entries)],
            "withdrawn": record.withdrawn,
        }
        page = {"record": line, "entries": shown, "files": files, "home": viewer.home}
        sink.add(f"records/{record.pk}.html", render_to_string("taking_out/record.html", page).encode())
        lines.append(line)
        answers += [
            [record.pk, one["id"], record.type, one["stage"], label, text]
            for one in shown
            for label, text in one["answers"]
        ]
        whole.append(_as_json(record, entries, names))
        taken.records += 1
        progress(1)
    _tables(viewer, child, sink, lines, answers, whole, names)
    return taken


class _Names:
    """What people are called, asked once each."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.known: dict[str, str] = {}

    def called(self, who: str) -> str:
        if who not in self.known:
            self.known |= {who: ""} | people.subject_names(self.viewer, [who])
        return self.known[who] or who


def _about(entries: list[Written]) -> list[str]:
    return [one["id"] for one in entries[0].subjects if one["as"] == "about"] if entries else []


def _entry(item: Written, names: _Names) -> dict[str, Any]:
    """An entry as a page shows it."""
    type = lawbook.current().records[item.entry.type]
    stage = next((one for one in type.stages if one.id == item.entry.stage), None)
    of_each = {one["id"]: names.called(one["id"]) for one in item.subjects if one["kind"] == "child"}
    told = read.answers(stage, item.content) if stage and item.entry.act != "withdraw" else []
    return {
        "id": item.entry.id,
        "stage": stage.title if stage else item.entry.stage,
        "act": item.entry.act,
        "happened_at": item.entry.happened_at,
        "written_at": item.entry.written_at,
        "author": names.called(item.entry.author),
        "because": read.in_words(item.content.get("because", "")),
        "answers": [(one.field.label, read.in_text(one, of_each)) for one in told],
    }


def _as_json(record: Record, entries: list[Written], names: _Names) -> dict[str, Any]:
    return {
        "id": record.pk,
        "type": record.type,
        "withdrawn": record.withdrawn,
        "entries": [
            {
                "id": item.entry.id,
                "stage": item.entry.stage,
                "act": item.entry.act,
                "happened_at": clock.text(item.entry.happened_at),
                "written_at": clock.text(item.entry.written_at),
                "author": {"id": item.entry.author, "name": names.called(item.entry.author)},
                "subjects": [one | {"name": names.called(one["id"])} for one in item.subjects],
                "links": item.links,
                "content": item.content,
            }
            for item in entries
        ],
    }


def _files(viewer: Viewer, record: Record, sink: Sink, put: dict[str, str], taken: TakenOut) -> list[tuple[str, str]]:
    """Put the files of a record into ``sink``, each once, and give their names with where they lie."""
    found = []
    for item in seen.items(viewer, record.pk):
        sha = item["sha256"]
        if sha not in put:
            try:
                _, opened = keeping.open_file(viewer.home, sha)
            except (Attachment.DoesNotExist, FileNotFoundError):
                taken.lacking.append(sha)
                continue
            with opened:
                place = f"files/{sha[:12]}-{keeping.tidy_name(item['name'], item['media_type'])}"
                sink.add(place, opened.read())
            put[sha] = place
            taken.files += 1
        if (item["name"], put[sha]) not in found:
            found.append((item["name"], put[sha]))
    return found


def _tables(
    viewer: Viewer,
    child: str,
    sink: Sink,
    lines: list[dict[str, Any]],
    answers: list[list[str]],
    whole: list[dict[str, Any]],
    names: _Names,
) -> None:
    about = names.called(child) if child else viewer.home.name
    who = list(_people(viewer, child))
    months = [
        (month, list(some))
        for month, some in groupby(lines, key=lambda one: f"{clock.local(one['happened_at']):%B %Y}")
    ]
    page = {"about": about, "home": viewer.home, "months": months, "people": who, "now": viewer.now, "by": viewer.name}
    sink.add("index.html", render_to_string("taking_out/index.html", page).encode())
    kept = {"home": viewer.home.urn, "child": child, "made_at": clock.text(viewer.now), "records": whole}
    sink.add("records.json", json.dumps(kept, ensure_ascii=False, indent=1).encode())
    head = ["id", "kind of record", "happened", "headline", "about", "withdrawn"]
    rows = [
        [
            one["id"],
            one["title"],
            f"{clock.local(one['happened_at']):%Y-%m-%d %H:%M}",
            one["headline"],
            "; ".join(one["about"]),
            "yes" if one["withdrawn"] else "",
        ]
        for one in lines
    ]
    sink.add("records.csv", _csv([head, *rows]))
    sink.add("answers.csv", _csv(answers))
    sink.add("people.csv", _csv([["id", "kind", "name", "born", "detail"], *who]))


def _people(viewer: Viewer, child: str) -> Iterator[list[str]]:
    """The children with their birthdays, those around them, and the adults who work here, as rows."""
    children = people.children_all(viewer).filter(pk=child) if child else people.children_all(viewer)
    for one in children.order_by("name"):
        yield [one.pk, "child", one.name, one.born_on.isoformat(), one.authority]
        for contact in people.contacts(viewer, one):
            yield [contact.pk, contact.kind, contact.name, "", f"{contact.relation} of {one.name}"]
    if not child:
        roles: dict[tuple[str, str], list[str]] = defaultdict(list)
        for role in people.workers_now(viewer):
            roles[role.worker_id, role.worker.name].append(role.name)
        for (pk, name), held in roles.items():
            yield [pk, "worker", name, "", ", ".join(held)]


def _csv(rows: list[list[str]]) -> bytes:
    """Rows for a spreadsheet, in UTF-8 with its mark. A cell that begins like a formula is text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([[f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()
