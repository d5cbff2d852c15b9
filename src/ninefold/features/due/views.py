"""What is due: the whole list, and one obligation that explains itself."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties import cases, queries, settled
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import left_undone
from ninefold.duties.queries import Rows
from ninefold.duties.touch import rules
from ninefold.features.due import deciding, order, ways
from ninefold.features.due import queries as owed
from ninefold.features.due.asked import MOST, asked, shown
from ninefold.lawbook import citations
from ninefold.lawbook.model import Duty, Paragraph
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import Entry, FactRow
from ninefold.ledger.queries import Line
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web import filters, words
from ninefold.web.filters import Filter
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_home, in_room
from ninefold.work import warnings
from ninefold.work.models import Letter

A_PAGE = 15  # a list of more is turned over like a book, and ends on a phone before anybody tires
MOST_MET = 1000
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
    """What is owed in this home, the gravest and nearest first: what asks today, what is later, with others, old.

    Narrowed by a choice it is one list in the same order, a page at a time.
    """
    viewer = request.viewer
    filters_ = _filters(request)
    chosen = {one.name: one.chosen for one in filters_}
    only = rules().duties.get(request.GET.get("duty", ""))
    context: dict[str, Any] = {
        "filters": filters_,
        "narrowed": bool(only) or any(chosen.values()) or request.GET.get("all") == "yes",
        "only": only[0].title if only else "",
        "only_id": only[0].id if only else "",
        "leads": leads(viewer),
        "counts": {"overdue": queries.overdue(viewer).count(), "open": queries.due(viewer).count()},
    }
    if context["narrowed"]:
        rows = _narrowed(viewer, chosen)
        context |= _page(request, rows.filter(duty=only[0].id) if only else rows, chosen["state"])
        return render(request, "due/due_narrowed.html", context)
    return render(request, "due/due.html", context | _parts(viewer))


def _page(request: HomeRequest, rows: Rows, state: str) -> dict[str, Any]:
    """One page of ``rows`` in order; what was met late stays in the order of its meeting."""
    viewer = request.viewer
    chosen = list(rows[:MOST_MET]) if state == "late" else order.sort(viewer, rows)
    pages = Paginator(chosen, A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    given = request.GET.copy()
    given.pop("page", None)
    return {"items": owed.items(viewer, page.object_list), "page": page, "address": given.urlencode()}


def _parts(viewer: Viewer) -> dict[str, Any]:
    """All that waits in its parts: the lines that ask today, and the first of what is later and with others."""
    waits = asked(viewer)
    later, others = ([one.row for one in some[:A_PAGE]] for some in (waits.later, waits.others))
    return {
        "asked": shown(viewer, waits.today, MOST),
        "asked_count": waits.count,
        "asked_more": max(len(waits.today) - MOST, 0),
        "old": len(waits.old),
        "later": owed.items(viewer, later),
        "later_count": len(waits.later),
        "others": owed.items(viewer, others),
        "others_count": len(waits.others),
        "others_over": sum(one.claim.over(viewer.now) for one in waits.others),
    }


@require_safe
@in_home
def mine(request: HomeRequest) -> HttpResponse:
    """What I am asked for; below it what is mine later, and what waits for other people, who are named."""
    return render(request, "due/mine.html", _parts(request.viewer))


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


def _narrowed(viewer: Viewer, chosen: dict[str, str]) -> Rows:
    rows = _in_state(viewer, chosen["state"])
    if chosen["weight"]:
        rows = rows.filter(weight=chosen["weight"])
    if chosen["about"]:
        rows = rows.filter(duty__in=[id for id in rules().duties if owed.duty(id).about == chosen["about"]])
    subject = chosen["child"] or chosen.get("worker", "")
    return rows.filter(subject=subject) if subject else rows


def _in_state(viewer: Viewer, state: str) -> Rows:
    if state == "overdue":
        return queries.overdue(viewer)
    if state == "open":
        return queries.due(viewer).filter(due_at__gte=viewer.now)
    if state == "late":
        return queries.opened(viewer).filter(void_at=None, met_at__gt=F("due_at")).order_by("-met_at", "key")
    if state == "undone":
        return queries.opened(viewer).filter(queries.left_undone()).order_by("-void_at", "key")
    return queries.due(viewer)


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
    return duty_page(request, key, deciding.TypedDecision())


def duty_page(request: HomeRequest, key: str, typed: deciding.TypedDecision, status: int = 200) -> HttpResponse:
    """The page of one obligation, with what somebody ``typed`` to decide what becomes of it."""
    viewer = request.viewer
    row = queries.ever(viewer).filter(key=key).first()
    if row is None:
        raise Http404
    item = owed.items(viewer, [row])[0]
    answers = ways.of(viewer, [item])[key] if item.wanted else []
    context: dict[str, Any] = {
        "item": item,
        "started": _line(viewer, item.obligation.started_by),
        "met": _line(viewer, item.obligation.met_by),
        "ways": answers,
        "meet": next(iter(answers), None),
        "ended": _line(viewer, item.obligation.ended_by),
        "undone": left_undone(item.obligation, viewer.now),
        "source": _source(item.duty),
        "proves": _paragraphs(item.duty),
        "examples": _examples(item.duty.id),
        "may_set": leads(viewer),
        "for_whom": _for_whom(item.duty),
        "decided": _decided(viewer, key),
        "warned": _warned(viewer, row),
    }
    if item.wanted and deciding.may_decide(viewer):
        context |= {
            "may_decide": True,
            "may_waive": deciding.may_waive(viewer, item),
            "typed": typed,
            "workers": people.workers_now(viewer),
            "today": clock.local(viewer.now).date().isoformat(),
            "token": request.POST.get("_token") or deciding.new_token(),
        }
    return render(request, "due/duty.html", context, status=status)


def _decided(viewer: Viewer, key: str) -> Line | None:
    """The record in which somebody said what becomes of an obligation, the newest, if the viewer may see it."""
    said = FactRow.objects.filter(home=viewer.home, name__in=settled.NAMED_BY_KEY, value=key, ended_at=None)
    record = said.order_by("-known_at").values_list("record_id", flat=True).first()
    return next(iter(ledger.lines(viewer, ledger.records(viewer).filter(pk=record))), None) if record else None


@dataclass(frozen=True, slots=True)
class Warned:
    """Somebody who was told of a clock: what they are called, when, and what became of the letter."""

    name: str
    role: str
    at: datetime
    letter: str


def _warned(viewer: Viewer, row: ObligationRow) -> list[Warned]:
    """Who was told by e-mail that this clock runs out, in order."""
    told = warnings.of(viewer, row)
    names = people.subject_names(viewer, [one.person for one in told])
    roles = lawbook.current().words.roles
    return [
        Warned(names.get(one.person, "Somebody"), roles.get(one.role, one.role).lower(), one.at, _became(one.letter))
        for one in told
    ]


def _became(letter: Letter | None) -> str:
    if letter is None:
        return "no letter, as they chose"
    if letter.sent_at:
        return ""
    return "the letter did not go" if letter.given_up_at else "the letter is on its way"


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
