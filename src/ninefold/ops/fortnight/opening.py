"""What home.yaml says, signed on the day before the story begins: the home, its people and what was brought forward."""

from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date

from ninefold.base import clock, ids
from ninefold.ops import founding, setting
from ninefold.ops.fortnight import before
from ninefold.ops.fortnight.story import StoryError, Telling, door
from ninefold.ops.pen import Hand
from ninefold.people.models import Home

LAST_DONE = {
    "last_quality_of_care_review_completed": "quality-review",
    "last_independent_visit": "independent-visit",
    "last_location_review": "location-review",
    "last_fire_drill": "fire-drill",
}
CLOCKS = {"fire_drill_every": "fire-drill", "supervision_every": "supervision"}
RISK_HELPS = "Adults know where they are and with whom; gifts and secrets are talked about"


def open_story(settings: dict[str, Any], at: datetime) -> Telling:
    """Open the home of a story and sign what is known on its eve."""
    card = settings["home"]
    if Home.objects.filter(urn=card["urn"]).exists():
        raise StoryError(f"the home {card['urn']} is in this database already")
    lead = next((one for one in settings["workers"] if one["role"] == "registered-manager"), None)
    if lead is None:
        raise StoryError("home.yaml: nobody is its registered-manager")
    leader = founding.Leader(
        name=lead["name"],
        role=lead["role"],
        started_on=lead["started"],
        first_managed_on=lead.get("first_managed_a_home"),
        care_role_since=lead.get("care_role_since"),
        level5_on=lead.get("level5"),
    )
    home, manager = founding.open_home(
        provider=settings["provider"]["name"],
        urn=card["urn"],
        name=card["name"],
        registered_on=card["registered"],
        places=card["places"],
        ages=tuple(card["ages"]),
        host_authority=card["host_authority"],
        leader=leader,
        at=at,
    )
    telling = Telling(home, settings, door(home), at)
    _seat(telling, lead["id"], manager)
    founding.cleared_before(telling.pen, manager, manager, leader.started_on, at)
    for one in settings["workers"]:
        if one["id"] != lead["id"]:
            _worker(telling, manager, one, at)
    _last_done(telling, manager, card, at)
    for one in settings["children"]:
        _child(telling, manager, one, at)
    before.bring_along(telling, manager, at)
    return telling


def _seat(telling: Telling, id: str, hand: Hand) -> None:
    telling.hands[id] = hand
    telling.people[id] = hand.ref


