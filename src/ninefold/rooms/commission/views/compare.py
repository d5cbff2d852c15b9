"""Homes beside each other: an authority's, an owner's, a region's, a sector's; and the shortlist with its exports."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from ninefold.rooms.commission import charts, export, filters
from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.rooms.commission.views.home import span
from ninefold.sector import lists, queries_kept, register
from ninefold.sector.lists import HomeRow, Shortlist
from ninefold.sector.models import Provider, Registration
from ninefold.sector.words import GRADES, folded, owner_key

ON_A_PAGE = 50
OWNERS = 60
BY = {"authority": "Local authority", "owner": "Owner", "region": "Region", "sector": "Sector"}


@reading
def compare(request: SectorRequest) -> HttpResponse:
    """What can be compared: each group with its open homes and places. Owners are found by a word of their name."""
    named = queries_kept.places_named()
    word = folded(request.GET.get("q", ""))
    owners = [row for row in named["owner"] if word in folded(row[0])]
    owners.sort(key=lambda row: (-row[1], row[0]))
    context = {
        "groups": [(by, BY[by], named[by]) for by in ("region", "sector")],
        "authorities": named["authority"],
        "owners": owners[:OWNERS],
        "more": max(0, len(owners) - OWNERS),
        "q": request.GET.get("q", ""),
    }
    return render(request, "commission/compare.html", context)


@reading
def group(request: SectorRequest, by: str) -> HttpResponse:
    """One group: its homes in a table, its years, places by grade, who joined and who left the register."""
    name = request.GET.get("name", "")
    if by not in BY or not name:
        raise Http404
    rows = queries_kept.shortlist(_of(by, name))
    homes = Provider.objects.filter(is_home=True).filter(_providers(by, name))
    counted = lists.over_the_years(_events(by, name))
    context = {
        "by": by,
        "by_title": BY[by],
        "name": name,
        "homes": len(rows),
        "beds": sum(row.places or 0 for row in rows),
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "span": span(),
        "now": request.now,
        "places": _places(rows),
        "years": _with_gaps(counted),
        "grades": list(GRADES.values()),
        "chart": _chart(name, counted),
        "comers": _comers(homes),
        "query": urlencode({by: name}),
    }
    return render(request, "commission/group.html", context)


@reading
def picture(request: SectorRequest, by: str) -> HttpResponse:
    """The drawing of a group's years."""
    if by not in BY:
        raise Http404
    name = request.GET.get("name", "")
    return charts.answer(_chart(name, lists.over_the_years(_events(by, name))))


def _of(by: str, name: str) -> Shortlist:
    asked: dict[str, Any] = {by: name}
    return Shortlist(**asked)


def _comers(homes: QuerySet[Provider]) -> list[register.Change]:
    """Who joined and who left, newest first, as far back as the data tells of inspections."""
    first = min(span(), default=0)
    theirs = Registration.objects.filter(national=True, provider__in=homes)
    return [row for row in reversed(register.changes(theirs)) if row.year >= first]


def _providers(by: str, name: str) -> Q:
    return Q(owner_key=owner_key(name)) if by == "owner" else Q(**{f"{by}__iexact": name})


def _events(by: str, name: str) -> Q:
    """A home counts in a year where it was then; an owner's are those that are its homes now, however it was spelt."""
    return Q(provider__owner_key=owner_key(name)) if by == "owner" else Q(**{f"{by}__iexact": name})


def _chart(name: str, counted: list[lists.YearRow]) -> Any:
    return charts.by_year(f"{name}: homes by grade over the years", {row.year: row.by_grade for row in counted})


def _with_gaps(counted: list[lists.YearRow]) -> list[tuple[int, lists.YearRow | None]]:
    found = {row.year: row for row in counted}
    return [(year, found.get(year)) for year in range(min(found), max(found) + 1)] if found else []


def _places(rows: list[HomeRow]) -> list[tuple[str, int, int]]:
    """Homes and places by the newest grade."""
    homes = Counter(row.grade for row in rows)
    beds: Counter[int | None] = Counter()
    for row in rows:
        beds[row.grade] += row.places or 0
    return [(GRADES.get(grade or 0, "no grade yet"), homes[grade], beds[grade]) for grade in (*GRADES, None)]


def _asked(request: SectorRequest) -> tuple[list[filters.Choice], list[HomeRow]]:
    asks = [*filters.where_and_what(request.GET), *filters.of_history(request.GET)]
    return asks, queries_kept.shortlist(filters.wanted(asks, request.GET))


@reading
def shortlist(request: SectorRequest) -> HttpResponse:
    """Homes by area, size, kind and history, and the same as a spreadsheet."""
    asks, rows = _asked(request)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "choices": asks,
        "owner": request.GET.get("owner", ""),
        "page": page,
        "count": len(rows),
        "beds": sum(row.places or 0 for row in rows),
        "span": span(),
        "query": query.urlencode(),
    }
    return render(request, "commission/shortlist.html", context)


@reading
def workbook(request: SectorRequest) -> HttpResponse:
    """The shortlist as an Excel workbook."""
    return export.excel(_asked(request)[1], _named(request, "xlsx"))


@reading
def table(request: SectorRequest) -> HttpResponse:
    """The shortlist as CSV."""
    return export.csv(_asked(request)[1], _named(request, "csv"))


def _named(request: SectorRequest, ending: str) -> str:
    return f"homes-{request.now:%Y-%m-%d}.{ending}"
