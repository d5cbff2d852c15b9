"""Homes beside each other: an authority's, an owner's, a region's, a sector's; and the shortlist with its exports."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ninefold.rooms.commission import charts, export, filters, tables
from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.rooms.commission.drawings import AuthorityCell
from ninefold.rooms.commission.views.home import span
from ninefold.sector import authorities, lists, queries_kept, register, shortlists, themes, years
from ninefold.sector.lists import HomeRow, Shortlist
from ninefold.sector.models import InspectedHome, Registration
from ninefold.sector.words import GOOD, GRADES, folded

ON_A_PAGE = 50
A_SHORT_PAGE = 25
OWNERS = 60
LEFT_OUT = 12
THEMES = 8
BY = {"authority": "Local authority", "owner": "Owner", "region": "Region", "sector": "Sector"}


@reading
def compare(request: SectorRequest) -> HttpResponse:
    """What can be compared: each group with its open homes and places. Owners are found by a word of their name."""
    named = queries_kept.places_named()
    word = folded(request.GET.get("q", ""))
    owners = [row for row in named["owner"] if word in folded(row[0])]
    owners.sort(key=lambda row: (-row[1], row[0]))
    sheets = [
        tables.PageTable(title, (title, "Homes", "Places"), rows)
        for title, rows in (
            ("Local authority", named["authority"]),
            ("Owner", owners),
            ("Region", named["region"]),
            ("Sector", named["sector"]),
        )
    ]
    if sheet := tables.answer(request, "compare", sheets):
        return sheet
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
    homes = InspectedHome.objects.filter(is_home=True).filter(_providers(by, name))
    counted = lists.over_the_years(_events(by, name))
    comers = _comers(homes)
    if sheet := tables.answer(request, f"{by}-{name[:40]}", _sheets(rows, counted, comers)):
        return sheet
    every = queries_kept.every_home()
    asked = themes.requirements([row.urn for row in rows])
    subject = f"{by} {name}"
    seen = lists.looked(request.reader.account, subject)
    context = {
        "by": by,
        "subject": subject,
        "looked": seen,
        "news": lists.news([row.urn for row in rows], seen)[:20],
        "fate": authorities.ended(name) if by == "authority" else None,
        "labels": {
            urn: every[urn].label for change in comers for urn in (*change.joined, *change.left) if urn in every
        },
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
        "comers": comers,
        "query": urlencode({by: name}),
        "names": lists.owner_names(homes) if by == "owner" else [],
        "themes": themes.themes(asked)[:THEMES],
        "asked": asked,
    }
    return render(request, "commission/group.html", context)


@reading
def picture(request: SectorRequest, by: str) -> HttpResponse:
    """The drawing of a group's years."""
    if by not in BY:
        raise Http404
    name = request.GET.get("name", "")
    return charts.answer(_chart(name, lists.over_the_years(_events(by, name))))


def _sheets(
    rows: list[HomeRow], counted: list[lists.YearRow], comers: list[register.YearOfRegister]
) -> list[tables.PageTable]:
    """The tables of a group's page."""
    homes = tables.PageTable(
        "Homes",
        ("Home", "Number (URN)", "Local authority", "Owner", "Places", "Newest grade", "Inspected on"),
        [(r.label, r.urn, r.authority, r.owner, r.places, GRADES.get(r.grade or 0, ""), r.inspected_on) for r in rows],
    )
    by_year = tables.PageTable(
        "Years",
        ("Inspection year", "Homes", *GRADES.values()),
        [(years.title(r.year), r.homes, *r.by_grade.values()) for r in counted],
    )
    moved = tables.PageTable(
        "Joined and left",
        ("Inspection year", "Joined", "Left", "Which joined", "Which left"),
        [(years.title(c.year), len(c.joined), len(c.left), ", ".join(c.joined), ", ".join(c.left)) for c in comers],
    )
    return [homes, by_year, moved]


def _of(by: str, name: str) -> Shortlist:
    asked: dict[str, Any] = {by: name}
    return Shortlist(**asked)


def _comers(homes: QuerySet[InspectedHome]) -> list[register.YearOfRegister]:
    """Who joined and who left, newest first, as far back as the data tells of inspections."""
    first = min(span(), default=0)
    theirs = Registration.objects.filter(national=True, provider__in=homes)
    return [row for row in reversed(register.changes(theirs)) if row.year >= first]


def _providers(by: str, name: str) -> Q:
    return Q(owner_key=queries_kept.owner(name)) if by == "owner" else Q(**{f"{by}__iexact": name})


