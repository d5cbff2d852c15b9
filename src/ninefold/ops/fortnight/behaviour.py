"""Events of hard moments: holds, consequences, plans answered, complaints."""

import re
from typing import Any

from ninefold.base import clock
from ninefold.ops import mentions, setting
from ninefold.ops.fortnight.signing import belonging, quoted, sign, stage, story, strategies, told, where, yes
from ninefold.ops.fortnight.story import StoryError, StoryEvent, Telling, option


def restraint(telling: Telling, event: StoryEvent) -> None:
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
        "tried_first": "own-list" if facts.get("tried") else "no-time",
        "ways_tried": strategies(facts.get("tried", {})),
        "no_time": None if facts.get("tried") else setting.sentence(facts.get("no_time", "The story names nothing")),
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


def sanction(telling: Telling, event: StoryEvent) -> None:
    """A consequence."""
    said = story(telling, event)
    content = {
        "kind": "sanction",
        "lead_up": said,
        "began_at": clock.text(event.at),
        "where": where(event.text),
        "story": said,
        "lasted": setting.sentence(str(event.facts.get("lasted", "As told in the story"))),
        "tried_first": "no-time",
        "no_time": setting.sentence(str(event.facts.get("no_time", "The story names nothing"))),
        "consequence": option("measure", "record", "consequence", event.facts["kind"]),
        "agreed": told(event, "agreed"),
        "used_by": [telling.hand(event.by).ref],
        "effect": said,
        "injured": False,
    }
    sign(telling, event, "measure", content)


def manager_check(telling: Telling, event: StoryEvent) -> None:
    """A manager checks a measure with those who used it."""
    accurate = yes(event.facts["accurate"])
    said = story(telling, event)
    content = {
        **_signs_as(telling, event),
        "spoke_to": [telling.person(who) for who in event.facts["spoke_to"]],
        "accurate": accurate,
        "what_is_wrong": None if accurate else said,
        "lawful": told(event, "lawful"),
        "learnt": said,
    }
    stage(telling, event, "measure", "manager-check", content)


def talk_with_child(telling: Telling, event: StoryEvent) -> None:
    """Somebody talks with the child about a measure."""
    content = {
        **_signs_as(telling, event),
        "childs_view": quoted(event),
        "story": story(telling, event),
        "advocate": told(event, "advocate"),
    }
    stage(telling, event, "measure", "talk-with-child", content)


def _signs_as(telling: Telling, event: StoryEvent) -> dict[str, Any]:
    """As whom somebody signs: the registered manager, or whom the manager has authorised."""
    by = telling.hand(event.by)
    lead = next((one for one in telling.hands.values() if one.role == "registered-manager"), by)
    return {"signs_as": "registered"} if by.ref == lead.ref else {"signs_as": "authorised", "authorised_by": lead.ref}


def plan_answer(telling: Telling, event: StoryEvent) -> None:
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
    links = belonging(telling, event, plan, "review")
    stage(telling, event, plan, "review", {"answer": answer, "reason": said}, links=links)


def complaint(telling: Telling, event: StoryEvent) -> None:
    """A child is not content."""
    facts = event.facts
    wants = re.search(r"\bwants (.*?)\.", event.text)
    about = [telling.person(facts["about"])] if "about" in facts else None
    content = {
        "by_whom": "child",
        "story": story(telling, event),
        "authoritys": "no",
        "complained_about": about,
        "wants": setting.sentence(mentions.plain(wants.group(1))) if wants else None,
        "listener": telling.person(facts["chosen_listener"]) if "chosen_listener" in facts else None,
        "advocate": told(event, "advocate"),
    }
    sign(telling, event, "complaint", content)


def complaint_outcome(telling: Telling, event: StoryEvent) -> None:
    """What came of a complaint."""
    facts = event.facts
    content = {
        "investigation": story(telling, event),
        "outcome": option("complaint", "outcome", "outcome", facts["outcome"]),
        "taken_part": "nobody",
        "done": mentions.plain(event.text)[:300],
        "told_child": yes(facts["told_child"]),
    }
    stage(telling, event, "complaint", "outcome", content)
