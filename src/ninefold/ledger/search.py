"""Search: records by the words in them, by part of a word, with slips forgiven, the same on SQLite and PostgreSQL.

Which words somebody may mean is ``ledger.vocabulary``'s to say. The database says which records hold them: SQLite by an
index of whole words (FTS5), PostgreSQL by a tsvector of the same. Neither knows any language, so that they cannot
differ. The scope is in the same query: only what the viewer may see is found.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from ninefold import lawbook
from ninefold.base.letters import placed_words
from ninefold.lawbook.facts import plain
from ninefold.lawbook.model import FormField, RecordType
from ninefold.ledger import rows, vocabulary
from ninefold.ledger.beside import Derived
from ninefold.ledger.models import Record, RecordSubject, SearchPart, SearchText, SearchWord
from ninefold.ledger.projections import Written
from ninefold.ledger.records import Slot, slots
from ninefold.ledger.vocabulary import NEAR, PART, SLIP
from ninefold.people.access import Viewer, visible

MOST_WORDS = 8  # of what is typed
ENOUGH = 10  # records, so that words farther off need not be looked for
A_DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:]+Z)?")  # nobody looks for a day as we write it
LATELY = 1000  # records that a common word is looked for in first
BEFORE, AFTER = 60, 120  # letters shown around the words


DERIVES = (
    Derived(SearchText, "record_id", later=True),
    Derived(SearchWord, "word"),
    Derived(SearchPart, "word"),
)


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
    record_type = lawbook.current().records[item.entry.type]
    return " \n".join([record_type.title, *(text for slot in standing for text in _stage_texts(record_type, slot))])


def _stage_texts(record_type: RecordType, slot: Slot) -> Iterator[str]:
    """What a signed stage says, in the order in which it was asked, as people read it: options by what they are called."""
    stage = next((one for one in record_type.stages if one.id == slot.entry.stage), None)
    asked = {one.id: one for one in stage.fields} if stage else {}
    for name in sorted(slot.content, key=lambda one: list(asked).index(one) if one in asked else len(asked)):
        answer = slot.content[name]
        of_each = name in asked and asked[name].each and isinstance(answer, dict)
        for one in answer.values() if of_each else [answer]:
            yield from _answer_texts(asked.get(name), one)


def _answer_texts(asked: FormField | None, answer: Any) -> list[str]:
    if asked is None:
        return texts(answer)
    if asked.options:
        chosen = answer if isinstance(answer, list) else [answer]
        return [asked.label_of(str(one.get("step", "") if isinstance(one, dict) else one)) for one in chosen]
    if asked.columns and isinstance(answer, list):
        columns = {one.id: one for one in asked.columns}
        return [text for row in answer for name, cell in row.items() for text in _answer_texts(columns.get(name), cell)]
    return texts(answer)


# Parts of an answer that nobody would look for: ids, digests, and what we say ourselves of a file.
NOT_WORDS = ("who", "sha256", "original", "taken_out")


def texts(answer: Any) -> list[str]:
    """Every piece of text in content, stories as they read."""
    if isinstance(answer, str):
        return [] if A_DAY.fullmatch(answer) else [answer]
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


def hits(viewer: Viewer, typed: str, most: int, about: Mapping[str, Collection[str]] | None = None) -> list[Hit]:
    """The records that hold all words of ``typed`` and that ``viewer`` may see: those with the very words before those
    with part of them, those before slips; each newest first.

    ``about`` are people by the word that names them: "Tia hospital" also means what is about Tia and says hospital.
    """
    hits: list[Hit] = []
    words = vocabulary.words_in(typed)[:MOST_WORDS]
    person = (
        next((place for place, word in enumerate(words) if (about or {}).get(word)), None) if len(words) > 1 else None
    )
    for how_far, groups in enumerate(_groups(viewer, typed)):
        wanted = [Meant(groups)]
        if person is not None and about:
            wanted.append(Meant([*groups[:person], *groups[person + 1 :]], frozenset(about[words[person]])))
        wanted = [one for one in wanted if all(one.groups)]
        if not wanted:
            continue
        records = _newest(viewer, wanted, {hit.record.pk for hit in hits}, most - len(hits))
        looked_for = {word for group in groups for word in group}
        bodies = dict(
            SearchText.objects.filter(record_id__in=[one.pk for one in records]).values_list("record_id", "body")
        )
        hits += [Hit(one, around(bodies.get(one.pk, ""), looked_for)) for one in records]
        if len(hits) >= (most if how_far == NEAR else ENOUGH):
            break
    return hits


@dataclass(frozen=True, slots=True)
class Meant:
    """One way to read what was typed: a word of every group, in a record about one of ``people`` if there are any."""

    groups: list[list[str]]
    people: frozenset[str] = frozenset()


def _newest(viewer: Viewer, wanted: Sequence[Meant], known: set[str], most: int) -> list[Record]:
    """The newest records that are meant in one way or another, but those that are ``known``.

    A word that stands in a hundred thousand records is looked for among those written last; only when that is not enough
    for this viewer is all that was ever written gone through.
    """
    records: list[Record] = []
    for lately in (LATELY, None):
        fits = Q()
        for one in wanted:
            rows_about = RecordSubject.objects.filter(record=OuterRef("pk"), subject__in=one.people, role="about")
            about = Q(Exists(rows_about)) if one.people else Q()
            fits |= Q(id__in=_holding(viewer, one.groups, lately)) & about
        held = Record.objects.filter(fits, withdrawn=False).exclude(pk__in=known)
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
        latest = " ORDER BY id DESC" if connection.vendor == "postgresql" else " ORDER BY s.rowid DESC"
        sql += f"{latest} LIMIT {lately:d}"
    # Only ids come from the raw query, and its two values are parameters.
    return RawSQL(sql, (viewer.home.id, query))  # noqa: S611


def _quoted(word: str) -> str:
    return f"'{word}'"


def around(body: str, looked_for: Collection[str]) -> list[tuple[str, bool]]:
    """The piece of ``body`` where most of the words looked for stand together, each of them marked."""
    pieces = (" ".join(piece.split()) for piece in body.split("\n")[1:])  # without the title of its kind
    text = " · ".join(piece for piece in pieces if piece)
    marked = [(begins, ends) for word, begins, ends in placed_words(text) if word[: vocabulary.LONGEST] in looked_for]
    if not marked:
        return [(f"{text[:AFTER]} …" if len(text) > AFTER else text, False)] if text else []
    first = max(marked, key=lambda one: (sum(one[0] <= other[0] < one[0] + AFTER for other in marked), -one[0]))[0]
    start = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE + 20) + 1
    stop = len(text) if len(text) - first <= AFTER + 20 else text.find(" ", first + AFTER)
    stop = stop if stop > 0 else len(text)
    parts, at = [("… " if start else "", False)], start
    for begins, ends in marked:
        if start <= begins and ends <= stop:
            parts += [(text[at:begins], False), (text[begins:ends], True)]
            at = ends
    parts.append((text[at:stop] + (" …" if stop < len(text) else ""), False))
    return [part for part in parts if part[0]]