def _events(by: str, name: str) -> Q:
    """A home counts in a year where it was then; an owner's are those that are its homes now, however it was spelt."""
    return Q(provider__owner_key=queries_kept.owner(name)) if by == "owner" else Q(**{f"{by}__iexact": name})


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


def _asked(request: SectorRequest) -> tuple[list[filters.Choice], Shortlist]:
    asks = [*filters.where_and_what(request.GET), *filters.of_history(request.GET), filters.since(request.GET)]
    return asks, filters.wanted(asks, request.GET)


@reading
def shortlist(request: SectorRequest) -> HttpResponse:
    """Homes by what somebody types, by area, size, kind and history; what was left out; and all of it as a spreadsheet."""
    asks, wanted = _asked(request)
    rows = queries_kept.shortlist(wanted)
    if len(rows) == 1 and request.GET.get("open") and wanted.text:
        return redirect("commission:home", rows[0].urn)
    page = Paginator(rows, A_SHORT_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    left_out = queries_kept.left_out(wanted) if wanted != Shortlist() else {}
    kept = request.session.get("shortlist", "")
    account = request.reader.account
    context = {
        "choices": asks,
        "owner": request.GET.get("owner", ""),
        "q": wanted.text,
        "near": wanted.near,
        "authorities": [name for name, *_ in queries_kept.places_named()["authority"]],
        "page": page,
        "count": len(rows),
        "beds": sum(row.places or 0 for row in rows),
        "span": span(),
        "query": query.urlencode(),
        "here": queries_kept.here(),
        "days_old": (request.now.date() - queries_kept.here()["last_on"]).days if queries_kept.here()["last_on"] else 0,
        "closed": left_out.get("closed", [])[:LEFT_OUT],
        "more_closed": max(0, len(left_out.get("closed", [])) - LEFT_OUT),
        "ungraded": left_out.get("ungraded", [])[:LEFT_OUT],
        "more_ungraded": max(0, len(left_out.get("ungraded", [])) - LEFT_OUT),
        "list_name": kept,
        "kept": shortlists.kept(account, kept) if kept else [],
        "lists": shortlists.names(account),
        "reader": request.reader,
    }
    context["on_list"] = {one.pick.urn for one in context["kept"]}
    return render(request, "commission/shortlist.html", context)


@reading
def grid(request: SectorRequest) -> HttpResponse:
    """The authorities of each region in a grid of neighbours, with the table that says the same."""
    rows = queries_kept.shortlist(Shortlist())
    cells = _cells(rows)
    drawn = [
        (region, [[cells.get(name) if name else None for name in row] for row in authorities.grid(region)])
        for region in authorities.regions()
    ]
    placed = {name for region in authorities.regions() for row in authorities.grid(region) for name in row}
    table = sorted(cells.values(), key=lambda cell: cell.name)
    columns = ("Local authority", "Homes", "With a grade", "Good or outstanding", "Share")
    plain = [(cell.name, cell.homes, cell.graded, cell.good, cell.share) for cell in table]
    if sheet := tables.answer(request, "authorities", [tables.PageTable("Authorities", columns, plain)]):
        return sheet
    context = {
        "regions": [(region, rows) for region, rows in drawn if any(cell for row in rows for cell in row)],
        "unplaced": [cell for cell in table if cell.name not in placed],
        "table": table,
        "here": queries_kept.here(),
        "ended": authorities.successors().values(),
    }
    return render(request, "commission/grid.html", context)


def _cells(rows: list[HomeRow]) -> dict[str, AuthorityCell]:
    by: dict[str, list[HomeRow]] = {}
    for row in rows:
        by.setdefault(row.authority, []).append(row)
    address = reverse("commission:shortlist")
    return {
        name: AuthorityCell(
            name,
            f"{address}?{urlencode({'authority': name})}",
            len(homes),
            sum(bool(row.grade) for row in homes),
            sum((row.grade or 9) <= GOOD for row in homes),
        )
        for name, homes in by.items()
        if name
    }


@reading
def workbook(request: SectorRequest) -> HttpResponse:
    """What was found as an Excel workbook."""
    return export.excel(queries_kept.shortlist(_asked(request)[1]), _named(request, "xlsx"))


@reading
def table(request: SectorRequest) -> HttpResponse:
    """What was found as CSV."""
    return export.csv(queries_kept.shortlist(_asked(request)[1]), _named(request, "csv"))


def _named(request: SectorRequest, ending: str) -> str:
    return f"homes-{request.now:%Y-%m-%d}.{ending}"
