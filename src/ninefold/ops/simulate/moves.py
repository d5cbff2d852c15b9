"""Who comes and who goes: children with all that begins for them, workers with their roles."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from ninefold.base import clock, ids
from ninefold.ops import founding, setting
from ninefold.ops.pen import Hand
from ninefold.ops.simulate import keeping, leading, medicines, plans, pocket, reviews, rosters, summaries
from ninefold.ops.simulate.house import House, Kid, at
from ninefold.ops.simulate.words import bank, story

GROWN_UP = 18
FEWEST = 2  # children in a home; without somebody new, the last two stay
# What is thought of for a child: by what on their card or by which age, and what helps.
RISKS = {
    "missing": ("Rings when late, at a time agreed with them; we fetch them from anywhere, no questions first", 3),
    "online": ("Settings looked at together each month; shows us what worries them", 3),
    "harm-to-others": ("The calming steps, early; the others are led away", 2),
    "exploitation": ("We know friends and places; unexplained things are talked about the same day", 2),
    "travel": ("Route walked together first, phone charged", 1),
    "other": ("A look in once a night, agreed with the social worker: walks in their sleep", 2),
}
OLD_ENOUGH = {"online": 9, "exploitation": 12, "travel": 10}


def _risks(kid: Kid, day: date) -> list[str]:
    """Which risks are written down for this very child."""
    return [
        kind
        for kind in RISKS
        if kid.age(day) >= OLD_ENOUGH.get(kind, 0)
        and (kind != "missing" or kid.card["missing"])
        and (kind != "harm-to-others" or kid.card["temper"] > 1)
        and (kind != "other" or kid.looked_in)
    ]


def settle(house: House, card: dict[str, Any], moved_in: date, born: date, authority: str) -> Kid:
    """Make a child of the cast known to the house, with their people and their plans."""
    chance, pen, now, by = house.chance, house.pen, house.now, house.deputy
    since = min(house.day, moved_in) - timedelta(days=chance.choice((0, 0, 200, 700, 1500)))
    ref = house.know(
        setting.know_child(
            pen, house.manager, now, card["name"], born, pronouns="he/him" if card["he"] == "he" else "she/her",
            legal_status=(legal := chance.choice(story("cast")["legal"])), authority=authority, looked_after_since=since.isoformat(),
        )
    )  # fmt: skip
    family = [
        (house.know(setting.know_contact(pen, by, now, ref, name, "family", rel)), rel) for name, rel in card["family"]
    ]
    free = [name for name in story("cast")["social_workers"] if name.split()[0] not in house.people]
    worker = setting.know_contact(
        pen,
        by,
        now,
        ref,
        chance.choice(free or story("cast")["social_workers"]),
        "professional",
        "social worker",
        authority,
    )
    kid = Kid(
        ref=ref, card=card, born=born, key=_key_worker(house), family=family, social_worker=house.know(worker), since=moved_in,
        authority=authority, looked_after=since, mates=_mates(house), teachers=chance.sample(bank("teacher"), 4), legal=legal,
    )  # fmt: skip
    kid.looked_in = kid.age(house.day) < 11 and not any(one.looked_in for one in house.kids)
    setting.name_key_worker(pen, by, now, ref, kid.key.ref)
    return kid


def _mates(house: House) -> list[str]:
    """Three friends that no other child of the house has, and nobody here is called."""
    taken = {mate for kid in house.kids for mate in kid.mates} | set(house.people)
    return house.chance.sample([mate for mate in bank("mate") if mate not in taken], 3)


def _key_worker(house: House) -> Hand:
    """Whoever works by day and is key-worker of the fewest."""
    by_day = [hand for hand in house.carers if hand not in rosters.awake_at_night(house)]
    return min(by_day, key=lambda hand: (sum(kid.key is hand for kid in house.kids), house.chance.random()))


def write_plans(house: House, kid: Kid) -> None:
    """The plans that a child has from the first days."""
    pen, now, card, by = house.pen, house.now, kid.card, house.deputy
    likes = [{"like": setting.sentence(one)} for one in card["likes"]]
    hopes = [{"hope": setting.sentence(one)} for one in card["hopes"]]
    own = house.in_their_words(kid, "Ask me, don't guess. I'm good at " + card["strengths"][0] + ".")
    about = setting.about_me(pen, kid.key, now, kid.ref, card["strengths"], likes=likes, hopes=hopes, childs_view=own)
    plans.keep(house, kid, "about-me", about)
    calming = setting.behaviour_plan(pen, by, now, kid.ref, card["calming"], card["triggers"])
    plans.keep(house, kid, "behaviour-plan", calming)
    chosen = _risks(kid, house.day)
    rows = [{"kind": kind, "likelihood": RISKS[kind][1], "impact": 3, "helps": RISKS[kind][0]} for kind in chosen]
    text = f"@{kid.name} has people to go to: @{kid.key.name} first, then whoever is on shift."
    content = {
        "story": house.runs(text),
        "risks": rows,
        "review_on": (now + setting.LOOK_AGAIN).date().isoformat(),
    }
    risks = house.write("risk-assessment", content, by=by, about=[kid], urgent=True)
    plans.keep(house, kid, "risk-assessment", risks.record_id)


def belong(house: House, kid: Kid, first: int) -> None:
    """Let all that recurs for a child begin: reviews, assessments, visits. ``first`` days from now is the earliest."""
    chance = house.chance
    house.kids.append(kid)
    reviews.begin(house, kid, first + chance.randint(5, 18 if kid.reviews == 0 else 120))
    pocket.begin(house, kid)
    summaries.begin(house, kid)
    house.after(
        partial(leading.health_assessment, house, kid),
        days=first + chance.randint(8, 22 if not kid.last_health else 200),
    )
    house.after(
        partial(leading.social_worker_visit, house, kid), days=first + chance.randint(3, 6 if kid.reviews == 0 else 36)
    )
    house.after(partial(leading.request, house, kid), days=first + chance.randint(5, 50))


def arrive(house: House, card: dict[str, Any], authority: str) -> None:
    """A new child: thought through, moved in, explained, told to the authority."""
    house.by = house.manager
    if house.works_from(house.manager) > house.now:
        house.later(house.works_from(house.manager), partial(arrive, house, card, authority))
        return
    from_age = timedelta(days=card["age"] * 365 + house.chance.randint(10, 350))
    kid = settle(house, card, house.day + timedelta(days=2), house.day - from_age, authority)
    content = {
        "newcomer": kid.ref,
        "story": house.story("impact", kid),
        "strengths": ", ".join(card["strengths"]),
        "within_purpose": True,
        "children_asked": True,
        "views_of_children": {
            k.ref["who"]: house.in_their_words(k, bank("impact_view").replace("{he}", kid.card["he"]))
            for k in house.kids
        },
        "social_worker": kid.social_worker,
        "decision": "accept",
    }
    house.write("impact-assessment", content, by=house.manager, about=[*house.kids, kid])
    moves_in = at(house.day + timedelta(days=2), 16, house.chance.randrange(10, 50))
    house.later(moves_in, partial(_move_in, house, kid))


def _move_in(house: House, kid: Kid) -> None:
    by = house.carer()
    content = {
        "story": house.story("arrival", kid),
        "first_impressions": house.in_their_words(
            kid,
            "[It's bigger than the last one|Is that my room?|Where's the wifi code|It smells nice|Do I have to eat with everyone].",
        ),
        "legal": kid.legal,
        "authority": kid.authority,
        "placement_plan_received": True,
        "care_plan_received": house.chances(0.6),
        "gp_registered": house.chances(0.6),
    }
    entry = house.write("moved-in", content, by=by, about=[kid], urgent=True)
    kid.since = house.day
    write_plans(house, kid)
    belong(house, kid, 0)
    medicines.prescribe(house, kid, house.chance.choice(("evening", "needed", "none")))
    house.later(house.now + timedelta(minutes=house.chance.choice((60, 90, 130))), partial(_explained, house, kid))
    if kid.authority != house.home.host_authority:
        soon = house.now + timedelta(minutes=house.chance.choice((70, 100)))
        house.later(soon, partial(_host_told, house, kid, "moved-in", entry.record_id))
    for document in ("placement-plan", "care-plan"):
        house.after(partial(_document, house, kid, document), days=house.chance.choice((1, 2, 3)))


def _explained(house: House, kid: Kid) -> None:
    by = house.carer()
    content = {"guide": True, "complaints": True, "advocacy": True, "story": house.story("explained_home", kid)}
    house.write("arrival-explained", content, by=by, about=[kid], urgent=True)


def _host_told(house: House, kid: Kid, type: str, record: str) -> None:
    content = {
        "told_at": clock.text(house.now),
        "name_and_birthday": True,
        "accommodated": "s20" if "20" in kid.legal else "neither",
        "order": "neither" if "20" in kid.legal else "care",
        "authority_contact": f"{kid.authority}, duty desk, 01632 960 127",
        "reviewing_officer": "As in the child's particulars, 01632 960 224",
        "ehc_plan": False,
        "in_writing": True,
        "story": house.runs(f"Letter by secure email about @{kid.name}."),
    }
    house.write(type, content, by=house.manager, about=[kid], record=record, stage="host-told", urgent=True)


def _document(house: House, kid: Kid, document: str) -> None:
    if kid in house.kids:
        house.write(
            "document-received", {"document": document, "from_whom": kid.authority}, by=house.deputy, about=[kid]
        )


def leave(house: House, next_card: dict[str, Any] | None, authority: str) -> None:
    """The eldest child moves on, as planned, and some weeks later there is somebody new."""
    if next_card is None and len(house.kids) <= FEWEST:
        return
    staying = [one for one in house.kids if one.age(house.day) >= GROWN_UP] or [
        k for k in house.kids if k is not house.runner
    ]
    kid = min(staying or house.kids, key=lambda one: one.born)
    if kid.gone_since or house.day.weekday() > 4:
        house.later(house.now + timedelta(days=1), partial(leave, house, next_card, authority))
        return
    by = house.carer()
    keeping.settle_up(house, kid)
    medicines.go_along(house, kid)
    content = {
        "story": house.story("goodbye", kid),
        "reason": "independence" if kid.age(house.day) >= 16 else house.chance.choice(("home", "foster")),
        "planned": True,
        "to_address": "Kept in the closed part of the file",
        "prepared": house.story("prepared", kid),
        "belongings": True,
        "keep_in_touch": "A call every Sunday for the first month",
    }
    entry = house.write("moved-out", content, by=by, about=[kid], urgent=True)
    house.kids.remove(kid)
    house.after(partial(_records_kept, house, kid), days=house.chance.choice((2, 6, 9)))
    if kid.authority != house.home.host_authority:
        soon = house.now + timedelta(minutes=house.chance.choice((50, 80)))
        house.later(soon, partial(_host_told, house, kid, "moved-out", entry.record_id))
    if next_card:
        house.after(partial(arrive, house, next_card, authority), days=house.chance.randint(8, 30))


def _records_kept(house: House, kid: Kid) -> None:
    """Where the records of a child who has left are, and how they can ask for them."""
    content = {
        "why": "left",
        "where": "safe",
        "story": house.story("records_kept", kid),
        "handed_on": house.day.isoformat(),
        "child_knows": True,
        "childs_view": house.in_their_words(kid, "[I've got my book|Can I see it when I'm eighteen?|Keep the photos]."),
    }
    house.write("case-record-kept", content, by=house.manager, about=[kid])


def hire(house: House, name: str, role: str, started: date, qualified: bool) -> Hand:
    """A worker with a role, known to the house from now."""
    chance = house.chance
    hand = Hand({"who": ids.new(house.now), "kind": "worker", "name": name.split(maxsplit=1)[0]}, role)
    house.names[hand.ref["who"]] = name
    qualified = qualified or (house.day - started).days > NOT_YET
    details = {
        "name": name,
        "started_on": started.isoformat(),
        "care_role_since": (started - timedelta(days=chance.randint(0, 40))).isoformat(),
        "level3_on": min(house.day, started + timedelta(days=chance.randint(120, 380))).isoformat()
        if qualified
        else None,
    }
    if role == "agency-worker":
        details = {"name": name}
    founding.engage(house.pen, house.team[0], hand, details, house.now)
    founding.cleared_before(house.pen, house.team[0], hand, started, house.now)
    house.know(hand.ref)
    if role == "agency-worker":
        for course in ("safeguarding", "first-aid", "fire"):  # what an agency shows before it sends somebody
            done = {"course": course, "done_on": (started - timedelta(days=chance.randint(20, 200))).isoformat()}
            house.write("training", done, by=house.team[0], about_worker=hand)
        house.agency.append(hand)
    else:
        for course in ("safeguarding", "first-aid", "medicines", "holds"):  # before anybody is left with children
            done = {"course": course, "done_on": (started - timedelta(days=chance.randint(8, 40))).isoformat()}
            if started < house.day - timedelta(days=300):
                done["done_on"] = (house.day - timedelta(days=chance.randint(20, 250))).isoformat()
            house.write("training", done, by=house.team[0], about_worker=hand, urgent=True)
        house.team.append(hand)
        house.after(partial(leading.supervision, house, hand), days=chance.randint(4, 30))
        house.after(partial(leading.training, house, hand), days=chance.randint(20, 200))
        house.after(partial(leading.appraisal, house, hand), days=chance.randint(20, 340))
    return hand


NOT_YET = 420  # days of work within which somebody may not have their diploma yet
STAYING = 2  # support workers who do not leave a simulated home


def staff_change(house: House, names: list[str]) -> None:
    """A worker leaves and another comes; children get a new key-worker if it was theirs.

    The two who are here longest stay: by their names people sign in to the demo, whatever chance does elsewhere.
    """
    if house.works_from(house.manager) > house.now:
        house.later(house.works_from(house.manager), partial(staff_change, house, names))
        return
    house.by = house.manager
    gone = house.chance.choice(house.role("support-worker")[STAYING:])
    house.team.remove(gone)
    house.rota.left(gone)
    said = {
        "last_day": house.day.isoformat(),
        "reason": house.chance.choice(("pay", "hours", "career", "study", "moved", "retired")),
        "story": house.runs(
            house.line(
                "[Will miss the children|Glad of the years here|Tired of the split shifts]. [Learnt a lot from {staff}|Would come back]"
            )
        ),
        "kept": house.line("[Fixed days|More pay|Nothing|Two days off together]"),
        "children": house.line("[Told at tea, cake on Friday|Each child by name, a card each|Said goodbye one by one]"),
        "come_back": house.chances(0.8),
    }
    house.write("exit-talk", said, by=house.manager, about_worker=gone)
    known = house.write("worker-known", {"name": gone.name, "started_on": None}, by=house.manager, about_worker=gone)
    house.write("worker-known", {"left_on": house.day.isoformat(), "reason": house.line("[Moved away|Off to train as a nurse|A job nearer home|Retired]")}, by=house.manager, about_worker=gone, record=known.record_id, stage="left")  # fmt: skip
    house.write("role-ended", {}, by=house.manager, about_worker=gone)
    hire(house, names.pop(), "support-worker", house.day, qualified=False)
    for kid in house.kids:
        if kid.key is gone or kid.key in rosters.awake_at_night(house):
            kid.key = _key_worker(house)
            setting.name_key_worker(house.pen, house.deputy, house.now, kid.ref, kid.key.ref)
    if names:
        house.after(partial(staff_change, house, names), days=house.chance.randint(120, 230))


def born_on(house: House, card: dict[str, Any], first: date) -> date:
    """A birthday that makes a child as old as their card says on the first day."""
    return first - timedelta(days=card["age"] * 365 + house.chance.randint(20, 340))


def bring_forward(house: House, kid: Kid) -> None:
    """What was last done for a child who lived here before the records began."""
    chance, first = house.chance, house.day
    ago = {"looked-after-review": 60, "health-assessment": 150, "social-worker-visit": 20}
    ago |= {"dental-check": 150, "eye-test": 300, "sdq": 200, "immunisations-checked": 200}
    founding.carry(house.pen, house.manager, "moved-in", kid.since, house.now, kid.ref)
    kid.reviews = 2 + (first - kid.looked_after).days // 180
    kid.last_health = first
    for what, days in ago.items():
        on = first - timedelta(days=chance.randint(3, days))
        more = {"number": str(kid.reviews)} if what == "looked-after-review" else {}
        founding.carry(house.pen, house.manager, what, on, house.now, kid.ref, **more)
