"""What a form must be told besides, where a test is about something else and says only what matters to it."""

from typing import Any

from ninefold import lawbook
from ninefold.lawbook.facts import fits

SIGNS = {"signs_as": "registered"}
NOTICE = {
    "name_and_birthday": True,
    "accommodated": "s20",
    "order": "neither",
    "authority_contact": "Northmoor duty desk, 01632 960 100",
    "reviewing_officer": "Mel Stansfield, 01632 960 247",
    "ehc_plan": False,
    "in_writing": True,
}
ANSWERS: dict[tuple[str, str], dict[str, Any]] = {
    ("measure", "record"): {
        "lasted": "Until bedtime",
        "no_time": "It came out of nothing",
    },
    ("measure", "manager-check"): SIGNS,
    ("measure", "talk-with-child"): SIGNS,
    ("moved-in", "host-told"): NOTICE,
    ("moved-out", "host-told"): NOTICE,
    ("notification", "sent"): {
        "recipients": [{"who": "ofsted", "told_at": "2026-10-24T11:00:00Z"}],
        "actions": ["The plan was looked at again."],
        "limb": "other-serious",
    },
    ("complaint", "complaint"): {"by_whom": "child", "authoritys": "no"},
    ("complaint", "outcome"): {"taken_part": "nobody"},
}


def whole(type: str, stage: str, content: dict[str, Any]) -> dict[str, Any]:
    """``content`` with an answer to each of these questions that it leaves out and that is asked, given the rest."""
    found = dict(content)
    if (type, stage) == ("measure", "record") and "tried_first" not in found:
        own, other = bool(found.get("ways_tried")), bool(found.get("tried_else"))
        found["tried_first"] = "both" if own and other else "own-list" if own else "other" if other else "no-time"
    asked = {field.id: field for field in lawbook.current().records[type].stage(stage).fields}
    more = dict(ANSWERS.get((type, stage), {}))
    if type == "policy":
        more |= {name: True for name in asked if name.startswith("says_")}
    for name, answer in more.items():
        if name not in found and fits(asked[name].when, found):
            found[name] = answer
    return found
