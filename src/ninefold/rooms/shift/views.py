"""The five doors of a shift, and the page of one child."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ninefold.base import clock
from ninefold.duties import queries as duties
from ninefold.duties.models import ObligationRow
from ninefold.features.child.head import head
from ninefold.features.due import lines as owed
from ninefold.insight.hopes import hopes
from ninefold.insight.portraits import portraits
from ninefold.insight.statuses import of_child
from ninefold.lawbook.model import SETTING_UP
from ninefold.ledger import plans, reading, reads
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people.access import Viewer, reads_of
from ninefold.web import address, rooms
from ninefold.web.views import HomeRequest, in_home, looked

FIRST = timedelta(hours=24)  # how far back somebody is told who has never read anything here
FEW, LATELY, MANY, SOON = 4, 30, 100, timedelta(days=2)
AT_ONCE = 8  # so many lines of a child's days are open; the others are one tap away


@require_safe
@in_home
def today(request: HomeRequest) -> HttpResponse:
    """My home today: what I missed, what waits for me, the children."""
    viewer = request.viewer
    since = _since(request)
    changed = ledger.changed(viewer, since, limit=MANY + 1, without=[SETTING_UP])
    waiting = _waiting(viewer)
    first = owed.foremost(viewer, waiting, FEW)
    context = {
        "since": since,
        "changed": ledger.lines(viewer, changed[:FEW]),
        "changed_count": len(changed),
        "many": MANY,
        "up_to": clock.text(viewer.now),
        "waiting": list(zip(owed.items(viewer, [row for row, _ in first]), [more for _, more in first], strict=True)),
        "waiting_count": waiting.count(),
        "to_read": reads.unread(viewer).count(),
        "portraits": portraits(viewer, list(people.children_here(viewer))),
    }
    return render(request, "shift/today.html", context)


def _since(request: HomeRequest) -> datetime:
    """Since when somebody is told what changed: since they last said they had read it."""
    return reading.read_up_to(request.user, request.viewer.home) or request.now - FIRST


def _waiting(viewer: Viewer) -> QuerySet[ObligationRow]:
    """What waits for the viewer and is over its time, due within two days, or was asked of them by name."""
    return duties.mine(viewer).filter(due_at__lte=viewer.now + SOON)


@in_home
def missed(request: HomeRequest) -> HttpResponse:
    """Everything that was written since I last read; "I have read this" says so."""
    viewer = request.viewer
    if request.method == "POST":
        up_to = address.moment(request.POST, "up_to") or viewer.now
        reading.mark_read(account=request.user, home=viewer.home, up_to=up_to, now=viewer.now)
        return redirect(rooms.at(request, "today"))
    since = _since(request)
    changed = ledger.changed(viewer, since, limit=MANY + 1, without=[SETTING_UP])
    context = {
        "since": since,
        "lines": ledger.lines(viewer, changed[:MANY]),
        "more": len(changed) > MANY,
        "many": MANY,
        "up_to": clock.text(viewer.now),
    }
    return render(request, "shift/missed.html", context)


@require_safe
@in_home
def children(request: HomeRequest) -> HttpResponse:
    """Everybody who lives here, and who is to come."""
    viewer = request.viewer
    context = {
        "portraits": portraits(viewer, list(people.children_here(viewer))),
        "coming": list(people.children_coming(viewer)),
    }
    return render(request, "shift/children.html", context)


@in_home
def child(request: HomeRequest, id: str) -> HttpResponse:
    """One child: strengths, own words, what helps, wishes, people, plans, and what happened lately.

    Words to search for come by POST, so that no name stands in an address.
    """
    viewer = request.viewer
    found = people.child(viewer, id)
    looked(viewer, "child", people=[found.pk])
    words = request.POST.get("words", "").strip()[:200]
    lately = ledger.timeline(viewer, found.pk, words=words, without=[SETTING_UP], limit=MANY if words else LATELY)
    lines, waiting = ledger.lines(viewer, lately), duties.mine(viewer).filter(subject=found.pk)
    held = plans.plans(viewer, [found.pk])[found.pk]
    context = {
        "child": found,
        "portrait": portraits(viewer, [found])[0],
        "reads": reads_of(viewer, found.pk),
        "in_law": of_child(viewer, found.pk, brief=True),
        "words": words,
        "lines": lines[:AT_ONCE],
        "earlier": lines[AT_ONCE:],
        "plans": sorted(held.values(), key=lambda plan: plan.type.title),
        "likes": plans.listed(held, "likes"),
        "aspirations": hopes(viewer, [found.pk]).get(found.pk, []),
        "head": head(viewer, found),
        "waiting": owed.items(viewer, waiting[:FEW]),
        "waiting_count": waiting.count(),
    }
    return render(request, "shift/child.html", context)


@require_safe
@in_home
def medicine(request: HomeRequest) -> HttpResponse:
    """The tool of the night that gives a medicine: straight to the form of a dose."""
    return redirect(rooms.address(request.viewer, "form", "dose"))


@require_safe
@in_home
def home(request: HomeRequest) -> HttpResponse:
    """The home itself: who works here, what I wrote, what I have begun, where else I work."""
    viewer = request.viewer
    context = {
        "workers": people.workers_now(viewer),
        "wrote": ledger.lines(viewer, ledger.written_by(viewer, viewer.person)),
        "homes": people.homes_beside(viewer).exclude(pk=viewer.home.pk),
        "seal": ledger.last_seal(viewer),
    }
    return render(request, "shift/home.html", context)
