"""What is hard, and rare: incidents, measures with their stages, concerns, complaints."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from ninefold.base import clock
from ninefold.ops.pen import Hand, answering, following
from ninefold.ops.simulate import missing, plans
from ninefold.ops.simulate.house import House, Kid, at
from ninefold.ops.simulate.words import bank


def plan(house: House, day: date) -> None:
    """Let hard things happen on a day, more to some children than to others."""
    chance = house.chance
    for kid in house.kids:
        temper, away = kid.card["temper"], kid.card["missing"]
        for share, hour, what in (
            (0.005 * temper, chance.randint(8, 21), incident),
            (0.0018 * temper * temper, chance.randint(16, 21), measure),
            (0.0028 * away, 17, missing.missing),
            (0.0009 * (1 + away), chance.randint(9, 20), concern),
            (0.0022, chance.randint(12, 20), complaint),
        ):
            if house.chances(share):
                house.later(at(day, hour, chance.randrange(60)), partial(what, house, kid))


def _tried(house: House, kid: Kid) -> list[dict[str, str]]:
    steps = house.chance.sample(kid.card["calming"], house.chance.randint(1, 3))
    found = []
    for step in steps:
        helped = house.chances(0.5)
        words = bank("tried")[0 if helped else 1]
        found.append({"step": step, "outcome": "helped" if helped else "no", "note": house.line(words)})
    return found


def _other(house: House, kid: Kid) -> Kid:
    return house.chance.choice([k for k in house.kids if k is not kid] or [kid])


def incident(house: House, kid: Kid) -> None:
    """Something hard, written down within hours and looked at by a manager."""
    if kid not in house.kids:
        return
    one = house.words.pick("incident")
    other = _other(house, kid)
    began = house.now
    by = house.carer()
    text = house.words.fresh(lambda: house.words.fill(one["text"], house.about(kid, other)))
    names_other = "{other}" in one["text"] + one["lead"] and other is not kid
    content = {
        "lead_up": house.runs(house.words.fill(one["lead"], house.about(kid, other))),
        "began_at": clock.text(began),
        "where": house.chance.choice(("Lounge", "Kitchen", "Landing", "Garden", "Bedroom", "Hall", "Dining room")),
        "story": house.runs(text),
        "kinds": one["kinds"],
        "ways_tried": _tried(house, kid),
        "how_ended": house.chance.choice(("calmed-together", "calmed-together", "calmed-together", "calmed-alone")),
        "injured": bool(one.get("injured")),
        "treatment": "Cleaned, cold pack, watched" if one.get("injured") else None,
        "police_called": False,
    }
    kid.mood -= 1

    def sign() -> None:
        present = [other] if names_other and other in house.kids else []
        entry = house.write("incident", content, by=by, at=began, about=[kid], present=present)
        house.after(partial(incident_checked, house, kid, one, entry.record_id), hours=house.chance.randint(10, 60))
        house.after(
            partial(plans.answered, house, kid, "incident", entry.record_id),
            days=house.chance.choice((1, 2, 3, 3, 4, 4, 7)),
        )

        if names_other and mended:
            house.later(began + timedelta(hours=20), partial(repair, house, kid, other, entry.record_id))

    house.after(sign, hours=house.chance.choice((0.5, 1, 2, 3)))
    mended = names_other and house.chances(0.7)


def incident_checked(house: House, kid: Kid, one: dict[str, Any], record: str) -> None:
    """A manager and the team look at what it was telling them."""
    content = {
        "learnt": house.told(one["learnt"], kid),
        "told": ["social-worker"],
        "staff_wellbeing": house.line("[Fine|Tired|Shaken, talked it through|Steady]"),
    }
    house.write("incident", content, by=house.deputy, record=record, stage="manager-check", about=[kid])


def repair(house: House, kid: Kid, other: Kid, event: str) -> None:
    """Two children put things right."""
    if kid in house.kids and other in house.kids:
        told = {"story": house.story("repair", kid, other)}
        house.write("repair", told, by=house.carer(), about=[kid, other], links=following(event))


def measure(house: House, kid: Kid) -> None:
    """A hold or a consequence, with the three clocks that follow it."""
    if kid not in house.kids:
        return
    one = house.words.pick("measure")
    other, by, helper = _other(house, kid), *house.chance.sample(house.carers, 2)
    about = house.about(kid, other) | {"by": "@" + helper.name}
    began = house.now
    hold = one["kind"] == "restraint"
    text = house.words.fresh(lambda: house.words.fill(one["text"], house.about(kid, other) | {"by": "@" + helper.name}))
    content = {
        "kind": one["kind"],
        "lead_up": house.runs(house.words.fill(one["lead"], about)),
        "began_at": clock.text(began),
        "where": house.chance.choice(("Lounge", "Kitchen", "Landing", "Hall", "Garden", "By the road")),
        "story": house.runs(text),
        "hold": one.get("hold"),
        "why_needed": [one["why"]] if hold else None,
        "minutes": house.chance.randint(1, 5) if hold else None,
        "lasted": None if hold else "Until the next evening",
        "consequence": one.get("consequence"),
        "agreed": house.chances(0.7) if not hold else None,
        "tried_first": "own-list",
        "ways_tried": _tried(house, kid),
        "used_by": [by.ref, helper.ref] if hold else [by.ref],
        "present": [other.ref] if other is not kid else None,
        "effect": house.runs(house.words.fill(one["effect"], about)),
        "injured": False,
    }
    kid.mood -= 1.2

    def sign() -> None:
        present = [other] if other is not kid and other in house.kids else []
        entry = house.write("measure", content, by=by, at=began, about=[kid], present=present)
        _measure_follows(house, kid, entry.record_id, [by, helper] if hold else [by])

    house.after(sign, hours=house.chance.choice((1, 1, 2, 2, 3, 14, 31)))


def _measure_follows(house: House, kid: Kid, record: str, used_by: list[Hand]) -> None:
    chance = house.chance
    checker = house.chance.choice([house.deputy, house.manager])
    house.after(partial(_staff_account, house, kid, record, used_by[-1]), hours=chance.randint(2, 12))
    house.after(
        partial(_checked, house, kid, record, used_by, checker), hours=chance.choice((9, 12, 15, 20, 26, 40, 62))
    )
    for hand in used_by:
        house.after(partial(_debriefed, house, hand, checker, record), hours=chance.choice((2, 5, 14, 22, 40, 60, 90)))
    house.after(partial(_talked, house, kid, record, checker), hours=chance.choice((20, 30, 44, 70, 90, 140)))
    house.after(partial(plans.answered, house, kid, "measure", record), days=chance.choice((2, 2, 3, 3, 4, 4, 8)))


def _staff_account(house: House, kid: Kid, record: str, by: Hand) -> None:
    house.write(
        "measure",
        {"story": house.story("staff_account", kid)},
        by=by,
        record=record,
        stage="staff-account",
        about=[kid],
    )


def _debriefed(house: House, hand: Hand, by: Hand, event: str) -> None:
    """Somebody who held a child is asked how they are, by whoever checks the record."""
    if hand in house.team and hand is not by:
        how = "[Shaken, better after tea|All right, and tired|Keeps hearing it|Glad {staff} was there]. [Slept|Slept badly|Off tomorrow]."
        content = {
            "held_at": clock.text(house.now - timedelta(minutes=20)),
            "how": house.runs(
                house.words.fresh(lambda: house.words.fill(how, house.about(house.chance.choice(house.kids))))
            ),
            "learn": house.line("[Step back sooner|One voice|The landing is too narrow|Ring earlier]"),
            "safe_to_work": True,
        }
        house.write("staff-debrief", content, by=by, about_worker=hand, links=answering(event))


def _checked(house: House, kid: Kid, record: str, used_by: list[Hand], by: Hand) -> None:
    content = {
        **_signs_as(house, by),
        "spoke_to": [hand.ref for hand in used_by],
        "accurate": True,
        "lawful": True,
        "learnt": house.story("checked", kid),
    }
    house.write("measure", content, by=by, record=record, stage="manager-check", about=[kid])


def _signs_as(house: House, by: Hand) -> dict[str, Any]:
    """As whom somebody signs what the law wants signed by the registered person or whom they authorised."""
    if by is house.manager:
        return {"signs_as": "registered"}
    return {"signs_as": "authorised", "authorised_by": house.manager.ref}


def _talked(house: House, kid: Kid, record: str, by: Hand) -> None:
    content = {
        **_signs_as(house, by),
        "childs_view": house.in_their_words(kid, house.words.pick("talked_words")),
        "story": house.story("talked", kid),
        "would_help": house.line(house.chance.choice(bank("helps")), kid),
        "advocate": house.chances(0.9),
        "complain": False,
    }
    house.write("measure", content, by=by, record=record, stage="talk-with-child", about=[kid])


def concern(house: House, kid: Kid) -> None:
    """A worry about a child, told at once and decided by the manager the same day."""
    if kid not in house.kids:
        return
    one, by = house.words.pick("concern"), house.carer()
    text = house.words.fresh(lambda: house.words.fill(one["text"], house.about(kid)))
    content = {
        "category": one["category"],
        "story": house.runs(text),
        "childs_words": house.in_their_words(kid, house.words.pick("concern_words")),
        "immediate_steps": house.runs(house.words.fill(one["steps"], house.about(kid))),
        "told": [{"who": house.manager.ref, "told_at": clock.text(house.now - timedelta(minutes=3))}],
        "child_knows": True,
    }
    entry = house.write("concern", content, by=by, about=[kid])
    house.after(partial(_concern_decided, house, kid, one, entry.record_id), hours=house.chance.choice((1, 2, 3)))


def _concern_decided(house: House, kid: Kid, one: dict[str, str], record: str) -> None:
    by = house.manager
    refer = one["category"] in ("criminal-exploitation", "physical")
    why = house.runs(house.words.say("decision", house.about(kid)))
    house.write(
        "concern",
        {"decision": "refer" if refer else "watch", "reasoning": why},
        by=by,
        record=record,
        stage="lead-decision",
        about=[kid],
    )
    if refer:
        to = {
            "made_at": clock.text(house.now),
            "to": ["placing-authority", "host-authority"],
            "story": house.runs(f"What was seen and heard about @{kid.name}, in full."),
            "reference": f"R-{house.chance.randint(10000, 99999)}",
        }
        sent = house.write("referral", to, by=by, about=[kid], links=following(record))
        house.after(partial(_referral_answered, house, kid, sent.record_id), days=house.chance.choice((1, 2, 4)))
    text = f"A worry about @{kid.name} ({one['category'].replace('-', ' ')}), see the concern."
    decided = {
        "event": house.runs(text),
        "notify": refer,
        "limb": "other-serious" if refer else None,
        "reasoning": why if refer else house.runs(house.words.fill(bank("arrangements_no"), {})),
    }
    decision = house.write("notification-decision", decided, by=by, about=[kid], links=answering(record))
    if refer:
        house.after(partial(_notified, house, kid, decision.record_id), hours=house.chance.choice((1, 2, 15, 30)))


def _notified(house: House, kid: Kid, decision: str) -> None:
    content = {
        "sent_at": clock.text(house.now),
        "recipients": [
            {"who": who, "told_at": clock.text(house.now)} for who in ("ofsted", "placing-authority", "host-authority")
        ],
        "limb": "other-serious",
        "summary": house.runs(f"A serious worry about @{kid.name}, what is known and what is not."),
        "actions": house.runs(
            house.words.fill(
                "[Adults closer|Lifts to and from school|Phone looked at together]; the authorities have it.", {}
            )
        ),
        "in_writing": True,
        "reference": f"N-{house.chance.randint(40000, 69999)}",
    }
    sent = house.write("notification", content, by=house.manager, about=[kid], links=answering(decision))
    house.after(partial(_afterwards, house, kid, sent.record_id), days=house.chance.choice((1, 2, 3, 4, 6)))


def _afterwards(house: House, kid: Kid, notification: str) -> None:
    """The home's own record of something serious, with what the placing authority said."""
    content = {
        "actions": house.story("after_serious", kid),
        "discussed_at": clock.text(house.now - timedelta(minutes=50)),
        "agreed": house.story("after_serious_agreed", kid),
        "childs_view": house.in_their_words(kid, house.words.pick("after_serious_words")),
    }
    house.write("serious-event", content, by=house.manager, about=[kid], links=answering(notification))


