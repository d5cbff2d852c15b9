"""The page of what was found. Words come by POST: no name and no word of a child stands in an address, or a server's log."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ninefold.features.search import queries
from ninefold.web.views import HomeRequest, in_home

STEP, MOST = 30, 300
LONGEST = 200  # letters that are read of what is typed


@require_http_methods(["GET", "HEAD", "POST"])
@in_home
def search(request: HomeRequest) -> HttpResponse:
    """Records, people and forms for what is typed."""
    viewer = request.viewer
    typed = " ".join(request.POST.get("words", "").split())[:LONGEST]
    asked = request.POST.get("most", "")
    most = min(int(asked), MOST) if asked.isascii() and asked.isdigit() else STEP
    context: dict[str, object] = {"typed": typed, "searching": True}
    if typed:
        hits = queries.records(viewer, typed, most + 1)
        context |= {
            "found": hits[:most],
            "more": min(most + STEP, MOST) if len(hits) > most and most < MOST else 0,
            "people": queries.named(viewer, typed),
            "forms": queries.writable(viewer, typed),
        }
    return render(request, "search/search.html", context)
