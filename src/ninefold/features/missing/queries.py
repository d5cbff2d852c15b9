"""One missing episode as its page shows it: read from the record, the child's plans and the home's numbers."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import Http404

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties import queries as duties
from ninefold.features.missing.steps import StepAhead, StepTaken, steps_ahead
from ninefold.features.oncall.queries import OnCall, on_call
from ninefold.insight import photos, whereabouts
from ninefold.insight.alerts import Alert, alerts
from ninefold.insight.numbers import Ring, Telephones, in_text, listed, numbers
from ninefold.insight.photos import Photo
from ninefold.lawbook.model import RecordType
from ninefold.ledger import plans, threads
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import Record
from ninefold.ledger.records import Slot
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Child

KIND, PLAN = "missing-episode", "missing-plan"
POLICE_DUTY = "missing-police-told"
REPORTED, UPDATE, RETURNED = "reported", "update", "returned"
POLICE = (
    Ring("Emergency", "near water, with a stranger, hurt, or you fear for them", "999", kind="emergency"),
    Ring("Police", "when it is not an emergency", "101", kind="emergency"),
)


@dataclass(frozen=True, slots=True)
class MissingChild:
    """A child who is, or was, missing: what is known and what was done."""

    child: Child
    record: Record
    last_seen_at: datetime
    noticed_at: datetime
    where: str
    story: list[Any]
    answers: dict[str, Any]
    plan: dict[str, Any]
    done: list[StepTaken]
    police_told_at: datetime | None
    reference: str
    photo: Photo | None
    alerts: list[Alert]
    numbers: Telephones
    house: list[Ring]
    on_call: OnCall | None
    news: list[tuple[datetime, str, list[Any]]] = field(default_factory=list)
    returned_at: datetime | None = None
    returned: dict[str, Any] = field(default_factory=dict)
    ahead: list[StepAhead] = field(default_factory=list)  # nothing once the child is back

    @property
    def ring(self) -> list[Ring]:
        """All who can be rung, the police first."""
        own = in_text(self.plan.get("phone", ""))
        child = [Ring(self.child.name, "their own phone", own, kind="child")] if own else []
        now = self.on_call.now if self.on_call else None
        manager = [Ring(now.name, "on call", now.number, kind="on-call")] if now else []
        police = [*POLICE[:1], Ring("Police", f"say {self.reference}", "101")] if self.reference else list(POLICE)
        return [*police, *child, *manager, *self.numbers.ring]


def missing_now(viewer: Viewer) -> list[tuple[Child, Record]]:
    """The children of this home who are missing now, each with the record, the longest gone first."""
    gone = whereabouts.missing(viewer)
    here = {one.pk: one for one in people.living_here(viewer)} if gone else {}
    if lacking := [child for child in gone if child not in here]:
        here |= {one.pk: one for one in people.children_all(viewer).filter(pk__in=lacking)}
    pairs = [(here[child], record) for child, record in gone.items() if child in here]
    return sorted(pairs, key=lambda one: (one[1].happened_at, one[1].pk))


def episode(viewer: Viewer, record: str) -> MissingChild:
    """The episode that ``record`` is about. Raises Http404 for what is no such record, or not the viewer's to see."""
    kept = ledger.record(viewer, record)
    slots = threads.thread(viewer.home, record) if kept.type == KIND and not kept.withdrawn else []
    about = (
        next((s["id"] for s in slots[0].subjects if s["kind"] == "child" and s["as"] == "about"), "") if slots else ""
    )
    if not about:
        raise Http404
    child = people.child(viewer, about)
    names = people.subject_names(viewer, {slot.entry.author for slot in slots})
    report, first = _laid_over(slots), slots[0]
    plan = plans.plans(viewer, [child.pk], [PLAN])[child.pk].get(PLAN)
    steps = _done(slots, names)
    last_seen = clock.parse(first.content["last_seen_at"])
    returned = next((slot.content for slot in slots if slot.entry.stage == RETURNED), {})
    calls, duty = numbers(viewer, child.pk), on_call(viewer)
    house = listed(viewer)
    made = MissingChild(
        child=child,
        record=kept,
        last_seen_at=last_seen,
        noticed_at=first.entry.written_at,
        where=first.content.get("last_seen_where", ""),
        story=first.content.get("story", []),
        answers=report,
        plan=plan.answers if plan else {},
        done=steps,
        police_told_at=_police_told(slots, steps),
        reference=report.get("police_reference", ""),
        photo=photos.photos(viewer, [child.pk], photos.POLICE).get(child.pk),
        alerts=alerts(viewer, [child.pk]).get(child.pk, []),
        numbers=calls,
        house=house,
        on_call=duty,
        news=_news(slots, names),
        returned_at=clock.parse(returned["returned_at"]) if returned else None,
        returned=returned,
    )
    if made.returned_at is not None:
        return made
    wanted, by = lawbook.current().words.missing, _police_by(viewer, record)
    return replace(made, ahead=steps_ahead(child.name, wanted, steps, _rings(made), by, viewer.now))


