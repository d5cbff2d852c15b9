"""The first screen: what the data holds, and the question that Ofsted asked in 2011."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ninefold.rooms.commission import charts
from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.rooms.commission.drawings import Bar, bars
from ninefold.sector import figures, queries, queries_kept
from ninefold.sector.words import GRADES

FEW_BARS = 9  # more inspection years than this would run into each other on a phone


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
        "answer": figures.answer(figures.GradeQuestion(1, 3), newest.years) if newest else None,
        "rests": figures.rests_on(newest.years) if newest else None,
        "counted": with_shares(counted),
        "grades": list(GRADES.values()),
        "multiples": multiples(counted, here["years"]),
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


def multiples(counted: dict[int, dict[str, int]], known: Sequence[int]) -> list[tuple[str, Any]]:
    """A row of bars for each grade: its share of the year's full inspections, in the years that the data covers."""
    span = range(known[0], known[-1] + 1) if known else range(0)
    totals = {year: sum(counted.get(year, {}).values()) for year in span}
    return [
        (
            name,
            bars(
                name,
                f"g{grade}",
                [
                    Bar(under(year, span), share, "" if share is None else f"{share:.0%}")
                    for year in span
                    for share in [counted[year][name] / totals[year] if year in known and totals[year] else None]
                ],
            ),
        )
        for grade, name in GRADES.items()
    ]


def under(year: int, span: Sequence[int]) -> str:
    """What stands under a bar: the inspection year, or the year it ends in where many stand beside each other."""
    ends = f"{(year + 1) % 100:02d}"
    return f"{year % 100:02d}-{ends}" if len(span) <= FEW_BARS else ends


def decade(line: list[figures.GradeAnswer]) -> Any:
    """The share of homes that kept the grade, for each run of years, of those inspected in all of them."""
    by_end = {one.years[-1]: one for one in line}
    span = range(min(by_end), max(by_end) + 1) if by_end else range(0)
    shown = [
        Bar(under(year, span), one.share_of_all if one else None, f"{one.share_of_all:.1%}" if one else "")
        for year in span
        for one in [by_end.get(year)]
    ]
    return bars("Share of the homes inspected in every one of the years", "g1", shown)


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
