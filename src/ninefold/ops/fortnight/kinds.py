"""How each kind of event becomes a signed stage of a record. One function per kind, in a table at the end."""

import re
from collections.abc import Callable
from typing import Any

from ninefold.base import clock
from ninefold.ledger.models import Entry
from ninefold.ops import mentions, setting
from ninefold.ops.fortnight.story import Event, StoryError, Telling, by_when, option
from ninefold.ops.mentions import Reference
from ninefold.ops.pen import answering

ROOMS = ("lounge", "kitchen", "hall", "landing", "stairs", "garden", "bedroom", "dining room", "car", "shop", "street")


def sign(
    telling: Telling,
    event: Event,
    type: str,
    content: dict[str, Any],
    *,
    about: list[Reference] | None = None,
    **more: Any,
) -> Entry:
    """Sign a stage as the event's writer about its children, and remember the record."""
    children = [telling.person(child) for child in event.children]
    entry = telling.pen.write(
        type, content, by=telling.hand(event.by), at=event.at, written=event.written,
        about=children if about is None else about, **more,
    )  # fmt: skip
    for child in event.children:
        telling.records[type, child] = entry.record_id
    return entry


def stage(telling: Telling, event: Event, type: str, stage: str, content: dict[str, Any]) -> Entry:
    """Sign a later stage of the latest record of ``type`` about the event's child."""
    record = telling.record(type, event.children[0])
    return sign(telling, event, type, content, stage=stage, record=record)


def story(telling: Telling, event: Event) -> Any:
    """What the event says, with its mentions."""
    return telling.runs(event.text)


def quoted(event: Event, name: str = "childs_words") -> list[str] | None:
    """A child's own words, if the facts have them."""
    return [event.facts[name]] if event.facts.get(name) else None


def yes(answer: Any) -> bool:
    """Yes and no, however YAML read them."""
    return answer in (True, "yes", "Yes")


def told(event: Event, name: str) -> bool | None:
    """Yes or no if the facts say it, nothing if they do not."""
    return yes(event.facts[name]) if name in event.facts else None


def rows(
    telling: Telling, event: Event, name: str, lines: list[str], owner: Reference | None, due: str = "due"
) -> list[dict[str, Any]]:
    """Lines like "Ask about an easel - Helen - by 2 November" as rows of a table."""
    found = []
    for line in lines:
        what, who, day = by_when(line, event.day.year)
        row: dict[str, Any] = {name: what}
        if who:
            row["owner"] = telling.named().get(who) or telling.person(who)
        elif owner:
            row["owner"] = owner
        if day:
            row[due] = day
        found.append(row)
    return found


def wished(telling: Telling, event: Event, entry: Entry) -> None:
    """Remember in which record a wish was made, for its answer."""
    if event.facts.get("wish"):
        telling.wishes[event.facts["wish"]] = entry.record_id


def strategies(tried: dict[str, Any]) -> list[dict[str, str]]:
    """{step: helped / no / "helped for a minute"} as the form asks for it."""
    found = []
    for step, how in tried.items():
        said = "no" if how is False else str(how)
        row = {"step": step, "outcome": "helped" if said.startswith("helped") else "no"}
        found.append(row if said in ("no", "helped") else {**row, "note": said})
    return found


def where(text: str) -> str:
    """The first room or place that a text names."""
    named = [(text.lower().find(room), room) for room in ROOMS if room in text.lower()]
    return setting.sentence(min(named)[1]) if named else "In the house"


# --- everyday


def handover(telling: Telling, event: Event) -> None:
    """What the next shift has to know."""
    sign(telling, event, "handover", {"story": story(telling, event)})


def attendance(telling: Telling, event: Event) -> None:
    """{child: "present (college)"}: the session, and what stands in brackets as a note."""
    sessions, notes = {}, []
    for child, said in event.facts.items():
        word, _, more = str(said).partition(" (")
        ref = telling.person(child)
        sessions[ref["who"]] = option("attendance", "day", "session", word)
        if more:
            notes.append(f"{ref['name']}: {more.rstrip(')')}")
    sign(telling, event, "attendance", {"session": sessions, "note": "; ".join(notes)})


