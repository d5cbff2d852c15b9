"""Which customs a home keeps, on one page, with what each has cost and shown in the last year. The choice is signed."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Length
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ninefold import lawbook
from ninefold.duties import queries
from ninefold.duties.settled import DROPPED, OF_CUSTOMS
from ninefold.duties.touch import rules
from ninefold.features.due import deciding, ways
from ninefold.lawbook import durations
from ninefold.lawbook.model import Duty
from ninefold.lawbook.of_library import of_library
from ninefold.ledger import actions
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry, FactRow, SearchText
from ninefold.ledger.signing import Author, of_the_home, signed_now
from ninefold.people.access import Viewer, may_sign
from ninefold.web import rooms
from ninefold.web.views import HomeRequest, in_room

KEPT = "customs-kept"
YEAR = timedelta(days=365)
A_FORM, SIGNS_A_MINUTE = 1, 150  # minutes to find and sign a form; signs that somebody types in a minute


@dataclass(frozen=True, slots=True)
class CustomCost:
    """What a custom has cost and shown in a year: records, minutes of writing as reckoned, and how many led to something."""

    records: int = 0
    minutes: int = 0
    led: int = 0


@dataclass(frozen=True, slots=True)
class CustomRow:
    """One custom on the page: its rule, its clock in words, whether it is kept, what it has cost and shown."""

    duty: Duty
    clock: str
    kept: bool
    shown: CustomCost


@dataclass(frozen=True, slots=True)
class CustomShelf:
    """The customs of one area."""

    title: str
    rows: list[CustomRow]

    @property
    def kept(self) -> int:
        """How many of them are kept."""
        return sum(row.kept for row in self.rows)


@in_room
def page(request: HomeRequest) -> HttpResponse:
    """All customs of the library, by area; by POST, which of them this home keeps from now on."""
    viewer = request.viewer
    library = lawbook.current()
    may = may_sign(viewer.role, library.roles_in(library.records[KEPT].stages[0].by))
    dropped = not_kept(viewer)
    wanted, errors, why = choosable().keys() - dropped, dict[str, str](), ""
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        wanted = choosable().keys() & set(request.POST.getlist("keep"))
        why = request.POST.get("why", "").strip()[:300]
        errors = _chosen(viewer, dropped, wanted, why, request.POST.get("_token", ""))
        if not errors:
            messages.success(request, "Signed. From now on nothing is asked for a custom that is not kept.")
            return redirect(rooms.at(request, "customs"))
    context = {
        "shelves": _shelves(viewer, wanted),
        "count": len(choosable()),
        "kept": len(wanted),
        "may": may,
        "errors": errors,
        "why": why,
        "token": request.POST.get("_token") or deciding.new_token(),
    }
    return render(request, "due/customs.html", context, status=422 if errors else 200)


def not_kept(viewer: Viewer) -> set[str]:
    """The customs that the viewer's home does not keep now."""
    said = FactRow.objects.filter(home=viewer.home, name__in=OF_CUSTOMS, ended_at=None, known_at__lte=viewer.now)
    last = dict(said.order_by("known_at", "entry_id", "row").values_list("value", "name"))
    return {id for id, name in last.items() if name == DROPPED and id in choosable()}


@of_library
def choosable() -> dict[str, Duty]:
    """The customs that a home may give up, by id: all but those on which a life may hang."""
    known = rules()
    return {
        id: several[0]
        for id, several in known.duties.items()
        if several[0].weight == "custom" and known.harms[id] != "life" and not several[0].not_yet
    }


def _chosen(viewer: Viewer, dropped: set[str], wanted: Collection[str], why: str, token: str) -> dict[str, str]:
    """Signs what changes by the choice; or says what is wanting."""
    if not deciding.TOKEN.fullmatch(token):
        raise PermissionDenied
    gone = [id for id in choosable() if id not in wanted and id not in dropped]
    back = [id for id in choosable() if id in wanted and id in dropped]
    if not (gone or back):
        return {"why": "Nothing has changed, so there is nothing to sign."}
    if not why:
        return {"why": "Please say why, in a line."}
    content: dict[str, Any] = {"why": why}
    content |= {"dropped": _named(gone)} if gone else {}
    content |= {"taken_up": _named(back)} if back else {}
    signing = signed_now(
        viewer.now,
        type=KEPT,
        stage="chosen",
        content=content,
        subjects=of_the_home(viewer.home),
        token=token,
    )
    try:
        actions.append(viewer.home, signing, Author(viewer.person, viewer.role))
    except Refused as refused:
        return dict(refused.errors)
    return {}


def _named(ids: list[str]) -> list[dict[str, str]]:
    return [{"custom": choosable()[id].title, "mark": id} for id in ids]


def _shelves(viewer: Viewer, wanted: Collection[str]) -> list[CustomShelf]:
    shown = cost(viewer)
    rows: dict[str, list[CustomRow]] = defaultdict(list)
    for id, duty in choosable().items():
        rows[_area(id)].append(CustomRow(duty, _rhythm(duty), id in wanted, shown.get(id, CustomCost())))
    areas = lawbook.current().words.areas
    return [CustomShelf(title, rows[area]) for area, title in [*areas.items(), ("", "Other")] if rows.get(area)]


def _rhythm(duty: Duty) -> str:
    """How often, or within how long, in words: "every 6 weeks", "within 5 days", "by the day given"."""
    if duty.rhythm:
        step = duty.rhythm.steps[-1]
        return f"once, within {durations.parse(step.within)}" if step.nth else f"every {durations.parse(step.within)}"
    if duty.every:
        return f"once in every calendar {duty.every.calendar}"
    within = (duty.due.within or duty.due.target) if duty.due else None
    return f"within {durations.parse(within)} each time" if within else "by the day that is given"


@of_library
def _area(duty: str) -> str:
    """The area of what meets it."""
    areas = [kind.area for kind, _ in ways.meeting(duty)]
    known = lawbook.current().words.areas
    return next((area for area in areas if area in known), "")


def cost(viewer: Viewer) -> dict[str, CustomCost]:
    """What each custom has cost and shown in the last year, as far as the viewer may see its records.

    Minutes are reckoned: one to find and sign the form, and the time to type what it says. One that led to something is a
    record because of which something else was asked: an action, a repair, a worry answered.
    """
    met = queries.opened(viewer).filter(weight="custom", met_at__gt=viewer.now - YEAR, met_at__lte=viewer.now)
    pairs = [(duty, entry) for duty, entry in met.order_by().values_list("duty", "met_by") if entry]
    entries = {entry for _, entry in pairs}
    records = dict(Entry.objects.filter(home=viewer.home, pk__in=entries).values_list("pk", "record_id"))
    written = set(records.values())
    lengths = dict(
        SearchText.objects.filter(record_id__in=written)
        .annotate(signs=Length("body"))
        .values_list("record_id", "signs")
    )
    opened = queries.ever(viewer).filter(record_id__in=written).order_by().values_list("record_id", "duty")
    led = {record for record, duty in opened if rules().duties[duty][0].starts}
    by_duty: dict[str, set[str]] = defaultdict(set)
    for duty, entry in pairs:
        if entry in records:
            by_duty[duty].add(records[entry])
    signs = {id: sum(lengths.get(one, 0) for one in some) for id, some in by_duty.items()}
    count = Counter({id: len(some) for id, some in by_duty.items()})
    return {
        id: CustomCost(count[id], count[id] * A_FORM + signs[id] // SIGNS_A_MINUTE, len(some & led))
        for id, some in by_duty.items()
    }
