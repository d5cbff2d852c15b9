"""The first screen: what the data holds, and the question that Ofsted asked in 2011."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ninefold.rooms.commission import charts
from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.sector import queries, queries_kept
from ninefold.sector.words import GRADES


@reading
def first(request: SectorRequest) -> HttpResponse:
    """The answer for the newest three years in a row, with 2011 beside it; before any file is here, where to get them."""
    here = queries_kept.here()
    if not here["events"]:
        return render(request, "commission/empty.html", {"reader": request.reader})
    newest = queries_kept.newest_outstanding()
    counted = {int(year): grades for year, grades in queries_kept.summary().items()}
    context = {
        "reader": request.reader,
        "here": here,
        "newest": newest,
        "then": queries.IN_2011,
        "then_share": queries.IN_2011["count"] / queries.IN_2011["inspected"],
        "counted": [(year, list(counted[year].values()) if year in counted else None) for year in _span(counted)],
        "grades": list(GRADES.values()),
        "chart": _chart(counted),
    }
    return render(request, "commission/first.html", context)


def _span(counted: dict[int, Any]) -> range:
    """Every year from the first to the last, the missing ones among them."""
    return range(min(counted), max(counted) + 1) if counted else range(0)


def _chart(counted: dict[int, dict[str, int]]) -> Any:
    by_grade = {year: {grade: many[name] for grade, name in GRADES.items()} for year, many in counted.items()}
    return charts.by_year("Full inspections of children's homes by grade", by_grade)


@reading
def years_picture(request: SectorRequest) -> HttpResponse:
    """The drawing of full inspections by year and grade."""
    return charts.answer(_chart({int(year): grades for year, grades in queries_kept.summary().items()}))
