"""Look again: what does not fit together, and one finding with the three ways to answer it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import clock
from ninefold.insight import actions
from ninefold.insight.checks import run
from ninefold.insight.checks.answers import StandingFinding, standing
from ninefold.lawbook.books import Check
from ninefold.lawbook.citations import PRACTICE
from ninefold.lawbook.holds import records_on
from ninefold.lawbook.model import RecordType
from ninefold.ledger import queries as ledger
from ninefold.ledger.content import Refused
from ninefold.ledger.queries import Line
from ninefold.people import queries as people
from ninefold.people.access import Viewer, may_sign
from ninefold.web import address, rooms, words
from ninefold.web.views import HomeRequest, for_readers_of, looked

RANKS = (
    ("first", "Look at these first", "A child may be at risk, or a record may be untrue."),
    ("next", "This week", "Something is missing that somebody will need."),
    ("last", "When there is time", "Small things that add up."),
)
SHOWN = 3  # so many findings of one check stand open
OPENED = 3  # so many records of a finding are named on the list; its own page names more
MOST_OPENED = 12
TOO_LATE = "Please give a day that is still to come."


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as a line of the list, with the records it opens."""

    standing: StandingFinding
    lines: list[Line]
    more: int


@dataclass(frozen=True, slots=True)
class CheckFindings:
    """What one check found."""

    check: Check
    rows: list[FindingRow]

    @property
    def first(self) -> list[FindingRow]:
        """Those that stand open on the list."""
        return self.rows[:SHOWN]

    @property
    def others(self) -> list[FindingRow]:
        """Those that wait behind a fold."""
        return self.rows[SHOWN:]


@dataclass(slots=True)
class TypedAnswer:
    """What somebody typed to answer a finding, and what is wrong with it; nothing typed is lost."""

    why: str = ""
    action: str = ""
    owner: str = ""
    due: str = ""
    errors: dict[str, str] = field(default_factory=dict)


@require_safe
@for_readers_of("checks")
def checks(request: HomeRequest) -> HttpResponse:
    """What waits to be looked at again, by how soon; below it what is in somebody's hands, and what is explained."""
    viewer = request.viewer
    found = standing(viewer, run.findings(viewer))
    lines = _lines(viewer, (record for one in found for record in one.finding.records[:OPENED]))
    waits = [one for one in found if one.waits]
    context = {
        "ranks": [(title, says, groups) for rank, title, says in RANKS if (groups := _groups(waits, lines, rank))],
        "count": len(waits),
        "in_hand": _groups([one for one in found if one.state == "in-hand"], lines),
        "explained": _groups([one for one in found if one.state == "explained"], lines),
        "names": people.subject_names(viewer, _named(found)),
        "number": len(lawbook.current().checks),
    }
    return render(request, "checks/checks.html", context)


def _lines(viewer: Viewer, records: Iterable[str]) -> dict[str, Line]:
    found = ledger.lines(viewer, ledger.records(viewer).filter(pk__in=set(records)))
    return {line.record.pk: line for line in found}


def _groups(found: list[StandingFinding], lines: dict[str, Line], rank: str = "") -> list[CheckFindings]:
    """Findings by their check, in the order they came; of one rank if given."""
    known = lawbook.current().checks
    groups: dict[str, CheckFindings] = {}
    for one in found:
        check = known[one.finding.check]
        if not rank or check.rank == rank:
            groups.setdefault(check.id, CheckFindings(check, [])).rows.append(_row(one, lines))
    return list(groups.values())


def _row(one: StandingFinding, lines: dict[str, Line]) -> FindingRow:
    records = one.finding.records
    return FindingRow(one, [lines[id] for id in records[:OPENED] if id in lines], max(len(records) - OPENED, 0))


def _named(found: list[StandingFinding]) -> set[str]:
    """Everybody who answered a finding, or is to do something about one."""
    answers = [one.answer for one in found if one.answer]
    return {one.by for one in answers} | {one.action.owner for one in answers if one.action}


