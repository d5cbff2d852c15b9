"""What leaders do in a home and what authorities do about its children, month by month."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from ninefold.base import clock
from ninefold.duties import calendar
from ninefold.ops.pen import Hand
from ninefold.ops.simulate import plans
from ninefold.ops.simulate.house import House, Kid, NotAtWork, at, at_a_desk
from ninefold.ops.simulate.weeks import action_row, follow
from ninefold.ops.simulate.words import bank

LAST_DAY = 21
SUPERVISED = "supervision.held"
THEMES = [
    "children", "relationships", "incidents", "recording", "safety", "team", "workload", "health", "learning", "rota",
    "pride",
]  # fmt: skip
OWN_WORDS = "[I felt listened to|Fair|Good to talk about {child}|The swap with {staff} helps]. [I will do the unit by then|Thank you|{Dinner} next time, please]."


def plan_month(house: House, first: date) -> None:
    """Put a month's visit on the agenda."""
    day = first + timedelta(days=house.chance.randint(6, LAST_DAY))
    house.later(at(day, house.chance.choice((8, 10, 13, 16)), house.chance.randrange(60)), partial(visit, house))


def names(house: House, hands: Sequence[Hand | Kid]) -> str:
    """ "@Ana, @Ben and @Cy" of some of them."""
    chosen = ["@" + one.name for one in house.chance.sample(hands, min(len(hands), house.chance.randint(2, 3)))]
    return " and ".join([", ".join(chosen[:-1]), chosen[-1]]) if len(chosen) > 1 else chosen[0]


def visit(house: House) -> None:
    """The independent person's visit; report, sending and answers follow."""
    by = house.by = house.role("independent-person")[0]

    def text() -> str:
        more = {"children": names(house, house.kids), "workers": names(house, house.carers)}
        return house.words.say("visit", house.about() | more)

    kid = house.chance.choice(house.kids)
    content = {
        "visited_on": house.day.isoformat(),
        "announced": house.chances(0.3),
        "interviews": [
            {"group": "children", "spoken": str(house.chance.randint(1, len(house.kids)))},
            {"group": "workers", "spoken": str(house.chance.randint(1, 3))},
            {"group": "parents", "spoken": "0", "why_not": "None were in the house; two were rung"},
        ],
        "buildings": [{"building": "The house", "looked": True}, {"building": "The annexe", "looked": True}],
        "case_records": False,
        "sampled": house.chance.sample(
            ["building", "restraint", "missing", "complaints", "medicines", "rota", "supervision", "plans", "views"], 4
        ),
        "heard": house.voice("voice", kid),
        "findings": house.runs(house.words.fresh(text)),
    }
    entry = house.write("independent-visit", content, by=by)
    house.after(partial(visit_report, house, entry.record_id), days=house.chance.randint(4, 9))


def visit_report(house: House, record: str) -> None:
    """The report with the two opinions and its recommendations."""
    by = house.by = house.role("independent-person")[0]
    advised = dict.fromkeys(house.line(house.words.pick("visit_rec")) for _ in range(house.chance.randint(1, 3)))
    consider_by = (house.day + timedelta(days=14)).isoformat()
    rows = [{"recommendation": one, "consider_by": consider_by} for one in advised]
    content = {
        "safeguarded": True,
        "safeguarded_why": house.story("visit_safe"),
        "wellbeing": True,
        "wellbeing_why": house.story("visit_well"),
        "recommendations": rows,
    }
    house.write("independent-visit", content, by=by, record=record, stage="report")
    house.after(partial(_visit_sent, house, record), days=house.chance.choice((1, 2, 3)))
    for number in range(1, len(rows) + 1):
        house.after(partial(_visit_answer, house, record, str(number)), days=house.chance.choice((3, 5, 7, 9, 10)))


def _visit_sent(house: House, record: str) -> None:
    content = {
        "sent_on": house.day.isoformat(),
        "copies": [
            {"who": who, "given_on": house.day.isoformat()}
            for who in ("provider", "manager", "responsible-individual", "placing-authorities")
        ],
    }
    house.write(
        "independent-visit", content, by=house.role("independent-person")[0], record=record, stage="sent-to-ofsted"
    )


def _visit_answer(house: House, record: str, number: str) -> None:
    house.by = house.manager
    content = {
        "recommendation": number,
        "decision": house.chance.choice(("act", "act", "act", "act", "in-part", "not-act")),
        "reason": house.told(bank("visit_answer")[0]),
    }
    house.write("independent-visit", content, by=house.manager, record=record, stage="response")


