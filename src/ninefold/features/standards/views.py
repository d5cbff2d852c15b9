"""The nine standards: the map, one standard, and the records behind a paragraph."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import english
from ninefold.evidence import queries as evidence
from ninefold.evidence.best import MOST as BEST
from ninefold.evidence.best import Candidate
from ninefold.evidence.months import Month
from ninefold.evidence.paragraphs import COUNTED, ParagraphEvidence, by_standard, proving_types
from ninefold.lawbook.model import Paragraph, Proof, RecordType, Standard
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people.access import Viewer, reads_care
from ninefold.web import address
from ninefold.web.views import HomeRequest, in_room, looked

MOST = 100
WORDS = ("with", "without")
MENTIONS: Proof = "mentions"


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
    passing = request.GET.get("weight") == MENTIONS
    whose = child.pk if child else None
    found = evidence.entries_behind(viewer, ref, month, whose, (MENTIONS,) if passing else COUNTED)
    if words in WORDS:
        found = found.exclude(voice="") if words == "with" else found.filter(voice="")
    counted = evidence.of_child(viewer, child.pk, month) if child else evidence.of_home(viewer, month)
    types = proving_types(lawbook.current(), ref)
    newest = list(found[: MOST + 1])
    context = {
        "standard": its,
        "one": next(one for one in counted if one.ref == ref),
        "best": best_lines(viewer, evidence.best_of(viewer, [ref], month, whose).get(ref, [])) if not passing else [],
        "passing": passing,
        "lines": ledger.lines(viewer, newest[:MOST]),
        "more": len(newest) > MOST,
        "made": _titles(types.values(), ref, "direct", "Made for it"),
        "bearing": _titles(types.values(), ref, "supports", "Bear it out"),
        "child": child,
        "children": people.living_here(viewer),
        "words": words,
        **_turning(request, month),
    }
    return render(request, "standards/paragraph.html", context)


def _titles(types: Iterable[RecordType], ref: str, weight: Proof, head: str) -> str:
    """Which types have this weight for a paragraph, in a sentence."""
    named = ", ".join(one.title for one in types if one.proves[ref] == weight)
    return english.stopped(f"{head}: {named}") if named else ""


@dataclass(frozen=True, slots=True)
class Best:
    """One of the records that show a paragraph best: its line, why it is here, and what it says became of it."""

    line: ledger.Line
    why: str
    difference: str


def best_lines(viewer: Viewer, chosen: Sequence[Candidate]) -> list[Best]:
    """Each of ``chosen`` as a line, in its order."""
    lines = {
        one.record.pk: one
        for one in ledger.lines(viewer, ledger.records(viewer).filter(pk__in=[c.record for c in chosen]))
    }
    shown = [one for one in chosen[:BEST] if one.record in lines]
    return [Best(lines[one.record], english.listed(list(one.why)).capitalize(), one.difference) for one in shown]


def squares(viewer: Viewer, month: Month) -> list[dict[str, Any]]:
    """Each standard with its paragraphs' evidence, and how it stands in a sentence."""
    shown = by_standard(lawbook.current(), evidence.of_home(viewer, month))
    return [
        {"standard": one, "evidence": about, "words": in_words(about, partial=not reads_care(viewer))}
        for one, about in shown
    ]


def in_words(about: Sequence[ParagraphEvidence], *, partial: bool = False) -> str:
    """How a standard stands in a sentence: for those who do not see the cells, and for everybody else."""
    count = Counter(one.state for one in about)
    shown = count["shown"] + count["voiced"]
    sentence = f"{shown} of {len(about)} shown this month, {count['voiced']} with a child's own words"
    thin = count["supported"] + count["mentioned"]
    sentence += f"; {thin} only borne out or touched on" if thin else ""
    return (
        f"{sentence}; {count['empty']} {'with nothing that you may read' if partial else 'never'}."
        if count["empty"]
        else f"{sentence}."
    )


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
    kept = {name: request.GET[name] for name in ("child", "words", "weight") if request.GET.get(name)}
    keep = f"&{urlencode(kept)}" if kept else ""
    return {"month": month, "later": month < Month.of(request.now), "keep": keep}
