"""Records: each thread of entries folded into how it stands now. Derived."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ninefold import lawbook
from ninefold.lawbook.facts import plain
from ninefold.lawbook.kinds import kind_of
from ninefold.lawbook.model import ABOUT, READ, FormField, RecordType
from ninefold.ledger import matters, rows
from ninefold.ledger.beside import Derived
from ninefold.ledger.content import files_in
from ninefold.ledger.models import Entry, Held, Record, RecordSubject
from ninefold.ledger.projections import COLUMNS, EntryHead, Written, from_line

LONGEST_HEADLINE = 400


DERIVES = (
    Derived(Record, "id", asked_by=(("matter",),)),
    Derived(RecordSubject, "record_id", through=Record),
    Derived(Held, "record_id", through=Record, asked_by=(("record_id",),)),
)


def project(batch: list[Written]) -> None:
    """Fold again every thread that ``batch`` touches."""
    threads = _threads(batch)
    for item in batch:
        item.thread = threads[item.entry.record_id]
    for items in threads.values():
        _join(items)
    folded = [fold(items) for items in threads.values()]
    _place(batch, [f.record for f in folded])
    rows.add(Record, [f.record for f in folded], unique=("id",))
    subjects = [row for f in folded for row in f.subjects]
    rows.add(RecordSubject, subjects, unique=("record_id", "subject"))
    again = [record for record, items in threads.items() if len(items) > 1]
    if again:
        Held.objects.filter(record__in=again).delete()
    rows.add(Held, [{"record_id": f.record["id"], "sha256": sha} for f in folded for sha in sorted(f.files)])


def _join(items: list[Written]) -> None:
    """Say of each entry of a thread what it answers or follows: a correction keeps what it does not change."""
    by_entry = {item.entry.id: item for item in items}
    for item in items:
        replaced = by_entry.get(item.replaced) if item.entry.act == "correct" else None
        item.joins = matters.joining(item.links) or (replaced.joins if replaced else [])


def _place(batch: list[Written], records: list[rows.Row]) -> None:
    """Find the matter of each record, and tell the batch."""
    homes: dict[str, list[rows.Row]] = defaultdict(list)
    for record in records:
        homes[record["home_id"]].append(record)
    last = {item.home.id: item for item in batch}
    for home, together in homes.items():
        last[home].moved = matters.place(home, together)
    matter_of = {record["id"]: record["matter"] for record in records}
    for item in batch:
        item.matter = matter_of[item.entry.record_id]


def _threads(batch: list[Written]) -> dict[str, list[Written]]:
    """The whole threads that ``batch`` belongs to: earlier entries are read where a thread began before it."""
    threads: dict[str, list[Written]] = defaultdict(list)
    begun = {item.entry.record_id for item in batch if item.opens and item.entry.act == "write"}
    home = {item.entry.record_id: item.home for item in batch}
    older = set(home) - begun
    if older:
        first = batch[0].entry.seq
        for *columns, subjects, links, body in _before(older, {h.id for h in home.values()}, first):
            line = EntryHead(*columns)
            threads[line.record_id].append(from_line(line, home[line.record_id], subjects, links, body, opens=False))
    for item in batch:
        threads[item.entry.record_id].append(item)
    return threads


def _before(records: set[str], homes: set[str], first: int) -> Iterable[tuple[Any, ...]]:
    """Columns, subjects, links and content of the entries of ``records`` that stand before ``first``, in order."""
    wanted = (*COLUMNS, "subjects", "links", "content__body")
    earlier = Entry.objects.filter(record_id__in=records, home__in=homes, seq__lt=first, content__isnull=False)
    return earlier.order_by("seq").values_list(*wanted)


@dataclass(slots=True)
class Folded:
    """A record with the rows that hang on it."""

    record: rows.Row
    subjects: list[rows.Row]
    files: set[str]


@dataclass(slots=True)
class Slot:
    """A signed stage as it stands: the entry that counts and what it says.

    ``authors`` are all who signed it: first who wrote it, then whoever corrected it.
    """

    entry: EntryHead
    content: dict[str, Any]
    subjects: list[dict[str, str]] = field(default_factory=list)
    joins: list[dict[str, str]] = field(default_factory=list)
    authors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Who signed the entry has written the stage, unless told otherwise."""
        self.authors = self.authors or (self.entry.author,)


def slots(items: list[Written]) -> tuple[list[Slot], bool]:
    """The effective stages of a thread in order, and whether the whole of it has been withdrawn.

    A stage that checks what others wrote counts for that text alone: when it is corrected, the check no longer stands.
    """
    standing: list[Slot] = []
    withdrawn = False
    for item in items:
        if item.entry.act == "write":
            standing.append(Slot(item.entry, item.content, item.subjects, matters.joining(item.links)))
            continue
        replaced = item.replaced
        place = next((i for i, slot in enumerate(standing) if slot.entry.id == replaced), None)
        if place is None:
            continue
        if item.entry.act == "correct":
            joins = matters.joining(item.links) or standing[place].joins
            authors = (*standing[place].authors, item.entry.author)
            standing[place] = Slot(item.entry, item.content, item.subjects, joins, authors)
            gone = {slot.entry.id for slot in _checks_of(standing, place)}
            standing = [slot for slot in standing if slot.entry.id not in gone]
        elif place == 0:
            withdrawn = True
        else:
            del standing[place]
    return standing, withdrawn


def _checks_of(standing: list[Slot], place: int) -> list[Slot]:
    """The stages signed after the one at ``place`` that say it was looked at by another person."""
    stage = standing[place].entry.stage
    record_type = lawbook.current().records[standing[place].entry.type]
    first = record_type.stages[0].id
    later = [(slot, record_type.stage(slot.entry.stage)) for slot in standing[place + 1 :]]
    return [slot for slot, form in later if form.checks and stage in (first, *record_type.needed(form))]


