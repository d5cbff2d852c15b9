"""A home over the years: its line of time, its figures, what homes like it did, its group and its neighbours."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ninefold.base import clock
from ninefold.rooms.commission import charts
from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.sector import (
    authorities,
    commissioning,
    fold,
    lists,
    queries,
    queries_kept,
    rates,
    themes,
    years,
)
from ninefold.sector.lists import HomeRow
from ninefold.sector.models import InspectedHome, Pick, Watch
from ninefold.sector.queries import TimelinePoint

BESIDE = 8
THEMES = 8  # regulations shown beside a home


@reading
def find(request: SectorRequest) -> HttpResponse:
    """The home with the number that somebody typed; anything else that was typed is looked for."""
    typed = request.GET.get("urn", "").strip()
    if queries.provider(typed) is None and not re.fullmatch(r"[A-Za-z]{0,3}\d+", typed.replace(" ", "")):
        return redirect(f"{reverse('commission:shortlist')}?{urlencode({'q': typed})}")
    return redirect("commission:home", (typed.replace(" ", "").upper() or "none")[:16])


@reading
def home(request: SectorRequest, urn: str) -> HttpResponse:
    """Everything published about one home. A number that the data does not hold is said so, and is no fault."""
    found = queries.provider(urn)
    if found is None:
        return render(request, "commission/unknown.html", {"urn": urn, "reader": request.reader})
    moments = queries.line(found)
    history = queries.history(found, clock.local(request.now).date())
    own = _authoritys(request, found)
    groups = _beside(found)
    theirs, near = (group.urns for group in groups)
    asked = themes.requirements({found.urn, *theirs, *near})
    context = {
        "reader": request.reader,
        "one": found,
        "moments": _told(own, moments),
        "reports": themes.reports([found.urn]),
        "page": lists.OFSTED + found.urn,
        "spans": found.registrations.all(),
        "fate": authorities.ended(found.authority),
        "words": _differing(found) if any(one.event and one.event.differs for one in moments) else [],
        "on_lists": [pick.list for pick in Pick.objects.filter(account=request.reader.account, urn=found.urn)],
        "list_name": request.session.get("shortlist", ""),
        "history": history,
        "here": queries_kept.here(),
        "chart": _chart(found, moments),
        "likely_over": bool(history.expected and history.expected.latest < clock.local(request.now).date()),
        "rates": usually_next(found, history.grade),
        "groups": groups,
        "themes": themes.beside(asked, found.urn, theirs, near)[:THEMES],
        "asked": sorted(asked, key=lambda one: (one.urn != found.urn, one.regulation)),
        "span": span(),
        "watch": Watch.objects.filter(watcher=request.reader.account, provider=found).first(),
        **own,
    }
    return render(request, "commission/home.html", context)


def _told(own: dict[str, Any], moments: list[TimelinePoint]) -> list[TimelinePoint]:
    """The line of time, newest first, with what the reader's own authority signed about the home in its place."""
    records = own.get("records", ())
    signed = [
        TimelinePoint(row.on, "signed", after=commissioning.KINDS[row.kind].title, before=str(row.pk))
        for row in records
    ]
    return sorted([*moments, *signed], key=lambda moment: moment.on, reverse=True)


def _differing(one: InspectedHome) -> list[tuple[Any, list[Any]]]:
    """The inspections of which files say different things, each with what every file said."""
    return fold.differing(fold.words_about(one.urn))


@reading
def picture(request: SectorRequest, urn: str) -> HttpResponse:
    """The drawing of a home's line of time."""
    found = queries.provider(urn)
    if found is None:
        raise Http404
    return charts.answer(_chart(found, queries.line(found)))


def _chart(one: InspectedHome, moments: list[TimelinePoint]) -> Any:
    seen = [(moment.on.isoformat(), moment.event.grade) for moment in moments if moment.event and moment.event.grade]
    first, last = (seen[0][0], seen[-1][0]) if seen else ("", "")
    own = {moment.event.year for moment in moments if moment.event}
    missing = [year for year in queries_kept.here()["gaps"] if year not in own]
    gaps = [year for year in missing if first < years.last_day(year).isoformat() < last]
    return charts.line_of_time(f"Full inspections of {one.label}", seen, gaps)


def span() -> list[int]:
    """The inspection years of the data, the missing ones among them."""
    known = queries_kept.here()["years"]
    return list(range(known[0], known[-1] + 1)) if known else []


@dataclass(frozen=True, slots=True)
class Usual:
    """What homes of one kind, at one grade, did next: a rate for each grade."""

    whose: str
    rates: list[rates.Rate]

    @property
    def of(self) -> int:
        """How many such steps there were."""
        return self.rates[0].of

    @property
    def small(self) -> bool:
        """Whether they are too few to lean on."""
        return self.rates[0].small


def usually_next(one: InspectedHome, grade: int | None) -> list[Usual]:
    """What homes at the same grade did next: all, those of the same sector, those of the same size."""
    if grade is None:
        return []
    kinds = {"all": "all homes", "sector": one.sector or "not said", "size": rates.size_band(one.places)}
    titles = {"all": "All homes", "sector": f"{one.sector} homes", "size": f"Homes of {rates.size_band(one.places)}"}
    table = queries_kept.newest_changes()
    found = {
        by: [rate for rate in table[by] if rate.group == group and rate.before == grade] for by, group in kinds.items()
    }
    return [Usual(titles[by], rows) for by, rows in found.items() if rows]


@dataclass(frozen=True, slots=True)
class NeighbourHomes:
    """Homes that belong beside this one, and where all of them are."""

    title: str
    by: str
    name: str
    rows: list[HomeRow]
    all: int
    urns: tuple[str, ...] = ()


def _beside(one: InspectedHome) -> list[NeighbourHomes]:
    """The owner's other homes and the neighbours in the same authority."""
    asked = (
        ("Its group", "owner", one.owner, lists.Shortlist(owner=one.owner)),
        ("Its neighbours", "authority", one.authority, lists.Shortlist(authority=one.authority)),
    )
    groups = []
    for title, by, name, wanted in asked:
        rows = [row for row in queries_kept.shortlist(wanted) if row.urn != one.urn] if name else []
        groups.append(NeighbourHomes(title, by, name, rows[:BESIDE], len(rows), tuple(row.urn for row in rows)))
    return groups


def _authoritys(request: SectorRequest, one: InspectedHome) -> dict[str, Any]:
    """What the reader's own authority wrote about this home; nothing for anybody else."""
    authority = request.reader.authority
    if not authority:
        return {}
    about = commissioning.about_home(authority, one.urn)
    # What is suspended can only be lifted, and what is not, not lifted.
    apart = commissioning.SUSPENSION if about.suspended else commissioning.LIFTING
    return {
        "records": about.records,
        "suspended": about.suspended,
        "placed": about.placed,
        "contract": about.contract,
        "kinds": [kind for kind in commissioning.KINDS.values() if kind.id != apart],
    }
