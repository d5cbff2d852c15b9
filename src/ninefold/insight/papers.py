"""The home's papers: every policy in the version that holds, and the pack on paper for a night without power."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ninefold import lawbook
from ninefold.base import clock, english
from ninefold.duties import queries as duties
from ninefold.insight import alerts
from ninefold.insight.alerts import Alert
from ninefold.ledger import plans
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import Record
from ninefold.ledger.plans import StandingPlan
from ninefold.people import queries as people
from ninefold.people.access import Viewer, readable
from ninefold.people.models import Child, Contact

POLICY, NUMBERS, ON_CALL, EMERGENCY, MEDICINE = (
    "policy",
    "contact-list",
    "on-call-rota",
    "emergency-plan",
    "medicine-received",
)
OTHER = "other"
WORST = 4  # so many risks of a child are on paper, the worst first
NEXT, MANY = 14, 200  # so much of what is due is on paper, out of so much
LATELY = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy as it holds: what it is called, its record, from when, and when it is looked at again."""

    title: str
    record: str = ""
    adopted_on: str = ""
    review_on: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk in a line: what, how much (likelihood times impact), what is done about it."""

    what: str
    weight: int
    helps: str


@dataclass(frozen=True, slots=True)
class Essentials:
    """A child on one sheet of paper: no picture, nothing that the night does not need."""

    child: Child
    age: int
    alerts: list[Alert] = field(default_factory=list)
    medicines: list[tuple[str, str, str]] = field(default_factory=list)  # what, the label's words, where it is kept
    risks: list[Risk] = field(default_factory=list)
    calms: list[str] = field(default_factory=list)
    triggers: list[str] = field(default_factory=list)
    consent: str = ""
    doctor: str = ""
    contacts: list[Contact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hazard:
    """An emergency plan in its steps."""

    title: str
    steps: list[tuple[str, str]]
    go_to: str
    kit: str


@dataclass(frozen=True, slots=True)
class Pack:
    """The paper pack: children, whom to ring, who is on call, plans for the worst, and what is due today."""

    children: list[Essentials]
    numbers: list[Mapping[str, Any]]
    on_call: list[Mapping[str, Any]]
    then: list[Mapping[str, Any]]
    hazards: list[Hazard]
    missing: Hazard | None
    due: list[Any]


def policies(viewer: Viewer) -> list[Policy]:
    """Every policy the library names in its newest version, those that are not there as well; then the home's others."""
    kind = lawbook.current().records[POLICY]
    asked = next(one for one in kind.stages[0].fields if one.id == "policy")
    found = _standing(viewer, POLICY)
    said = plans.answers(viewer, [one.pk for one in found])
    today = clock.local(viewer.now).date().isoformat()
    newest: dict[str, Policy] = {}
    for one in found:
        told = said[one.pk]
        key = told["policy"] if told["policy"] != OTHER else f"{OTHER}:{told.get('name', '')}"
        title = told.get("name") or asked.label_of(told["policy"])
        newest[key] = Policy(title, one.pk, told["adopted_on"], told["review_on"], over=told["review_on"] < today)
    named = [newest.pop(o.id, Policy(o.label)) for o in asked.options if o.id != OTHER]
    return named + list(newest.values())


def pack(viewer: Viewer) -> Pack:
    """What is printed for a night without power, as far as the viewer may see it."""
    newest = {one.type: one.pk for one in _of(viewer, (NUMBERS, ON_CALL))}
    hazards = _standing(viewer, EMERGENCY)
    said = plans.answers(viewer, [*newest.values(), *(one.pk for one in hazards)])
    numbers, rota = (said.get(newest.get(kind, ""), {}) for kind in (NUMBERS, ON_CALL))
    today = clock.local(viewer.now).date()
    plans_now = {said[one.pk].get("hazard", one.pk): _hazard(one, said[one.pk]) for one in hazards}
    missing = plans_now.pop("missing", None)
    return Pack(
        children=essentials(viewer, today),
        numbers=numbers.get("numbers", []),
        on_call=[turn for turn in rota.get("turns", []) if turn["until_day"] >= today.isoformat()],
        then=rota.get("then", []),
        hazards=list(plans_now.values()),
        missing=missing,
        due=_due(viewer, today),
    )


