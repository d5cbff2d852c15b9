"""One child's page: who they are, what they say, what helps; then people, plans and what is due; risks last, one tap away."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import clock
from ninefold.features.child.children import timeline_page
from ninefold.features.child.head import head
from ninefold.features.due import queries as owed
from ninefold.features.due.asked import asked
from ninefold.features.due.queries import Item
from ninefold.insight import gaps, helped, leavers, statuses
from ninefold.insight.hopes import hopes
from ninefold.lawbook.model import RecordType
from ninefold.ledger import plans as planning
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Record
from ninefold.ledger.plans import StandingPlan
from ninefold.people import queries as people
from ninefold.people.access import Viewer, reads_of
from ninefold.people.models import Child
from ninefold.web import rooms
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, in_room, looked

# Tables of the plans: what is hard for a child, what could go wrong, and what a child is good at.
TRIGGERS, RISKS, STRENGTHS = "triggers", "risks", "strengths"
DUE = 6
LATELY = 6  # lines of the timeline on the child's own page; the next ones come by fifty
SAID = {True: "It helped.", False: "It did not help this time."}
HARD_DAYS = 90
HARD_AREAS = ("behaviour", "safety")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A kind of plan a child should have: the one there is, when it is looked at again, what asks for an answer."""

    type: RecordType
    record: Record | None
    review_on: str
    wanted: list[Item]


_stay = until_signed(people.placement)  # a home tells its stays itself


@require_safe
@in_room
def child(request: HomeRequest, id: str) -> HttpResponse:
    """The child's page."""
    viewer = request.viewer
    found = people.child(viewer, id)
    looked(viewer, "child", people=[found.pk])
    plans = planning.plans(viewer, [found.pk])[found.pk]
    owing = [one.row for one in asked(viewer).every if one.row.subject == found.pk]
    due = owed.items(viewer, sorted(owing, key=lambda row: (row.due_at, row.key)))
    wishes = owed.started_by(owed.WISHES)
    stay = _stay(viewer, found.pk)
    gone = stay is not None and stay.ended_at is not None
    context = {
        "child": found,
        "stay": stay,
        "key_worker": None if gone else people.key_workers(viewer, [found.pk]).get(found.pk),
        "gone": gone,
        "head": head(viewer, found),
        "leads": leads(viewer),
        "reads": reads_of(viewer, found.pk),
        "voices": ledger.lines(viewer, ledger.recent_voice(viewer, found.pk)),
        "contacts": list(people.contacts(viewer, found)),
        "wishes": [item for item in due if item.duty.id in wishes],
        "plans": _plan_lines(plans, due),
        "due_items": due[:DUE],
        "due_count": len(due),
        "in_law": statuses.of_child(viewer, found.pk),
        "missing": [] if gone or not reads_of(viewer, found.pk) else gaps.of_child(viewer, found.pk),
        **_who(plans),
        "aspirations": hopes(viewer, [found.pk]).get(found.pk, []),
        **_helps(viewer, found, plans),
        **_risks(viewer, found, plans),
        "have_left": [] if gone else leavers.named(viewer, [plan.answers for plan in plans.values()]),
        **timeline_page(request, found.pk, {}, LATELY),
    }
    return render(request, "child/child.html", context)


def _who(plans: dict[str, StandingPlan]) -> dict[str, Any]:
    """Strengths, likes and hopes, from the page the child wrote with us."""
    told = {table: planning.listed(plans, table) for table in (STRENGTHS, "likes", "hopes")}
    return {"about": planning.with_table(plans, STRENGTHS), **told}


def _helps(viewer: Viewer, found: Child, plans: dict[str, StandingPlan]) -> dict[str, Any]:
    """The child's own calming steps, and how often each has helped."""
    own = planning.listed(plans, helped.CALMING)
    return {
        "calming_plan": planning.with_table(plans, helped.CALMING),
        "helps": helped.own_steps(viewer, found.pk, own) if own else [],
    }


def _plan_lines(plans: dict[str, StandingPlan], due: list[Item]) -> list[PlanLine]:
    """Every kind of plan but the page that says who the child is, which stands at the head."""
    lines, head = [], planning.holding(STRENGTHS)
    for kind in lawbook.current().records.values():
        if kind.plan and kind.id not in head:
            plan = plans.get(kind.id)
            wanted = [item for item in due if item.duty.id == f"plan-answered-{kind.id}"]
            review_on = plan.answers.get("review_on", "") if plan else ""
            lines.append(PlanLine(kind, plan.record if plan else None, review_on, wanted))
    return lines


def _risks(viewer: Viewer, found: Child, plans: dict[str, StandingPlan]) -> dict[str, Any]:
    """What could go wrong and what is done about it, what is hard for the child, and the hard days of a quarter."""
    plan = planning.with_table(plans, RISKS)
    since = viewer.now - timedelta(days=HARD_DAYS)
    day = clock.local(since).date().isoformat()
    address = rooms.address(viewer, "timeline", found.pk)
    known = lawbook.current().records
    return {
        "keeps_safe": plan.answers.get("story") if plan else None,
        "risks": [{**row, "label": _risk_label(plan.type, row["kind"])} for row in plan.answers.get(RISKS, [])]
        if plan
        else [],
        "triggers": planning.listed(plans, TRIGGERS),
        "hard": [
            {"type": known[id], "count": count, "href": f"{address}?kind={id}&since={day}"}
            for id, count in ledger.counts(
                viewer, found.pk, clock.start_of(clock.local(since).date()), HARD_AREAS
            ).items()
        ],
    }


def _risk_label(type: RecordType, kind: str) -> str:
    """What a kind of risk is called on the form."""
    columns = next((asked.columns for asked in type.stages[0].fields if asked.id == RISKS), ())
    return next((column.label_of(kind) for column in columns if column.id == "kind"), kind)


@require_safe
@in_room
def step(request: HomeRequest, id: str, number: int) -> HttpResponse:
    """The records behind "helped 7 of 9": those in which one of the child's own calming steps was tried."""
    viewer = request.viewer
    found = people.child(viewer, id)
    looked(viewer, "what helps", people=[found.pk])
    plans = planning.plans(viewer, [found.pk], planning.holding(helped.CALMING))[found.pk]
    steps = _helps(viewer, found, plans)["helps"]
    if not 0 < number <= len(steps):
        raise Http404
    one = steps[number - 1]
    outcomes = helped.tried(viewer, found.pk, one.step)
    lines = ledger.lines(viewer, ledger.records(viewer).filter(pk__in=outcomes).order_by("-happened_at"))
    reasons = [(line, SAID[outcomes[line.record.pk] == "helped"]) for line in lines]
    return render(request, "child/step.html", {"child": found, "step": one, "lines": reasons})
