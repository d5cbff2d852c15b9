"""The home's books: all of them by area, one as a table, and the same as a file to take away."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import clock
from ninefold.features.books import queries as shelf
from ninefold.features.books.queries import Chosen, RegisterRow
from ninefold.forms.read import in_text
from ninefold.forms.times import in_words
from ninefold.lawbook.books import Page, Register
from ninefold.ledger.models import Record
from ninefold.people import queries as people
from ninefold.people.access import Viewer, may_sign
from ninefold.web import filters, rooms, sheet, words
from ninefold.web.filters import Filter
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_home, looked

PAGE, MOST = 8, 5000  # on a phone a row is a card: more than these, and nobody comes to the end
BATCH = 500  # rows of a file read at a time
STATES = (("", "Open"), ("closed", "Closed"), ("all", "All"))


@require_safe
@in_home
def books(request: HomeRequest) -> HttpResponse:
    """Every register the viewer may read, by area, and the pages that gather what no register does."""
    viewer = request.viewer
    areas = lawbook.current().words.areas
    found = groupby(shelf.readable(viewer), key=lambda one: one.area)
    context = {
        "shelves": [(area, areas[area], list(registers)) for area, registers in found],
        "pages": list(_pages(request)),
    }
    return render(request, "books/books.html", context)


def _pages(request: HomeRequest) -> Iterator[tuple[Page, str]]:
    """The library's pages for the viewer's role, with their addresses; those about one person have none of their own."""
    library = lawbook.current()
    for one in library.pages.values():
        if not may_sign(request.viewer.role, library.roles_in(one.by)):
            continue
        try:
            address = _address(request, one.id)
        except NoReverseMatch:
            continue
        if address:
            yield one, address


def _address(request: HomeRequest, page: str) -> str:
    """Where a page of the library lies: in this room, or in the one room that has it."""
    return reverse(page, args=[request.viewer.home.urn]) if ":" in page else rooms.at(request, page)


@require_safe
@in_home
def register(request: HomeRequest, id: str) -> HttpResponse:
    """One register: its open records in columns, narrowed as chosen."""
    viewer, one = request.viewer, _register(request.viewer, id)
    chosen = _filters(request, one)
    found = shelf.records(viewer, one, _chosen(chosen))
    count, page = found.count(), _page(request)
    first = (page - 1) * PAGE
    shown = list(found[first : first + PAGE])
    made = shelf.rows(viewer, one, shown)
    looked(viewer, f"register {one.id}"[:60], people=_about(shown))
    kept = {filter.name: filter.chosen for filter in chosen if filter.chosen}
    context = {
        "register": one,
        "columns": shelf.columns(one),
        "several": len(one.types) > 1,
        "about": bool(shelf.about(one) & {"child", "worker"}),
        "groups": _groups(one, made),
        "filters": chosen,
        "count": count,
        "ever": bool(count) or shelf.records(viewer, one, Chosen("all", "")).exists(),
        "pages": _turning(page, first, len(shown), count, kept),
        "keep": f"?{urlencode(kept)}" if kept else "",
        "leads": leads(viewer),
        "may_begin_here": [t for t in shelf.types_of(one) if _may_begin(viewer, t)],
    }
    return render(request, "books/register.html", context)


@require_safe
@in_home
def sheet_of(request: HomeRequest, id: str) -> HttpResponse:
    """The register as a file, narrowed as it was on the page: for those who lead the home."""
    viewer, one = request.viewer, _register(request.viewer, id)
    if not leads(viewer):
        raise PermissionDenied
    found = shelf.records(viewer, one, _chosen(_filters(request, one)))[:MOST]
    kept = list(found)
    looked(viewer, f"register {one.id}, taken away"[:60], people=_about(kept))
    head = [
        "When",
        "Kind",
        "About",
        *(column.label for column in shelf.columns(one)),
        "Signed by",
        "Next",
        "Due",
        "State",
    ]
    return sheet.answer(f"{viewer.home.urn}-{one.id}", head, _lines(viewer, one, kept))


def _lines(viewer: Viewer, one: Register, kept: list[Record]) -> Iterator[list[str]]:
    for start in range(0, len(kept), BATCH):
        for row in shelf.rows(viewer, one, kept[start : start + BATCH]):
            yield _line(viewer, row)


def _line(viewer: Viewer, row: RegisterRow) -> list[str]:
    item = row.item
    return [
        in_words(clock.text(row.line.record.happened_at)),
        row.line.type.title,
        ", ".join(row.line.about),
        *(in_text(cell) if cell else "" for _, cell in row.cells),
        row.line.author,
        item.duty.title if item else "",
        f"{clock.local(item.obligation.due_at):%d/%m/%Y}" if item else "",
        "closed" if row.closed else words.due(item.obligation, viewer.now)[0] if item else "",
    ]


def _register(viewer: Viewer, id: str) -> Register:
    """The register with this id. Raises Http404, and PermissionDenied for a role it is not for."""
    found = lawbook.current().registers.get(id)
    if found is None:
        raise Http404
    if found not in shelf.readable(viewer):
        raise PermissionDenied
    return found


def _filters(request: HomeRequest, one: Register) -> list[Filter]:
    viewer, about = request.viewer, shelf.about(one)
    found = [filters.read(request.GET, "state", "State", STATES)] if one.closed_by else []
    if "child" in about:
        children = [("", "Every child"), *((child.pk, child.name) for child in people.living_here(viewer))]
        found.append(filters.read(request.GET, "child", "Child", children))
    if "worker" in about and leads(viewer):
        workers = [("", "Every worker"), *((role.worker_id, role.worker.name) for role in people.at_work(viewer))]
        found.append(filters.read(request.GET, "worker", "Worker", workers))
    return found


def _chosen(found: list[Filter]) -> Chosen:
    given = {one.name: one.chosen for one in found}
    return Chosen(given.get("state", ""), given.get("child") or given.get("worker") or "")


def _about(records: list[Record]) -> list[str]:
    """The children whose records are shown, for the log of who looked."""
    return sorted({one.about_one for one in records if one.about_one})


def _groups(one: Register, made: list[RegisterRow]) -> list[tuple[str, list[RegisterRow]]]:
    """The rows of a page, together where the register is grouped."""
    if not one.group:
        return [("", made)] if made else []
    ordered = sorted(made, key=lambda row: (not row.group, row.group))
    return [(group or "Not said", list(rows)) for group, rows in groupby(ordered, key=lambda row: row.group)]


def _page(request: HomeRequest) -> int:
    asked = request.GET.get("page", "")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _turning(page: int, first: int, shown: int, count: int, kept: dict[str, str]) -> dict[str, Any]:
    """Where in the book a page lies, and the addresses of its neighbours."""
    return {
        "from": first + 1,
        "to": first + shown,
        "before": urlencode(kept | {"page": page - 1}) if page > 1 else "",
        "after": urlencode(kept | {"page": page + 1}) if first + shown < count else "",
    }


def _may_begin(viewer: Viewer, type: Any) -> bool:
    return may_sign(viewer.role, lawbook.current().roles_in(type.stages[0].by))