def _due(viewer: Viewer, today: date) -> list[Any]:
    """What is due today about the children and the house, or went over in the last days: what a night can still do."""
    rows = duties.due(viewer).filter(due_at__gt=viewer.now - LATELY, due_at__lte=clock.end_of(today))
    kinds = {one.id: one.about for one in lawbook.current().duties.values()}
    return [row for row in rows[:MANY] if kinds.get(row.duty, "child") in ("child", "home")][:NEXT]


def essentials(viewer: Viewer, today: date) -> list[Essentials]:
    """Each child who lives here and whose life the viewer may read of, on a sheet of their own."""
    living = people.living_here(viewer)
    may = readable(viewer, [child.pk for child in living])
    here = [child for child in living if child.pk in may]
    ids = [child.pk for child in here]
    held = plans.plans(viewer, ids)
    told = alerts.alerts(viewer, ids)
    given = _medicines(viewer, ids)
    around = _contacts(viewer, ids)
    return [
        Essentials(
            child=one,
            age=english.age(one.born_on, today),
            alerts=told.get(one.pk, []),
            medicines=given.get(one.pk, []),
            risks=_risks(held[one.pk].get("risk-assessment")),
            calms=plans.listed(held[one.pk], "calming_steps"),
            triggers=plans.listed(held[one.pk], "triggers"),
            consent=_line(held[one.pk].get("health-plan"), "consent"),
            doctor=_line(held[one.pk].get("health-plan"), "doctor"),
            contacts=around.get(one.pk, []),
        )
        for one in here
    ]


def _of(viewer: Viewer, types: Collection[str]) -> list[Record]:
    """Records of these types, the oldest first, so that the newest is the last to be met."""
    return list(ledger.records(viewer).filter(type__in=types).order_by("happened_at", "pk"))


def _standing(viewer: Viewer, kind: str) -> list[Record]:
    """Records of a type that have not been ended."""
    return [one for one in _of(viewer, [kind]) if "ended" not in one.stages.split(",")]


def _hazard(record: Record, said: Mapping[str, Any]) -> Hazard:
    steps = [(row.get("step", ""), row.get("who", "")) for row in said.get("first", [])]
    return Hazard(said.get("what") or record.headline, steps, said.get("go_to", ""), said.get("kit", ""))


def _risks(plan: StandingPlan | None) -> list[Risk]:
    """The worst risks of a child's assessment, the worst first."""
    rows = (plan.answers.get("risks") if plan else None) or []
    asked = next((f for f in plan.type.stages[0].fields if f.id == "risks"), None) if plan else None
    kinds = {column.id: column for column in asked.columns} if asked else {}
    found = [
        Risk(
            what=kinds["kind"].label_of(row["kind"]),
            weight=int(row.get("likelihood", 0)) * int(row.get("impact", 0)),
            helps=row.get("helps", ""),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: -one.weight)[:WORST]


def _line(plan: StandingPlan | None, name: str) -> str:
    return str(plan.answers.get(name) or "") if plan else ""


def _medicines(viewer: Viewer, children: Collection[str]) -> dict[str, list[tuple[str, str, str]]]:
    """The medicines that have come in for each child and are not gone, each once."""
    running = [
        one for one in _of(viewer, [MEDICINE]) if one.about_one in children and "gone" not in one.stages.split(",")
    ]
    said = plans.answers(viewer, [one.pk for one in running])
    found: dict[str, dict[str, tuple[str, str, str]]] = {}
    for one in running:
        told = said[one.pk]
        called = str(told.get("medicine", ""))
        found.setdefault(one.about_one, {})[called] = (called, str(told.get("label", "")), str(told.get("kept", "")))
    return {child: list(those.values()) for child, those in found.items()}


def _contacts(viewer: Viewer, children: Collection[str]) -> dict[str, list[Contact]]:
    """The people around each child, family first."""
    found: dict[str, list[Contact]] = {}
    for one in Contact.objects.filter(child__in=children, provider=viewer.home.provider_id, known=True).order_by(
        "kind", "name"
    ):
        found.setdefault(str(one.child_id), []).append(one)
    return found
