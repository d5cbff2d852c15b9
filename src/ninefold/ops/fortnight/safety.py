"""Events of keeping safe: concerns, referrals, notifications, missing."""

from ninefold.base import clock
from ninefold.ops import setting
from ninefold.ops.fortnight.signing import belonging, sign, stage, story, yes
from ninefold.ops.fortnight.story import StoryEvent, Telling, option
from ninefold.ops.pen import answering, following


def concern(telling: Telling, event: StoryEvent) -> None:
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


def referral(telling: Telling, event: StoryEvent) -> None:
    """A concern passed on; without words of its own it passes on what the concern says."""
    facts, child = event.facts, event.children[0]
    content = {
        "made_at": event.moment(str(facts["time"])),
        "to": [option("referral", "made", "to", one) for one in facts["to"]],
        "story": story(telling, event) or ["What the concern about ", telling.person(child), " says."],
        "reference": facts.get("reference"),
    }
    sign(telling, event, "referral", content, links=following(telling.record("concern", child)))


def decision(telling: Telling, event: StoryEvent) -> None:
    """Whether Ofsted has to know."""
    facts, said = event.facts, story(telling, event)
    limb = facts.get("limb")
    content = {
        "event": said,
        "notify": yes(facts["notify_ofsted"]),
        "limb": option("notification-decision", "decision", "limb", limb) if limb else None,
        "reasoning": said,
    }
    links = belonging(telling, event, "notification-decision")
    sign(telling, event, "notification-decision", content, links=links)
    if content["limb"]:
        telling.limbs[event.children[0]] = content["limb"]


def _recipient(who: str) -> str:
    """Somebody who was told, as the form's table calls them; it asks of the same as the list that it replaced."""
    return option("notification", "sent", "to", who)


def notification(telling: Telling, event: StoryEvent) -> None:
    """What was sent, to whom."""
    facts, child = event.facts, event.children[0]
    ref = telling.person(child)
    content = {
        "sent_at": clock.text(event.at),
        "recipients": [{"who": _recipient(one), "told_at": clock.text(event.at)} for one in facts["to"]],
        "limb": telling.limbs.get(child, "other-serious"),
        "summary": story(telling, event) or ["What the decision about ", ref, " says."],
        "actions": ["What the concern and the referral about ", ref, " say."],
        "in_writing": "reference" in facts,
        "reference": facts.get("reference"),
    }
    sign(telling, event, "notification", content, links=answering(telling.record("notification-decision", child)))


def missing(telling: Telling, event: StoryEvent) -> None:
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


def returned(telling: Telling, event: StoryEvent) -> None:
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


def interview_requested(telling: Telling, event: StoryEvent) -> None:
    """The return interview is asked for."""
    content = {"asked_at": event.moment(str(event.facts["asked"])), "of": telling.person(event.facts["of"])}
    stage(telling, event, "missing-episode", "return-interview-requested", content)