@for_readers_of("checks")
def check(request: HomeRequest, digest: str) -> HttpResponse:
    """One finding: the records behind it, why it matters, and what is done with it. By POST, its answer."""
    viewer = request.viewer
    one = next((one for one in standing(viewer, run.findings(viewer)) if one.finding.digest == digest), None)
    if one is None:
        if request.method == "POST":
            messages.info(request, "This has changed in the meantime, so nothing was signed. Please look again.")
            return redirect(rooms.at(request, "checks"))
        raise Http404
    typed = TypedAnswer()
    if request.method == "POST":
        typed = _typed(request)
        if _answered(request, one, typed):
            return redirect(rooms.at(request, "checks"))
    return _page(request, one, typed)


def _page(request: HomeRequest, one: StandingFinding, typed: TypedAnswer) -> HttpResponse:
    viewer, finding = request.viewer, one.finding
    lines = _lines(viewer, finding.records[:MOST_OPENED])
    looked(viewer, "finding", people=[finding.about] if finding.about != viewer.home.pk else [])
    its = lawbook.current().checks[finding.check]
    context = {
        "one": one,
        "check": its,
        "lines": [lines[id] for id in finding.records[:MOST_OPENED] if id in lines],
        "mend": _mend(viewer, its, finding.about),
        "own": finding.about == viewer.person,
        "workers": people.workers_now(viewer),
        "names": people.subject_names(viewer, _named([one])),
        "typed": typed,
        "token": request.POST.get("_token") or actions.new_token(),
        "today": clock.local(viewer.now).date().isoformat(),
        "cited": words.cited(its.cite, its.source) if its.cite and its.source != PRACTICE else "",
    }
    return render(request, "checks/check.html", context, status=422 if typed.errors else 200)


def _mend(viewer: Viewer, its: Check, about: str) -> tuple[RecordType, str] | None:
    """The form that begins to put it right, for who may sign it, opened for whom it is about."""
    library = lawbook.current()
    holding = {kind.id: kind for kind in records_on(library, clock.local(viewer.now).date())}
    kind = holding.get(its.mend or "")
    if kind is None or not may_sign(viewer.role, library.roles_in(kind.stages[0].by)):
        return None
    who = {"child": "?child=", "worker": "?worker="}.get(its.about)
    return kind, rooms.address(viewer, "form", kind.id) + (f"{who}{about}" if who else "")


def _typed(request: HomeRequest) -> TypedAnswer:
    why, action, owner, due = (request.POST.get(name, "").strip() for name in ("why", "action", "owner", "due"))
    return TypedAnswer(why, action, owner, due)


def _answered(request: HomeRequest, one: StandingFinding, typed: TypedAnswer) -> bool:
    """Signs what was typed; or says in ``typed`` what is still wanted."""
    viewer, token = request.viewer, request.POST.get("_token", "")
    if not actions.TOKEN.fullmatch(token):
        raise PermissionDenied
    try:
        if "_explain" in request.POST:
            actions.explain(viewer=viewer, finding=one.finding, why=typed.why, token=token)
            messages.success(request, "Explained. It stays quiet until the facts behind it change.")
        else:
            _assign(viewer, one, typed, token)
            messages.success(request, "It is in somebody's hands now, and stands among the actions.")
    except Refused as refused:
        typed.errors = {"why" if name == "story" else name: said for name, said in refused.errors.items()}
    return not typed.errors


def _assign(viewer: Viewer, one: StandingFinding, typed: TypedAnswer, token: str) -> None:
    """An action for a worker of this home by a day. Raises Refused with a sentence for each that is wanting."""
    owner = next((role.worker for role in people.at_work(viewer) if role.worker_id == typed.owner), None)
    due = address.day({"due": typed.due}, "due")
    errors = {} if typed.action else {"action": "Please say what has to be done."}
    errors |= {} if owner else {"owner": "Please choose who does it."}
    errors |= {} if due else {"due": "Please give a day."}
    if due and due < clock.local(viewer.now).date():
        errors["due"] = TOO_LATE
    if errors or owner is None or due is None:
        raise Refused(errors)
    actions.assign(viewer=viewer, finding=one.finding, action=typed.action, owner=owner, due=due, token=token)
