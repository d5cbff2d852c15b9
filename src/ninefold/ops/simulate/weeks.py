"""What happens in a week or a month: key-work, wishes, meetings, family time, outings, school, health."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from ninefold.ops.pen import Hand, answering
from ninefold.ops.simulate.house import House, Kid, at
from ninefold.ops.simulate.medicines import count
from ninefold.ops.simulate.words import bank

FAMILY = ("phone", "phone", "video", "visit", "outing")
FAMILY_DAYS = (2, 4, 5, 6)
KEY_WORK_EVERY = 14  # days
NEVER = 500  # days: what nobody gets round to


def plan(house: House, monday: date) -> None:
    """Put a week on the agenda."""
    chance = house.chance
    for kid in house.kids:
        since = (monday - kid.last_key_work).days
        if since >= KEY_WORK_EVERY // 2 and not house.chances(0.06):
            within = max(0, min(4, KEY_WORK_EVERY - since))
            day = monday + timedelta(days=chance.randint(0, within))
            house.later(at(day, 17, chance.randrange(60)), partial(key_work, house, kid))
        family_day = FAMILY_DAYS[kid.born.day % 4]
        house.later(at(monday + timedelta(days=family_day), 16, chance.randrange(60)), partial(family_time, house, kid))
        _sometimes(house, monday, kid)
    if monday.isocalendar().week % 2:
        house.later(at(monday + timedelta(days=6), 17, chance.randrange(30)), partial(meeting, house))
    house.later(at(monday + timedelta(days=5), 17, chance.randrange(60)), partial(activity, house))
    for kid in house.kids:
        if kid.medicine:
            house.later(at(monday + timedelta(days=6), 20, 50), partial(count, house, kid))


def _sometimes(house: House, monday: date, kid: Kid) -> None:
    for share, hour, what in ((0.3, 15, school), (0.16, 18, achievement), (0.07, 11, appointment), (0.16, 19, wish)):
        if house.chances(share):
            day = monday + timedelta(days=house.chance.randrange(5))
            house.later(at(day, hour, house.chance.randrange(60)), partial(what, house, kid))


def key_work(house: House, kid: Kid) -> None:
    """Time alone with the key-worker."""
    if kid not in house.kids:
        return
    kid.last_key_work = house.day
    topic = house.words.pick("keywork")
    staff = {"staff": "@" + kid.key.name}
    text = house.words.fresh(lambda: house.words.fill(topic["text"], house.about(kid) | staff))
    asked = house.words.pick("wish") if house.chances(0.12) else None
    entry = house.write(
        "key-work",
        {
            "themes": topic["themes"],
            "story": house.runs(text),
            "childs_words": house.in_their_words(kid, topic["words"]) if house.chances(0.8) else None,
            "wish": house.line(asked["wish"], kid) if asked else None,
            "next": house.line(topic["next"], kid),
        },
        by=kid.key,
        about=[kid],
    )
    if asked:
        _promise(house, kid, asked, entry.record_id)


def wish(house: House, kid: Kid) -> None:
    """A child asks for something, and gets an answer: mostly within the week, sometimes late, now and then never."""
    if kid not in house.kids:
        return
    asked = house.words.pick("wish")
    entry = house.write(
        "wish",
        {
            "wish": house.line(asked["wish"], kid),
            "who_answers": house.chance.choice([house.manager, house.deputy, kid.key]).ref,
        },
        by=house.carer(),
        about=[kid],
    )
    house.after(partial(answer, house, kid, asked, entry.record_id, "answer"), days=_days_to_answer(house))


def _promise(house: House, kid: Kid, asked: dict[str, str], record: str) -> None:
    house.after(partial(answer, house, kid, asked, record, ""), days=_days_to_answer(house))


def _days_to_answer(house: House) -> int:
    return house.chance.choices((1, 2, 3, 4, 5, 6, 11, NEVER), (12, 18, 18, 14, 10, 8, 5, 3))[0]


def answer(house: House, kid: Kid, asked: dict[str, str], record: str, stage: str) -> None:
    """The answer to a wish: in its own thread, or linked to the talk in which it was made."""
    if kid not in house.kids:
        return
    content = {
        "answer": asked["answer"],
        "reply": house.told(asked["reply"], kid),
        "changed": house.line(asked["changed"], kid) if asked["changed"] else None,
        "childs_view": house.in_their_words(
            kid, "[Okay|Thanks|Fair|Finally|You said that last time|Yes!|Can I tell {mate}?]."
        )
        if house.chances(0.5)
        else None,
    }
    by = house.chance.choice([house.manager, kid.key])
    if stage:
        house.write("wish", content, by=by, about=[kid], record=record, stage=stage)
    else:
        house.write("wish-answer", content, by=by, about=[kid], links=answering(record))


def meeting(house: House) -> None:
    """The children's meeting."""
    here = house.kids
    leader = house.chance.choice(here)
    topics = [house.line(house.words.pick("meeting_topic"), leader) for _ in range(2)]

    def text() -> str:
        said = [
            house.words.say("meeting_said", house.about(kid)) for kid in house.chance.sample(here, min(len(here), 3))
        ]
        return f"On the table: {topics[0]}, and {topics[1]}. " + ". ".join(said) + "."

    options = house.chance.sample(bank("vote"), 2)
    split = house.chance.randint(0, len(here))
    host = house.chance.choice([house.manager, house.deputy, house.carer()])
    rows = [_action(house, house.words.pick("meeting_action"), house.chance.choice([host, house.carer()]), 14)]
    entry = house.write(
        "childrens-meeting",
        {
            "led_by": leader.ref,
            "story": house.runs(house.words.fresh(text)),
            "votes": [
                {"choice": options[0], "votes": str(split)},
                {"choice": options[1], "votes": str(len(here) - split)},
            ],
            "actions": rows,
        },
        by=host,
        about=here,
    )
    follow(house, entry.record_id, rows)