def supervision(house: House, worker: Hand) -> None:
    """A worker's hour with a senior, and the next one."""
    if worker not in house.team:
        return
    if house.now - house.stated.when([SUPERVISED], worker.ref["who"]) < timedelta(days=20):
        house.after(partial(supervision, house, worker), days=18)
        return
    by = house.by = _senior_of(house, worker)
    kid = house.chance.choice(house.kids)
    rows = [action_row(house, house.chance.choice(bank("supervision_action")).replace("{child}", kid.name), worker, 40)]
    content = {
        "held_on": house.day.isoformat(),
        "good": house.line("[Steady|Warm|Quick to notice|Patient] with {child}", kid),
        "story": house.runs(
            house.words.fresh(lambda: house.words.say("supervision", house.about() | {"child": "@" + kid.name}))
        ),
        "safeguarding": True,
        "pass_on": True,
        "kept": house.chance.choice(("all", "some", "some", "none")),
        "themes": sorted(house.chance.sample(THEMES, house.chance.randint(1, 3)), key=THEMES.index),
        "purpose": house.chances(0.8),
        "actions": rows,
    }
    entry = house.write("supervision", content, by=by, about_worker=worker)
    follow(house, entry.record_id, rows)
    house.after(partial(signed, house, worker, entry.record_id), days=house.chance.randint(1, 3))
    house.after(partial(supervision, house, worker), days=house.chance.choice((28, 30, 32, 34, 35, 36, 37, 38)))


def signed(house: House, worker: Hand, record: str) -> None:
    """The worker reads what was written and signs it, with a word of their own now and then."""
    if worker in house.team:
        house.by = worker
        content: dict[str, Any] = {"agrees": True}
        if house.chances(0.3):
            content["own_words"] = house.runs(
                house.words.fresh(lambda: house.words.fill(OWN_WORDS, house.about(house.chance.choice(house.kids))))
            )
        house.write("supervision", content, by=worker, about_worker=worker, record=record, stage="worker-signs")


def _senior_of(house: House, worker: Hand) -> Hand:
    """Who supervises whom."""
    if worker is house.manager:
        return house.role("responsible-individual")[0]
    return house.manager if worker.role in ("senior", "deputy-manager") else house.deputy


def appraisal(house: House, worker: Hand) -> None:
    """A worker's year."""
    if worker in house.team:
        house.by = house.role("responsible-individual")[0] if worker is house.manager else house.manager
        text = house.runs(
            house.words.fresh(lambda: house.words.say("year", house.about() | {"worker": "@" + worker.name}))
        )
        house.write(
            "appraisal",
            {"held_on": house.day.isoformat(), "story": text, "fit": True},
            by=house.role("responsible-individual")[0] if worker is house.manager else house.manager,
            about_worker=worker,
        )
        house.after(partial(appraisal, house, worker), days=house.chance.randint(325, 350))


def training(house: House, worker: Hand) -> None:
    """A course, now and then."""
    if worker in house.team:
        content = {"kind": "other", "name": house.words.pick("training"), "achieved_on": house.day.isoformat()}
        house.write("qualification", content, by=house.manager, about_worker=worker)
        house.after(partial(training, house, worker), days=house.chance.randint(120, 260))


def fire_drill(house: House) -> None:
    """Everybody out, and the next in some weeks."""
    drill(house, [])
    house.after(partial(fire_drill, house), days=house.chance.choice((60, 68, 74, 80)))


def drill(house: House, there: list[Hand]) -> None:
    """Everybody out, with a look at who did what; ``there`` are adults who were there besides those on duty."""
    house.by, kid = house.deputy, house.chance.choice(house.kids)
    finding = house.line(house.chance.choice(bank("drill_finding")))
    rows = [] if finding.startswith("Nothing") else [
        {"finding": finding, "owner": house.carer().ref, "due": (house.day + timedelta(days=10)).isoformat()}
    ]  # fmt: skip
    content = {
        "minutes": f"{house.chance.randint(130, 290) / 100:.2f}",
        "everyone_out": True,
        "night": house.now.hour > 18 or house.now.hour < 6,
        "children": [one.ref for one in house.kids if not one.gone_since],
        "workers": list({hand.ref["who"]: hand.ref for hand in [*house.on_duty(), house.deputy, *there]}.values()),
        "story": house.story("drill", kid),
        "findings": rows,
    }
    entry = house.write("fire-drill", content, by=house.deputy, about=house.kids)
    follow(house, entry.record_id, rows)


def quality_review(house: House) -> None:
    """The manager's half-yearly look at the care, sent within four weeks."""
    house.by, kid = house.manager, house.chance.choice(house.kids)
    rows = [action_row(house, house.chance.choice(bank("quality_action")), house.manager, 90) for _ in range(2)]
    content = {
        "completed_on": house.day.isoformat(),
        "children_asked": True,
        "children_say": house.voice("voice", kid),
        "parents_asked": False,
        "parents_not": "Two did not answer; a form went out for the next review",
        "authorities_asked": True,
        "authorities_say": ["They hear from us in time, and the children's plans are followed."],
        "staff_asked": True,
        "staff_say": ["Enough of us most weeks; weekends are thin."],
        "story": house.runs(
            house.words.fresh(
                lambda: house.words.say("quality", house.about() | {"children": names(house, house.kids)})
            )
        ),
        "actions": rows,
    }
    entry = house.write("quality-review", content, by=house.manager)
    follow(house, entry.record_id, rows)
    house.after(partial(_quality_sent, house, entry.record_id), days=house.chance.choice((9, 14, 18, 22)))
    house.after(partial(quality_review, house), days=house.chance.randint(165, 176))


