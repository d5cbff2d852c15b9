"""Events around a child and a home: moving in, family, school, health, the team, the visit."""

import re
from typing import Any

from ninefold.base import clock
from ninefold.ops import setting
from ninefold.ops.fortnight.signing import quoted, rows, sign, story, told, yes
from ninefold.ops.fortnight.story import StoryError, StoryEvent, Telling, option


def impact(telling: Telling, event: StoryEvent) -> None:
    """Whether a child should move in: the one of them who has not."""
    new = [child for child in event.children if _is_new(telling, child)]
    if len(new) != 1:
        raise StoryError("exactly one of its children must not live here yet")
    facts = event.facts
    content = {
        "newcomer": telling.person(new[0]),
        "story": story(telling, event),
        "within_purpose": facts["decision"] == "accept",
        "children_asked": yes(facts.get("views_of_children")),
        "social_worker": telling.person(facts["social_worker"]) if "social_worker" in facts else None,
        "decision": facts["decision"],
    }
    sign(telling, event, "impact-assessment", content)


def _is_new(telling: Telling, child: str) -> bool:
    who = telling.person(child)["who"]
    return telling.home.placements.filter(child_id=who, began_at=None, ended_at=None).exists()


def moved_in(telling: Telling, event: StoryEvent) -> None:
    """A child moves in."""
    facts = event.facts
    card = next(one for one in telling.settings["children"] if one["id"] == event.children[0])
    content = {
        "story": story(telling, event),
        "legal": facts.get("legal") or card["legal"],
        "authority": card["authority"],
        "placement_plan_received": yes(facts["placement_plan_received"]),
        "care_plan_received": yes(facts["care_plan_received"]),
    }
    sign(telling, event, "moved-in", content)


def explained(telling: Telling, event: StoryEvent) -> None:
    """The home is explained to a child."""
    answers = {name: yes(event.facts[name]) for name in ("guide", "complaints", "advocacy")}
    sign(telling, event, "arrival-explained", {**answers, "story": story(telling, event)})


def contact(telling: Telling, event: StoryEvent) -> None:
    """A word with somebody outside, and what they promised."""
    facts = event.facts
    request = facts.get("request")
    content = {
        "with": telling.person(facts["with"]),
        "story": story(telling, event),
        "request": setting.sentence(request) if request else None,
        "request_kind": option("professional-contact", "contact", "request_kind", request) if request else None,
        "promised_by": facts["promised_by"].isoformat() if "promised_by" in facts else None,
    }
    sign(telling, event, "professional-contact", content)


def document(telling: Telling, event: StoryEvent) -> None:
    """A document has come."""
    kind = option("document-received", "received", "document", event.facts["document"])
    sign(telling, event, "document-received", {"document": kind, "story": story(telling, event)})


def family_time(telling: Telling, event: StoryEvent) -> None:
    """Time with family."""
    facts = event.facts
    content = {
        "kind": option("family-time", "time", "kind", facts["kind"]),
        "with": [person for person in telling.mentioned(event.text) if person["kind"] == "family"],
        "story": story(telling, event),
        "supervised": told(event, "supervised"),
        "childs_view": quoted(event, "childs_view"),
    }
    sign(telling, event, "family-time", content)


def school(telling: Telling, event: StoryEvent) -> None:
    """A word with school."""
    sign(telling, event, "school-contact", {"story": story(telling, event)})


# --- health, team, building


def dose(telling: Telling, event: StoryEvent) -> None:
    """A dose; how much is what the medicine's name ends with."""
    facts = event.facts
    amount = re.search(r"[\d.]+ ?\w+$", facts["medicine"])
    content = {
        "medicine": facts["medicine"],
        "amount": amount.group(0) if amount else "As prescribed",
        "given": "given" if yes(facts["given"]) else "not-given",
        "witness": telling.person(facts["witness"]) if "witness" in facts else None,
    }
    _charted(telling, event, facts["medicine"])
    sign(telling, event, "dose", content)


def _charted(telling: Telling, event: StoryEvent, medicine: str) -> None:
    """Put a medicine of the story on the child's chart before its first dose: one at the hour of that."""
    child = telling.person(event.children[0])["who"]
    if telling.records.get(("medicine-prescribed", medicine + child)):
        return
    content = {
        "medicine": medicine,
        "unit": "tablet",
        "amount": "1",
        "as_needed": "regular",
        "times": [{"at": f"{clock.local(event.at):%H:%M}"}],
        "for_what": "As the surgery wrote",
        "begins_on": event.day.isoformat(),
        "controlled": False,
        "prescribed_by": "The surgery",
    }
    telling.records["medicine-prescribed", medicine + child] = sign(
        telling, event, "medicine-prescribed", content
    ).record_id


def medicine_count(telling: Telling, event: StoryEvent) -> None:
    """How many there are, and how many there should be."""
    facts = event.facts
    content = {"medicine": facts["medicine"], "counted": str(facts["counted"]), "expected": str(facts["expected"])}
    sign(telling, event, "medicine-count", content)


def supervision(telling: Telling, event: StoryEvent) -> None:
    """A worker's supervision; what was agreed is the worker's to do."""
    worker = telling.person(event.facts["worker"])
    content = {
        "held_on": event.facts["held"].isoformat(),
        "story": story(telling, event),
        "actions": rows(telling, event, "action", event.facts.get("actions", []), worker),
    }
    sign(telling, event, "supervision", content, about=[worker])


def fire_drill(telling: Telling, event: StoryEvent) -> None:
    """A fire drill."""
    facts = event.facts
    content = {
        "minutes": str(facts["minutes"]),
        "everyone_out": yes(facts.get("everyone_out", True)),
        "story": story(telling, event),
        "findings": rows(telling, event, "finding", facts.get("findings", []), None),
    }
    sign(telling, event, "fire-drill", content)


def _interviews(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many of each group the visitor is told to have spoken with."""
    groups = {"child": "children", "family": "parents", "worker": "workers"}
    told = [groups.get(one["kind"], "") for one in people]
    return [{"group": group, "spoken": str(told.count(group))} for group in groups.values()]


def visit(telling: Telling, event: StoryEvent) -> None:
    """The independent person's visit and, signed with it, the report."""
    facts, text = event.facts, event.text
    looked_at = re.search(r"[Ss]ampled ([^.]*)\.", text)
    content = {
        "visited_on": event.day.isoformat(),
        "announced": "unannounced" not in text.lower(),
        "interviews": _interviews(telling.mentioned(text)),
        "buildings": [{"building": "The house", "looked": True}],
        "case_records": False,
        "sampled": [option("independent-visit", "visit", "sampled", w.strip()) for w in looked_at.group(1).split(",")]
        if looked_at
        else None,
        "findings": story(telling, event),
    }
    entry = sign(telling, event, "independent-visit", content)
    report = {
        "safeguarded": yes(facts["safeguarded"]),
        "safeguarded_why": story(telling, event),
        "wellbeing": yes(facts["wellbeing"]),
        "wellbeing_why": story(telling, event),
        "recommendations": rows(
            telling, event, "recommendation", facts.get("recommendations", []), None, "consider_by"
        ),
    }
    sign(telling, event, "independent-visit", report, stage="report", record=entry.record_id)
