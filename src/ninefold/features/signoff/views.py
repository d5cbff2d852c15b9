"""Signing off: the queue, and one record with the staff's accounts and the child's view side by side."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.features.signoff import queries as signing
from ninefold.features.writing import beginnings
from ninefold.forms.read import Answer, answers
from ninefold.insight.helped import CALMING
from ninefold.ledger import plans, threads
from ninefold.ledger import queries as ledger
from ninefold.ledger.content import people_in
from ninefold.ledger.records import Slot, voices
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web.views import HomeRequest, in_room, looked

A_PAGE = 15  # on a phone a list of more ends after anybody has stopped reading


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one person signed in a record."""

    title: str
    author: str
    written_at: datetime
    answers: list[Answer]


@require_safe
@in_room
def queue(request: HomeRequest) -> HttpResponse:
    """What waits for the viewer's signature."""
    waits = signing.queue(request.viewer)
    page = Paginator(waits.first, A_PAGE).get_page(request.GET.get("page"))
    shown = [replace(one, then=waits.then[one.line.record.pk]) for one in signing.shown(request.viewer, page)]
    return render(request, "signoff/signoff.html", {"waiting": shown, "page": page})


@require_safe
@in_room
def record(request: HomeRequest, record: str) -> HttpResponse:
    """A record that waits: what was written, by whom, and what the child says, side by side."""
    viewer = request.viewer
    found = ledger.record(viewer, record)
    wanted = next(iter(signing.waiting(viewer, found.pk)), None)
    if wanted is None:
        raise Http404
    slots = threads.thread(viewer.home, found.pk)
    looked(viewer, "sign off", people=[found.about_one] if found.about_one else (), record=found.pk)
    names = people.subject_names(viewer, _named(slots))
    child = people.child(viewer, found.about_one) if found.about_one else None
    context = {
        "line": wanted.line,
        "stage": wanted.stage,
        "item": wanted.item,
        "not_you": wanted.not_you,
        "beginnings": [] if wanted.not_you else beginnings.of_stage(viewer, wanted.line.type, wanted.stage, slots),
        "accounts": [_account(one, names) for one in slots],
        "voices": [said for one in slots for said in voices(wanted.line.type, one.entry.stage, one.content)],
        "names": names,
        "child": child,
        "calming": _calming(viewer, found.about_one),
        "used": [one["name"] for one in slots[0].content.get("used_by", [])],
    }
    return render(request, "signoff/signoff_record.html", context)


def _named(slots: list[Slot]) -> set[str]:
    """Everybody the record names or was written by."""
    named: set[str] = {one.entry.author for one in slots}
    for one in slots:
        named |= people_in(one.content) | {subject["id"] for subject in one.subjects}
    return named


def _account(slot: Slot, names: dict[str, str]) -> Contribution:
    stage = lawbook.current().records[slot.entry.type].stage(slot.entry.stage)
    return Contribution(
        stage.title, names.get(slot.entry.author, ""), slot.entry.written_at, answers(stage, slot.content)
    )


def _calming(viewer: Viewer, child: str) -> list[str]:
    """What calms the child, by their own plan."""
    held = plans.plans(viewer, [child], plans.holding(CALMING)) if child else {}
    return plans.listed(held.get(child, {}), CALMING)
