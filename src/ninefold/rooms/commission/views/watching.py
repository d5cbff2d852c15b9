"""The homes that somebody follows, each with a note, and what the newest file brought."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.rooms.commission.views.home import span
from ninefold.sector import actions, commissioning, lists, queries

LONGEST = 2000


@reading
def watching(request: SectorRequest) -> HttpResponse:
    """The watch list."""
    reader = request.reader
    context = {
        "watched": lists.watch_list(reader.account),
        "newest": queries.imports().filter(new__gt=0).first(),
        "suspended": commissioning.suspensions(reader.authority) if reader.authority else {},
        "span": span(),
    }
    return render(request, "commission/watching.html", context)


@require_POST
@reading
def watch(request: SectorRequest, urn: str) -> HttpResponse:
    """Follow a home with a note, change the note, or follow it no longer."""
    home = queries.provider(urn)
    if home is None:
        raise Http404
    account = request.reader.account
    if request.POST.get("act") == "leave":
        actions.unwatch(watcher=account, urn=home.urn)
        messages.success(request, f"{home.urn} is off your watch list.")
    else:
        actions.watch(watcher=account, urn=home.urn, note=request.POST.get("note", "")[:LONGEST], at=request.now)
        messages.success(request, f"{home.urn} is on your watch list.")
    return redirect("commission:home", home.urn)
