"""A record's page: its stages, who signed them and when, what was corrected, what it asks for and what it proves."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import clock
from ninefold.evidence.best import WHY
from ninefold.features.due import because as owed
from ninefold.features.due import ways
from ninefold.features.due.lines import Item
from ninefold.features.writing import reading, writing
from ninefold.features.writing.page import read
from ninefold.features.writing.views import may_write
from ninefold.forms.read import Answer, answers
from ninefold.forms.typed import Typed
from ninefold.insight import leavers
from ninefold.lawbook import keeping
from ninefold.lawbook.kinds import kind_of
from ninefold.lawbook.model import READ, Paragraph, RecordType, Stage, Standard
from ninefold.ledger import drafts, queries, threads
from ninefold.ledger.attachments import sealed
from ninefold.ledger.models import Entry, Record
from ninefold.ledger.permissions import why_not
from ninefold.ledger.projections import Written
from ninefold.ledger.records import slots
from ninefold.people.access import Viewer, may_sign
from ninefold.people.models import Child
from ninefold.people.queries import subject_names
from ninefold.web import words
from ninefold.web.doors import first_room
from ninefold.web.views import HomeRequest, in_home, looked

# Written so long after it happened, a record says so at its head.
LATE_SECONDS = 24 * 3600
# The record whose moment the time of keeping counts from, for a child who died here.
DEATH = "child-death"
# Kinds of questions that are answered in words.


@dataclass(slots=True)
class ShownStage:
    """A signed stage as the page shows it: as it stands now, and what it said before it was corrected."""

    entry: Entry
    title: str
    author: str
    answers: list[Answer]
    because: str = ""
    withdrawn: bool = False
    may_change: bool = False
    overtaken: bool = False  # it checked what has been corrected since
    earlier: list["ShownStage"] = field(default_factory=list)


@require_safe
@in_home
def page(request: HomeRequest, record: str) -> HttpResponse:
    """One record."""
    viewer = request.viewer
    found = queries.record(viewer, record)
    type = lawbook.current().records[found.type]
    entries = threads.entries(viewer.home, record)
    about = [s["id"] for s in entries[0].subjects if s["kind"] == "child" and s["as"] == "about"]
    looked(viewer, "record", people=about, record=record)
    names = subject_names(viewer, {item.entry.author for item in entries} | {s["id"] for s in entries[0].subjects})
    asked = owed.because_of(viewer, record)
    every = parts(viewer, type, entries, names)
    shown = {
        "record": found,
        "children": [s["id"] for s in entries[0].subjects if s["kind"] == "child"],
        "type": type,
        "line": queries.lines(viewer, [found])[0],
        "late": _late(found),
        "names": names,
        "parts": [part for part in every if not _only_read(type, part)],
        "read_by": list(dict.fromkeys(part.author for part in every if _only_read(type, part) and not part.withdrawn)),
        "reading": reading.asked(viewer, found),
        "steps": [stage for stage in next_stages(viewer, type, entries, found) if not reading.taps(type, stage)],
        "waiting": waiting(viewer, type, found),
        "may": {one.id for one in may_write(viewer)},
        "owed": _to_do(viewer, asked),
        "have_left": leavers.named(viewer, [slot.content for slot in threads.standing(entries)]) if type.plan else [],
        "linked": _linked(viewer, entries),
        "part_of": part_of(viewer, found),
        "proves": proved(type),
        "kept": lawbook.current().words.keeping[type.keep],
        "kept_until": _kept_until(viewer, type, entries, about),
        "way_on": first_room(viewer),
        "unsigned": _unsigned(request, record),
        "may_unseal": sealed.may_open(viewer),
        "openings": _openings(viewer, record),
    }
    return render(request, "writing/record.html", shown | _just_signed(request, viewer, entries, type, asked))


def _to_do(viewer: Viewer, asked: list[Item]) -> list[tuple[Item, list[ways.Way]]]:
    """What the record asks for, each with the forms and stages by which the viewer could do it now."""
    doors = ways.of(viewer, [item for item in asked if item.wanted])
    return [(item, doors.get(item.obligation.key, [])) for item in asked]


def _kept_until(viewer: Viewer, type: RecordType, entries: list[Written], children: list[str]) -> date | None:
    """The last day on which the record has to be kept: of several children's the latest; None while it is not known."""
    kept = lawbook.current().words.keeping[type.keep]
    last = max(clock.local(item.entry.written_at).date() for item in entries)
    if kept.since != "birth":
        return keeping.kept_until(kept, last_entry=last)
    deaths = queries.records(viewer).filter(type=DEATH, withdrawn=False, about_one__in=children)
    died = {one.about_one: clock.local(one.happened_at).date() for one in deaths}
    days = [
        keeping.kept_until(kept, last_entry=last, born=one.born_on, died=died.get(one.pk))
        for one in Child.objects.filter(pk__in=children)
    ]
    return max((day for day in days if day), default=None) if all(days) else None


def _just_signed(
    request: HomeRequest, viewer: Viewer, entries: list[Written], type: RecordType, asked: list[Item]
) -> dict[str, Any]:
    """What to say to somebody who has this moment signed: what is wanted now, and by when."""
    entry = next((item.entry for item in entries if item.entry.id == request.GET.get("signed")), None)
    if entry is None or entry.author != viewer.person:
        return {"signed": False}
    return {
        "signed": True,
        "asked_to_read": bool(type.to_read) and entry.stage != READ,
        "wanted": [item for item in asked if item.wanted],
        "again": type in may_write(viewer),
    }