def daily_note(telling: Telling, event: Event) -> None:
    """A day, with moods, one good thing and what helped."""
    facts, mood = event.facts, event.facts.get("mood")
    moods = mood if isinstance(mood, dict) else {child: mood for child in event.children if mood}
    content = {
        "mood": {telling.person(child)["who"]: answer for child, answer in moods.items()},
        "good_thing": facts.get("good_thing"),
        "story": story(telling, event),
        "voice": quoted(event),
        "calming_used": strategies(facts.get("calming_used", {})),
        "wish": facts.get("wish"),
        "wish_of": telling.person(facts["wish_of"]) if "wish_of" in facts else None,
    }
    wished(telling, event, sign(telling, event, "daily-note", content))


def repair(telling: Telling, event: Event) -> None:
    """Putting right, with a wish that may come of it."""
    of = event.facts.get("wish_of")
    content = {
        "story": story(telling, event),
        "wish": event.facts.get("wish"),
        "wish_of": telling.person(of) if of else None,
    }
    wished(telling, event, sign(telling, event, "repair", content))


def wish_answered(telling: Telling, event: Event) -> None:
    """The answer to a wish that was made in an earlier record."""
    wish, said = event.facts["wish"], event.facts["answer"]
    if wish not in telling.wishes:
        raise StoryError(f"nobody wished for {wish!r} before this")
    answer = "yes" if said is True else "no" if said is False else str(said)
    content = {"answer": answer, "reply": story(telling, event)}
    sign(telling, event, "wish-answer", content, links=answering(telling.wishes[wish]))


def activity(telling: Telling, event: Event) -> None:
    """Something done together, with each child's verdict."""
    ratings = {telling.person(child)["who"]: score for child, score in event.facts.get("ratings", {}).items()}
    sign(telling, event, "activity", {"story": story(telling, event), "ratings": ratings})


def achievement(telling: Telling, event: Event) -> None:
    """Something to be proud of."""
    celebrated = setting.sentence(event.facts.get("celebrated", ""))
    sign(telling, event, "achievement", {"story": story(telling, event), "celebrated": celebrated})


def night_check(telling: Telling, event: Event) -> None:
    """How each child was, read from the text: "@Tommy awake, @Jay asleep"."""
    state = {}
    for child in event.children:
        ref = telling.person(child)
        said = re.search(rf"@{ref['name']}\W+(?:was |is )?(awake|asleep|unwell|out)\b", event.text)
        state[ref["who"]] = said.group(1) if said else "asleep"
    sign(telling, event, "night-check", {"asleep": state, "story": story(telling, event)})


def on_call(telling: Telling, event: Event) -> None:
    """What the manager on call said."""
    facts = event.facts
    content = {"from": telling.person(facts["from"]), "advice": telling.runs(facts["advice"])}
    sign(telling, event, "on-call-advice", content)


def key_work(telling: Telling, event: Event) -> None:
    """Time alone with the key-worker."""
    sign(telling, event, "key-work", {"story": story(telling, event), "childs_words": quoted(event)})


def meeting(telling: Telling, event: Event) -> None:
    """The children's meeting: its vote and what was promised."""
    votes = [{"choice": choice, "votes": str(count)} for choice, count in event.facts.get("vote", {}).items()]
    actions = rows(telling, event, "action", event.facts.get("actions", []), None)
    sign(telling, event, "childrens-meeting", {"story": story(telling, event), "votes": votes, "actions": actions})


# --- coming to live here, family and the people around


def impact(telling: Telling, event: Event) -> None:
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


def moved_in(telling: Telling, event: Event) -> None:
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


def explained(telling: Telling, event: Event) -> None:
    """The home is explained to a child."""
    answers = {name: yes(event.facts[name]) for name in ("guide", "complaints", "advocacy")}
    sign(telling, event, "arrival-explained", {**answers, "story": story(telling, event)})


def contact(telling: Telling, event: Event) -> None:
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


