"""Search: records by the words in them, by part of a word, with slips forgiven, the same on SQLite and PostgreSQL.

Which words somebody may mean is ``ledger.vocabulary``'s to say. The database says which records hold them: SQLite by an
index of whole words (FTS5), PostgreSQL by a tsvector of the same. Neither knows any language, so that they cannot
differ. The scope is in the same query: only what the viewer may see is found.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ninefold import lawbook
from ninefold.base.letters import placed_words
from ninefold.lawbook.facts import plain
from ninefold.ledger import rows, vocabulary, wordindex
from ninefold.ledger.models import Record, SearchText
from ninefold.ledger.projections import Written
from ninefold.ledger.records import slots
from ninefold.ledger.vocabulary import NEAR, PART, SLIP
from ninefold.people.access import Viewer, visible
from ninefold.people.models import Home

MOST_WORDS = 8  # of what is typed
ENOUGH = 10  # records, so that words farther off need not be looked for
LATELY = 1000  # records that a common word is looked for in first
BEFORE, AFTER = 60, 120  # letters shown around the words


def clear(home: Home) -> None:
    """Forget the home's words, for them to be gathered again."""
    wordindex.pause()
    rows.remove(SearchText, home.id)
    vocabulary.forget(home)


def finish(home: Home) -> None:
    """Index the words that were gathered again."""
    wordindex.resume()


def project(batch: list[Written]) -> None:
    """Gather again the words of every record that ``batch`` touches."""
    last = {item.entry.record_id: item for item in batch}
    gathered: list[dict[str, str]] = []
    heard: dict[str, set[str]] = {}
    for record, item in last.items():
        body = _words(item)
        words = vocabulary.words_in(body)
        gathered.append({"record_id": record, "home_id": item.home.id, "body": body, "words": " ".join(words)})
        heard.setdefault(item.home.id, set()).update(words)
    rows.add(SearchText, gathered, unique=("record_id",))
    for home_id, new in heard.items():
        vocabulary.learn(home_id, new)


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


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, and where in it: text before, the words, text after; nothing where only its kind is so called."""

    record: Record
    parts: Sequence[tuple[str, bool]]  # pieces of text, and whether each is a word that was looked for


def hits(viewer: Viewer, typed: str, most: int) -> list[Hit]:
    """The records that hold all words of ``typed`` and that ``viewer`` may see: those with the very words before those
    with part of them, those before slips; each newest first.
    """
    hits: list[Hit] = []
    for how_far, groups in enumerate(_groups(viewer, typed)):
        if not all(groups):
            continue
        records = _newest(viewer, groups, {hit.record.pk for hit in hits}, most - len(hits))
        looked_for = {word for group in groups for word in group}
        bodies = dict(
            SearchText.objects.filter(record_id__in=[one.pk for one in records]).values_list("record_id", "body")
        )
        hits += [Hit(one, around(bodies.get(one.pk, ""), looked_for)) for one in records]
        if len(hits) >= (most if how_far == NEAR else ENOUGH):
            break
    return hits


def _newest(viewer: Viewer, groups: list[list[str]], known: set[str], most: int) -> list[Record]:
    """The newest records that hold a word of every group, but those that are ``known``.

    A word that stands in a hundred thousand records is looked for among those written last; only when that is not enough
    for this viewer is all that was ever written gone through.
    """
    records: list[Record] = []
    for lately in (LATELY, None):
        held = Record.objects.filter(withdrawn=False, id__in=_holding(viewer, groups, lately)).exclude(pk__in=known)
        records = list(visible(viewer, held).order_by("-happened_at", "-pk")[:most])
        if len(records) == most:
            break
    return records


def find(viewer: Viewer, typed: str) -> QuerySet[Record]:
    """Records that hold all words of ``typed``, or part of them, and that ``viewer`` may see, newest first."""
    records = visible(viewer, Record.objects.filter(withdrawn=False))
    return records.filter(id__in=matching(viewer, typed)).order_by("-happened_at")


def matching(viewer: Viewer, typed: str) -> RawSQL | list[str]:
    """The ids of the home's records that hold ``typed``, to narrow a query by: who may see them is for that to say.

    Slips are forgiven where no word of the home is so spelt.
    """
    for how_far, groups in enumerate(_groups(viewer, typed)):
        if how_far >= PART and all(groups):
            return _holding(viewer, groups)
    return []


def _groups(viewer: Viewer, typed: str) -> Iterator[list[list[str]]]:
    """For each word of ``typed`` those of the home's that it may stand for: near ones, then part of a word too, then slips."""
    words = vocabulary.words_in(typed)[:MOST_WORDS]
    groups: list[list[str]] = [[] for _ in words]
    for how_far in (NEAR, PART, SLIP) if words else ():
        for word, group in zip(words, groups, strict=True):
            group += [one for one in vocabulary.meant(viewer.home.id, word, how_far) if one not in group]
        yield groups


def _holding(viewer: Viewer, groups: Collection[Sequence[str]], lately: int | None = None) -> RawSQL:
    """The ids of records that hold a word of every group; of the last ``lately`` that were written, if said.

    A word is letters and figures, and its quotes are ours.
    """
    if connection.vendor == "postgresql":
        query = " & ".join(f"({' | '.join(map(_quoted, group))})" for group in groups)
        sql = "SELECT record_id FROM ledger_searchtext WHERE home_id = %s AND held @@ CAST(%s AS tsquery)"
    else:
        query = " AND ".join(f"({' OR '.join(f'{chr(34)}{word}{chr(34)}' for word in group)})" for group in groups)
        # CROSS JOIN, because SQLite then asks the index first and does not try every record of the home against it.
        sql = (
            "SELECT t.record_id FROM ledger_search s CROSS JOIN ledger_searchtext t ON t.id = s.rowid "
            "WHERE t.home_id = %s AND ledger_search MATCH %s"
        )
    if lately:
        sql += f" ORDER BY {'id' if connection.vendor == 'postgresql' else 's.rowid'} DESC LIMIT {lately:d}"
    # Only ids come from the raw query, and its two values are parameters.
    return RawSQL(sql, (viewer.home.id, query))  # noqa: S611


def _quoted(word: str) -> str:
    return f"'{word}'"


def around(body: str, looked_for: Collection[str]) -> list[tuple[str, bool]]:
    """The piece of ``body`` where most of the words looked for stand together, each of them marked."""
    _, _, text = body.partition("\n")  # without the title of its kind
    text = " ".join(text.split())
    found = [(begins, ends) for word, begins, ends in placed_words(text) if word[: vocabulary.LONGEST] in looked_for]
    if not found:
        return [(f"{text[:AFTER]} …" if len(text) > AFTER else text, False)] if text else []
    first = max(found, key=lambda one: (sum(one[0] <= other[0] < one[0] + AFTER for other in found), -one[0]))[0]
    start = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE + 20) + 1
    stop = len(text) if len(text) - first <= AFTER + 20 else text.find(" ", first + AFTER)
    stop = stop if stop > 0 else len(text)
    parts, at = [("… " if start else "", False)], start
    for begins, ends in found:
        if start <= begins and ends <= stop:
            parts += [(text[at:begins], False), (text[begins:ends], True)]
            at = ends
    parts.append((text[at:stop] + (" …" if stop < len(text) else ""), False))
    return [part for part in parts if part[0]]
