"""When each thing was last held, on one page: what is left empty is not known, and each day that is given is signed."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ninefold.base import clock
from ninefold.features.movein.views import only_leaders
from ninefold.ledger import actions
from ninefold.ledger.models import FactRow
from ninefold.ledger.signing import Author, signed_now
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web import rooms
from ninefold.web.views import HomeRequest, in_room, looked

HOME = {"independent-visit": "Independent person's visit", "quality-review": "Quality of care review", "location-review": "Location review",
        "fire-drill": "Fire drill", "inspection": "Full inspection"}  # fmt: skip
CHILD = {"looked-after-review": "Looked-after review", "health-assessment": "Health assessment", "education-plan": "Education plan",
         "social-worker-visit": "Social worker's visit", "dental-check": "Dental check", "eye-test": "Eye test"}  # fmt: skip
ADULT = {"supervision": "Supervision", "appraisal": "Appraisal", "dbs": "Criminal record check"}
FACTS = {"independent-visit": "visit.held", "quality-review": "quality-review.completed", "location-review": "location-review.held",
         "fire-drill": "fire-drill.held", "inspection": "inspection.held", "looked-after-review": "review.held",
         "health-assessment": "health-assessment.held", "education-plan": "pep.held", "social-worker-visit": "social-worker.visited",
         "dental-check": "dental-check.held", "eye-test": "eye-test.held", "supervision": "supervision.held", "appraisal": "appraisal.held",
         "dbs": "worker.dbs-seen"}  # fmt: skip


@dataclass(slots=True)
class LastHeld:
    """One day to fill in: its field's name, what it is about, the day that is known already, and what was typed."""

    name: str
    what: str
    known: date | None = None
    typed: str = ""
    error: str = ""


@dataclass(slots=True)
class LastHeldOf:
    """Somebody, or the home, with their days."""

    subject: str
    kind: str
    title: str
    cells: list[LastHeld]


def lines(viewer: Viewer) -> list[LastHeldOf]:
    """The home, each child who lives here and each adult at work, with what was last held as far as it is known."""
    every = [LastHeldOf(viewer.home.pk, "home", viewer.home.name, [])]
    every += [LastHeldOf(child.pk, "child", child.name, []) for child in people.living_here(viewer)]
    grown = {role.worker_id: role.worker.name for role in people.at_work(viewer) if role.worker_id != viewer.person}
    every += [LastHeldOf(id, "worker", name, []) for id, name in sorted(grown.items(), key=lambda one: one[1])]
    known: dict[tuple[str, str], date] = {}
    rows = FactRow.objects.filter(home=viewer.home, name__in=FACTS.values()).values_list("name", "subject", "at")
    for name, subject, at in rows:
        day = clock.local(at).date()
        known[name, subject] = max(day, known.get((name, subject), day))
    for line in every:
        asked = {"home": HOME, "child": CHILD, "worker": ADULT}[line.kind]
        line.cells = [
            LastHeld(f"{line.subject}:{what}", title, known.get((FACTS[what], line.subject)))
            for what, title in asked.items()
        ]
    return every


@in_room
def dates(request: HomeRequest) -> HttpResponse:
    """The days, person by person; a POST signs those that were given."""
    only_leaders(request)
    viewer = request.viewer
    every = lines(viewer)
    wrong = False
    if request.method == "POST":
        today = clock.local(request.now).date()
        given = []
        for line in every:
            for cell in line.cells:
                cell.typed = request.POST.get(cell.name, "").strip()
                if cell.typed:
                    day = _day(cell.typed)
                    if day is None or day > today:
                        cell.error, wrong = "Choose a day that has been.", True
                    elif day != cell.known:
                        given.append((line, cell, day))
        if not wrong:
            _sign(viewer, given, request)
            messages.success(
                request,
                f"Signed: {len(given)} days. The clocks count on from them." if given else "No new day was given.",
            )
            return redirect(rooms.at(request, "moving-in"))
    looked(viewer, "when things were last held", people=[line.subject for line in every if line.kind == "child"])
    return render(request, "movein/dates.html", {"lines": every, "wrong": wrong}, status=422 if wrong else 200)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _sign(viewer: Viewer, given: list[tuple[LastHeldOf, LastHeld, date]], request: HomeRequest) -> None:
    with transaction.atomic():
        for line, cell, day in given:
            content = {"what": cell.name.partition(":")[2], "on": day.isoformat()}
            subjects = [{"id": line.subject, "kind": line.kind, "as": "about"}]
            signing = signed_now(
                request.now, type="brought-forward", stage="brought-forward", content=content, subjects=subjects
            )
            actions.append(viewer.home, signing, Author(viewer.person, viewer.role))
