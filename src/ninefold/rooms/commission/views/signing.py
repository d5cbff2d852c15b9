"""What a commissioner signs about homes, and the authority's own view of the homes in its area."""

import re
import secrets
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ninefold.base import clock
from ninefold.rooms.commission import tables
from ninefold.rooms.commission.door import SectorRequest, commissioning
from ninefold.rooms.commission.filters import ANY, choice
from ninefold.rooms.commission.views.home import span
from ninefold.sector import authorities, lists, queries, queries_kept, register
from ninefold.sector import commissioning as work
from ninefold.sector.lists import Shortlist
from ninefold.sector.models import CommissionRecord, Registration
from ninefold.sector.words import GRADES

ON_A_PAGE = 50
TOKEN = re.compile(r"[\w-]{20,60}", re.ASCII)
MOST_NEWS = 20


@commissioning
def records(request: SectorRequest) -> HttpResponse:
    """Everything the reader's authority has signed, newest first."""
    kinds = [ANY, *((kind.id, kind.title) for kind in work.KINDS.values())]
    asked = choice(request.GET, "kind", "Kind", kinds)
    rows = work.standing(request.reader.authority)
    rows = rows.filter(kind=asked.chosen) if asked.chosen else rows
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    every = queries_kept.every_home()
    labels = {row.urn: every[row.urn].label for row in page if row.urn in every}
    columns = ("Day", "What", "Home", "Number (URN)", "Signed by", "At")
    plain = [
        (
            r.on,
            work.KINDS[r.kind].title,
            every[r.urn].label if r.urn in every else "",
            r.urn,
            r.author,
            f"{r.at:%d/%m/%Y %H:%M}",
        )
        for r in (rows if request.GET.get("as") else ())
    ]
    if sheet := tables.answer(request, "records", [tables.PageTable("Records", columns, plain)]):
        return sheet
    context = {"choices": [asked], "page": page, "reader": request.reader, "kinds": work.KINDS, "labels": labels}
    return render(request, "commission/records.html", context)


@commissioning
def record(request: SectorRequest, id: int) -> HttpResponse:
    """One record with its answers, what it replaced, and what replaced it."""
    row = _own(request, id)
    kind = work.KINDS[row.kind]
    told = [(one.label, row.content[one.id]) for one in kind.questions if one.id in row.content]
    newer = CommissionRecord.objects.filter(replaces=row).first()
    return render(request, "commission/record.html", {"row": row, "kind": kind, "told": told, "newer": newer})


def _own(request: SectorRequest, id: int) -> CommissionRecord:
    """A record of the reader's own authority; another's is not there."""
    mine = CommissionRecord.objects.filter(authority=request.reader.authority).select_related("replaces")
    return get_object_or_404(mine, pk=id)


@commissioning
def sign(request: SectorRequest, urn: str, kind: str) -> HttpResponse:
    """The form of a record; a POST signs it. ``?replaces=`` corrects one that nothing has replaced yet."""
    home = queries.provider(urn)
    if home is None or kind not in work.KINDS:
        raise Http404
    if sent := work.signed_as(request.POST.get("token", ""), request.reader.account):
        messages.info(request, "This form was signed already. This is what was signed.")
        return redirect("commission:record", sent.pk)
    replaced = _replaced(request, home.urn, kind)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            row = _sign(request, home, work.KINDS[kind], replaced)
        except work.NotSigned as wrong:
            problems = wrong.problems
        else:
            messages.success(request, "Signed.")
            return redirect("commission:record", row.pk)
    context = _form(request, home, work.KINDS[kind], replaced, problems)
    return render(request, "commission/sign.html", context, status=422 if problems else 200)


def _replaced(request: SectorRequest, urn: str, kind: str) -> CommissionRecord | None:
    asked = request.GET.get("replaces", "")
    if not asked:
        return None
    if not asked.isdigit():
        raise Http404
    mine = work.standing(request.reader.authority)
    found: CommissionRecord = get_object_or_404(mine, pk=int(asked), urn=urn, kind=kind)
    return found


