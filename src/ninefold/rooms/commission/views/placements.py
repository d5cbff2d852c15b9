"""Where the authority's own children live: its placements beside what was published about the homes since they came."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from ninefold.base import clock
from ninefold.rooms.commission import tables
from ninefold.rooms.commission.door import SectorRequest, commissioning
from ninefold.rooms.commission.views.home import span
from ninefold.sector import commissioning as work
from ninefold.sector import queries_kept
from ninefold.sector.commissioning import CommissionRecord, CouncilPlacement
from ninefold.sector.lists import HomeRow
from ninefold.sector.words import GRADES

COLUMNS = (
    "Child", "Home", "Number (URN)", "Came", "Left", "Grade when the child came", "Newest grade", "Inspected on",
    "On the register", "Contract until", "Suspended since",
)  # fmt: skip
ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class ChildsHome:
    """A placement with its home as it was when the child came, and as it is now."""

    placed: CouncilPlacement
    home: HomeRow | None
    grade_then: int | None
    suspended: CommissionRecord | None
    contract: CommissionRecord | None

    @property
    def contract_until(self) -> date | None:
        """The last day of the newest contract, if one is said."""
        until = self.contract.content.get("until") if self.contract else ""
        return date.fromisoformat(until) if until else None

    @property
    def fell(self) -> bool:
        """Whether the home's newest grade is lower than when the child came, which 1 to 4 count downwards."""
        return bool(self.home and self.home.grade and self.grade_then and self.home.grade > self.grade_then)


@commissioning
def placements(request: SectorRequest) -> HttpResponse:
    """Our children's homes: what has become of each since the child came."""
    authority, today = request.reader.authority, clock.local(request.now).date()
    every, suspended, contracts = queries_kept.every_home(), work.suspensions(authority), work.contracts(authority)
    rows = [
        ChildsHome(
            one,
            every.get(one.urn),
            grade_on(every.get(one.urn), one.since),
            suspended.get(one.urn),
            contracts.get(one.urn),
        )
        for one in work.placements(authority)
    ]
    if sheet := tables.answer(
        request, "placements", [tables.PageTable("Placements", COLUMNS, list(map(_plain, rows)))]
    ):
        return sheet
    here = [row for row in rows if row.placed.until is None]
    context = {
        "reader": request.reader,
        "placed": len(here),
        "page": Paginator(sorted(here, key=_worry), ON_A_PAGE).get_page(request.GET.get("page")),
        "gone": [row for row in rows if row.placed.until is not None],
        "today": today,
        "span": span(),
    }
    return render(request, "commission/placements.html", context)


def grade_on(home: HomeRow | None, day: date) -> int | None:
    """The grade that a home had on a day, by its newest full inspection until then; None before its first."""
    return next((grade for on, grade in reversed(home.grades if home else ()) if on <= day), None)


def _worry(row: ChildsHome) -> tuple[bool, bool, bool, int, str]:
    """What has to be looked at first: a home off the register, suspended, fallen; then by its grade."""
    off = row.home is None or not row.home.is_open
    grade = (row.home.grade if row.home else None) or 0
    return not off, row.suspended is None, not row.fell, -grade, row.placed.child


def _plain(row: ChildsHome) -> tuple[object, ...]:
    home, placed = row.home, row.placed
    return (
        placed.child, home.label if home else "", placed.urn, placed.since, placed.until,
        GRADES.get(row.grade_then or 0, ""), GRADES.get((home.grade if home else None) or 0, ""),
        home.inspected_on if home else None, "yes" if home and home.is_open else "no",
        row.contract_until, row.suspended.on if row.suspended else None,
    )  # fmt: skip