def document(telling: Telling, event: Event) -> None:
    """A document has come."""
    kind = option("document-received", "received", "document", event.facts["document"])
    sign(telling, event, "document-received", {"document": kind, "story": story(telling, event)})


def family_time(telling: Telling, event: Event) -> None:
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


def school(telling: Telling, event: Event) -> None:
    """A word with school."""
    sign(telling, event, "school-contact", {"story": story(telling, event)})


# --- health, team, building


def dose(telling: Telling, event: Event) -> None:
    """A dose; how much is what the medicine's name ends with."""
    facts = event.facts
    amount = re.search(r"[\d.]+ ?\w+$", facts["medicine"])
    content = {
        "medicine": facts["medicine"],
        "amount": amount.group(0) if amount else "As prescribed",
        "given": "given" if yes(facts["given"]) else "not-given",
        "witness": telling.person(facts["witness"]) if "witness" in facts else None,
    }
    sign(telling, event, "dose", content)


def medicine_count(telling: Telling, event: Event) -> None:
    """How many there are, and how many there should be."""
    facts = event.facts
    content = {"medicine": facts["medicine"], "counted": str(facts["counted"]), "expected": str(facts["expected"])}
    sign(telling, event, "medicine-count", content)


def supervision(telling: Telling, event: Event) -> None:
    """A worker's supervision; what was agreed is the worker's to do."""
    worker = telling.person(event.facts["worker"])
    content = {
        "held_on": event.facts["held"].isoformat(),
        "story": story(telling, event),
        "actions": rows(telling, event, "action", event.facts.get("actions", []), worker),
    }
    sign(telling, event, "supervision", content, about=[worker])


def fire_drill(telling: Telling, event: Event) -> None:
    """A fire drill."""
    facts = event.facts
    content = {
        "minutes": str(facts["minutes"]),
        "everyone_out": yes(facts.get("everyone_out", True)),
        "story": story(telling, event),
        "findings": rows(telling, event, "finding", facts.get("findings", []), None),
    }
    sign(telling, event, "fire-drill", content)