def _police_by(viewer: Viewer, record: str) -> datetime | None:
    """By when the police are to be told, as its duty reckons; None when that is met or not kept by this home."""
    owed = duties.due(viewer).filter(record_id=record, duty=POLICE_DUTY).values_list("due_at", flat=True)
    return owed.first()


def _rings(made: MissingChild) -> dict[str, list[Ring]]:
    """The numbers, by who is rung."""
    by_kind: dict[str, list[Ring]] = {}
    for one in made.ring:
        by_kind.setdefault(one.kind, []).append(one)
    friends = [(row, in_text(row.get("number", ""))) for row in made.plan.get("friends", [])]
    return {
        "child": by_kind.get("child", []),
        "police": [one for one in made.ring if one.number in ("999", "101")],
        "on-call": by_kind.get("on-call", []),
        "family": by_kind.get("family", []),
        "professional": by_kind.get("professional", []),
        "school": by_kind.get("school", []),
        "friends": [Ring(row["name"], row.get("known", ""), number) for row, number in friends if number],
    }


def _laid_over(slots: list[Slot]) -> dict[str, Any]:
    """What the report says with every update's answers laid over it."""
    answers: dict[str, Any] = {}
    for slot in slots:
        if slot.entry.stage in (REPORTED, UPDATE):
            answers |= slot.content
    return answers


def _done(slots: list[Slot], names: dict[str, str]) -> list[StepTaken]:
    """Every step that was taken or tried, in the order of its time."""
    kind = lawbook.current().records[KIND]
    steps = []
    for slot in slots:
        if slot.entry.stage in (REPORTED, UPDATE):
            by = names.get(slot.entry.author, "")
            for name, reached in (("steps", True), ("tried", False)):
                for one in slot.content.get(name, []):
                    label = _label(kind, slot.entry.stage, name, one["step"])
                    steps.append(StepTaken(one["step"], label, clock.parse(one["at"]), by, reached))
    known = {clock.text(one.at) for one in steps if one.step == "police"}
    for slot in slots:
        for name in ("reported_at", "police_told_at"):
            at = slot.content.get(name, "")
            if at and at not in known:
                known.add(at)
                steps.append(StepTaken("police", "Told the police", clock.parse(at), names.get(slot.entry.author, "")))
    return sorted(steps, key=lambda one: one.at)


def _label(kind: RecordType, stage: str, name: str, step: str) -> str:
    asked = next((one for one in kind.stage(stage).fields if one.id == name), None)
    return asked.label_of(step) if asked else step


def _police_told(slots: list[Slot], steps: list[StepTaken]) -> datetime | None:
    """When the police were first told, by whatever stage says so; None when nothing does."""
    named = [slot.content.get(name, "") for slot in slots for name in ("reported_at", "police_told_at")]
    times = [clock.parse(at) for at in named if at]
    times += [one.at for one in steps if one.step == "police" and one.reached]
    return min(times, default=None)


def _news(slots: list[Slot], names: dict[str, str]) -> list[tuple[datetime, str, list[Any]]]:
    """What was written since, the latest first: when, by whom, what."""
    news = [
        (slot.entry.happened_at, names.get(slot.entry.author, ""), slot.content["story"])
        for slot in slots
        if slot.entry.stage == UPDATE and slot.content.get("story")
    ]
    return news[::-1]
