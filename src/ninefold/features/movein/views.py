"""The pages of moving in: the steps, the lists that were brought, and one of them with its questions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ninefold.features.movein import queries, workbooks
from ninefold.ledger.content import Refused
from ninefold.ledger.signing import Author
from ninefold.movein import writing
from ninefold.movein.models import BroughtFiles
from ninefold.movein.rows import LEAVE
from ninefold.web import rooms
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_room, looked

WHO = frozenset({"twice", "is", "child", "adult", "name", "key_worker"})  # what decides about whom comes first
MOST_FILES = 12
MOST_BYTES = 8 * 1024 * 1024
CALLED = {
    "adults": "Adults",
    "children": "Children",
    "contacts": "People around them",
    "medicines": "Medicines",
    "training": "Training",
}


def only_leaders(request: HomeRequest) -> None:
    """Whoever answers for the home brings its people in, and nobody else."""
    if not leads(request.viewer):
        raise PermissionDenied


@require_safe
@in_room
def steps(request: HomeRequest) -> HttpResponse:
    """The first hour as a list that can be left and taken up again."""
    only_leaders(request)
    every = queries.steps(request.viewer)
    done = sum(step.done for step in every)
    return render(request, "movein/steps.html", {"steps": every, "done": done, "of": len(every)})


@in_room
def lists(request: HomeRequest) -> HttpResponse:
    """Where lists are sent, and those that were; a POST keeps them and shows what would be made."""
    only_leaders(request)
    problem = ""
    if request.method == "POST":
        sent = request.FILES.getlist("files")
        if not sent:
            problem = "Choose a file first."
        elif len(sent) > MOST_FILES or sum(one.size or 0 for one in sent) > MOST_BYTES:
            problem = f"At most {MOST_FILES} files and 8 MB at once. Bring the lists one after another."
        else:
            files = [(one.name or "a file", one.read()) for one in sent]
            made = writing.accept(home=request.viewer.home, person=request.viewer.person, files=files, at=request.now)
            return redirect(rooms.at(request, "moving-in-plan", made.pk))
    context = {"brought": queries.brought(request.viewer), "problem": problem}
    return render(request, "movein/lists.html", context, status=422 if problem else 200)


@in_room
def brought(request: HomeRequest, id: str) -> HttpResponse:
    """One import: what each row becomes, what is asked. A POST keeps answers, signs it in, takes it back or drops it."""
    only_leaders(request)
    together = get_object_or_404(BroughtFiles, pk=id, home=request.viewer.home)
    problem = ""
    refused: list[Any] = []
    if request.method == "POST":
        act = request.POST.get("act", "")
        try:
            done = _done(request, together, act)
        except Refused as refusal:
            done, problem = None, next(iter(refusal.errors.values()))
        if isinstance(done, HttpResponse):
            return done
        refused = done or []
        together.refresh_from_db()
    made = writing.planned(together)
    signed = together.rows.count()
    looked(request.viewer, "a list that is brought in")
    context = {
        "together": together,
        "kinds": [(name, title, getattr(made, name)) for name, title in CALLED.items() if getattr(made, name)],
        "plan": made,
        "questions": _questions(made),
        "years": len(_years(made)),
        "open": len({ask.id for _, ask in made.asks if not ask.answer}),
        "answered": len({ask.id for _, ask in made.asks if ask.answer}),
        "signed": signed,
        "rows": len(made.rows),
        "refused": refused,
        "problem": problem,
        "leave": LEAVE,
    }
    return render(request, "movein/plan.html", context, status=422 if problem else 200)


def _questions(made: Any) -> list[dict[str, Any]]:
    """What is asked, once each, with the rows that it touches; those that decide about whom come first."""
    asked: dict[str, dict[str, Any]] = {}
    for row, ask in made.asks:
        if ask.id in asked:
            asked[ask.id]["more"] += 1
            continue
        offers = [one for one in ask.offers if one[0] != LEAVE]
        leave = next((label for value, label in ask.offers if value == LEAVE), "None of these: leave it out")
        asked[ask.id] = {
            "ask": ask,
            "first": row,
            "more": 0,
            "person": ask.field in WHO,
            "offers": [*offers, (LEAVE, leave)] if ask.offers else [],
            "typed": "" if ask.answer in {value for value, _ in ask.offers} else ask.answer,
        }
    return sorted(asked.values(), key=lambda one: (bool(one["ask"].answer), not one["person"]))


def _years(made: Any) -> dict[str, str]:
    """The one day that each open question about a year of two figures offers."""
    asks = [ask for _, ask in made.asks if not ask.answer and len(ask.offers) == 1 and "two figures" in ask.question]
    return {ask.id: ask.offers[0][0] for ask in asks}


def _done(request: HomeRequest, together: BroughtFiles, act: str) -> Any:
    viewer = request.viewer
    author = Author(viewer.person, viewer.role)
    here = rooms.at(request, "moving-in-plan", together.pk)
    if act == "back":
        count = writing.take_back(together=together, author=author, at=request.now)
        messages.success(request, f"Taken back: {count} entries are withdrawn, and say why.")
        return redirect(here)
    if act == "drop" and not together.rows.exists():
        together.delete()
        messages.success(request, "Dropped. Nothing of it was written down.")
        return redirect(rooms.at(request, "moving-in-lists"))
    if act not in ("keep", "sign", "years"):
        raise Http404
    typed = {name: str(value) for name, value in request.POST.items()}
    answers = {name.removeprefix("a:"): value for name, value in typed.items() if name.startswith("a:")}
    own = {name.removeprefix("w:"): value for name, value in typed.items() if name.startswith("w:") and value.strip()}
    writing.answer(together, {**answers, **own})
    if act == "years":
        writing.answer(together, _years(writing.planned(together)))
    if act in ("keep", "years"):
        messages.success(request, "Kept. What follows from it stands below.")
        return redirect(here)
    if together.taken_back_at:
        raise Refused({"": "This was taken back. Send the file again to bring it in anew."})
    outcome = writing.bring_in(together=together, author=author, at=request.now)
    wording = (
        f"Signed in: {outcome.signed} entries." if outcome.signed else "Nothing new in it: all of it is here already."
    )
    messages.success(request, wording)
    return outcome.refused


@require_safe
@in_room
def workbook(request: HomeRequest) -> HttpResponse:
    """A workbook to fill in, for whoever has no lists."""
    only_leaders(request)
    answer = HttpResponse(
        workbooks.empty(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    answer["Content-Disposition"] = 'attachment; filename="moving-in.xlsx"'
    return answer
