"""What happens in a week or a month: key-work, wishes, meetings, family time, outings, school, health."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from ninefold.ops.pen import Hand, answering
from ninefold.ops.simulate.house import AT_SCHOOL, House, Kid, NotAtWork, at
from ninefold.ops.simulate.words import bank, small

FAMILY = {"phone": "call", "video": "call", "visit": "visit", "outing": "out"}  # which words tell of it
FAMILY_DAYS = (2, 4, 5, 6)
ANSWERED = {  # what a child says to an answer
    "yes": "[Thanks|Yes!|Can I tell {mate}?].",
    "no": "[Okay|You said that last time|I knew it].",
    "partly": "[Fair|Better than nothing|Okay].",
    "later": "[When though?|Okay, but tell me|As long as you ask].",
}
KEY_WORK_EVERY = 14  # days


def plan(house: House, monday: date) -> None:
    """Put a week on the agenda."""
    chance = house.chance
    for kid in house.kids:
        since = (monday - kid.last_key_work).days
        if since >= KEY_WORK_EVERY // 2 and not house.chances(0.03):
            within = max(0, min(3, KEY_WORK_EVERY - since))
            day = monday + timedelta(days=chance.randint(0, within))
            house.later(at(day, 17, chance.randrange(60)), partial(key_work, house, kid))
        family_day = FAMILY_DAYS[kid.born.day % 4]
        if house.chances(0.8):
            when = at(monday + timedelta(days=family_day), 16, chance.randrange(30, 60))
            house.later(when, partial(family_time, house, kid))
        _sometimes(house, monday, kid)
    if monday.isocalendar().week % 2:
        house.later(at(monday + timedelta(days=6), 17, chance.randrange(30)), partial(meeting, house))
    house.later(at(monday + timedelta(days=5), 16, chance.randrange(60)), partial(activity, house))


def _sometimes(house: House, monday: date, kid: Kid) -> None:
    for share, hour, what in ((0.3, 16, school), (0.16, 18, achievement), (0.05, 11, appointment), (0.13, 19, wish)):
        if house.chances(share):
            day = monday + timedelta(days=house.chance.randrange(5))
            house.later(at(day, hour, house.chance.randrange(60)), partial(what, house, kid))


def key_work(house: House, kid: Kid) -> None:
    """Time alone with the key-worker."""
    if kid not in house.kids or kid.gone_since:
        return
    if (house.day - kid.last_key_work).days < KEY_WORK_EVERY // 3:
        return
    if house.home_from(kid) > house.now:
        raise NotAtWork(house.home_from(kid))
    house.by = kid.key
    topic = house.words.pick("keywork", house.about(kid))
    text = house.words.fresh(lambda: house.words.fill(topic["text"], house.about(kid)))
    asked = house.words.pick("wish", house.about(kid)) if house.chances(0.1) else None
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
    kid.last_key_work = house.day
    if asked:
        _promise(house, kid, asked, entry.record_id)


def wish(house: House, kid: Kid) -> None:
    """A child asks for something, and gets an answer: mostly within the week, now and then late."""
    if kid not in house.kids or house.home_from(kid) > house.now:
        return
    asked = house.words.pick("wish", house.about(kid))
    by = house.carer()
    kid.note("wishes", house.line(asked["wish"], kid))
    entry = house.write(
        "wish",
        {
            "wish": house.line(asked["wish"], kid),
            "who_answers": house.chance.choice([house.manager, house.deputy, kid.key]).ref,
        },
        by=by,
        about=[kid],
    )
    house.after(partial(answer, house, kid, asked, entry.record_id, "answer"), days=_days_to_answer(house))


def _promise(house: House, kid: Kid, asked: dict[str, str], record: str) -> None:
    house.after(partial(answer, house, kid, asked, record, ""), days=_days_to_answer(house))


def _days_to_answer(house: House) -> int:
    return house.chance.choices((1, 2, 3, 4, 5, 9), (14, 20, 20, 16, 10, 3))[0]


def answer(house: House, kid: Kid, asked: dict[str, str], record: str, stage: str) -> None:
    """The answer to a wish: in its own thread, or linked to the talk in which it was made."""
    if kid not in house.kids:
        return
    by = house.by = house.chance.choice([house.manager, kid.key])
    content = {
        "answer": asked["answer"],
        "reply": house.told(asked["reply"], kid),
        "changed": house.line(asked["changed"], kid) if asked["changed"] else None,
        "childs_view": house.in_their_words(kid, ANSWERED[asked["answer"]]) if house.chances(0.5) else None,
    }
    if stage:
        house.write("wish", content, by=by, about=[kid], record=record, stage=stage)
    else:
        house.write("wish-answer", content, by=by, about=[kid], links=answering(record))


def meeting(house: House) -> None:
    """The children's meeting."""
    here = house.kids
    leader = house.chance.choice(here)
    topics = [small(house.line(house.words.pick("meeting_topic"), leader)) for _ in range(2)]

    def text() -> str:
        said = [
            house.words.say("meeting_said", house.about(kid)) for kid in house.chance.sample(here, min(len(here), 3))
        ]
        return f"On the table: {topics[0]}, and {topics[1]}. " + ". ".join(said) + "."

    options = house.chance.sample(bank("vote"), 2)
    split = house.chance.randint(0, len(here))
    host = house.carer()
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
        late = house.chance.choices((-5, -4, -3, -2, -1, 2), (14, 20, 24, 20, 10, 4))[0]
        days = max(1, (date.fromisoformat(row["due"]) - house.day).days + late)
        house.after(partial(done, house, record, str(number), row), days=days)