def _iso(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def _worker(telling: Telling, manager: Hand, one: dict[str, Any], at: datetime) -> None:
    """A worker with their role; somebody whose first shift is still to come gets it on that day."""
    hand = Hand({"who": ids.new(at), "kind": "worker", "name": one["name"]}, one["role"])
    _seat(telling, one["id"], hand)
    details = {
        "name": one["name"],
        "started_on": _iso(one.get("started")),
        "care_role_since": _iso(one.get("care_role_since")),
        "level3_on": _iso(one.get("level3")),
    }
    pen = telling.pen
    pen.write("worker-known", details, by=manager, at=at, written=at, about=[hand.ref])
    if "first_shift" not in one:
        founding.give_role(pen, manager, hand, at)
    if "started" in one:
        founding.cleared_before(pen, manager, hand, one["started"], at)
    for key, what in (("last_supervision", "supervision"), ("last_appraisal", "appraisal")):
        if key in one:
            founding.carry(pen, manager, what, one[key], at, hand.ref)


def first_shifts(telling: Telling) -> list[tuple[datetime, Hand]]:
    """When whose first shift begins, for those who come during the story."""
    found = []
    for one in telling.settings["workers"]:
        if "first_shift" in one:
            found.append(
                (
                    clock.from_local(datetime.combine(one["first_shift"], datetime.min.time()).replace(hour=7)),
                    telling.hand(one["id"]),
                )
            )
    return found


def _last_done(telling: Telling, manager: Hand, card: dict[str, Any], at: datetime) -> None:
    for key, what in LAST_DONE.items():
        if key in card:
            founding.carry(telling.pen, manager, what, card[key], at)
    inspection = card.get("last_full_inspection")
    if inspection:
        grades = ", ".join(f"{name}: {grade}" for name, grade in inspection.items() if name != "date")
        founding.carry(telling.pen, manager, "inspection", inspection["date"], at, note=grades)
    for key, duty in CLOCKS.items():
        if key in card:
            telling.pen.write("home-clock", {"duty": duty, "every": card[key]}, by=manager, at=at, written=at)


def _child(telling: Telling, manager: Hand, one: dict[str, Any], at: datetime) -> None:
    pen, story_day = telling.pen, clock.local(at).date()
    ref = {"who": ids.new(at), "kind": "child", "name": one["name"]}
    telling.people[one["id"]] = ref
    since = one.get("looked_after_since")
    content = details(one) | {"looked_after_since": _iso(since) if since and since <= story_day else None}
    entry = pen.write("child-known", content, by=manager, at=at, written=at, about=[ref])
    telling.known[one["id"]] = entry.id
    telling.records["child-known", one["id"]] = entry.record_id
    _people_of(telling, manager, one, at)
    _carried(telling, manager, one, at)
    _plans(telling, manager, one, at)


def details(one: dict[str, Any]) -> dict[str, Any]:
    """A child's details as the form asks for them."""
    return {
        "name": one["name"],
        "born_on": one["born"].isoformat(),
        "legal_status": one.get("legal"),
        "authority": one.get("authority"),
        "looked_after_since": _iso(one.get("looked_after_since")),
    }


def _people_of(telling: Telling, manager: Hand, one: dict[str, Any], at: datetime) -> None:
    """A child's social worker (sw-CHILD), family and key-worker."""
    child = telling.person(one["id"])
    for who in telling.settings.get("professionals", []):
        if who["id"].partition("-")[2] == one["id"]:
            relation = who["role"].replace("-", " ")
            telling.people[who["id"]] = setting.know_contact(
                telling.pen, manager, at, child, who["name"], "professional", relation, who.get("authority", "")
            )
    for who in telling.settings.get("family", []):
        if who["of"] == one["id"]:
            relation = who["id"].rpartition("-")[2]
            telling.people[who["id"]] = setting.know_contact(
                telling.pen, manager, at, child, who["name"], "family", relation
            )
    if "key_worker" in one:
        setting.name_key_worker(telling.pen, manager, at, child, telling.person(one["key_worker"]))


def _carried(telling: Telling, manager: Hand, one: dict[str, Any], at: datetime) -> None:
    child, moved = telling.person(one["id"]), _day(one["moved_in"])
    if moved < clock.local(at).date():
        founding.carry(telling.pen, manager, "moved-in", moved, at, child)
    if "reviews" in one:
        held = one["reviews"]
        founding.carry(telling.pen, manager, "looked-after-review", held["last"], at, child, number=str(held["held"]))
    if "last_health_assessment" in one:
        founding.carry(telling.pen, manager, "health-assessment", one["last_health_assessment"], at, child)


def _day(moment: Any) -> date:
    """The day of a date, or of "2026-10-20T15:30"."""
    found = moment if isinstance(moment, date) else parse_date(str(moment)[:10])
    if found is None:
        raise StoryError(f"home.yaml: {moment!r} is no day")
    return found


def _plans(telling: Telling, manager: Hand, one: dict[str, Any], at: datetime) -> None:
    child, pen, id = telling.person(one["id"]), telling.pen, one["id"]
    if one.get("strengths"):
        telling.records["about-me", id] = setting.about_me(pen, manager, at, child, one["strengths"])
    if one.get("calming"):
        telling.records["behaviour-plan", id] = setting.behaviour_plan(
            pen, manager, at, child, one["calming"], one["triggers"]
        )
    if "exploitation_risk" in one:
        rows = [{"kind": "exploitation", "likelihood": 3, "impact": 4, "helps": RISK_HELPS}]
        content = {"story": ["Exploitation of ", child, f" is {one['exploitation_risk']}."], "risks": rows}
        content["review_on"] = (at + setting.LOOK_AGAIN).date().isoformat()
        telling.records["risk-assessment", id] = pen.write(
            "risk-assessment", content, by=manager, at=at, written=at, about=[child]
        ).record_id


def welcome(telling: Telling, id: str, at: datetime) -> None:
    """Complete the details of a child who is looked after only since moving in."""
    one = next(c for c in telling.settings["children"] if c["id"] == id)
    since = one.get("looked_after_since")
    if not since or clock.start_of(since) <= telling.opened:
        return
    manager = next(hand for hand in telling.hands.values() if hand.role == "registered-manager")
    telling.pen.write(
        "child-known",
        details(one) | {"because": "Looked after since the day of moving in."},
        by=manager,
        at=at,
        written=at,
        about=[telling.person(id)],
        record=telling.records["child-known", id],
        links=({"rel": "replaces", "to": telling.known[id]},),
        act="correct",
    )