def reopened(items: list[Written]) -> list[str]:
    """The entries of checks that the last of a thread's ``items`` undoes, by correcting what they had looked at."""
    last = items[-1]
    if last.entry.act != "correct":
        return []
    standing, _ = slots(items[:-1])
    place = next((i for i, slot in enumerate(standing) if slot.entry.id == last.replaced), None)
    return [] if place is None else [slot.entry.id for slot in _checks_of(standing, place)]


def fold(items: list[Written]) -> Folded:
    """A thread of entries as one record: what it is about, in one line, in the child's words, how far it has come."""
    standing, withdrawn = slots(items)
    first = standing[0]
    record_type = lawbook.current().records[first.entry.type]
    people = {s["id"]: s for slot in reversed(standing) for s in slot.subjects}
    children = [s["id"] for s in first.subjects if s["kind"] == "child" and s["as"] == "about"]
    record: rows.Row = {
        "id": first.entry.record_id,
        "home_id": items[0].home.id,
        "type": first.entry.type,
        "sensitivity": record_type.sensitivity,
        "happened_at": first.entry.happened_at,
        "written_at": items[0].entry.written_at,
        "changed_at": _changed(record_type, items).entry.received_at,
        "author": items[0].entry.author,
        "headline": headline(record_type, first.content)[:LONGEST_HEADLINE],
        "voice": "\n".join(said for slot in standing for said in voices(record_type, slot.entry.stage, slot.content)),
        "stages": ",".join(slot.entry.stage for slot in standing),
        "shown": ",".join(shown(record_type, first)),
        "barred": ",".join(sorted(barred(record_type, standing))),
        "about_one": children[0] if len(children) == 1 else "",
        "follows": next((link["to"] for link in first.joins if link["to"] != first.entry.record_id), ""),
        "matter": "",
        "corrected": any(item.entry.act == "correct" for item in items),
        "withdrawn": withdrawn,
    }
    subjects = [_subject(record, s) for s in people.values()]
    return Folded(record, subjects, files(record_type, standing))


def _changed(record_type: RecordType, items: list[Written]) -> Written:
    """The last entry that changed what a record says: that somebody has read it is no news to the others."""
    said = (item for item in reversed(items) if not (record_type.to_read and item.entry.stage == READ))
    return next(said, items[-1])


def _subject(record: rows.Row, subject: dict[str, str]) -> rows.Row:
    return {
        "record_id": record["id"],
        "subject": subject["id"],
        "kind": subject["kind"],
        "role": subject["as"],
        "happened_at": record["happened_at"],
    }


def headline(record_type: RecordType, content: dict[str, Any]) -> str:
    """One line of what a record says: its headline field, else its first text."""
    first = record_type.stages[0]
    names = [record_type.headline] if record_type.headline else []
    names += [f.id for f in first.fields if kind_of(f).in_words]
    for name in names:
        answer = content.get(name)
        if answer:
            return label(record_type, name, answer)
    return ""


def label(record_type: RecordType, name: str, answer: Any) -> str:
    """An answer as plain text: option labels for choices, text for the rest; of one for each child, what was said of any."""
    asked = next((f for f in record_type.stages[0].fields if f.id == name), None)
    if asked and asked.each and isinstance(answer, dict):
        return "; ".join(dict.fromkeys(_plainly(asked, one) for one in answer.values() if one not in (None, "", [])))
    return _plainly(asked, answer)


def _plainly(asked: FormField | None, answer: Any) -> str:
    if asked and asked.options:
        chosen = answer if isinstance(answer, list) else [answer]
        return ", ".join(asked.label_of(str(one)) for one in chosen)
    if isinstance(answer, dict) and "name" in answer:
        return str(answer["name"])
    return plain(answer) if isinstance(answer, list) else str(answer)


def voices(record_type: RecordType, stage_id: str, content: dict[str, Any]) -> list[str]:
    """The child's own words in a stage, in the order they are asked."""
    said: list[str] = []
    for name in record_type.stage(stage_id).asked.get("voice", ()):
        answer = content.get(name)
        if answer:
            said += [plain(a) for a in answer.values()] if isinstance(answer, dict) else [plain(answer)]
    return said


def files(record_type: RecordType, standing: list[Slot]) -> set[str]:
    """The SHA-256 of every file that the record holds as it stands."""
    found: set[str] = set()
    for slot in standing:
        if record_type.stage(slot.entry.stage).holds_files:
            found |= files_in(slot.content)
    return found


def shown(record_type: RecordType, first: Slot) -> list[str]:
    """The workers the record is about, where its type lets them see it."""
    if not record_type.shown_to_subject:
        return []
    return sorted(s["id"] for s in first.subjects if s["kind"] == "worker" and s["as"] == "about")


def barred(record_type: RecordType, standing: list[Slot]) -> set[str]:
    """People the record is a complaint or concern about: they never see it."""
    return {who for slot in standing for who in named_in(record_type, slot.content, slot.subjects)}


def named_in(record_type: RecordType, content: dict[str, Any], subjects: list[dict[str, str]]) -> set[str]:
    """Whom an entry with this content is kept from."""
    found: set[str] = set()
    if ABOUT in record_type.hides_from:
        found.update(s["id"] for s in subjects if s["kind"] == "worker" and s["as"] == "about")
    for name in record_type.hides_from:
        answer = content.get(name)
        named = answer if isinstance(answer, list) else [answer] if answer else []
        found.update(person["who"] for person in named)
    return found
