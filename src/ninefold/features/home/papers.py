"""The home's papers: what it says it is for, its policies, and the pack on paper for a night without power."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.features.due import lines as owed
from ninefold.insight import drift, gaps, papers
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, for_readers_of, in_room, looked

LINES = range(22)
IN_WORDS = ("line", "story", "moment", "place")


@require_safe
@in_room
def purpose(request: HomeRequest) -> HttpResponse:
    """What the statement of purpose says beside how the home is, and every policy in the version that holds."""
    viewer = request.viewer
    rows = drift.rows(viewer)
    policies = papers.policies(viewer)
    context = {
        "rows": rows,
        "differs": sum(bool(row.findings) for row in rows),
        "policies": policies,
        "written": any(one.record for one in policies),
        "lacking": [one.title for one in policies if not one.record],
        "leads": leads(viewer),
        "unsaid": gaps.of_statement(viewer) if rows else [],
        "missing": gaps.of_home(viewer),
    }
    return render(request, "home/purpose.html", context)


@require_safe
@for_readers_of("pack")
def pack(request: HomeRequest) -> HttpResponse:
    """The paper pack. Everybody who works here prints it; it holds of each child what the printing person may read."""
    viewer = request.viewer
    made = papers.pack(viewer)
    looked(viewer, "paper pack", people=[one.child.pk for one in made.children])
    context = {
        "pack": made,
        "due_items": owed.items(viewer, made.due),
        "lines": LINES,
        "measure": _asked("measure"),
        "missing": _asked("missing-episode", all_of_it=True),
    }
    return render(request, "home/pack.html", context)


def _asked(kind: str, *, all_of_it: bool = False) -> list[str]:
    """What the first form of a record type must ask, or all it asks in words: on paper too, to be written by hand."""
    fields = [one for one in lawbook.current().records[kind].stages[0].fields if not one.until]
    if all_of_it:
        return [one.label for one in fields if one.kind in IN_WORDS]
    return [one.label for one in fields if one.required and not one.when]
