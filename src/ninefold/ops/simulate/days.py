"""What is written every day: handovers, notes and nights. Each is told from what the day really held."""

import re
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from ninefold.ledger.models import Entry
from ninefold.ops.pen import Hand
from ninefold.ops.simulate import medicines, rosters, schooling
from ninefold.ops.simulate.house import AT_SCHOOL, House, Kid, at
from ninefold.ops.simulate.words import Truths, bank, small, story

DAWN, NOON, DUSK = "dawn", "noon", "dusk"
HOURS = ("midnight", "one", "two", "three", "four")
AWAKE = 0.05  # the share of nights in which a child is up
LAST_NOTE = 27  # minutes past ten: when the late shift has written its last


def plan(house: House, day: date) -> None:
    """Put an ordinary day on the agenda."""
    chance = house.chance
    early, late, night = rosters.of(house, day)
    last_night = next((h for h, began, until in house.shifts if began < at(day, 2) < until), night)
    house.later(at(day, 7, chance.randint(35, 57)), partial(handover, house, last_night, early, DAWN))
    house.later(at(day, 14, chance.randint(25, 57)), partial(handover, house, early[0], late, NOON))
    house.later(at(day, 22, chance.randint(3, 20)), partial(handover, house, late[0], [night], DUSK))
    schooling.plan(house, day, early[-1])
    for number, kid in enumerate(house.kids):
        kid.woke = ""
        nights(house, kid, day)
        if house.chances(0.985):
            house.later(_after_bed(house, kid, day), partial(note, house, late[number % len(late)], kid))
        for _ in range(_more(house)):
            house.later(at(day, chance.randint(17, 19), chance.randrange(60)), partial(note, house, late[-1], kid))
        medicines.plan(house, kid, day)


def _after_bed(house: House, kid: Kid, day: date) -> datetime:
    """When the evening's note on a child is written: once they are upstairs, and before the shift is over."""
    earliest = 20 if kid.age(day) < 13 else 21
    when = at(day, house.chance.randint(earliest, 22), house.chance.randint(8, LAST_NOTE))
    return when if when >= at(day, earliest, 30) else when + timedelta(minutes=32)


def _more(house: House) -> int:
    """How many further entries of a kind today, so that on average there are ``house.extra``."""
    return int(house.extra) + (1 if house.chances(house.extra % 1) else 0)


# --- handing over


