"""Carrying out what two leaders have signed: nothing of what was let go is left on this machine, but that it was there.

It may be killed at any moment. What says something goes in one transaction, together with the row that names the files; the
files, and the free pages of the database, follow, and are done again by the next run until the row says that all is done.
"""

import json
from datetime import datetime

from django.core.cache import cache
from django.db import connection, transaction

from ninefold.ledger import kept, rebuild, threads
from ninefold.ledger.attachments.keeping import keeping, path_of, sealed_path
from ninefold.ledger.content import files_in
from ninefold.ledger.models import (
    Attachment,
    Content,
    Draft,
    Entry,
    Opening,
    Original,
    SearchText,
    SearchWord,
)
from ninefold.ledger.vocabulary import words_in
from ninefold.people.models import AccessLog, Home
from ninefold.work.keeping import letting_go, over
from ninefold.work.models import ClockWarning, Forgotten

TOGETHER = 500
# The tables that held words of what is gone, emptied of what was deleted on PostgreSQL.
TABLES = (
    "ledger_content", "ledger_record", "ledger_recordsubject", "ledger_factrow", "ledger_searchtext", "ledger_searchword",
    "ledger_searchpart", "ledger_draft", "ledger_attachment", "duties_obligationrow", "people_statement", "people_person",
    "people_child", "people_worker", "people_contact", "people_accesslog",
)  # fmt: skip


def carry_out(now: datetime) -> str:
    """Let go what leaders have agreed on and what is still over its time. Gives what was done."""
    records = 0
    for home in Home.objects.order_by("urn"):
        for entry in _agreed(home):
            records += _forget(home, entry, now)
    unfinished = list(Forgotten.objects.filter(done_at=None))
    for row in unfinished:
        _take_files(json.loads(row.files))
    if unfinished:
        _empty()
        Forgotten.objects.filter(pk__in=[row.pk for row in unfinished]).update(done_at=now, files="[]")
    if not unfinished:
        return "Nothing was to be let go."
    return f"{records} records were let go; their certificates stay. Copies in backups go as their generations run out."


def _agreed(home: Home) -> list[Entry]:
    """The agreements of ``home`` that stand and were not carried out."""
    done = set(Forgotten.objects.filter(home=home).values_list("entry", flat=True))
    rows = Entry.objects.filter(home=home, type=over.CERTIFICATE, stage=letting_go.AGREED, act="write").order_by("seq")
    return [
        entry
        for entry in rows
        if entry.pk not in done and any(slot.entry.id == entry.pk for slot in threads.thread(home, entry.record_id))
    ]


def _forget(home: Home, entry: Entry, now: datetime) -> int:
    """Delete what one agreement names, and all that follows from it. A hold that came meanwhile stops all of it."""
    entries = [link["to"] for link in json.loads(entry.links) if link["rel"] == letting_go.DESTROYS]
    records = set(Entry.objects.filter(home=home, pk__in=entries).values_list("record_id", flat=True))
    if not records or records - {one.record for one in over.of(home, now.date())}:
        return 0
    with transaction.atomic():
        _quietly()
        contents = Content.objects.filter(entry__home=home, entry__record_id__in=records)
        named = {sha for body in contents.values_list("body", flat=True) for sha in _files(body)}
        words = _words(home, records)
        warned = home.obligations.filter(record_id__in=records).values_list("key", flat=True)
        ClockWarning.objects.filter(home=home, key__in=list(warned)).delete()
        Opening.objects.filter(home=home, record_id__in=records).delete()
        Draft.objects.filter(home=home, record_id__in=records).delete()
        Content.objects.filter(entry__home=home, entry__record_id__in=records).delete()
        rebuild.rebuild(home)
        gone = _unnamed(home, named)
        _forget_searches(home, words)
        Forgotten.objects.create(
            home=home, entry=entry.pk, records=len(records), agreed_at=entry.received_at, files=json.dumps(gone)
        )
    return len(records)


def _quietly() -> None:
    """Overwrite what is deleted, on SQLite."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _files(body: str) -> set[str]:
    content = json.loads(body)
    originals = {one for one in _originals(content)}
    return files_in(content) | originals


def _originals(content: object) -> list[str]:
    if isinstance(content, dict):
        own = [content["original"]] if isinstance(content.get("original"), str) and "sha256" in content else []
        return own + [one for part in content.values() for one in _originals(part)]
    return [one for part in content for one in _originals(part)] if isinstance(content, list) else []


def _words(home: Home, records: set[str]) -> set[str]:
    texts = SearchText.objects.filter(home=home, record_id__in=records).values_list("words", flat=True)
    return {word for text in texts for word in text.split()}


def _unnamed(home: Home, named: set[str]) -> list[str]:
    """Those of the files that nothing in ``home`` names any more: their rows go, and the files, if no other home has them."""
    gone = []
    for sha in sorted(named):
        if Content.objects.filter(entry__home=home, body__contains=sha).exists():
            continue
        Attachment.objects.filter(home=home, sha256=sha).delete()
        Original.objects.filter(home=home, sha256=sha).delete()
        gone.append(sha)
    return gone


def _take_files(shas: list[str]) -> None:
    """Take the files away that no home has any more."""
    with keeping():
        for sha in shas:
            for model, place in ((Attachment, path_of), (Original, sealed_path)):
                if not model._default_manager.filter(sha256=sha).exists():
                    place(sha).unlink(missing_ok=True)


def _forget_searches(home: Home, words: set[str]) -> None:
    """Forget what somebody searched for, where it holds a word that no record of the home holds any more."""
    still = set(SearchWord.objects.filter(home=home).values_list("word", flat=True))
    gone = words - still
    looks = AccessLog.objects.filter(home=home).exclude(words="")
    pks = [pk for pk, said in looks.values_list("pk", "words").iterator() if gone & set(words_in(said))]
    for start in range(0, len(pks), TOGETHER):
        AccessLog.objects.filter(pk__in=pks[start : start + TOGETHER]).update(words="")


def _empty() -> None:
    """Give the free pages back, in which what was deleted could still be read; forget what was kept beside."""
    kept.forget()
    cache.clear()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO ledger_search(ledger_search) VALUES ('rebuild')")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in TABLES:
                cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")
