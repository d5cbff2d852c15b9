"""Two versions of a plan side by side: what was added, taken away and changed, who signed each, and why."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.forms.differ import differences
from ninefold.forms.read import Answer, answers
from ninefold.lawbook.model import FormField, RecordType
from ninefold.ledger import queries, threads
from ninefold.ledger.versions import Version, versions
from ninefold.people.access import Viewer
from ninefold.people.queries import subject_names
from ninefold.web import words
from ninefold.web.views import HomeRequest, in_home, looked


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """A version as the page shows it: who signed it, and what that signing gave as its reason."""

    version: Version
    author: str
    on: str
    why: list[Answer]

    @property
    def number(self) -> int:
        """Its place among the versions."""
        return self.version.number


@require_safe
@in_home
def page(request: HomeRequest, record: str) -> HttpResponse:
    """Any two versions of the plan that ``record`` is one of; the last two, unless others are asked for."""
    viewer = request.viewer
    found = queries.record(viewer, record)
    type = lawbook.current().records[found.type]
    child = child_of(viewer, record)
    held = versions(viewer, type.id, child) if type.plan and child else []
    if not held:
        raise Http404
    looked(viewer, "versions", people=[child], record=record)
    before, now = _chosen(request, held)
    said = differences(questions(type), before.answers, now.answers)
    names = subject_names(viewer, {child, *(one.author for one in held)})
    context = {
        "type": type,
        "record_id": record,
        "child": child,
        "child_name": names.get(child, ""),
        "versions": [_signed(viewer, one, type, names) for one in reversed(held)],
        "older": _signed(viewer, before, type, names),
        "newer": _signed(viewer, now, type, names),
        "changed": [one for one in said if one.state != "same"],
        "same": [one for one in said if one.state == "same"],
    }
    return render(request, "writing/compare.html", context)


def child_of(viewer: Viewer, record: str) -> str:
    """The child whom a record is about: the first, if there are several; nobody if none."""
    entries = threads.entries(viewer.home, record)
    return next((s["id"] for s in entries[0].subjects if s["kind"] == "child" and s["as"] == "about"), "")


def questions(type: RecordType) -> tuple[FormField, ...]:
    """What a plan says: the questions that open it. Later stages ask them again."""
    return type.stages[0].fields


def _chosen(request: HomeRequest, held: list[Version]) -> tuple[Version, Version]:
    """The two that are asked for by number, the earlier first; else the last and the one before it."""
    asked = [request.GET.get(key, "") for key in ("before", "now")]
    by_number = {str(one.number): one for one in held}
    now = by_number.get(asked[1], held[-1])
    before = by_number.get(asked[0], held[max(0, now.number - 2)])
    return (before, now) if before.number <= now.number else (now, before)


def _signed(viewer: Viewer, version: Version, type: RecordType, names: dict[str, str]) -> SignedVersion:
    """The reason is whatever its stage asks that the plan itself does not: is it still right, and why."""
    of_plan = {asked.id for asked in questions(type)}
    own: dict[str, Any] = {name: answer for name, answer in version.said.items() if name not in of_plan}
    on = words.moment(version.happened_at, viewer.now)
    return SignedVersion(version, names.get(version.author, ""), on, answers(version.stage, own))