def visit(telling: Telling, event: Event) -> None:
    """The independent person's visit and, signed with it, the report."""
    facts, text = event.facts, event.text
    looked_at = re.search(r"[Ss]ampled ([^.]*)\.", text)
    content = {
        "visited_on": event.day.isoformat(),
        "announced": "unannounced" not in text.lower(),
        "spoke_with": telling.mentioned(text),
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


# --- keeping safe


def concern(telling: Telling, event: Event) -> None:
    """A worry, who was told and when."""
    facts = event.facts
    content = {
        "category": option("concern", "raised", "category", facts["category"]),
        "story": story(telling, event),
        "immediate_steps": telling.runs("; ".join(facts["immediate_steps"])),
        "told": [
            {"who": telling.person(who), "told_at": event.moment(str(when))}
            for who, when in facts.get("told", {}).items()
        ],
    }
    sign(telling, event, "concern", content)


def referral(telling: Telling, event: Event) -> None:
    """A concern passed on; without words of its own it passes on what the concern says."""
    facts, child = event.facts, event.children[0]
    content = {
        "made_at": event.moment(str(facts["time"])),
        "to": [option("referral", "made", "to", one) for one in facts["to"]],
        "story": story(telling, event) or ["What the concern about ", telling.person(child), " says."],
        "reference": facts.get("reference"),
    }
    links = ({"rel": "follows", "to": telling.record("concern", child)},)
    sign(telling, event, "referral", content, links=links)


def decision(telling: Telling, event: Event) -> None:
    """Whether Ofsted has to know."""
    facts, said = event.facts, story(telling, event)
    limb = facts.get("limb")
    content = {
        "event": said,
        "notify": yes(facts["notify_ofsted"]),
        "limb": option("notification-decision", "decision", "limb", limb) if limb else None,
        "reasoning": said,
    }
    sign(telling, event, "notification-decision", content)


def notification(telling: Telling, event: Event) -> None:
    """What was sent, to whom."""
    facts, child = event.facts, event.children[0]
    ref = telling.person(child)
    content = {
        "sent_at": clock.text(event.at),
        "to": [option("notification", "sent", "to", one) for one in facts["to"]],
        "summary": story(telling, event) or ["What the decision about ", ref, " says."],
        "actions": ["What the concern and the referral about ", ref, " say."],
        "in_writing": "reference" in facts,
        "reference": facts.get("reference"),
    }
    sign(telling, event, "notification", content, links=answering(telling.record("notification-decision", child)))


def missing(telling: Telling, event: Event) -> None:
    """A child is missing: last seen "16:05 school gate", who was told and when."""
    facts = event.facts
    seen, _, place = str(facts["last_seen"]).partition(" ")
    steps = [{"step": "police", "at": clock.text(event.at)}]
    for who, when in facts.get("told", {}).items():
        steps.append({"step": _told_as(telling, who), "at": event.moment(str(when))})
    content = {
        "last_seen_at": event.moment(seen),
        "last_seen_where": setting.sentence(place),
        "story": story(telling, event),
        "reported_at": clock.text(event.at),
        "police_reference": facts.get("police_reference"),
        "steps": steps,
        "photo_days": str(facts["photo_age_days"]) if "photo_age_days" in facts else None,
    }
    sign(telling, event, "missing-episode", content)


def _told_as(telling: Telling, who: str) -> str:
    kind = telling.person(who)["kind"]
    return {"professional": "social-worker", "family": "family"}.get(kind, "on-call")


def returned(telling: Telling, event: Event) -> None:
    """The child is back."""
    facts = event.facts
    injuries = facts.get("injuries", "none")
    content = {
        "returned_at": clock.text(event.at),
        "how": f"Found by {facts['found_by']}",
        "story": story(telling, event),
        "injured": injuries not in ("none", False),
        "injury": [{"place": "whole-body", "note": str(injuries)}] if injuries not in ("none", False) else None,
        "police_told_at": event.moment(str(facts["police_told"])) if "police_told" in facts else None,
    }
    stage(telling, event, "missing-episode", "returned", content)


def interview_requested(telling: Telling, event: Event) -> None:
    """The return interview is asked for."""
    content = {"asked_at": event.moment(str(event.facts["asked"])), "of": telling.person(event.facts["of"])}
    stage(telling, event, "missing-episode", "return-interview-requested", content)


# --- behaviour


def restraint(telling: Telling, event: Event) -> None:
    """A hold: one child held, others there."""
    facts, text = event.facts, event.text
    child = telling.person(facts["child"])
    used_by = [telling.person(who) for who in facts["used_by"]]
    present = [telling.person(who) for who in facts.get("present", [])]
    seen = {person["who"] for person in [child, *used_by, *present]}
    others = [person for person in telling.mentioned(text) if person["who"] not in seen]
    held = next((i for i, one in enumerate(event.sentences()) if "held" in one), -1)
    injury = facts.get("injury")
    content = {
        "kind": "restraint",
        "lead_up": telling.runs(setting.sentence(facts.get("cause", "")) or text),
        "began_at": event.moment(str(facts["began"])),
        "where": where(text),
        "story": story(telling, event),
        "hold": option("measure", "record", "hold", facts["kind"].removesuffix(" hold")),
        "why_needed": ["injury-other" if re.search(r"\b(at|for) @", text) else "injury-child"],
        "minutes": facts["minutes"],
        "ways_tried": strategies(facts.get("tried", {})),
        "used_by": used_by,
        "present": [*present, *others],
        "effect": telling.runs(" ".join(event.sentences()[held + 1 :]) or text),
        "injured": bool(injury),
        "injury": [{"place": _body_place(injury), "note": injury}] if injury else None,
        "treatment": setting.sentence(facts.get("treatment", "")) if injury else None,
    }
    there = [person for person in present if person["kind"] == "child"]
    entry = sign(telling, event, "measure", content, about=[child], present=there)
    telling.records["measure", facts["child"]] = entry.record_id


def _body_place(injury: str) -> str:
    """ "red mark, Jay's left forearm" is at left-forearm."""
    side = re.search(r"\b(left|right) (\w+)", injury)
    return f"{side.group(1)}-{side.group(2)}" if side else injury.rsplit(maxsplit=1)[-1]


def sanction(telling: Telling, event: Event) -> None:
    """A consequence."""
    said = story(telling, event)
    content = {
        "kind": "sanction",
        "lead_up": said,
        "began_at": clock.text(event.at),
        "where": where(event.text),
        "story": said,
        "consequence": option("measure", "record", "consequence", event.facts["kind"]),
        "agreed": told(event, "agreed"),
        "used_by": [telling.hand(event.by).ref],
        "effect": said,
        "injured": False,
    }
    sign(telling, event, "measure", content)


def manager_check(telling: Telling, event: Event) -> None:
    """A manager checks a measure with those who used it."""
    accurate = yes(event.facts["accurate"])
    said = story(telling, event)
    content = {
        "spoke_to": [telling.person(who) for who in event.facts["spoke_to"]],
        "accurate": accurate,
        "what_is_wrong": None if accurate else said,
        "lawful": told(event, "lawful"),
        "learnt": said,
    }
    stage(telling, event, "measure", "manager-check", content)


def talk_with_child(telling: Telling, event: Event) -> None:
    """Somebody talks with the child about a measure."""
    content = {
        "childs_view": quoted(event),
        "story": story(telling, event),
        "advocate": told(event, "advocate"),
    }
    stage(telling, event, "measure", "talk-with-child", content)


def plan_answer(telling: Telling, event: Event) -> None:
    """A plan is changed, or still right."""
    kinds = {
        plan.removesuffix("-plan").removesuffix("-assessment"): plan
        for plan, child in telling.records
        if child == event.children[0]
    }
    plan = kinds.get(event.facts["plan"])
    if plan is None:
        raise StoryError(f"there is no {event.facts['plan']} plan about {event.children[0]}")
    said, answer = story(telling, event), option(plan, "review", "answer", event.facts["answer"])
    stage(telling, event, plan, "review", {"answer": answer, "reason": said})


def complaint(telling: Telling, event: Event) -> None:
    """A child is not content."""
    facts = event.facts
    wants = re.search(r"\bwants (.*?)\.", event.text)
    about = [telling.person(facts["about"])] if "about" in facts else None
    content = {
        "story": story(telling, event),
        "complained_about": about,
        "wants": setting.sentence(mentions.plain(wants.group(1))) if wants else None,
        "listener": telling.person(facts["chosen_listener"]) if "chosen_listener" in facts else None,
        "advocate": told(event, "advocate"),
    }
    sign(telling, event, "complaint", content)


def complaint_outcome(telling: Telling, event: Event) -> None:
    """What came of a complaint."""
    facts = event.facts
    content = {
        "investigation": story(telling, event),
        "outcome": option("complaint", "outcome", "outcome", facts["outcome"]),
        "done": mentions.plain(event.text)[:300],
        "told_child": yes(facts["told_child"]),
    }
    stage(telling, event, "complaint", "outcome", content)


KINDS: dict[str, Callable[[Telling, Event], None]] = {
    "achievement": achievement, "activity": activity, "arrival-explained": explained, "attendance": attendance,
    "childrens-meeting": meeting, "complaint": complaint, "complaint-outcome": complaint_outcome, "contact": contact,
    "daily-note": daily_note, "document-received": document, "dose": dose, "family-time": family_time,
    "fire-drill": fire_drill, "handover": handover, "impact-assessment": impact, "independent-visit": visit,
    "key-work": key_work, "medicine-count": medicine_count, "missing-reported": missing,
    "missing-returned": returned, "moved-in": moved_in, "night-check": night_check,
    "notification-decision": decision, "notification-sent": notification, "on-call-advice": on_call,
    "plan-answer": plan_answer, "referral": referral, "repair": repair, "restraint": restraint,
    "restraint-manager-check": manager_check, "restraint-talk-with-child": talk_with_child,
    "return-interview-requested": interview_requested, "safeguarding-concern": concern, "sanction": sanction,
    "school-contact": school, "supervision": supervision, "wish-answered": wish_answered,
}  # fmt: skip