def _action(house: House, what: str, who: Hand, days: int) -> dict[str, Any]:
    due = house.day + timedelta(days=house.chance.randint(days // 2, days))
    return {"action": house.line(what), "owner": who.ref, "due": due.isoformat()}


def action_row(house: House, what: str, who: Hand, days: int) -> dict[str, Any]:
    """An action with its owner and its day, as a row of a table."""
    return _action(house, what, who, days)


def follow(house: House, record: str, rows: list[dict[str, Any]]) -> None:
    """Let what was agreed be done: mostly by its day, sometimes after, now and then not."""
    for number, row in enumerate(rows, 1):
        late = house.chance.choices((-4, -3, -2, -1, 0, 3, 9, NEVER), (12, 14, 20, 20, 12, 8, 4, 3))[0]
        days = max(1, (date.fromisoformat(row["due"]) - house.day).days + late)
        house.after(partial(done, house, record, str(number), row), days=days)


def done(house: House, record: str, number: str, row: dict[str, Any]) -> None:
    """An action is done, and somebody says what came of it."""
    by = next((hand for hand in house.team if hand.ref == row["owner"]), house.manager)
    content = {
        "done_on": house.day.isoformat(),
        "story": house.story("done"),
        "worked": house.chance.choice(("yes", "yes", "yes", "partly", "too-early")),
    }
    entry = house.write("action-done", content, by=by, links=answering(record, number))
    if content["worked"] != "yes" and house.chances(0.93):
        house.after(partial(checked, house, entry.record_id), days=house.chance.randint(14, 40))


def checked(house: House, record: str) -> None:
    """Somebody who leads looks whether what was done has worked."""
    content = {
        "checked_on": house.day.isoformat(),
        "worked": house.chance.choice(("yes", "yes", "partly")),
        "proof": house.story("worked"),
    }
    house.write("action-done", content, by=house.deputy, record=record, stage="checked")


def family_time(house: House, kid: Kid) -> None:
    """Time with somebody of the family: mostly good, sometimes short, sometimes it does not come about."""
    if kid not in house.kids or house.chances(0.25):
        return
    person, _ = house.chance.choice(kid.family)
    how = house.chance.choices(("good", "mixed", "off"), (70, 20, 10))[0]
    kid.mood += {"good": 0.5, "mixed": -0.6, "off": -1.4}[how]
    text = house.words.fresh(
        lambda: house.words.say(f"family_{how}", house.about(kid) | {"family": "@" + person["name"]})
    )
    house.write(
        "family-time",
        {
            "kind": house.chance.choice(FAMILY),
            "with": [person],
            "story": house.runs(text),
            "supervised": house.chances(0.3),
            "happened": {"good": "as-planned", "mixed": "late", "off": "cancelled-by-family"}[how],
            "childs_view": house.in_their_words(kid, house.words.pick("family_view")) if house.chances(0.5) else None,
        },
        by=house.carer(),
        about=[kid],
    )


def activity(house: House) -> None:
    """A Saturday together."""
    done_today = house.words.pick("activity")
    going = house.chance.sample(house.kids, max(2, len(house.kids) - house.chance.randrange(2)))[: len(house.kids)]

    def text() -> str:
        verdicts = [f"@{kid.name} " + house.words.say("comment", house.about(kid)) for kid in going]
        return f"{done_today['what'][:1].upper()}{done_today['what'][1:]}. " + done_today["text"].replace(
            "{all}", ", ".join(verdicts) + "."
        )

    ratings = {kid.ref["who"]: house.chance.choice((5, 5, 4, 4, 4, 3, 3, 2)) for kid in going}
    house.write(
        "activity",
        {
            "story": house.runs(house.words.fresh(text)),
            "chosen_by": [house.chance.choice(going).ref],
            "ratings": ratings,
        },
        by=house.carer(),
        about=going,
    )


def achievement(house: House, kid: Kid) -> None:
    """Something to be proud of."""
    if kid not in house.kids:
        return
    one = house.words.pick("achievement")
    text = house.words.fresh(lambda: house.words.fill(one["text"], house.about(kid)))
    house.write(
        "achievement",
        {"story": house.runs(text), "celebrated": house.line(one["how"], kid)},
        by=house.carer(),
        about=[kid],
    )


def appointment(house: House, kid: Kid) -> None:
    """The dentist, the doctor, the clinic."""
    if kid not in house.kids:
        return
    one = house.words.pick("appointment")
    kind = {"doctor": "gp", "camhs": "mental-health"}.get(one["kind"], one["kind"])
    text = house.words.fresh(lambda: house.words.fill(one["text"], house.about(kid)))
    house.write(
        "health-appointment",
        {"kind": kind, "attended": "attended", "outcome": house.runs(text)},
        by=house.carer(),
        about=[kid],
    )


def school(house: House, kid: Kid) -> None:
    """A word with school."""
    if kid not in house.kids:
        return
    text = house.words.fresh(lambda: house.words.say("school_contact", house.about(kid)))
    house.write(
        "school-contact",
        {
            "about_what": [house.chance.choice(("good-news", "progress", "homework", "behaviour"))],
            "story": house.runs(text),
        },
        by=kid.key,
        about=[kid],
    )