def handover(house: House, by: Hand, to: list[Hand], when: str) -> None:
    """What the next shift has to know, child by child."""
    by = house.by = house.present(by)
    own = house.about()

    def text() -> str:
        lines = [_line(house, kid, when) + "." for kid in house.kids]
        lists = {DAWN: "house_morning", NOON: "house_noon", DUSK: "house_evening"}
        lead = {"lead": (house.deputy if house.day.toordinal() // 7 % 2 else house.manager).name}
        return " ".join([*lines, house.words.say(lists[when], own | lead)])

    look_out = None
    if when == NOON and house.chances(0.1):
        look_out = house.line(house.chance.choice(bank("lookout")), house.chance.choice(house.kids))
    content = {
        "story": house.runs(house.words.fresh(text)),
        "on_shift": [hand.ref for hand in to],
        "look_out": look_out,
    }
    house.write("handover", content, by=by, about=house.kids)


def _line(house: House, kid: Kid, when: str) -> str:
    """One child, from what the day held so far."""
    about = house.about(kid)
    if kid.gone_since:
        return house.words.say("away_line", about | {"gone": f"{kid.gone_since:%H:%M}"})
    if kid.ill_until >= house.day and when != DUSK:
        return house.words.say("ill_line", about)
    promised = f", was promised {kid.promised}" if kid.promised and house.chances(0.7) else ""
    match when:
        case "dawn":
            if kid.back_on == house.day:
                return house.words.say("dawn_back", about)
            slept = (
                house.words.say("restless", about | {"woke": kid.woke}) if kid.woke else house.words.say("slept", about)
            )
            free = "dawn_free" if kid.code not in AT_SCHOOL else "dawn_school"
            return slept + (f"; {small(house.words.say(free, about))}" if house.chances(0.55) else "") + promised
        case "noon":
            if kid.code == "late":
                return house.words.say("noon_late", about | {"why": kid.today.get("why", "slow start").lower()})
            return house.words.say("noon_free" if kid.code not in AT_SCHOOL else "noon_school", about) + promised
    kid.promised = ""
    hard = kid.hard_day == house.day
    return house.words.say("dusk_hard" if hard else "dusk_low" if kid.mood < 1.9 else "dusk", about)


# --- nights


def nights(house: House, kid: Kid, day: date) -> None:
    """What a night holds for a child: a look in where the plan asks for it, and now and then they are up."""
    if house.chances(AWAKE * (2 if kid.mood < 2.5 else 1)):
        house.later(at(day, house.chance.randint(0, 4), house.chance.randrange(60)), partial(awake, house, kid))
    if kid.looked_in and house.chances(0.97):
        house.later(at(day, house.chance.randint(1, 3), house.chance.randrange(60)), partial(looked_in, house, kid))
    for _ in range(_more(house)):
        house.later(at(day, house.chance.randint(4, 5), house.chance.randrange(60)), partial(looked_in, house, kid))


def awake(house: House, kid: Kid) -> None:
    """Somebody is up in the night; the one who is awake sits with them."""
    if kid not in house.kids or kid.gone_since or kid.woke or not house.on_duty():
        return
    by, one = house.carer(), house.words.pick("woken", house.about(kid))
    kid.woke = one["woke"].replace("{hour}", HOURS[house.now_local.hour])
    text = house.words.fresh(lambda: house.words.fill(one["text"], house.about(kid)))
    content = {"asleep": {kid.ref["who"]: "awake"}, "story": house.runs(text)}
    house.write("night-check", content, by=by, about=[kid])


def looked_in(house: House, kid: Kid) -> None:
    """A look at a child whose plan asks for it."""
    if kid not in house.kids or kid.gone_since or not house.on_duty():
        return
    by = house.carer()
    story = house.story("looked_in", kid) if house.chances(0.3) else None
    house.write("night-check", {"asleep": {kid.ref["who"]: "asleep"}, "story": story}, by=by, about=[kid])


# --- notes


def note(house: House, by: Hand, kid: Kid) -> None:
    """A child's day in a worker's words. Moods drift, and what came before colours what comes after."""
    if kid not in house.kids or kid.gone_since:
        return
    hour, minute = (int(part) for part in house.about(kid)["late"].split(":"))
    if house.now < at(house.day, hour, minute):  # a note tells how the evening ended
        house.later(
            at(house.day, hour, minute) + timedelta(minutes=house.chance.randint(1, 9)), partial(note, house, by, kid)
        )
        return
    by = house.by = house.present(by)
    kid.mood += (3.6 - kid.mood) * 0.25 + house.chance.gauss(0, 0.7)
    mood = min(5, max(1, round(kid.mood)))
    ill = kid.ill_until >= house.day
    if kid.hard_day == house.day or ill:
        mood = min(mood, 2)
    text = house.words.fresh(partial(day_of, house, by, kid, mood, _beat(house, kid)))
    young = kid.age(house.day) < 11 and house.chances(0.5)
    words = house.voice("voice_young" if young else "voice", kid) if house.chances(0.35) else None
    answers = {
        "mood": {kid.ref["who"]: mood} if house.chances(0.9) else None,
        "good_thing": house.line(house.words.pick("good_thing", house.about(kid)), kid)
        if mood > 1 and not ill
        else None,
        "story": house.runs(text),
        "voice": words,
        "calming_used": _calmed(house, kid) if mood < 3 and not ill and kid.hard_day != house.day else None,
    }
    happened = house.now - timedelta(minutes=house.chance.randint(5, 25))
    entry = house.write(
        "daily-note", answers, by=by, at=max(happened, min(_told_of(house, text), house.now)), about=[kid]
    )
    if house.chances(0.006):
        when = house.now + timedelta(hours=14)
        house.later(when, partial(put_right, house, by, kid, entry, answers, text))


CLOCK = re.compile(r"\b(\d\d):(\d\d)\b")


def _told_of(house: House, text: str) -> datetime:
    """The latest time of the day that a note tells of: it cannot have been written about before."""
    minutes = [int(hours) * 60 + int(past) for hours, past in CLOCK.findall(text) if int(hours) < 24 and int(past) < 60]
    return at(house.day, 0, 0) + timedelta(minutes=max(minutes, default=0))


def _beat(house: House, kid: Kid) -> str:
    """The next line of what goes on for months in this child's life, when its day has come."""
    if not kid.arcs or house.day < kid.next_beat or not house.about(kid).fits(kid.arcs[0]):
        return ""
    kid.next_beat = house.day + timedelta(days=house.chance.randint(6, 19))
    return kid.arcs.pop(0)


def day_of(house: House, by: Hand, kid: Kid, mood: int, beat: str) -> str:
    """The text of a note. Some workers write three lines, some one."""
    about = house.about(kid)
    habit = sum(by.ref["who"].encode()) % 3  # short, usual, long: a worker writes as they write
    if kid.ill_until >= house.day:
        return " ".join(house.words.say(name, house.about(kid)) for name in ("open_ill", "middle_ill", "evening_ill"))
    parts = [house.words.fill(beat, about) if beat else house.words.say(_opening(house, kid, mood), about)]
    for _ in range(house.chance.choice(((0, 1, 1), (1, 1, 2), (1, 2, 2))[habit])):
        parts.append(house.words.say("middle_low" if mood < 3 else "middle", _apart(house, kid, parts)))
    if habit or house.chances(0.5) or len(parts) == 1:
        parts.append(house.words.say(_evening(house, kid, mood), house.about(kid)))
    return " ".join(parts)


def _apart(house: House, kid: Kid, parts: list[str]) -> Truths:
    """What a further sentence may tell: nothing of the game, the telly or the shop that the note has in it already."""
    about = house.about(kid)
    before = " ".join(parts)
    used = [
        name for name in ("game", "shop", "place", "mate", "snack", "schoolthing", "lesson") if about[name] in before
    ]
    marks = [mark for name in used for mark in ("{" + name + "}", "{" + name.capitalize() + "}")]
    fits = about.fits
    return Truths(about, lambda template: fits(template) and not any(mark in template for mark in marks))


def _opening(house: House, kid: Kid, mood: int) -> str:
    """The list a note begins from: by what happened, how the day was, and whether there was school."""
    if kid.hard_day == house.day:
        return "open_after"
    if kid.back_on == house.day:
        return "open_back"
    low, good, usual = (
        ("open_low", "open_good", "open_ok") if kid.code in AT_SCHOOL else ("off_low", "off_good", "off_ok")
    )
    return low if mood < 3 else good if mood > 3 and house.chances(0.6) else usual


def _evening(house: House, kid: Kid, mood: int) -> str:
    age = kid.age(house.day)
    if mood < 3:
        return "evening_low"
    if age < 11 and house.chances(0.35):
        return "evening_young"
    return "evening_teen" if age >= 14 and house.chances(0.35) else "evening"


def _calmed(house: House, kid: Kid) -> list[dict[str, str]]:
    step = house.chance.choice(kid.card["calming"])
    return [{"step": step, "outcome": "helped" if house.chances(0.75) else "no"}]


def put_right(house: House, by: Hand, kid: Kid, note: Entry, answers: dict[str, Any], text: str) -> None:
    """The next day somebody sees a slip in their note and corrects it, or takes back what stood in the wrong file.

    A correction is the whole note again: what else was ``answers`` in it stays.
    """
    house.by = by
    entry, record, happened = note.pk, note.record_id, note.happened_at
    if house.chances(0.2):
        house.write(
            "daily-note", {"because": "Written about the wrong child; written again in the right file."}, by=by,
            at=happened, about=[kid], record=record, links=({"rel": "withdraws", "to": entry},), act="withdraw",
        )  # fmt: skip
        return
    slip = house.chance.choice(
        ("I left out the end of the evening.", "One line was missing.", "I left out who was there.")
    )
    more = house.words.fresh(lambda: house.words.say("added", house.about(kid)))
    house.write(
        "daily-note", answers | {"story": house.runs(text + " " + more), "because": slip}, by=by,
        at=happened, about=[kid], record=record, links=({"rel": "replaces", "to": entry},), act="correct",
    )  # fmt: skip


def birthdays(house: House, day: date) -> None:
    """Let a birthday be looked forward to, and had."""
    before, had = story("arcs")["birthday"]
    coming = day + timedelta(days=6)
    for kid in house.kids:
        born = (kid.born.month, kid.born.day)
        if (coming.month, coming.day) == born:
            _next(kid, before.replace("{age}", str(kid.age(coming))), day)
        if (day.month, day.day) == born:
            _next(kid, had, day)


def _next(kid: Kid, beat: str, day: date) -> None:
    kid.arcs.insert(0, beat)
    kid.next_beat = day
