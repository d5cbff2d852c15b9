"""The adults who work here: all of them, and one worker's page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import clock
from ninefold.features.due import queries as owed
from ninefold.features.team import courses, vetting
from ninefold.insight import clearance
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people import shown
from ninefold.web.leaders import leads, may_see_checks, may_see_worker
from ninefold.web.views import HomeRequest, in_home, in_room, looked

SHOWN = 10
DUE = 50


@require_safe
@in_room
def team(request: HomeRequest) -> HttpResponse:
    """Who works here or visits, with the next thing due for each."""
    viewer = request.viewer
    roles = people.at_work(viewer)
    children = people.key_children(viewer)
    here = [role.worker_id for role in roles]
    due = owed.by_subject(viewer, here) if leads(viewer) else {}
    lacks = clearance.lacks(viewer, here) if may_see_checks(viewer) else {}
    rows = [
        {
            "role": role,
            "since": clock.local(role.from_at).date(),
            "children": children.get(role.worker_id, []),
            "lacks": lacks.get(role.worker_id, []),
            "item": next(iter(due.get(role.worker_id, [])), None),
            "supervised": role.name not in _from_outside(),
            "more": max(len(due.get(role.worker_id, [])) - 1, 0),
        }
        for role in roles
    ]
    shown.show(here)
    context = {
        "rows": rows,
        "leads": leads(viewer),
        "checks": may_see_checks(viewer),
        "candidates": vetting.candidates(viewer) if may_see_checks(viewer) else [],
    }
    return render(request, "team/team.html", context)


def _from_outside() -> frozenset[str]:
    """The roles of those who come to look at the home or place children in it: it does not supervise them (reg 33(4))."""
    inside = lawbook.current().roles_in(("staff", "leaders", "administrator"))
    return frozenset(lawbook.current().words.roles) - inside


@require_safe
@in_home
def worker(request: HomeRequest, id: str) -> HttpResponse:
    """One worker's page: for those who lead the home, and for the worker."""
    viewer = request.viewer
    if not may_see_worker(viewer, id):
        raise PermissionDenied
    found = people.worker(viewer, id)
    lookers = list(people.looks_at(viewer, found.pk)[:SHOWN])
    looked(viewer, "worker", people=[found.pk])
    about = ledger.timeline(viewer, found.pk, limit=30)
    roles = list(people.roles_of(viewer, found))
    gone = bool(roles) and all(role.to_at and role.to_at <= viewer.now for role in roles)
    lacks = clearance.lacks(viewer, [found.pk]) if may_see_checks(viewer) and not gone else {}
    context = {
        "leads": leads(viewer),
        "worker": found,
        "gone": max(role.to_at for role in roles if role.to_at) if gone else None,
        "lacks": lacks.get(found.pk, []),
        "roles": roles,
        "supervised": not gone and not {role.name for role in roles} <= _from_outside(),
        "children": people.key_children(viewer).get(found.pk, []),
        "due_items": owed.items(viewer, owed.of_worker(viewer, found.pk)[:DUE]),
        "about": ledger.lines(viewer, about),
        "wrote": ledger.lines(viewer, ledger.written_by(viewer, found.pk, SHOWN)),
        "courses": [] if gone else courses.of_worker(viewer, found.pk),
        "lookers": lookers,
    }
    return render(request, "team/worker.html", context)
