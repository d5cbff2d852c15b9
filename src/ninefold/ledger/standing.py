"""Standing facts: who lives and works here, changed only by signed entries.

A record type's ``effect`` names one of these. The tables of ``people`` are what the entries made them.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from ninefold.base import clock, ids
from ninefold.lawbook.model import RecordType
from ninefold.ledger.models import Entry
from ninefold.people.models import Child, Consent, Contact, Home, KeyWorker, Placement, Role, Worker

Subject = dict[str, str]

COLOURS = 8  # of children's faces, see web
MAKES = {"child-known": "child", "worker-known": "worker"}


def makes_people(record_type: RecordType) -> bool:
    """Whether signing this type makes somebody known who may not have been."""
    return record_type.effect in MAKES


def subjects_for(record_type: RecordType, subjects: list[Subject], *, at: datetime) -> list[Subject]:
    """``subjects``, with an id for the person that this entry makes known."""
    kind = MAKES.get(record_type.effect or "", "")
    if makes_people(record_type) and not any(s["kind"] == kind for s in subjects):
        return [*subjects, {"id": ids.new(at), "kind": kind, "as": "about"}]
    return subjects


def apply(record_type: RecordType, entry: Entry, home: Home, content: dict[str, Any], subjects: list[Subject]) -> None:
    """Make the change of standing facts that signing ``entry`` means, if its type has one.

    A withdrawn arrival or role is undone by writing what is true instead, so a withdrawal changes nothing here
    except the moves, which end or resume.
    """
    opening = entry.stage == record_type.stages[0].id
    effect = EFFECTS.get(record_type.effect or "") if opening else LATER.get((record_type.effect or "", entry.stage))
    if effect and entry.act in ("write", "correct"):
        for about in [s["id"] for s in subjects if s["as"] == "about"] or [home.id]:
            effect(entry, home, content, about)
    elif record_type.effect in UNDO and entry.act == "withdraw" and opening:
        for subject in subjects:
            UNDO[record_type.effect](home, subject["id"])


def _home_registered(entry: Entry, home: Home, content: dict[str, Any], _: str) -> None:
    home.name = content["name"]
    home.registered_on = date.fromisoformat(content["registered_on"])
    home.places, home.age_from, home.age_to = content["places"], content["age_from"], content["age_to"]
    home.host_authority = content["host_authority"]
    home.save(update_fields=["name", "registered_on", "places", "age_from", "age_to", "host_authority"])


def _worker_left(entry: Entry, home: Home, content: dict[str, Any], worker: str) -> None:
    left_on = date.fromisoformat(content["left_on"])
    Worker.objects.filter(id=worker).update(left_on=left_on)
    Role.objects.filter(worker_id=worker, home=home, to_at=None).update(to_at=clock.end_of(left_on))


def _day(answer: Any) -> date | None:
    return date.fromisoformat(answer) if answer else None


def _child_known(entry: Entry, home: Home, content: dict[str, Any], child: str) -> None:
    known = {
        "provider_id": home.provider_id,
        "kind": "child",
        "name": content["name"],
        "born_on": date.fromisoformat(content["born_on"]),
        "pronouns": content.get("pronouns", ""),
        "legal_status": content.get("legal_status", ""),
        "authority": content.get("authority", ""),
        "looked_after_since": _day(content.get("looked_after_since")),
    }
    stays = Placement.objects.filter(home=home)
    # The next colour of the home, so that children who live together seldom share one.
    colour = stays.values("child").distinct().count() % COLOURS
    Child.objects.update_or_create(id=child, defaults=known, create_defaults={**known, "colour": colour})
    if not stays.filter(child_id=child).exists():
        Placement.objects.create(id=ids.new(entry.received_at), child_id=child, home=home)


def _worker_known(entry: Entry, home: Home, content: dict[str, Any], worker: str) -> None:
    Worker.objects.update_or_create(
        id=worker,
        defaults={
            "provider_id": home.provider_id,
            "kind": "worker",
            "name": content["name"],
            "started_on": _day(content.get("started_on")),
            "care_role_since": _day(content.get("care_role_since")),
            "level3_on": _day(content.get("level3_on")),
            "managed_since": _day(content.get("managed_since")),
            "level5_on": _day(content.get("level5_on")),
        },
    )


def _recruit_starts(entry: Entry, home: Home, content: dict[str, Any], worker: str) -> None:
    """A candidate begins: the days that the last stage of recruitment gives stand among their details."""
    given = {
        "started_on": content["started_on"],
        "care_role_since": content.get("care_role_since"),
        "level3_on": content.get("level3_on"),
    }
    known = {name: date.fromisoformat(day) for name, day in given.items() if day}
    Worker.objects.filter(id=worker).update(**known, left_on=None)


def _role_given(entry: Entry, home: Home, content: dict[str, Any], worker: str) -> None:
    _role_ended(entry, home, content, worker)
    Role.objects.create(
        id=ids.new(entry.received_at), worker_id=worker, home=home, name=content["role"], from_at=entry.happened_at
    )


def _role_ended(entry: Entry, home: Home, content: dict[str, Any], worker: str) -> None:
    Role.objects.filter(worker_id=worker, home=home, to_at=None).update(to_at=entry.happened_at)


def _key_worker_named(entry: Entry, home: Home, content: dict[str, Any], child: str) -> None:
    KeyWorker.objects.filter(child_id=child, to_at=None).update(to_at=entry.happened_at)
    KeyWorker.objects.create(
        id=ids.new(entry.received_at), child_id=child, worker_id=content["worker"]["who"], from_at=entry.happened_at
    )


def _contact_known(entry: Entry, home: Home, content: dict[str, Any], child: str) -> None:
    Contact.objects.update_or_create(
        child_id=child,
        name=content["name"],
        defaults={
            "provider_id": home.provider_id,
            "kind": content["kind"],
            "relation": content["relation"],
            "organisation": content.get("organisation", ""),
        },
        create_defaults={
            "id": ids.new(entry.received_at),
            "provider_id": home.provider_id,
            "kind": content["kind"],
            "relation": content["relation"],
            "organisation": content.get("organisation", ""),
        },
    )


def _visitor_consent(entry: Entry, home: Home, content: dict[str, Any], child: str) -> None:
    Consent.objects.update_or_create(
        child_id=child,
        defaults={
            "child_agrees": bool(content.get("child_agrees")),
            "authority_agrees": bool(content.get("authority_agrees")),
        },
    )


def _moved_in(entry: Entry, home: Home, content: dict[str, Any], child: str) -> None:
    planned = Placement.objects.filter(child_id=child, home=home, ended_at=None).order_by("-began_at").first()
    if planned is None:
        planned = Placement(id=ids.new(entry.received_at), child_id=child, home=home)
    planned.began_at = entry.happened_at
    planned.save()
    known = {"legal_status": content.get("legal"), "authority": content.get("authority")}
    Child.objects.filter(id=child).update(**{name: answer for name, answer in known.items() if answer})


def _moved_out(entry: Entry, home: Home, content: dict[str, Any], child: str) -> None:
    Placement.objects.filter(child_id=child, home=home, ended_at=None).update(ended_at=entry.happened_at)


def _carried(entry: Entry, home: Home, content: dict[str, Any], subject: str) -> None:
    if content.get("what") == "moved-in":
        Placement.objects.filter(child_id=subject, home=home, began_at=None).update(
            began_at=clock.start_of(date.fromisoformat(content["on"]))
        )


def _undo_moved_in(home: Home, child: str) -> None:
    Placement.objects.filter(child_id=child, home=home, ended_at=None).update(began_at=None)


def _undo_moved_out(home: Home, child: str) -> None:
    last = Placement.objects.filter(child_id=child, home=home).exclude(ended_at=None).order_by("-ended_at").first()
    if last:
        Placement.objects.filter(id=last.id).update(ended_at=None)


EFFECTS: dict[str, Callable[[Entry, Home, dict[str, Any], str], None]] = {
    "home-registered": _home_registered,
    "child-known": _child_known,
    "worker-known": _worker_known,
    "role-given": _role_given,
    "role-ended": _role_ended,
    "key-worker-named": _key_worker_named,
    "contact-known": _contact_known,
    "visitor-consent": _visitor_consent,
    "moved-in": _moved_in,
    "moved-out": _moved_out,
    "carried": _carried,
}
# Stages after the first that change something: by effect and stage.
LATER: dict[tuple[str, str], Callable[[Entry, Home, dict[str, Any], str], None]] = {
    ("worker-known", "left"): _worker_left,
    ("recruitment", "started"): _recruit_starts,
}
UNDO: dict[str, Callable[[Home, str], None]] = {"moved-in": _undo_moved_in, "moved-out": _undo_moved_out}
