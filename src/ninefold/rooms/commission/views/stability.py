"""Which homes keep their grade, and which fall, recover or swing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from ninefold.rooms.commission import filters, tables
from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.rooms.commission.filters import Choice, choice
from ninefold.rooms.commission.views.first import decade
from ninefold.rooms.commission.views.home import span
from ninefold.sector import figures, histories, queries, queries_kept, years
from ninefold.sector.words import GRADES

ON_A_PAGE = 50
MOST_YEARS = 10
BETTER = "that grade or a better one"


@reading
def stability(request: SectorRequest) -> HttpResponse:
    """Homes at one grade in each of some inspection years, or of one kind of history, with the number inspected."""
    asks = [*_asks(request.GET), *filters.where_and_what(request.GET)]
    chosen = {one.name: one.chosen for one in asks}
    found = _answer(asks, chosen, request.GET)
    columns = (
        "Home",
        "Number (URN)",
        "Local authority",
        "Owner",
        "Places",
        "Newest grade",
        "Inspected on",
        "On the register",
    )
    plain = [
        (
            r.label,
            r.urn,
            r.authority,
            r.owner,
            r.places,
            GRADES.get(r.grade or 0, ""),
            r.inspected_on,
            "yes" if r.is_open else "no",
        )
        for r in found["rows"]
    ]
    if sheet := tables.answer(request, "stability", [tables.PageTable("Homes", columns, plain)]):
        return sheet
    page = Paginator(found["rows"], ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"choices": asks, "chosen": chosen, "page": page, "span": span(), "here": queries_kept.here(), **found}
    return render(request, "commission/stability.html", context)


def _asks(given: Mapping[str, str]) -> list[Choice]:
    newest = queries_kept.newest_outstanding()
    ends = [years.last_day(year) for year in reversed(span())]
    if newest:
        ends.sort(key=lambda day: (day != years.last_day(newest.years[-1]), -day.toordinal()))
    counts = [3, *(count for count in range(1, MOST_YEARS + 1) if count != 3)]
    return [
        choice(
            given, "what", "Which homes", [("", "at one grade"), (BETTER, BETTER), *((k, k) for k in histories.CLASSES)]
        ),
        choice(given, "grade", "Grade", [(str(grade), name) for grade, name in GRADES.items()]),
        choice(given, "years", "Years running", [(str(count), str(count)) for count in counts]),
        choice(given, "to", "Ending on", [(day.isoformat(), f"{day:%-d %B %Y}") for day in ends] or [filters.ANY]),
    ]


def _answer(asks: list[Choice], chosen: dict[str, str], given: Mapping[str, str]) -> dict[str, Any]:
    """The homes, how many were inspected, and what the figure is of."""
    within = filters.wanted([one for one in asks if one.name != "grade"], {}, open_only=False)
    if (chosen["what"] and chosen["what"] != BETTER) or not chosen["to"]:
        rows = [row for row in queries_kept.shortlist(within) if chosen["what"] in row.classes]
        graded = sum(bool(row.grades) for row in queries_kept.shortlist(within))
        return {"rows": rows, "count": len(rows), "inspected": graded, "stable": None, "narrowed": False}
    better = chosen["what"] == BETTER
    asked = figures.GradeQuestion(int(chosen["grade"]), int(chosen["years"]), or_better=better)
    stable = queries.stable(asked.grade, asked.count, date.fromisoformat(chosen["to"]), or_better=better)
    narrowed = any(chosen[name] for name in ("region", "authority", "sector", "size"))
    rows = [row for row in queries_kept.rows_of(stable.homes) if queries_kept.fits(row, within)]
    inspected = _inspected(stable.years[-1], within) if narrowed else stable.inspected
    line = [] if stable.not_covered else figures.decade(asked)
    return {
        **{"rows": rows, "count": len(rows), "inspected": inspected, "stable": stable, "narrowed": narrowed},
        "better": better,
        "answer": None if narrowed else figures.answer(asked, stable.years),
        "rests": figures.rests_on(stable.years),
        "line": line,
        "drawn": decade(line),
    }


def _inspected(year: int, within: Any) -> int:
    """The homes among those asked for that had a graded full inspection in the year."""
    return sum(queries_kept.inspected_in(row, year) for row in queries_kept.shortlist(within))
