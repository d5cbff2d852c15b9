"""The first screen: what the data holds, and the question that Ofsted asked in 2011."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ninefold.rooms.commission import charts
from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.rooms.commission.drawings import Bar, bars
from ninefold.sector import figures, queries, queries_kept
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
        "answer": figures.answer(figures.Asked(1, 3), newest.years) if newest else None,
        "rests": figures.rests_on(newest.years) if newest else None,
        "counted": with_shares(counted),
        "grades": list(GRADES.values()),
        "multiples": multiples(counted),
        "line": (line := queries_kept.decades()["outstanding"]),
        "drawn": decade(line),
    }
    return render(request, "commission/first.html", context)


def with_shares(counted: dict[int, dict[str, int]]) -> list[tuple[int, list[tuple[int, float]] | None]]:
    """Each year with the count and the share of each grade; a year without any is named and empty."""
    return [
        (year, [(count, count / total) for count in many.values()] if total else None)
        for year in _span(counted)
        for many in [counted.get(year, {})]
        for total in [sum(many.values())]
    ]


def multiples(counted: dict[int, dict[str, int]]) -> list[tuple[str, Any]]:
    """A row of bars for each grade: its share of the year's full inspections."""
    drawn = []
    for grade, name in GRADES.items():
        shown = []
        for year in _span(counted):
            total = sum(counted.get(year, {}).values())
            share = counted[year][name] / total if total else None
            shown.append(
                Bar(f"{year % 100:02d}-{(year + 1) % 100:02d}", share, "" if share is None else f"{share:.0%}")
            )
        drawn.append((name, bars(name, f"g{grade}", shown)))
    return drawn


def decade(line: list[figures.Answer]) -> Any:
    """The share of homes that kept the grade three years running, for each run of years."""
    ends = [one.years[-1] for one in line]
    by_end = {one.years[-1]: one for one in line}
    shown = [
        Bar(
            f"{year % 100:02d}-{(year + 1) % 100:02d}",
            one.share_of_all if one else None,
            f"{one.share_of_all:.1%}" if one else "",
        )
        for year in (range(ends[0], ends[-1] + 1) if ends else ())
        for one in [by_end.get(year)]
    ]
    return bars("Share of the homes inspected in all three years", "g1", shown)


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
