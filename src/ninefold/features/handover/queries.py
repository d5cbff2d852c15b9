"""The handovers since somebody was last here, and who has read each."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ninefold.ledger import books
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Entry, FactRow, Record
from ninefold.ledger.queries import Line
from ninefold.people import queries as people
from ninefold.people.access import Viewer

KIND, READ = "handover", "handover.read"
WORKED = "worker.on-shift"
GAP = timedelta(hours=6)  # without a word of theirs for so long, somebody was not here
LONGEST = timedelta(days=14)  # further back nobody reads handovers: the page of what was missed has the rest
MOST = 12


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover: its line, the text, what is different today, who has read it and whether the viewer has."""

    line: Line
    story: list[object]
    look_out: str
    read_by: list[str] = field(default_factory=list)
    mine: bool = False


@until_signed
def last_here(viewer: Viewer) -> datetime:
    """When the viewer was last on shift before this one: by the roster as worked, else by what they last signed."""
    until = viewer.now - GAP
    stated = FactRow.objects.filter(home=viewer.home, ended_at=None, name=WORKED, subject=viewer.person, at__lt=until)
    worked = stated.order_by("-at").values_list("at", flat=True).first()
    signed = Entry.objects.filter(home=viewer.home, author=viewer.person, received_at__lt=until)
    wrote = signed.order_by("-seq").values_list("received_at", flat=True).first()
    known = [at for at in (worked, wrote) if at]
    return max([*known, viewer.now - LONGEST])


def handovers(viewer: Viewer, since: datetime) -> list[Handover]:
    """The handovers written after ``since``, the newest first, and always the newest there is of the last two weeks."""
    shown = [one for place, one in enumerate(_newest(viewer)) if place == 0 or one.happened_at > since]
    slots = books.standing(viewer, shown)
    read = _read_by(viewer, [one.pk for one in shown])
    names = people.subject_names(viewer, {who for those in read.values() for who in those})
    open_ones = []
    for line in ledger.lines(viewer, shown):
        content = slots[line.record.pk][0].content
        readers = [*read.get(line.record.pk, ())]
        mine = viewer.person in readers or line.record.author == viewer.person
        called = [names[who] for who in readers if who in names]
        open_ones.append(Handover(line, content.get("story", []), content.get("look_out", ""), called, mine))
    return open_ones


@until_signed
def _newest(viewer: Viewer) -> list[Record]:
    """The handovers of the last two weeks, the newest first."""
    kept = ledger.records(viewer).filter(type=KIND, happened_at__gt=viewer.now - LONGEST)
    return list(kept.order_by("-happened_at", "-pk")[:MOST])


@until_signed
def _read_by(viewer: Viewer, records: list[str]) -> dict[str, list[str]]:
    """Who has signed that they have read each of ``records``, the first one first."""
    rows = FactRow.objects.filter(record_id__in=records, name=READ, ended_at=None).order_by("at", "pk")
    readers: dict[str, list[str]] = {}
    for record, author in rows.values_list("record_id", "author"):
        if author not in readers.setdefault(record, []):
            readers[record].append(author)
    return readers


def unread(viewer: Viewer, records: list[str]) -> list[Record]:
    """Those of ``records`` that are handovers the viewer may see and has neither written nor signed as read."""
    kept = ledger.records(viewer).filter(type=KIND, pk__in=records).exclude(author=viewer.person)
    read = FactRow.objects.filter(record_id__in=records, name=READ, author=viewer.person, ended_at=None)
    return list(kept.exclude(pk__in=read.values("record_id")))
