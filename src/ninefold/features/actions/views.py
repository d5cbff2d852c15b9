"""The register of actions as a page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.features.actions import queries as register
from ninefold.people import queries as people
from ninefold.web import filters
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_room

MOST = 200


@require_safe
@in_room
def actions(request: HomeRequest) -> HttpResponse:
    """Every action agreed anywhere: its owner, its day, what came of it; and who and which home is behind."""
    viewer = request.viewer
    workers = [("", "Anybody"), *((one.worker_id, one.worker.name) for one in people.at_work(viewer))]
    state = filters.read(request.GET, "state", "State", register.STATES)
    owner = filters.read(request.GET, "owner", "Whose", workers)
    source = filters.read(request.GET, "source", "Agreed in", [("", "Anywhere"), *register.sources()])
    rows = register.in_state(viewer, state.chosen)
    if owner.chosen:
        rows = rows.filter(owner=owner.chosen)
    if source.chosen:
        rows = register.from_types(viewer, rows, source.chosen)
    found = list(rows[: MOST + 1])
    context = {
        "actions": register.actions(viewer, found[:MOST]),
        "more": len(found) > MOST,
        "filters": [state, owner, source],
        "checks": register.checks(viewer).count(),
        "behind": register.behind_by_person(viewer) if leads(viewer) else [],
        "behind_homes": register.behind_by_home(viewer, request.user) if leads(viewer) else [],
        "empty": "No action here. What is agreed in a meeting, a supervision or a visit appears by itself.",
    }
    return render(request, "actions/actions.html", context)
