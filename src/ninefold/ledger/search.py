"""Search: records by the words in them. Derived; SQLite's FTS5 or PostgreSQL's tsvector does the finding.

The scope is in the same query: only what the viewer may see is found.
"""

import re
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ninefold import lawbook
from ninefold.lawbook.facts import plain
from ninefold.ledger import rows, wordindex
from ninefold.ledger.models import Record, SearchText
from ninefold.ledger.projections import Written
from ninefold.ledger.records import slots
from ninefold.people.access import Viewer, visible
from ninefold.people.models import Home


def clear(home: Home) -> None:
    """Forget the home's words, for them to be gathered again."""
    wordindex.pause()
    rows.remove(SearchText, home.id)


def finish(home: Home) -> None:
    """Index the words that were gathered again."""
    wordindex.resume()


def project(batch: list[Written]) -> None:
    """Gather again the words of every record that ``batch`` touches."""
    last = {item.entry.record_id: item for item in batch}
    gathered = [{"record_id": record, "home_id": item.home.id, "body": _words(item)} for record, item in last.items()]
    rows.add(SearchText, gathered, unique=("record_id",))


def _words(item: Written) -> str:
    standing, _ = slots(item.thread)
    title = lawbook.current().records[item.entry.type].title
    return " \n".join([title, *(text for slot in standing for text in texts(slot.content))])


# Parts of an answer that nobody would look for: ids, digests, and what we say ourselves of a file.
NOT_WORDS = ("who", "sha256", "original", "taken_out")


def texts(answer: Any) -> list[str]:
    """Every piece of text in content, stories as they read."""
    if isinstance(answer, str):
        return [answer]
    if isinstance(answer, dict):
        return [text for key, part in answer.items() if key not in NOT_WORDS for text in texts(part)]
    if isinstance(answer, list):
        if any(isinstance(part, str) for part in answer):
            return [plain([p for p in answer if isinstance(p, str) or "name" in p])]
        return [text for part in answer for text in texts(part)]
    return []


def find(viewer: Viewer, words: str) -> QuerySet[Record]:
    """Records that hold all of ``words`` (the last may be a beginning) and that ``viewer`` may see, newest first."""
    records = visible(viewer, Record.objects.filter(withdrawn=False))
    return records.filter(id__in=matching(viewer, words)).order_by("-happened_at")


def matching(viewer: Viewer, words: str) -> RawSQL | list[str]:
    """The ids of the home's records that hold ``words``, to narrow a query by: who may see them is for that to say."""
    parts = re.findall(r"\w+", words)[:12]
    if not parts:
        return []
    if connection.vendor == "postgresql":
        query = " & ".join([*parts[:-1], f"{parts[-1]}:*"])
        sql = "SELECT record_id FROM ledger_searchtext WHERE home_id = %s AND tsv @@ to_tsquery('english', %s)"
    else:
        query = " ".join(f'"{part}"' for part in parts[:-1]) + f' "{parts[-1]}"*'
        # CROSS JOIN, because SQLite then asks the index first and does not try every record of the home against it.
        sql = (
            "SELECT t.record_id FROM ledger_search s CROSS JOIN ledger_searchtext t ON t.id = s.rowid "
            "WHERE t.home_id = %s AND ledger_search MATCH %s"
        )
    # Only ids come from the raw query, and its two values are parameters.
    return RawSQL(sql, (viewer.home.id, query))  # noqa: S611
