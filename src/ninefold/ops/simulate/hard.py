"""What is hard, and rare: incidents, measures with their stages, concerns, complaints."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from ninefold.base import clock
from ninefold.ops.pen import Hand, answering, following
from ninefold.ops.simulate import plans
from ninefold.ops.simulate.house import AT_SCHOOL, House, Kid, at
from ninefold.ops.simulate.words import Truths, bank

STRETCH = (16, 32)  # days in which things go wrong more often, and how long after one the next may come
CALM = timedelta(days=120)


def plan(house: House, day: date) -> None:
    """Let hard things happen on a day: to some children more, and in stretches rather than evenly."""
    chance = house.chance
    for kid in house.kids:
        temper = kid.card["temper"]
        if house.chances(0.004 * temper) and kid.hard_until + CALM < day:
            kid.hard_until = day + timedelta(days=chance.randint(*STRETCH))
        hard = kid.hard_until >= day
        for share, what in (
            (0.045 * temper if hard else 0.0015 * temper, incident),
            (0.032 * (temper - 1) if hard else 0.0004 * temper, measure),
            (0.0010, concern),
            (0.0018, complaint),
        ):
            if house.chances(share) and not kid.gone_since:
                house.later(at(day, chance.randint(16, 20), chance.randrange(60)), partial(what, house, kid))


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


def _fits(kid: Kid, house: House, one: dict[str, Any]) -> bool:
    least, most = one.get("ages", (0, 18))
    return least <= kid.age(house.day) <= most and (not one.get("school") or kid.code in AT_SCHOOL)


def incident(house: House, kid: Kid) -> None:
    """Something hard, written down within hours and looked at by a manager."""
    if kid not in house.kids or kid.gone_since or kid.hard_day == house.day:
        return
    one = house.words.pick("incident", Truths({}, lambda told: _fits(kid, house, told)))
    if "hour" in one and house.now_local.hour != one["hour"]:
        when = at(house.day + timedelta(days=1), one["hour"], 10 + house.chance.randrange(45))
        house.later(when, partial(_incident, house, kid, one))
    else:
        _incident(house, kid, one)


def _incident(house: House, kid: Kid, one: dict[str, Any]) -> None:
    if kid not in house.kids or kid.gone_since or not _fits(kid, house, one):
        return
    other = _other(house, kid)
    began = house.now
    by = house.carer()
    about = house.about(kid, other)
    text = house.words.fresh(lambda: house.words.fill(one["text"], about))
    names_other = "{other}" in one["text"] + one["lead"] and other is not kid
    content = {
        "lead_up": house.runs(house.words.fill(one["lead"], about)),
        "began_at": clock.text(began),
        "where": one["where"],
        "story": house.runs(text),
        "kinds": one["kinds"],
        "ways_tried": None if one.get("injured") else _tried(house, kid),
        "how_ended": house.chance.choice(("calmed-together", "calmed-together", "calmed-together", "calmed-alone")),
        "injured": bool(one.get("injured")),
        "injury": [one["injured"]] if one.get("injured") else None,
        "treatment": one.get("treatment"),
        "police_called": False,
    }
    kid.mood -= 1
    kid.hard_day = house.day
    kid.note("hard", f"an incident on {house.day:%A}, looked at together")

    def sign() -> None:
        present = [other] if names_other and other in house.kids else []
        entry = house.write("incident", content, by=by, at=began, about=[kid], present=present, urgent=True)
        checked = _next_day(house, 9, 15)
        house.later(checked, partial(incident_checked, house, kid, one, entry.record_id))
        reopened = house.chance.choice((1, 2, 2, 3))
        house.after(partial(plans.answered, house, kid, "incident", entry.record_id), days=reopened)
        if names_other and mended:
            house.later(_next_day(house, 16, 19), partial(repair, house, kid, other, entry.record_id))

    house.later(began + timedelta(minutes=house.chance.choice((35, 50, 70, 90))), sign)
    mended = names_other and house.chances(0.8)


def _next_day(house: House, first: int, last: int) -> datetime:
    return at(house.day + timedelta(days=1), house.chance.randint(first, last), house.chance.randrange(60))


def incident_checked(house: House, kid: Kid, one: dict[str, Any], record: str) -> None:
    """A manager and the team look at what it was telling them."""
    house.by = house.deputy
    content = {
        "learnt": house.told(one["learnt"], kid),
        "told": ["social-worker"],
        "staff_wellbeing": house.line("[Fine|Tired|Shaken, talked it through|Steady]"),
    }
    house.write("incident", content, by=house.deputy, record=record, stage="manager-check", about=[kid])


def repair(house: House, kid: Kid, other: Kid, event: str) -> None:
    """Two children put things right."""
    if kid in house.kids and other in house.kids and not (kid.gone_since or other.gone_since):
        by = house.carer()
        content = {"story": house.story("repair", kid, other)}
        house.write("repair", content, by=by, about=[kid, other], links=following(event))


def measure(house: House, kid: Kid) -> None:
    """A hold or a consequence, with the three clocks that follow it."""
    here = [hand for hand in house.on_duty() if hand not in house.agency]
    if kid not in house.kids or kid.gone_since or kid.hard_day == house.day or len(here) < 2:
        return
    one = house.words.pick("measure", Truths({}, lambda told: _fits(kid, house, told)))
    other, (by, helper) = _other(house, kid), house.chance.sample(here, 2)
    house.by = by
    about = house.about(kid, other) | {"by": "@" + helper.name}
    began = house.now
    hold = one["kind"] == "restraint"
    text = house.words.fresh(lambda: house.words.fill(one["text"], about))
    sees = other is not kid and "{other}" in one["lead"] + one["text"] + one["effect"] and one["where"] != "By the road"
    content = {
        "kind": one["kind"],
        "lead_up": house.runs(house.words.fill(one["lead"], about)),
        "began_at": clock.text(began),
        "where": one["where"],
        "story": house.runs(text),
        "hold": one.get("hold"),
        "why_needed": [one["why"]] if hold else None,
        "minutes": house.chance.randint(1, 4) if hold else None,
        "lasted": one.get("lasted"),
        "consequence": one.get("consequence"),
        "agreed": one["consequence"] == "reparation" or house.chances(0.6) if not hold else None,
        "tried_first": "own-list",
        "ways_tried": _tried(house, kid),
        "used_by": [by.ref, helper.ref] if hold else [by.ref],
        "present": [other.ref] if sees else None,
        "effect": house.runs(house.words.fill(one["effect"], about)),
        "injured": False,
    }
    kid.mood -= 1.2
    kid.hard_day = house.day
    kid.note("hard", f"a {'hold' if hold else 'consequence'} on {house.day:%A}, talked over since")

    def sign() -> None:
        present = [other] if sees and other in house.kids else []
        entry = house.write("measure", content, by=by, at=began, about=[kid], present=present, urgent=True)
        _measure_follows(house, kid, entry.record_id, [by, helper] if hold else [by])

    house.later(began + timedelta(minutes=house.chance.choice((30, 45, 60, 80))), sign)


def _measure_follows(house: House, kid: Kid, record: str, used_by: list[Hand]) -> None:
    """What the law and the home ask for after it. A manager comes in for it, at a weekend as well; now and then too late."""
    checker = house.chance.choice([house.deputy, house.manager])
    late = house.chances(0.04)
    if len(used_by) > 1:
        house.later(house.now + timedelta(minutes=25), partial(_staff_account, house, kid, record, used_by[-1]))
    checked = _next_day(house, 10, 13)
    house.later(checked + timedelta(days=2 if late else 0), partial(_checked, house, kid, record, used_by, checker))
    for hand in used_by:
        house.later(_next_day(house, 14, 17), partial(_debriefed, house, hand, checker, record))
    talked = _next_day(house, 16, 18) + timedelta(days=house.chance.choice((0, 0, 1)))
    house.later(talked, partial(_talked, house, kid, record, checker))
    house.after(partial(plans.answered, house, kid, "measure", record), days=house.chance.choice((2, 2, 3)))


def _staff_account(house: House, kid: Kid, record: str, by: Hand) -> None:
    house.by = by
    house.write(
        "measure",
        {"story": house.story("staff_account", kid)},
        by=by,
        record=record,
        stage="staff-account",
        about=[kid],
        urgent=True,
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
        house.write("staff-debrief", content, by=by, about_worker=hand, links=answering(event), urgent=True)


def _checked(house: House, kid: Kid, record: str, used_by: list[Hand], by: Hand) -> None:
    content = {
        **_signs_as(house, by),
        "spoke_to": [hand.ref for hand in used_by],
        "accurate": True,
        "lawful": True,
        "learnt": house.story("checked", kid),
    }
    house.write("measure", content, by=by, record=record, stage="manager-check", about=[kid], urgent=True)


def _signs_as(house: House, by: Hand) -> dict[str, Any]:
    """As whom somebody signs what the law wants signed by the registered person or whom they authorised."""
    if by is house.manager:
        return {"signs_as": "registered"}
    return {"signs_as": "authorised", "authorised_by": house.manager.ref}


def _talked(house: House, kid: Kid, record: str, by: Hand) -> None:
    if kid not in house.kids or kid.gone_since:
        return
    house.by = by
    content = {
        **_signs_as(house, by),
        "childs_view": house.voice("talked_words", kid),
        "story": house.story("talked", kid),
        "would_help": house.line(house.chance.choice(bank("helps")), kid),
        "advocate": house.chances(0.9),
        "complain": False,
    }
    house.write("measure", content, by=by, record=record, stage="talk-with-child", about=[kid], urgent=True)


def concern(house: House, kid: Kid) -> None:
    """A worry about a child, told at once and decided by the manager the same day."""
    if kid not in house.kids or kid.gone_since:
        return
    one, by = house.words.pick("concern", Truths({}, lambda told: _fits(kid, house, told))), house.carer()
    text = house.words.fresh(lambda: house.words.fill(one["text"], house.about(kid)))
    words = one.get("words")
    content = {
        "category": one["category"],
        "story": house.runs(text),
        "childs_words": house.in_their_words(kid, words) if words else house.voice("concern_words", kid),
        "immediate_steps": house.runs(house.words.fill(one["steps"], house.about(kid))),
        "told": [{"who": house.manager.ref, "told_at": clock.text(house.now - timedelta(minutes=3))}],
        "child_knows": True,
    }
    entry = house.write("concern", content, by=by, about=[kid])
    decides = house.now + timedelta(minutes=house.chance.choice((50, 80, 110)))
    house.later(decides, partial(_concern_decided, house, kid, one, entry.record_id))


def _concern_decided(house: House, kid: Kid, one: dict[str, str], record: str) -> None:
    by = house.by = house.manager
    refer = "not_told" not in one
    why = house.runs(house.words.fill(one["decision"], house.about(kid)))
    house.write(
        "concern",
        {"decision": "refer" if refer else "watch", "reasoning": why},
        by=by,
        record=record,
        stage="lead-decision",
        about=[kid],
        urgent=True,
    )
    if refer:
        to = {
            "made_at": clock.text(house.now),
            "to": ["placing-authority", "host-authority"],
            "story": house.runs(f"What was seen and heard about @{kid.name}, in full, with times."),
            "reference": f"R-{house.chance.randint(10000, 99999)}",
        }
        sent = house.write("referral", to, by=by, about=[kid], links=following(record), urgent=True)
        house.after(partial(_referral_answered, house, kid, sent.record_id), days=1)
    decided = {
        "notify": refer,
        "limb": "other-serious" if refer else None,
        "reasoning": why if refer else house.runs(house.words.fill(one["not_told"], house.about(kid))),
    }
    decision = house.write("notification-decision", decided, by=by, about=[kid], links=answering(record), urgent=True)
    if refer:
        house.later(house.now + timedelta(minutes=45), partial(_notified, house, kid, decision.record_id))


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
    sent = house.write("notification", content, by=house.manager, about=[kid], links=answering(decision), urgent=True)
    house.after(partial(_afterwards, house, kid, sent.record_id), days=house.chance.choice((1, 2, 3)))


def _afterwards(house: House, kid: Kid, notification: str) -> None:
    """The home's own record of something serious, with what the placing authority said."""
    if kid not in house.kids:
        return
    house.by = house.manager
    content = {
        "actions": house.story("after_serious", kid),
        "discussed_at": clock.text(house.now - timedelta(minutes=50)),
        "agreed": house.story("after_serious_agreed", kid),
        "childs_view": house.voice("after_serious_words", kid),
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
    here = [hand for hand in house.on_duty() if hand not in house.agency]
    if len(here) < 2 or kid.gone_since:
        return
    by, worker = house.chance.sample(here, 2)
    house.by, listener = by, house.chance.choice([house.deputy, house.manager])
    one = house.words.pick("complaint", house.about(kid))
    other = _other(house, kid)
    named = "{worker}" in one["text"]

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
        if kid not in house.kids:
            return
        house.by = listener
        answer = {
            "investigation": house.runs(house.words.fill(one["found"], about())),
            "outcome": one["outcome"],
            "taken_part": "nobody",
            "done": house.line(one["done"], kid),
            "told_child": True,
            "childs_view": house.voice("complaint_view", kid),
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

    house.after(outcome, days=house.chance.choice((2, 3, 4, 6, 8, 10)))