def _quality_sent(house: House, record: str) -> None:
    house.write(
        "quality-review",
        {"sent_on": house.day.isoformat(), "to_authorities": True},
        by=house.manager,
        record=record,
        stage="report-sent",
    )


def location_review(house: House) -> None:
    """The yearly look at where the home stands."""
    house.by = house.manager
    content = {
        "reviewed_on": house.day.isoformat(),
        "consulted": ["police", "host-authority", "children"],
        "story": house.story("location"),
        "measures": house.story("location_measures"),
        "suitable": True,
    }
    house.write("location-review", content, by=house.manager)
    house.after(partial(location_review, house), days=house.chance.randint(340, 360))


def health_assessment(house: House, kid: Kid) -> None:
    """A health assessment and the next."""
    if kid not in house.kids:
        return
    if not calendar.is_working_day(house.day) or house.works_from(kid.key) > house.now:
        house.later(
            max(house.works_from(kid.key), house.now + timedelta(hours=9)), partial(health_assessment, house, kid)
        )
        return
    house.by = kid.key
    text = house.words.fresh(lambda: house.words.say("health_found", house.about(kid)))
    content = {
        "held_on": house.day.isoformat(),
        "kind": "review" if kid.last_health else "initial",
        "by_whom": "The looked-after children's nurse",
        "story": house.runs(text),
    }
    held = house.write("health-assessment", content, by=kid.key, about=[kid])
    kid.last_health = house.day
    house.after(partial(plans.reopened, house, kid, ("health-plan",), held.record_id), days=house.chance.randint(1, 4))
    house.after(
        partial(health_assessment, house, kid),
        days=house.chance.choice((335, 342, 350)) if kid.age(house.day) >= 5 else 170,
    )


def social_worker_visit(house: House, kid: Kid) -> None:
    """The social worker comes: mostly in time, sometimes weeks late."""
    if kid not in house.kids:
        return
    if not calendar.is_working_day(house.day):
        house.later(house.now + timedelta(days=1), partial(social_worker_visit, house, kid))
        return
    if house.home_from(kid) > house.now:
        house.later(house.home_from(kid), partial(social_worker_visit, house, kid))
        return
    visited(house, kid)
    house.after(partial(social_worker_visit, house, kid), days=house.chance.choice((28, 30, 33, 35, 37, 38, 38, 39)))


def visited(house: House, kid: Kid) -> None:
    """The social worker was here."""
    by = house.carer()
    content = {
        "visited_on": house.day.isoformat(),
        "who": kid.social_worker,
        "seen_alone": house.chances(0.85),
        "saw_room": house.chances(0.6),
        "story": house.story("social_visit", kid),
    }
    house.write("social-worker-visit", content, by=by, about=[kid])


def request(house: House, kid: Kid) -> None:
    """Something is asked of the authority; it comes, or is chased."""
    if kid not in house.kids:
        return
    _in_their_hours(house)
    house.by = kid.key
    what = house.chance.choice(
        (
            ("The placement plan of this half-year", "placement-plan"),
            ("A copy of the care plan", "care-plan"),
            ("The minutes of the review", "review-record"),
            ("Consent for the trip to the coast", "consent"),
            ("The birth certificate, for the passport", "other"),
            ("A date for the health assessment", "other"),
        )
    )
    asked = house.words.pick("contact", house.about(kid)).replace("{what}", what[0][:1].lower() + what[0][1:])
    text = house.words.fresh(lambda: house.words.fill(asked, house.about(kid)))
    content = {
        "with": kid.social_worker,
        "story": house.runs(text),
        "request": what[0],
        "request_kind": what[1],
        "promised_by": clock.local(at_a_desk(house.now + timedelta(days=house.chance.randint(4, 10))))
        .date()
        .isoformat(),
    }
    entry = house.write("professional-contact", content, by=kid.key, about=[kid])
    house.after(partial(replied, house, kid, entry.record_id), days=house.chance.choice((2, 3, 4)))
    house.after(partial(request, house, kid), days=house.chance.randint(30, 75))


def _in_their_hours(house: House) -> None:
    """A social worker is rung, and answers, in the hours of an office. Raises NotAtWork until then."""
    there = at_a_desk(house.now)
    if there > house.now:
        raise NotAtWork(there)


def replied(house: House, kid: Kid, record: str) -> None:
    """The authority has answered what was asked of it."""
    if kid not in house.kids:
        return
    _in_their_hours(house)
    house.by = kid.key
    story = house.story("replied", kid)
    house.write(
        "professional-contact", {"story": story, "enough": True}, by=kid.key, record=record, stage="reply", about=[kid]
    )
