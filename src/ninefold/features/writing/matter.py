"""A matter's page: the story of one event in the order it happened, what is still owed of it and what was met."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.duties import queries as duties
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import left_undone
from ninefold.features.due import lines as owed
from ninefold.features.due import ways
from ninefold.features.due.lines import Item
from ninefold.features.due.ways import Way
from ninefold.features.writing import record as pages
from ninefold.forms.read import in_text
from ninefold.lawbook.model import READ, RecordType
from ninefold.ledger import queries, threads
from ninefold.ledger.models import Entry, Record, RecordSubject
from ninefold.ledger.queries import Line
from ninefold.people.access import Viewer, visible
from ninefold.people.queries import subject_names
from ninefold.web import words
from ninefold.web.views import HomeRequest, in_home, looked

MOST_STEPS = 7


@dataclass(frozen=True, slots=True)
class StageInStory:
    """One signed stage as the story tells it. ``part`` has who signed it, and what was corrected or withdrawn."""

    line: Line
    part: pages.ShownStage
    at: datetime
    title: str
    text: str
    voice: str
    first: bool


@dataclass(frozen=True, slots=True)
class Owing:
    """Something still owed, and what would answer it."""

    item: Item
    ways: list[Way]


@dataclass(frozen=True, slots=True)
class MetDuty:
    """Something that was owed and is done: after how long, and in which record."""

    item: Item
    took: str
    within: str
    record: str


@dataclass(frozen=True, slots=True)
class MatterStep:
    """One step of the line at the head: done, next, or to come."""

    state: str
    label: str
    at: datetime


@require_safe
@in_home
def page(request: HomeRequest, record: str) -> HttpResponse:
    """The matter that a record is a part of, as far as the viewer may see it."""
    viewer = request.viewer
    found = queries.record(viewer, record)
    records = parts_of(viewer, found)
    lines = queries.lines(viewer, records)
    items = owed.items(viewer, _owed(viewer, records))
    answered = _answered(viewer, items, records)
    told = story(viewer, [*lines, *answered])
    open_items = _once(item for item in items if item.wanted)
    answers = ways.of(viewer, open_items)
    children = sorted({one.subject for one in _about(records)})
    looked(viewer, "matter", people=children, record=found.pk)
    shown = {
        "head": lines[0],
        "lines": lines,
        "story": told,
        "owed": [Owing(item, answers[item.obligation.key]) for item in open_items],
        "met": _met(items, told),
        "steps": steps(told, open_items),
        "folded": _folded(told, open_items),
        "done": sum(not one.part.withdrawn for one in told),
        "people": _people(lines),
        "signers": list(dict.fromkeys(one.part.author for one in told if one.part.author)),
        "children": children,
    }
    return render(request, "writing/matter.html", shown)


def parts_of(viewer: Viewer, found: Record) -> list[Record]:
    """All records of the matter that ``found`` belongs to and the viewer may see, in the order of what happened."""
    every = visible(viewer, Record.objects.filter(matter=found.matter))
    return sorted(every, key=lambda one: (one.pk != found.matter, one.happened_at, one.pk))


def _owed(viewer: Viewer, records: Iterable[Record]) -> Iterable[ObligationRow]:
    return duties.opened(viewer).filter(record_id__in=[one.pk for one in records])


def _about(records: Iterable[Record]) -> Iterable[RecordSubject]:
    rows = RecordSubject.objects.filter(record__in=[one.pk for one in records], kind="child", role="about")
    return list(rows)


def _answered(viewer: Viewer, items: list[Item], records: list[Record]) -> list[Line]:
    """Records of their own that met something of this matter without being a part of it: a plan that was changed."""
    met = Entry.objects.filter(pk__in=[one.obligation.met_by for one in items if one.obligation.met_by])
    others = set(met.filter(home=viewer.home).values_list("record_id", flat=True)) - {one.pk for one in records}
    return queries.lines(viewer, queries.records(viewer).filter(pk__in=others))


def story(viewer: Viewer, lines: list[Line]) -> list[StageInStory]:
    """Each signed stage of ``lines`` in the order of what happened; of a record that only answered, its last stage."""
    threads_of = {line.record.pk: threads.entries(viewer.home, line.record.pk) for line in lines}
    authors = {item.entry.author for item in chain.from_iterable(threads_of.values())}
    names = subject_names(viewer, authors)
    head = lines[0].record.matter if lines else ""
    found: list[StageInStory] = []
    for line in lines:
        told = pages.parts(viewer, line.type, threads_of[line.record.pk], names)
        told = [one for one in told if one.entry.stage != READ or one.answers]
        for number, part in enumerate(told if line.record.matter == head else told[-1:]):
            found.append(_telling(line, part, number == 0 and line.record.matter == head))
    return sorted(found, key=lambda one: (one.at, one.part.entry.seq))


def _telling(line: Line, part: pages.ShownStage, first: bool) -> StageInStory:
    said = next((in_text(one) for one in part.answers if one.field.kind == "voice"), "")
    text = line.headline if first and not part.because else _in_a_line(line.type, part)
    title = line.type.title if first else f"{line.type.short}: {part.title}"
    return StageInStory(line, part, part.entry.happened_at, title, text, said, first)


def _in_a_line(type: RecordType, part: pages.ShownStage) -> str:
    """What a stage says in a line: its headline, or the longest of its answers in words."""
    named = next((in_text(one) for one in part.answers if one.field.id == type.headline), "")
    texts = [in_text(one) for one in part.answers if one.field.kind in ("story", "line")]
    return named or max(texts, key=len, default="")


def _once(open_items: Iterable[Item]) -> list[Item]:
    """What several records of the matter ask for alike, once, with the nearest of its days."""
    found: dict[tuple[str, str, str], Item] = {}
    for item in open_items:
        found.setdefault((item.duty.id, item.obligation.subject, item.obligation.text), item)
    return list(found.values())


def _met(items: list[Item], told: list[StageInStory]) -> list[MetDuty]:
    """What is done, in the order it was done."""
    places = {one.part.entry.pk: one.line.record.pk for one in told}
    done = [item for item in items if _over(item)]
    return [
        MetDuty(
            item,
            _within(_end(item) - item.obligation.opened_at),
            _within(item.obligation.due_at - item.obligation.opened_at),
            places.get(item.obligation.met_by, ""),
        )
        for item in sorted(done, key=_end)
    ]


def _over(item: Item) -> bool:
    """Whether something is done, was not needed any more, or ended without having been done."""
    one = item.obligation
    return item.state in ("met", "late", "spared") or (one.void_at is not None and left_undone(one, one.void_at))


def _end(item: Item) -> datetime:
    return item.obligation.met_at or item.obligation.void_at or item.obligation.due_at


def _within(span: timedelta) -> str:
    return words.length(span) if span > timedelta(0) else ""


def steps(told: list[StageInStory], open_items: list[Item]) -> list[MatterStep]:
    """What was done, what is next and what is to come: at most seven with the one that stands for the first done."""
    done = [
        MatterStep("done", one.line.type.short if one.first else one.part.title, one.at)
        for one in told
        if not one.part.withdrawn
    ]
    once = {item.duty.id: item for item in reversed(open_items)}
    ahead = sorted(once.values(), key=lambda item: item.obligation.due_at)
    to_come = [
        MatterStep("later" if n else "next", one.duty.title, one.obligation.due_at) for n, one in enumerate(ahead)
    ]
    room = max(MOST_STEPS - len(to_come), 3)
    kept = done if len(done) <= room else done[-(room - 1) :]
    return [*kept, *to_come[: MOST_STEPS - min(len(done), room)]]


def _folded(told: list[StageInStory], open_items: list[Item]) -> int:
    """How many of the steps that are done are not shown one by one."""
    shown = sum(step.state == "done" for step in steps(told, open_items))
    return sum(not one.part.withdrawn for one in told) - shown


def _people(lines: list[Line]) -> list[tuple[str, str]]:
    """Who is in it, children first: whom it is about, and who was there."""
    about = list(dict.fromkeys(name for line in lines for name in line.about))
    there = [name for name in dict.fromkeys(name for line in lines for name in line.present) if name not in about]
    return [*((name, "about") for name in about), *((name, "was there") for name in there)]