def _referral_answered(house: House, kid: Kid, record: str) -> None:
    outcome = house.chance.choice(("accepted", "advice", "strategy"))
    content = {
        "outcome": outcome,
        "story": house.runs(
            house.line(
                "[They will see the child this week|Keep the plan and ring if anything changes|A meeting on Thursday with school and police]."
            )
        ),
        "content": True,
    }
    house.write("referral", content, by=house.manager, record=record, stage="outcome", about=[kid])


def complaint(house: House, kid: Kid) -> None:
    """A child is not content, and says so."""
    if kid not in house.kids:
        return
    one, worker, listener = (
        house.words.pick("complaint"),
        house.carer(),
        house.chance.choice([house.deputy, house.manager]),
    )
    other = _other(house, kid)
    named = "{worker}" in one["text"]
    by = house.chance.choice([hand for hand in house.carers if hand is not worker])

    def about() -> dict[str, str]:
        return house.about(kid, other) | {"worker": "@" + worker.name}

    text = house.words.fresh(lambda: house.words.fill(one["text"], about()))
    content = {
        "by_whom": "child",
        "story": house.runs(text),
        "authoritys": "no",
        "complained_about": [worker.ref] if named else None,
        "wants": house.line(one["wants"], kid),
        "listener": listener.ref,
        "advocate": house.chances(0.9),
    }
    entry = house.write("complaint", content, by=by, about=[kid])

    def outcome() -> None:
        answer = {
            "investigation": house.runs(house.words.fill(one["found"], about())),
            "outcome": one["outcome"],
            "taken_part": "nobody",
            "done": house.line(one["done"], kid),
            "told_child": True,
            "childs_view": house.in_their_words(kid, house.words.pick("complaint_view")),
            "no_reprisal": True,
        }
        house.write(
            "complaint",
            answer,
            by=listener if listener in house.team else house.manager,
            record=entry.record_id,
            stage="outcome",
            about=[kid],
        )

    house.after(outcome, days=house.chance.choice((2, 3, 4, 6, 8, 12, 19)))
