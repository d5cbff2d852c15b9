"""The home's standing facts, and the homes of somebody who answers for several."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.duties import queries
from ninefold.features.due import queries as owed
from ninefold.insight import statuses
from ninefold.lawbook.model import SETTING_UP, RecordType
from ninefold.people import access
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_room

DUE = 8


@require_safe
@in_room
def home(request: HomeRequest) -> HttpResponse:
    """What this home is, who does what in it, its own clocks, and its last seal."""
    viewer = request.viewer
    here = people.living_here(viewer)
    clocks = owed.clocks(viewer)
    context = {
        "leads": leads(viewer),
        "here": len(here),
        "authorities": sorted({child.authority for child in here if child.authority}),
        "roles": people.at_work(viewer),
        "due_items": owed.items(viewer, owed.of_home(viewer)[:DUE]),
        "clocks": [one for one in clocks if one.own],
        "usual": [one for one in clocks if not one.own],
        "in_law": statuses.of_home(viewer),
        "standing": standing_types(viewer),
        "library": lawbook.current(),
    }
    return render(request, "home/home.html", context)


def standing_types(viewer: Viewer) -> list[RecordType]:
    """The records that change who lives and works here, those the viewer may sign."""
    library = lawbook.current()
    return [
        one
        for one in library.records.values()
        if one.area == SETTING_UP and access.may_sign(viewer.role, library.roles_in(one.stages[0].by))
    ]


@require_safe
@in_room
def homes(request: HomeRequest) -> HttpResponse:
    """Each of the viewer's homes: what is overdue and how many wishes wait, every number to be opened there."""
    rows = [_row(request, one) for one in people.homes_beside(request.viewer)]
    return render(request, "home/homes.html", {"rows": rows})


def _row(request: HomeRequest, one: Any) -> dict[str, Any]:
    """A home as its own viewer sees it: a role in one home says nothing about another."""
    there = access.viewer_for(request.user, one.urn, request.now)
    return {
        "home": one,
        "role": there.role,
        "overdue": queries.overdue(there).count(),
        "wishes": owed.wishes(there).count(),
        "children": people.children_here(there).count(),
    }