def _unsigned(request: HomeRequest, record: str) -> list[tuple[str, str]]:
    """The words that somebody typed for a record which was withdrawn meanwhile, by question: to be copied elsewhere."""
    draft = drafts.get(request.user, request.viewer.home, request.GET.get("draft", ""))
    if draft is None or draft.record_id != record:
        return []
    typed = Typed.kept(read(draft))
    stage = lawbook.current().records[draft.type].stage(draft.stage)
    return [(f.label, typed.one(f.id)) for f in stage.fields if kind_of(f).in_words and typed.one(f.id)]


def _openings(viewer: Viewer, record: str) -> list[tuple[str, Any]]:
    """Who has opened a file of the record as it was sent, for those who may do so themselves."""
    made = list(sealed.openings(viewer, record)) if sealed.may_open(viewer) else []
    names = subject_names(viewer, {one.by for one in made}) if made else {}
    return [(names.get(one.by, ""), one) for one in made]


def _only_read(type: RecordType, part: ShownStage) -> bool:
    """Whether a part says nothing but that somebody has read the record: such names stand in one line."""
    return bool(type.to_read) and part.entry.stage == READ and not part.answers


def _late(record: Record) -> str:
    """How long after it happened a record was written, when that is long."""
    span = record.written_at - record.happened_at
    return words.length(span) if span.total_seconds() > LATE_SECONDS else ""


def parts(viewer: Viewer, type: RecordType, entries: list[Written], names: dict[str, str]) -> list[ShownStage]:
    """The stages in the order they were first signed, each with its corrections folded into it."""
    found: list[ShownStage] = []
    standing = threads.standing(entries)
    slots = {slot.entry.id: slot for slot in standing}
    gone = any(item.entry.act == "withdraw" and item.replaced == entries[0].entry.id for item in entries)
    signed = Entry.objects.filter(home=viewer.home).in_bulk([item.entry.id for item in entries])
    for item in entries:
        part = _part(item, signed[item.entry.id], type, names)
        place = next((i for i, one in enumerate(found) if one.entry.id == item.replaced), None)
        if item.entry.act == "write" or place is None:
            found.append(part)
        elif item.entry.act == "correct":
            old = found[place]
            part.earlier = [*old.earlier, old]
            found[place] = part
        else:
            found[place].withdrawn = True
            found[place].because = part.because
    for one in found:
        open_to_change = not gone and not one.withdrawn
        slot = slots.get(one.entry.id)
        one.may_change = open_to_change and slot is not None and not writing.why_not(viewer, type, standing, slot)
        one.overtaken = open_to_change and slot is None
    return found


def _part(item: Written, entry: Entry, type: RecordType, names: dict[str, str]) -> ShownStage:
    stage = type.stage(entry.stage)
    author = names.get(entry.author, "")
    return ShownStage(entry, stage.title, author, answers(stage, item.content), because=item.content.get("because", ""))


def next_stages(viewer: Viewer, type: RecordType, entries: list[Written], record: Record) -> list[Stage]:
    """The stages that the viewer may sign next."""
    if record.withdrawn:
        return []
    before = threads.standing(entries)
    signed = {slot.entry.stage for slot in before}
    return [
        stage
        for stage in type.stages[1:]
        if not why_not(type, stage, "write", viewer.person, viewer.role, before)
        and signed.issuperset(type.needed(stage))
        and (stage.repeats or stage.id not in signed)
    ]


def waiting(viewer: Viewer, type: RecordType, record: Record) -> list[tuple[Stage, list[str]]]:
    """The stages that the viewer could sign if others were not still missing, each with the titles of those."""
    if record.withdrawn:
        return []
    library = lawbook.current()
    signed = set(record.stages.split(","))
    found = [
        (stage, [type.stage(one).title for one in type.needed(stage) if one not in signed])
        for stage in type.stages[1:]
        if len(stage.after) > 1 and stage.id not in signed and may_sign(viewer.role, library.roles_in(stage.by))
    ]
    return [(stage, lacking) for stage, lacking in found if lacking]


def part_of(viewer: Viewer, found: Record) -> queries.Line | None:
    """The record at the head of the matter, for a link to its page; nothing while the record stands alone."""
    together = queries.records(viewer).filter(matter=found.matter).order_by("happened_at", "pk")
    records = sorted(together, key=lambda one: one.pk != found.matter)
    return queries.lines(viewer, records[:1])[0] if len(records) > 1 else None


def _linked(viewer: Viewer, entries: list[Written]) -> list[queries.Line]:
    """The records that this one's entries name as what they answer or follow, as far as the viewer may see them."""
    own = entries[0].entry.record_id
    targets = {link["to"] for slot in slots(entries)[0] for link in slot.joins} - {own}
    return queries.lines(viewer, queries.records(viewer).filter(pk__in=targets)) if targets else []


def proved(type: RecordType) -> list[tuple[Standard, Paragraph, str]]:
    """The paragraphs that records of this type are evidence for, in the order of the standards."""
    return [
        (standard, paragraph, WHY[type.proves[paragraph.ref]])
        for standard in lawbook.current().standards.values()
        for paragraph in standard.paragraphs
        if paragraph.ref in type.proves
    ]
