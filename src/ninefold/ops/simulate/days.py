"""What is written every day: handovers, notes, nights and school."""

from datetime import date, datetime, timedelta
from functools import partial

from ninefold.ops.pen import Hand
from ninefold.ops.simulate import rosters, schooling
from ninefold.ops.simulate.house import House, Kid, at
from ninefold.ops.simulate.medicines import dose
from ninefold.ops.simulate.schooling import school_day
from ninefold.ops.simulate.words import bank, story


def plan(house: House, day: date) -> None:
    """Put an ordinary day on the agenda."""
    early, late, night = rosters.of(house, day)
    chance = house.chance
    house.later(at(day, 7, chance.randint(30, 58)), partial(handover, house, night, early))
    house.later(at(day, 14, chance.randint(20, 58)), partial(handover, house, early, late))
    for slot in range(2 + _more(house)):
        house.later(at(day, (0, 3, 5, 1, 2, 4, 6)[slot % 7], chance.randrange(60)), partial(night_check, house, night))
    schooling.plan(house, day, early)
    for kid in house.kids:
        for _ in range(1 + _more(house)):
            if house.chances(0.96):
                house.later(at(day, chance.randint(18, 22), chance.randrange(60)), partial(note, house, late, kid))
        if kid.medicine:
            house.later(at(day, 20, chance.randrange(40)), partial(dose, house, late, kid))


def _more(house: House) -> int:
    """How many further entries of a kind today, so that on average there are ``house.extra``."""
    return int(house.extra) + (1 if house.chances(house.extra % 1) else 0)


def handover(house: House, by: Hand, to: Hand) -> None:
    """What the next shift has to know."""

    def text() -> str:
        kids = house.chance.sample(house.kids, min(len(house.kids), house.chance.randint(2, 4)))
        lines = [house.words.say("handover_line", house.about(kid)) + "." for kid in kids]
        return " ".join([*lines, house.words.say("handover_house", house.about(kids[0]))])

    kid = house.chance.choice(house.kids)
    house.write(
        "handover",
        {
            "story": house.runs(house.words.fresh(text)),
            "on_shift": [to.ref],
            "look_out": house.line(house.chance.choice(bank("lookout")), kid) if house.chances(0.12) else None,
        },
        by=by,
        about=house.kids,
    )


def night_check(house: House, by: Hand) -> None:
    """A look at everybody in the night, and what there was to tell."""
    awake = {kid.ref["who"] for kid in house.kids if house.chances(0.06)}
    one = next((k for k in house.kids if k.ref["who"] in awake), house.chance.choice(house.kids))
    content = {
        "asleep": {k.ref["who"]: "awake" if k.ref["who"] in awake else "asleep" for k in house.kids},
        "story": house.story("night_awake" if awake else "night", one) if awake or house.chances(0.4) else None,
    }
    house.write("night-check", content, by=by, about=house.kids)


def note(house: House, by: Hand, kid: Kid) -> None:
    """A child's day in a worker's words. Moods drift, and what came before colours what comes after."""
    if kid not in house.kids:
        return
    kid.mood += (3.6 - kid.mood) * 0.25 + house.chance.gauss(0, 0.75)
    mood = min(5, max(1, round(kid.mood)))
    text = house.words.fresh(partial(day_of, house, by, kid, mood, _beat(house, kid)))
    young = kid.age(house.day) < 11 and house.chances(0.5)
    said = house.words.pick("voice_young" if young else "voice") if house.chances(0.35) else None
    entry = house.write(
        "daily-note",
        {
            "mood": {kid.ref["who"]: mood} if house.chances(0.9) else None,
            "good_thing": house.line(house.words.pick("good_thing"), kid),
            "story": house.runs(text),
            "voice": house.in_their_words(kid, said) if said else None,
            "calming_used": _calmed(house, kid) if mood < 3 else None,
        },
        by=by,
        at=house.now - timedelta(minutes=house.chance.randint(5, 90)),
        about=[kid],
    )
    if house.chances(0.006):
        house.after(partial(put_right, house, by, kid, entry.id, entry.record_id, text, entry.happened_at), hours=14)


def _beat(house: House, kid: Kid) -> str:
    """The next line of what goes on for months in this child's life, when its day has come."""
    if not kid.arcs or house.day < kid.next_beat:
        return ""
    kid.next_beat = house.day + timedelta(days=house.chance.randint(6, 19))
    return kid.arcs.pop(0)


def day_of(house: House, by: Hand, kid: Kid, mood: int, beat: str) -> str:
    """The text of a note. Some workers write three lines, some one."""
    about = house.about(kid)
    habit = sum(by.ref["who"].encode()) % 3  # short, usual, long: a worker writes as they write
    parts = [house.words.say(_opening(house, mood), about)]
    if beat:
        parts = [house.words.fill(beat, about)]
    for _ in range(house.chance.choice(((0, 1, 1), (1, 1, 2), (1, 2, 2))[habit])):
        parts.append(house.words.say("middle", house.about(kid)))
    if habit or house.chances(0.5) or len(parts) == 1:
        parts.append(house.words.say(_evening(house, kid), house.about(kid)))
    return " ".join(parts)


def _opening(house: House, mood: int) -> str:
    """The list a note begins from: by how the day was, and by whether there was school."""
    low, good, usual = (
        ("open_low", "open_good", "open_ok") if school_day(house.day) else ("off_low", "off_good", "off_ok")
    )
    return low if mood < 3 else good if mood > 3 and house.chances(0.6) else usual


def _evening(house: House, kid: Kid) -> str:
    age = kid.age(house.day)
    if age < 11 and house.chances(0.35):
        return "evening_young"
    return "evening_teen" if age >= 14 and house.chances(0.35) else "evening"


def _calmed(house: House, kid: Kid) -> list[dict[str, str]]:
    step = house.chance.choice(kid.card["calming"])
    return [{"step": step, "outcome": "helped" if house.chances(0.75) else "no"}]


def put_right(house: House, by: Hand, kid: Kid, entry: str, record: str, text: str, happened: datetime) -> None:
    """The next day somebody sees a slip in their note and corrects it, or takes back what stood in the wrong file."""
    if house.chances(0.2):
        house.write(
            "daily-note", {"because": "Written about the wrong child; written again in the right file."}, by=by,
            at=happened, about=[kid], record=record, links=({"rel": "withdraws", "to": entry},), act="withdraw",
        )  # fmt: skip
        return
    slip = house.chance.choice(
        (
            "The time was wrong.",
            "I had the wrong day for the visit.",
            "It was said a little differently.",
            "I left out who was there.",
        )
    )
    more = house.words.fresh(lambda: house.words.say("middle", house.about(kid)))
    house.write(
        "daily-note", {"story": house.runs(text + " " + more), "because": slip}, by=by,
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