def done(house: House, record: str, number: str, row: dict[str, Any]) -> None:
    """An action is done, once, and somebody says what came of it."""
    if (record, number) in house.actions_done:
        return
    by = house.by = next((hand for hand in house.team if hand.ref == row["owner"]), house.deputy)
    content = {
        "done_on": house.day.isoformat(),
        "story": house.story("done"),
        "worked": house.chance.choice(("yes", "yes", "yes", "partly", "too-early")),
    }
    entry = house.write("action-done", content, by=by, links=answering(record, number))
    house.actions_done.add((record, number))
    if content["worked"] != "yes":
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
    if kid not in house.kids or kid.away(house.now) or kid.ill_until >= house.day:
        return
    by = house.carer()
    person, _ = kid.family[0] if house.chances(0.75) else house.chance.choice(kid.family)
    free = house.day.weekday() > 4
    kind = house.chance.choice(("visit", "outing", "phone") if free else ("phone", "phone", "video"))
    how = house.chance.choices(("good", "mixed", "off"), (72, 20, 8))[0]
    kid.mood += {"good": 0.5, "mixed": -0.6, "off": -1.2}[how]
    if how == "off":
        kid.note("missed")
    else:
        kid.note(
            "family",
            {"phone": "call with", "video": "video call with", "visit": "visit from", "outing": "out with"}[kind]
            + f" {person['name']}",
        )
    words = f"family_{how}_{FAMILY[kind]}"
    line = {"phone": "on the phone", "video": "on a video call"}.get(kind, "")
    given = {"family": "@" + person["name"], "line": line}
    text = house.words.fresh(lambda: house.words.say(words, house.about(kid) | given))
    house.write(
        "family-time",
        {
            "kind": kind,
            "with": [person],
            "story": house.runs(text),
            "supervised": bool(kid.born.day % 3 == 0 and kind in ("visit", "outing")),
            "happened": {"good": "as-planned", "mixed": "late", "off": "cancelled-by-family"}[how],
            "childs_view": house.voice(f"family_view_{how}", kid) if house.chances(0.5) else None,
        },
        by=by,
        about=[kid],
    )  # fmt: skip


def activity(house: House) -> None:
    """A Saturday together."""
    here = [kid for kid in house.kids if not kid.away(house.now) and kid.ill_until < house.day]
    if not here:
        return
    by = house.carer()
    youngest = min(here, key=lambda kid: kid.age(house.day))
    done_today = house.words.pick("activity", house.about(youngest))
    going = house.chance.sample(here, max(min(2, len(here)), len(here) - house.chance.randrange(2)))

    def text() -> str:
        verdicts = [f"@{kid.name} {small(house.words.say('comment', house.about(kid)))}" for kid in going]
        sentence = done_today["text"].replace("{all}", ", ".join(verdicts) + ".")
        return f"{done_today['what'][:1].upper()}{done_today['what'][1:]}. {sentence}"

    ratings = {kid.ref["who"]: house.chance.choice((5, 5, 4, 4, 4, 3, 3)) for kid in going}
    house.write(
        "activity",
        {
            "story": house.runs(house.words.fresh(text)),
            "chosen_by": [house.chance.choice(going).ref],
            "ratings": ratings,
        },
        by=by,
        about=going,
    )


def achievement(house: House, kid: Kid) -> None:
    """Something to be proud of."""
    if kid not in house.kids or kid.gone_since or kid.ill_until >= house.day:
        return
    by = house.carer()
    one = house.words.pick("achievement", house.about(kid))
    text = house.words.fresh(lambda: house.words.fill(one["text"], house.about(kid)))
    house.write(
        "achievement",
        {"story": house.runs(text), "celebrated": house.line(one["how"], kid)},
        by=by,
        about=[kid],
    )
    kid.note("good", one["what"])


def appointment(house: House, kid: Kid) -> None:
    """The dentist, the doctor, the clinic."""
    if kid not in house.kids or kid.gone_since:
        return
    if house.home_from(kid) > house.now:
        raise NotAtWork(house.home_from(kid))
    by = house.carer()
    one = house.words.pick("appointment", house.about(kid))
    kind = {"doctor": "gp", "camhs": "mental-health"}.get(one["kind"], one["kind"])
    text = house.words.fresh(lambda: house.words.fill(one["text"], house.about(kid)))
    house.write(
        "health-appointment",
        {"kind": kind, "attended": "attended", "outcome": house.runs(text)},
        by=by,
        about=[kid],
    )


def school(house: House, kid: Kid) -> None:
    """A word with school, on a day on which the child was there."""
    if kid not in house.kids or kid.code not in AT_SCHOOL or kid.gone_since:
        return
    house.by = kid.key
    one = house.words.pick("school_contact", house.about(kid))
    text = house.words.fresh(lambda: house.words.fill(one["text"], house.about(kid)))
    house.write(
        "school-contact",
        {
            "about_what": [one["kind"]],
            "story": house.runs(text),
        },
        by=kid.key,
        about=[kid],
    )
