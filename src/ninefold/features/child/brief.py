"""The children on a phone, between two doors: strengths first, what helps, what happened lately."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.features.child.head import head
from ninefold.features.due import lines as owed
from ninefold.features.due.asked import asked
from ninefold.insight.hopes import hopes
from ninefold.insight.portraits import portraits
from ninefold.insight.statuses import of_child
from ninefold.lawbook.model import SETTING_UP
from ninefold.ledger import plans
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people.access import reads_of
from ninefold.web.views import HomeRequest, in_room, looked

LATELY, MANY, FEW = 30, 100, 4
AT_ONCE = 8  # so many lines of a child's days are open; the others are one tap away


@require_safe
@in_room
def children(request: HomeRequest) -> HttpResponse:
    """Everybody who lives here, and who is to come."""
    viewer = request.viewer
    context = {
        "portraits": portraits(viewer, people.living_here(viewer)),
        "coming": people.coming_here(viewer),
    }
    return render(request, "child/tiles.html", context)


@in_room
def child(request: HomeRequest, id: str) -> HttpResponse:
    """One child: strengths, own words, what helps, wishes, people, plans, and what happened lately.

    Words to search for come by POST, so that no name stands in an address.
    """
    viewer = request.viewer
    child = people.child(viewer, id)
    looked(viewer, "child", people=[child.pk])
    words = request.POST.get("words", "").strip()[:200]
    lately = ledger.timeline(viewer, child.pk, words=words, without=[SETTING_UP], limit=MANY if words else LATELY)
    lines = ledger.lines(viewer, lately)
    waiting = [one.row for one in asked(viewer).every if one.mine and one.row.subject == child.pk]
    held = plans.plans(viewer, [child.pk])[child.pk]
    context = {
        "child": child,
        "portrait": portraits(viewer, [child])[0],
        "reads": reads_of(viewer, child.pk),
        "in_law": of_child(viewer, child.pk, brief=True),
        "words": words,
        "lines": lines[:AT_ONCE],
        "earlier": lines[AT_ONCE:],
        "plans": sorted(held.values(), key=lambda plan: plan.type.title),
        "likes": plans.listed(held, "likes"),
        "aspirations": hopes(viewer, [child.pk]).get(child.pk, []),
        "head": head(viewer, child),
        "waiting": owed.items(viewer, waiting[:FEW]),
        "waiting_count": len(waiting),
    }
    return render(request, "child/brief.html", context)
