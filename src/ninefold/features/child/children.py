"""The children: all who live here, one child's page, and the timeline of a child's life here."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import clock
from ninefold.insight.portraits import portraits
from ninefold.lawbook.model import RecordType
from ninefold.lawbook.of_library import of_library
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people import shown
from ninefold.web import address
from ninefold.web.views import HomeRequest, in_room, looked

PAGE = 50


@dataclass(frozen=True, slots=True)
class Kinds:
    """A shelf of the library with its kinds of record."""

    id: str
    label: str
    types: list[RecordType]


@require_safe
@in_room
def children(request: HomeRequest) -> HttpResponse:
    """Who lives here, who is coming, who has left."""
    viewer = request.viewer
    here = people.living_here(viewer)
    tiles = portraits(viewer, here)
    coming = people.coming_here(viewer)
    gone = people.children_all(viewer).exclude(pk__in=[one.pk for one in (*here, *coming)])
    left = list(gone[:100])
    shown.show(one.pk for one in (*coming, *left))
    return render(request, "child/children.html", {"tiles": tiles, "coming": coming, "left": left})


@in_room
def timeline(request: HomeRequest, id: str) -> HttpResponse:
    """A page of a child's timeline. Filters come by POST, so that no name stands in an address."""
    child = people.child(request.viewer, id)
    looked(request.viewer, "timeline", people=[child.pk])
    given = request.POST if request.method == "POST" else request.GET
    context = {"child": child} | timeline_page(request, child.pk, given)
    partial = request.headers.get("HX-Request") == "true"
    return render(request, "child/_timeline_rows.html" if partial else "child/timeline.html", context)


def timeline_page(request: HomeRequest, subject: str, given: Any, size: int = PAGE) -> dict[str, Any]:
    """A page of a timeline as chosen, and where the next begins."""
    chosen = _chosen(given)
    since, until = chosen["since"], chosen["until"]
    found = ledger.timeline(
        request.viewer,
        subject,
        before=address.place(given.get("before", "")),
        since=since and clock.start_of(since),
        until=until and clock.end_of(until),
        areas=[chosen["kind"]],
        types=[chosen["kind"]] if chosen["kind"] in lawbook.current().records else [],
        words=chosen["words"],
        voiced=chosen["voiced"],
        limit=size + 1,
    )
    last = found[size - 1] if len(found) > size else None
    return {
        "lines": ledger.lines(request.viewer, found[:size]),
        "next": address.place_text(last.happened_at, last.pk) if last else "",
        "earlier": bool(given.get("before")),
        "chosen": chosen,
        "kinds": kinds(),
    }


def _chosen(given: Any) -> dict[str, Any]:
    library, kind = lawbook.current(), given.get("kind", "")
    return {
        "words": given.get("words", "").strip()[:200],
        "kind": kind if kind in library.words.areas or kind in library.records else "",
        "voiced": given.get("voiced") == "yes",
        "since": address.day(given, "since"),
        "until": address.day(given, "until"),
    }


@of_library
def kinds() -> list[Kinds]:
    """What a timeline can be narrowed to: the kinds of record that can be about a child, shelf by shelf."""
    library = lawbook.current()
    shelves = [
        Kinds(id, label, [one for one in library.records.values() if one.area == id and _childs(one)])
        for id, label in library.words.areas.items()
    ]
    return [shelf for shelf in shelves if shelf.types]


def _childs(one: RecordType) -> bool:
    return "child" in (*one.about, *one.also)
