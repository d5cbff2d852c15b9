"""The nine standards: the map, one standard, and the records behind a paragraph."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.evidence import queries as evidence
from ninefold.evidence.months import Month
from ninefold.evidence.paragraphs import ParagraphEvidence, by_standard, proving_types
from ninefold.lawbook.model import Paragraph, Standard
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web import address
from ninefold.web.views import HomeRequest, in_room, looked

MOST = 100
WORDS = ("with", "without")


@require_safe
@in_room
def standards(request: HomeRequest) -> HttpResponse:
    """The map of the nine squares in a month."""
    month = _month(request)
    context = {"squares": squares(request.viewer, month), **_turning(request, month)}
    return render(request, "standards/standards.html", context)


@require_safe
@in_room
def standard(request: HomeRequest, id: str) -> HttpResponse:
    """One standard, paragraph by paragraph, with what is missing."""
    month = _month(request)
    found = next((square for square in squares(request.viewer, month) if square["standard"].id == id), None)
    if found is None:
        raise Http404
    return render(request, "standards/standard.html", {**found, **_turning(request, month)})


@require_safe
@in_room
def paragraph(request: HomeRequest, ref: str) -> HttpResponse:
    """The records behind a paragraph in a month: of one child or all, with or without the child's own words."""
    viewer, month = request.viewer, _month(request)
    its, _ = _paragraph(ref)
    asked = request.GET.get("child", "")
    child = people.child(viewer, asked) if asked else None
    if child:
        looked(viewer, "evidence", people=[child.pk])
    words = request.GET.get("words", "")
    found = evidence.entries_behind(viewer, ref, month, child.pk if child else None)
    if words in WORDS:
        found = found.exclude(voice="") if words == "with" else found.filter(voice="")
    counted = evidence.of_child(viewer, child.pk, month) if child else evidence.of_home(viewer, month)
    types = proving_types(lawbook.current(), ref)
    newest = list(found[: MOST + 1])
    context = {
        "standard": its,
        "one": next(one for one in counted if one.ref == ref),
        "lines": ledger.lines(viewer, newest[:MOST]),
        "more": len(newest) > MOST,
        "types": [one.title for one in types.values()],
        "child": child,
        "children": people.living_here(viewer),
        "words": words,
        **_turning(request, month),
    }
    return render(request, "standards/paragraph.html", context)


def squares(viewer: Viewer, month: Month) -> list[dict[str, Any]]:
    """Each standard with its paragraphs' evidence, and how it stands in a sentence."""
    found = by_standard(lawbook.current(), evidence.of_home(viewer, month))
    return [{"standard": one, "evidence": about, "words": in_words(about)} for one, about in found]


def in_words(about: Sequence[ParagraphEvidence]) -> str:
    """How a standard stands in a sentence: for those who do not see the cells, and for everybody else."""
    count = Counter(one.state for one in about)
    proved = count["proved"] + count["voiced"]
    said = f"{proved} of {len(about)} proved this month, {count['voiced']} with a child's own words"
    return f"{said}; {count['empty']} never." if count["empty"] else f"{said}."


def _paragraph(ref: str) -> tuple[Standard, Paragraph]:
    for one in lawbook.current().standards.values():
        for part in one.paragraphs:
            if part.ref == ref:
                return one, part
    raise Http404


def _month(request: HomeRequest) -> Month:
    return Month.read(address.month(request.GET, "month", request.now))


def _turning(request: HomeRequest, month: Month) -> dict[str, Any]:
    """What the months' buttons need."""
    kept = {name: request.GET[name] for name in ("child", "words") if request.GET.get(name)}
    keep = f"&{urlencode(kept)}" if kept else ""
    return {"month": month, "later": month < Month.of(request.now), "keep": keep}
