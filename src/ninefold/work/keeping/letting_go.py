"""One leader lists what is over its time, another agrees that it goes. Both are entries, and neither ever goes itself.

The entry that lists names every entry of the records by a link ``lists``; the one that agrees by a link ``destroys``. Links
are in the hash, so what was let go can be read off the ledger for ever, and nothing else is gone rightly.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ninefold import lawbook
from ninefold.base import clock
from ninefold.ledger import threads
from ninefold.ledger.actions import append
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry, Record
from ninefold.ledger.signing import Author, Link, of_the_home, signed_now
from ninefold.people.access import Viewer, may_sign, visible
from ninefold.people.models import Home
from ninefold.work.keeping import over

LISTS, DESTROYS = "lists", "destroys"
LISTED, AGREED = "listed", "agreed"
MOST = 5000  # entries that one list names; what is left comes with the next
KEPT_MEANWHILE = (
    "Of what was listed, something is kept now: by a hold, or because its time counts anew. Please list it again."
)
NOTHING = "Nothing is over its time."
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Proposal:
    """A list that waits for a second leader."""

    record: str
    what: str
    why: str
    by: str
    at: datetime
    records: int
    entries: int


def may_let_go(viewer: Viewer) -> bool:
    """Whether the viewer may list and agree."""
    library = lawbook.current()
    return may_sign(viewer.role, library.roles_in(library.records[over.CERTIFICATE].stages[0].by))


def proposals(viewer: Viewer) -> list[Proposal]:
    """The lists that nobody has agreed to yet, the oldest first."""
    records = visible(viewer, Record.objects.filter(type=over.CERTIFICATE, withdrawn=False)).order_by("written_at")
    return [one for record in records if (one := _waiting(viewer.home, record.pk))]


def _waiting(home: Home, record: str) -> Proposal | None:
    slots = threads.thread(home, record)
    if not slots or any(slot.entry.stage == AGREED for slot in slots):
        return None
    first = slots[0]
    entries = listed(home, first.entry.id)
    if not entries:
        return None
    why = " ".join(str(part) for part in first.content["why"] if isinstance(part, str))
    many = Entry.objects.filter(pk__in=entries).values("record_id").distinct().count()
    return Proposal(record, first.content["what"], why, first.entry.author, first.entry.received_at, many, len(entries))


def listed(home: Home, entry: str) -> list[str]:
    """The entries that a list names."""
    links: list[Link] = _links(Entry.objects.get(home=home, pk=entry))
    return [link["to"] for link in links if link["rel"] == LISTS]


def _links(entry: Entry) -> Any:
    return json.loads(entry.links)


def propose(*, viewer: Viewer, why: str, token: str) -> Entry:
    """Sign the list of all that is over its time today. Raises Refused with what is wanting."""
    if not why.strip():
        raise Refused({"why": "Please say what you looked at."})
    records = over.of(viewer.home, clock.local(viewer.now).date())
    chosen: list[str] = []
    some: list[over.OverTime] = []
    taken = _already_listed(viewer)
    for one in records:
        entries = over.contents(viewer.home, [one.record])
        if not entries or set(entries) & taken:
            continue
        if chosen and len(chosen) + len(entries) > MOST:
            break
        chosen += entries
        some.append(one)
    if not chosen:
        raise Refused({"why": NOTHING})
    signing = signed_now(
        viewer.now,
        type=over.CERTIFICATE,
        stage=LISTED,
        content={"what": what(some), "why": [why.strip()[:LONGEST]]},
        subjects=of_the_home(viewer.home),
        links=tuple({"rel": LISTS, "to": one} for one in chosen),
        token=token,
    )
    return append(viewer.home, signing, Author(viewer.person, viewer.role))


def _already_listed(viewer: Viewer) -> set[str]:
    """Entries that a list names already that waits for its second signature, or for its night."""
    found: set[str] = set()
    rows = Entry.objects.filter(home=viewer.home, type=over.CERTIFICATE, stage=LISTED, act="write")
    for entry in rows:
        if any(slot.entry.id == entry.pk for slot in threads.thread(viewer.home, entry.record_id)):
            found |= set(listed(viewer.home, entry.pk))
    return found


def what(some: list[over.OverTime]) -> str:
    """A list in one line: how many records of which keeping time. Never whom they are about."""
    words = lawbook.current().words.keeping
    counts: dict[str, int] = {}
    for one in some:
        counts[one.keeping] = counts.get(one.keeping, 0) + 1
    return "; ".join(f"{words[name].title}: {count}" for name, count in sorted(counts.items()))


def agree(*, viewer: Viewer, record: str, why: str, token: str) -> Entry:
    """Sign as the second leader that what is listed goes. It goes in the next night.

    Raises Refused when something of it is kept now, PermissionDenied for who listed it or may not.
    """
    if not why.strip():
        raise Refused({"why": "Please say what you looked at."})
    slots = threads.thread(viewer.home, record)
    if not slots or slots[0].entry.type != over.CERTIFICATE:
        raise Refused({"why": "There is no such list."})
    entries = listed(viewer.home, slots[0].entry.id)
    today = clock.local(viewer.now).date()
    still = set(over.contents(viewer.home, [one.record for one in over.of(viewer.home, today)]))
    if set(entries) - still:
        raise Refused({"why": KEPT_MEANWHILE})
    signing = signed_now(
        viewer.now,
        type=over.CERTIFICATE,
        stage=AGREED,
        record=record,
        content={"why": [why.strip()[:LONGEST]]},
        subjects=of_the_home(viewer.home),
        links=tuple({"rel": DESTROYS, "to": one} for one in entries),
        token=token,
    )
    return append(viewer.home, signing, Author(viewer.person, viewer.role))