def _sign(
    request: SectorRequest, home: Any, kind: work.CommissionKind, replaced: CommissionRecord | None
) -> CommissionRecord:
    token = request.POST.get("token", "")
    return work.sign_once(
        token=token if TOKEN.fullmatch(token) else "",
        authority=request.reader.authority,
        author=request.reader.account,
        home=home,
        kind=kind,
        on=request.POST.get("on", ""),
        answers={one.id: request.POST.get(one.id, "") for one in kind.questions},
        at=request.now,
        replaces=replaced,
        correction=request.POST.get("correction", ""),
    )


def _form(
    request: SectorRequest,
    home: Any,
    kind: work.CommissionKind,
    replaced: CommissionRecord | None,
    problems: dict[str, str],
) -> dict[str, Any]:
    """What the form shows: what was typed, else what the corrected record says."""
    before: dict[str, Any] = dict(replaced.content) if replaced else {}
    given = request.POST if request.method == "POST" else before
    today = clock.local(request.now).date().isoformat()
    day = replaced.on.isoformat() if replaced else today
    return {
        "one": home,
        "kind": kind,
        "replaced": replaced,
        "problems": problems,
        "today": today,
        "on": request.POST.get("on", day),
        "correction": request.POST.get("correction", ""),
        "questions": [(one, given.get(one.id, ""), problems.get(one.id, "")) for one in kind.questions],
        "reader": request.reader,
        "token": request.POST.get("token") or secrets.token_urlsafe(24),
    }


@commissioning
def area(request: SectorRequest) -> HttpResponse:
    """The host authority's own view: the homes in its area, whoever places children in them."""
    authority = request.reader.authority
    rows = queries_kept.shortlist(Shortlist(authority=authorities.spelt(authority)))
    urns = [row.urn for row in rows]
    if sheet := tables.answer(request, "your-area", [_sheet(rows)]):
        return sheet
    subject = f"area {authority}"
    looked = lists.looked(request.reader.account, subject)
    news = lists.news(urns, looked)
    every = queries_kept.every_home()
    year = queries_kept.here()["years"][-1:] or [0]
    comers = register.changes(Registration.objects.filter(national=True, provider__authority__iexact=authority))[-3:]
    context = {
        "reader": request.reader,
        "fate": authorities.ended(authority),
        "homes": len(rows),
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "span": span(),
        "beds": sum(row.places or 0 for row in rows),
        "low": [row for row in rows if (row.grade or 0) > 2],
        "year": year[0],
        "unseen": [row for row in rows if not queries_kept.inspected_in(row, year[0])],
        "suspended": [
            (row, every[urn].label if urn in every else urn) for urn, row in work.suspensions(authority).items()
        ],
        "looked": looked,
        "subject": subject,
        "news": news[:MOST_NEWS],
        "more_news": max(0, len(news) - MOST_NEWS),
        "here": queries_kept.here(),
        "comers": [
            {
                "year": one.year,
                "joined": one.joined,
                "left": one.left,
                "came": [every[urn] for urn in one.joined if urn in every],
                "went": [every[urn] for urn in one.left if urn in every],
            }
            for one in comers
        ],
    }
    return render(request, "commission/area.html", context)


def _sheet(rows: list[Any]) -> tables.PageTable:
    columns = (
        "Home",
        "Number (URN)",
        "Owner",
        "Places",
        "Registered",
        "Newest grade",
        "Inspected on",
        "History",
        "At Ofsted",
    )
    plain = [
        (
            r.label,
            r.urn,
            r.owner,
            r.places,
            r.registered_on,
            GRADES.get(r.grade or 0, ""),
            r.inspected_on,
            ", ".join(r.classes),
            r.page,
        )
        for r in rows
    ]
    return tables.PageTable("Homes in the area", columns, plain)
