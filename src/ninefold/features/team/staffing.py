"""The books of those who work here: the single central record and the training matrix, as pages and as files."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.features.team import courses, vetting
from ninefold.insight import balance
from ninefold.insight import workforce as counted
from ninefold.insight.agenda import agenda as gather
from ninefold.people import access
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web import sheet
from ninefold.web.leaders import leads, may_see_checks, may_see_worker
from ninefold.web.views import HomeRequest, in_home, in_room, looked


@require_safe
@in_room
def central_record(request: HomeRequest) -> HttpResponse:
    """The single central record: every check of everybody who works here, gaps in words."""
    viewer = request.viewer
    rows = _record(viewer, "single central record")
    gaps = sum(bool(row.gaps) for row in rows)
    context = {"columns": vetting.columns(), "rows": rows, "gaps": gaps, "leads": leads(viewer)}
    return render(request, "team/central_record.html", context)


@require_safe
@in_room
def central_record_sheet(request: HomeRequest) -> HttpResponse:
    """The same as a file to take away."""
    viewer = request.viewer
    rows = _record(viewer, "single central record, taken away")
    heads = vetting.columns()
    lines = [
        [
            row.worker.name,
            row.role.name.replace("-", " ") if row.role else "candidate",
            row.cleared or "not cleared",
            *(check.text for check in row.checks),
            "; ".join(lack.said for lack in row.lacks),
        ]
        for row in rows
    ]
    head = ["Who", "Role", "Cleared by", *(stage.title for stage in heads), "Not cleared because"]
    return sheet.answer(f"{viewer.home.urn}-central-record", head, lines)


def _record(viewer: Viewer, what: str) -> list[vetting.VettingRow]:
    if not may_see_checks(viewer):
        raise PermissionDenied
    rows = vetting.central_record(viewer)
    looked(viewer, what, people=[row.worker.pk for row in rows])
    return rows


@require_safe
@in_home
def agenda(request: HomeRequest, id: str) -> HttpResponse:
    """What to talk about with a worker, from their own records: for those who lead the home, and for the worker."""
    viewer = request.viewer
    if not may_see_worker(viewer, id):
        raise PermissionDenied
    found = people.worker(viewer, id)
    looked(viewer, "agenda", people=[found.pk])
    context = {"worker": found, "agenda": gather(viewer, found.pk), "leads": leads(viewer)}
    return render(request, "team/agenda.html", context)


@require_safe
@in_room
def training_matrix(request: HomeRequest) -> HttpResponse:
    """Who has done which course and until when, and what is missing."""
    viewer = request.viewer
    rows = courses.matrix(viewer)
    context = {
        "columns": courses.columns(),
        "rows": rows,
        "gaps": courses.gaps(rows),
        "by_home": _homes(request),
        "leads": leads(viewer),
    }
    return render(request, "team/training_matrix.html", context)


def _homes(request: HomeRequest) -> list[tuple[str, str, int, int]]:
    """For somebody with several homes: each by name, its number, how many workers it has and how many gaps."""
    beside = list(people.homes_beside(request.viewer))
    if len(beside) < 2:
        return []
    found = []
    for home in beside:
        rows = courses.matrix(access.viewer_for(request.user, home.urn, request.now))
        found.append((home.name, home.urn, len(rows), sum(row.gaps for row in rows)))
    return found


@require_safe
@in_room
def training_matrix_sheet(request: HomeRequest) -> HttpResponse:
    """The matrix as a file to take away."""
    viewer = request.viewer
    lines = [
        [row.role.worker.name, row.role.name.replace("-", " "), *(cell.text for _, cell in row.cells)]
        for row in courses.matrix(viewer)
    ]
    head = ["Who", "Role", *(column.label for column in courses.columns())]
    return sheet.answer(f"{viewer.home.urn}-training", head, lines)


@require_safe
@in_room
def workforce(request: HomeRequest) -> HttpResponse:
    """How the team is doing as a team: coming and going, days away, themes, leaders' time, what children ask of it."""
    viewer = request.viewer
    if not may_see_checks(viewer):
        raise PermissionDenied
    held, named = counted.themes(viewer)
    agency, shifts = counted.agency_share(viewer)
    context = {
        "staff": len(counted.staff(viewer)),
        "turnover": counted.turnover(viewer),
        "reasons": counted.reasons(viewer),
        "lost": counted.days_lost(viewer),
        "held": held,
        "themes": named,
        "weeks": counted.leaders_time(viewer),
        "agency": agency,
        "shifts": shifts,
        "asks": counted.asks(viewer),
        "balances": (("By child", balance.of_children(viewer)), ("By adult", balance.of_adults(viewer))),
        "leads": leads(viewer),
    }
    return render(request, "team/workforce.html", context)
