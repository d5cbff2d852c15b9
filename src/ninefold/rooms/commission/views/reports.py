"""Inspection reports read whole: what each asks, what was not understood, and the themes over many of them."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ninefold.people import access
from ninefold.rooms.commission import tables
from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.rooms.commission.filters import ANY, choice
from ninefold.sector import actions, queries, queries_kept, themes, years
from ninefold.sector.models import InspectionReport
from ninefold.web import rooms

LONGEST = 2000
LINE = 200  # letters of a requirement that go into the line of an action


@reading
def report(request: SectorRequest, id: int) -> HttpResponse:
    """One report: everything that was read, and what a person may finish."""
    row = get_object_or_404(InspectionReport.objects.select_related("file"), pk=id)
    if request.method == "POST":
        if not request.reader.may_import:
            raise Http404
        field = request.POST.get("field", "")
        said = request.POST.get("said", "").strip()[:LONGEST]
        if said and field in row.unsure:
            actions.finish_report(
                report=row, field=field, words_added=said, account=request.reader.account, at=request.now
            )
            messages.success(request, "Added. What was read stays beside it.")
        return redirect("commission:report", row.pk)
    context = {
        "report": row,
        "facts": _with_forms(
            facts_of(row), row, own=access.homes_of(request.user, request.now).filter(urn=row.urn).exists()
        ),
        "home": queries.provider(row.urn),
        "unsure": [(name, seen, row.finished.get(name)) for name, seen in sorted(row.unsure.items())],
        "reader": request.reader,
    }
    return render(request, "commission/report.html", context)


def facts_of(row: InspectionReport) -> dict[str, Any]:
    """A report's facts with days as days."""
    asked = [
        one | {"due": date.fromisoformat(one["due"]) if one.get("due") else None}
        for one in row.facts.get("requirements", ())
    ]
    return row.facts | {"requirements": asked}


def _with_forms(facts: dict[str, Any], row: InspectionReport, *, own: bool) -> dict[str, Any]:
    """In the reader's own home, each requirement leads to the form of an action with what it asks filled in."""
    if own:
        form = rooms.below(row.urn, "form", "action")
        for one in facts["requirements"]:
            cited = f"Regulation {one['regulation']}{one['paragraphs']}" if one["regulation"] else "A requirement"
            given = {"action": one["text"][:LINE], "why": f"{cited}, Ofsted's report of {row.on:%d/%m/%Y}"}
            if one["due"]:
                given["due"] = one["due"].isoformat()
            one["form"] = f"{form}?{urlencode(given)}"
    return facts


@reading
def over(request: SectorRequest) -> HttpResponse:
    """Requirements by regulation over the homes whose reports are here: all of them, an owner's, an area's, a year's."""
    every = themes.requirements()
    owners = sorted({one.owner for one in every if one.owner})
    areas = sorted({one.authority for one in every if one.authority})
    span = sorted({one.year for one in every}, reverse=True)
    asks = [
        choice(request.GET, "owner", "Owner", [ANY, *((name, name) for name in owners)]),
        choice(request.GET, "authority", "Local authority", [ANY, *((name, name) for name in areas)]),
        choice(request.GET, "year", "Inspection year", [ANY, *((str(year), years.title(year)) for year in span)]),
    ]
    owner, area, year = (one.chosen for one in asks)
    asked = [
        one
        for one in every
        if (not owner or one.owner == owner)
        and (not area or one.authority == area)
        and (not year or str(one.year) == year)
    ]
    columns = (
        "Regulation",
        "Paragraphs",
        "Home",
        "Number (URN)",
        "Owner",
        "Local authority",
        "Inspected on",
        "Due",
        "What",
    )
    plain = [
        (one.regulation, one.paragraphs, one.label, one.urn, one.owner, one.authority, one.on, one.due, one.text)
        for one in asked
    ]
    if sheet := tables.answer(request, "requirements", [tables.PageTable("Requirements", columns, plain)]):
        return sheet
    context = {
        "choices": asks,
        "themes": themes.themes(asked),
        "asked": asked[:200],
        "reports": len(themes.reports()),
        "here": queries_kept.here(),
        "reader": request.reader,
    }
    return render(request, "commission/themes.html", context)
