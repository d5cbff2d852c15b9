"""Shortlists of an enquiry: kept with reasons, compared, printed, and looked at again after each import."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ninefold.rooms.commission import tables
from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.rooms.commission.views.home import span
from ninefold.sector import actions, commissioning, queries_kept, shortlists
from ninefold.sector.words import GRADES

LONGEST = 2000


@reading
def every(request: SectorRequest) -> HttpResponse:
    """Somebody's lists, and how many homes of each have changed."""
    account = request.reader.account
    changed = shortlists.changed(account)
    lists = [(name, count, changed.get(name, 0)) for name, count in shortlists.names(account)]
    return render(request, "commission/lists.html", {"lists": lists})


@reading
def one(request: SectorRequest, name: str) -> HttpResponse:
    """One list: each home with its reason, what has changed, and all beside each other."""
    rows = shortlists.kept(request.reader.account, name)
    if not rows:
        raise Http404
    authority = request.reader.authority
    theirs = commissioning.standing(authority).filter(urn__in=[row.pick.urn for row in rows]) if authority else []
    own: dict[str, list[object]] = {}
    for record in theirs:
        own.setdefault(record.urn, []).append(record)
    columns = (
        "Home",
        "Number (URN)",
        "Where",
        "Owner",
        "Places",
        "Newest grade",
        "Inspected on",
        "Why",
        "Changed since",
        "At Ofsted",
    )
    plain = [
        (
            kept.row.label,
            *(kept.row.urn, kept.row.authority, kept.row.owner, kept.row.places, GRADES.get(kept.row.grade or 0, "")),
            *(kept.row.inspected_on, kept.pick.reason, " ".join(kept.changes), kept.row.page),
        )
        for kept in rows
        if kept.row
    ]
    if sheet := tables.answer(request, f"shortlist-{name}", [tables.PageTable(f"Shortlist {name}", columns, plain)]):
        return sheet
    context = {
        "name": name,
        "rows": [(kept, own.get(kept.pick.urn, [])) for kept in rows],
        "span": span(),
        "kinds": commissioning.KINDS,
        "here": queries_kept.here(),
        "unreasoned": [kept for kept in rows if not kept.pick.reason],
        "reader": request.reader,
    }
    return render(request, "commission/list.html", context)


NAMING = "Call the list by the case's letter or initials, up to four, and never by a child's name."


@require_POST
@reading
def begin(request: SectorRequest) -> HttpResponse:
    """Begin a list, or go on with one: homes that are kept next go onto it."""
    name = shortlists.name_of(request.POST.get("list", ""))
    if name:
        request.session["shortlist"] = name
    else:
        messages.error(request, NAMING)
    return redirect(_back(request))


@require_POST
@reading
def keep(request: SectorRequest, urn: str) -> HttpResponse:
    """Keep a home on a list, change its reason, or take it off."""
    row = queries_kept.every_home().get(urn)
    name = shortlists.name_of(request.POST.get("list", ""))
    if row is None:
        raise Http404
    if not name:
        messages.error(request, NAMING)
        return redirect(_back(request))
    account = request.reader.account
    if request.POST.get("act") == "leave":
        actions.unpick(account=account, list_name=name, urn=urn)
        messages.success(request, f"{row.label} is off shortlist {name}.")
    else:
        reason = request.POST.get("reason", "")[:LONGEST]
        actions.pick(
            account=account, list_name=name, urn=urn, reason=reason, then=shortlists.as_it_is(row), at=request.now
        )
        request.session["shortlist"] = name
        messages.success(request, f"{row.label} is on shortlist {name}.")
    return redirect(_back(request))


@require_POST
@reading
def seen(request: SectorRequest) -> HttpResponse:
    """Somebody has seen what was new about an area or an owner."""
    subject = request.POST.get("subject", "")
    if subject.startswith(("area ", "owner ", "authority ", "region ", "sector ")):
        actions.look(account=request.reader.account, subject=subject, at=request.now)
    return redirect(_back(request))


def _back(request: SectorRequest) -> str:
    """Where somebody came from, within this house."""
    asked = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if safe and asked.startswith("/sector/") else reverse("commission:lists")
