"""What is due: the whole list, and one obligation that explains itself."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.duties import cases, queries
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import left_undone
from ninefold.duties.touch import rules
from ninefold.features.due import queries as owed
from ninefold.features.due import ways
from ninefold.lawbook import citations
from ninefold.lawbook.model import Duty, Paragraph
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import Entry
from ninefold.ledger.queries import Line
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web import filters, words
from ninefold.web.filters import Filter
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_home, in_room

MOST = 100
STATES = (
    ("", "Open and overdue"),
    ("overdue", "Overdue"),
    ("open", "Not due yet"),
    ("late", "Done late"),
    ("undone", "Never done"),
)
WEIGHTS = (("", "Any"), ("law", "Law"), ("guidance", "Guidance"), ("custom", "Custom"))
KINDS = (("", "Anybody"), ("child", "A child"), ("worker", "A worker"), ("home", "The home"))


@require_safe
@in_room
def due(request: HomeRequest) -> HttpResponse:
    """Everything owed in this home, the most urgent first, narrowed as chosen."""
    viewer = request.viewer
    chosen = _filters(request)
    only = rules().duties.get(request.GET.get("duty", ""))
    wanted = {one.name: one.chosen for one in chosen} | {"duty": only[0].id if only else ""}
    rows = _over(viewer, wanted) if wanted["state"] in ("late", "undone") else _still_due(viewer, wanted)
    every = queries.due_in_brief(viewer)
    context = {
        "items": owed.items(viewer, rows[:MOST]),
        "more": len(rows) > MOST,
        "filters": chosen,
        "only": only[0].title if only else "",
        "only_id": only[0].id if only else "",
        "leads": leads(viewer),
        "counts": {"overdue": sum(one.due_at < viewer.now for one in every), "open": len(every)},
        "empty": "Nothing here fits. Choose more to see what is owed besides.",
    }
    return render(request, "due/due.html", context)


@require_safe
@in_home
def mine(request: HomeRequest) -> HttpResponse:
    """What I owe, and what the home owes besides."""
    viewer = request.viewer
    mine = queries.mine_in_brief(viewer)[:MOST]
    shown = {one.pk for one in mine}
    others = [one for one in queries.due_in_brief(viewer) if one.pk not in shown]
    items = owed.items(viewer, queries.whole([*mine, *others[:MOST]]))
    context = {
        "mine": items[: len(mine)],
        "others": items[len(mine) :],
        "others_count": len(others),
    }
    return render(request, "due/mine.html", context)


def _filters(request: HomeRequest) -> list[Filter]:
    viewer, given = request.viewer, request.GET
    children = [("", "Every child"), *((one.pk, one.name) for one in people.living_here(viewer))]
    workers = [("", "Every worker"), *((one.worker_id, one.worker.name) for one in people.at_work(viewer))]
    found = [
        filters.read(given, "state", "State", STATES),
        filters.read(given, "weight", "Asked for by", WEIGHTS),
        filters.read(given, "about", "About", KINDS),
        filters.read(given, "child", "Child", children),
    ]
    return [*found, filters.read(given, "worker", "Worker", workers)] if leads(viewer) else found


def _still_due(viewer: Viewer, wanted: dict[str, str]) -> list[ObligationRow]:
    """What is owed still, as chosen: one more than is shown, if there is more."""
    state, subject, weight = wanted["state"], wanted["child"] or wanted.get("worker", ""), wanted["weight"]
    chosen = [
        one
        for one in queries.due_in_brief(viewer)
        if (not state or (one.due_at < viewer.now) == (state == "overdue"))
        and (not weight or one.weight == weight)
        and (not wanted["about"] or owed.duty(one.duty).about == wanted["about"])
        and (not subject or one.subject == subject)
        and (not wanted["duty"] or one.duty == wanted["duty"])
    ]
    return queries.whole(chosen[: MOST + 1])


def _over(viewer: Viewer, wanted: dict[str, str]) -> list[ObligationRow]:
    """What was done late, or never, as chosen, the last first."""
    rows = queries.opened(viewer).filter(void_at=None, met_at__gt=F("due_at")).order_by("-met_at", "key")
    if wanted["state"] == "undone":
        rows = queries.opened(viewer).filter(queries.left_undone()).order_by("-void_at", "key")
    if wanted["weight"]:
        rows = rows.filter(weight=wanted["weight"])
    if wanted["about"]:
        rows = rows.filter(duty__in=[id for id in rules().duties if owed.duty(id).about == wanted["about"]])
    if subject := wanted["child"] or wanted.get("worker", ""):
        rows = rows.filter(subject=subject)
    return list((rows.filter(duty=wanted["duty"]) if wanted["duty"] else rows)[: MOST + 1])


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of a duty: what happened, and how the obligation stood."""

    title: str
    story: str
    due: datetime | None
    state: str


@require_safe
@in_home
def duty(request: HomeRequest, key: str) -> HttpResponse:
    """One obligation: its rule, what started it, how its date was reached, what would meet it."""
    viewer = request.viewer
    row = queries.opened(viewer).filter(key=key).first()
    if row is None:
        raise Http404
    item = owed.items(viewer, [row])[0]
    found = ways.of(viewer, [item])[key] if item.wanted else []
    context = {
        "item": item,
        "started": _line(viewer, item.obligation.started_by),
        "met": _line(viewer, item.obligation.met_by),
        "ended": _line(viewer, item.obligation.ended_by),
        "undone": left_undone(item.obligation, viewer.now),
        "ways": found,
        "meet": next(iter(found), None),
        "source": _source(item.duty),
        "proves": _paragraphs(item.duty),
        "examples": _examples(item.duty.id),
        "may_set": leads(viewer),
        "for_whom": _for_whom(item.duty),
    }
    return render(request, "due/duty.html", context)


def _for_whom(its: Duty) -> list[str]:
    """The statuses that its child, or the home, must have, in words."""
    asked = its.applies
    known = lawbook.current().statuses
    return [known[name].title.lower() for name in (*asked.child, *asked.home)] if asked else []


@cache
def _examples(duty: str) -> list[Example]:
    """The library's worked examples of a duty, in the words of a home."""
    found = []
    for case in cases.about(cases.read(), duty):
        owed_here = next((one for one in case.owed if one.duty == duty), None)
        due_at = cases.moment(owed_here.due) if owed_here else None
        found.append(Example(case.case, case.story, due_at, words.STATES[owed_here.state] if owed_here else "not owed"))
    return found


def _line(viewer: Viewer, entry: str) -> Line | None:
    """The record an entry belongs to, if the viewer may see it."""
    record = Entry.objects.filter(pk=entry, home=viewer.home).values("record_id")
    return next(iter(ledger.lines(viewer, ledger.records(viewer).filter(pk__in=record))), None) if entry else None


def _source(its: Duty) -> dict[str, str]:
    """The text the duty stands in, with a link where it has an address of its own."""
    library = lawbook.current()
    if its.source == citations.PRACTICE:
        return {"title": f"Good practice: {library.words.practice.get(its.cite, its.cite)}", "href": ""}
    address = citations.address(library, its.source, its.cite)
    title = f"{library.sources[its.source].title}: {its.cite}"
    return {"title": title, "href": address if address.startswith("https://") else ""}


def _paragraphs(its: Duty) -> list[Paragraph]:
    """The paragraphs of the standards that meeting the duty proves."""
    every: dict[str, Any] = {p.ref: p for one in lawbook.current().standards.values() for p in one.paragraphs}
    return [every[ref] for ref in its.proves if ref in every]
