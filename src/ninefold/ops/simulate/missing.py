"""A child does not come home, and all that follows."""

from datetime import timedelta
from functools import partial

from ninefold.base import clock
from ninefold.ops.pen import answering
from ninefold.ops.simulate import plans
from ninefold.ops.simulate.house import House, Kid
from ninefold.ops.simulate.words import bank


def missing(house: House, kid: Kid) -> None:
    """A child does not come home. Most are back by night."""
    if kid not in house.kids:
        return
    words, by = bank("missing"), house.carer()
    seen = house.now - timedelta(minutes=house.chance.randint(50, 110))
    steps = [
        {"step": step, "at": clock.text(house.now - timedelta(minutes=minutes))}
        for step, minutes in (("phone", 40), ("house", 30), ("friends", 20), ("police", 4), ("on-call", 2))
    ]
    text = house.words.fresh(lambda: house.words.fill(words["lead"], house.about(kid)))
    entry = house.write(
        "missing-episode",
        {
            "last_seen_at": clock.text(seen),
            "last_seen_where": house.line(words["where"], kid),
            "story": house.runs(text),
            "reported_at": clock.text(house.now - timedelta(minutes=4)),
            "police_reference": f"{house.chance.randint(210, 998)} of {house.day.day} {house.day:%B}",
            "steps": steps,
            "photo_days": str(house.chance.randint(5, 90)),
        },
        by=by,
        about=[kid],
    )
    house.after(partial(_decided, house, kid), hours=house.chance.choice((3, 14, 16, 20)))
    house.after(partial(_update, house, kid, entry.record_id), hours=1.5)
    house.after(partial(_back, house, kid, entry.record_id), hours=house.chance.choice((3, 4, 5, 6, 15)))


def _update(house: House, kid: Kid, record: str) -> None:
    content = {
        "story": house.told(bank("missing")["update"], kid),
        "steps": [{"step": "police", "at": clock.text(house.now)}],
    }
    house.write("missing-episode", content, by=house.carer(), record=record, stage="update", about=[kid])


def _decided(house: House, kid: Kid) -> None:
    text = f"@{kid.name} was missing; reported to the police on {house.day.day} {house.day:%B}."
    content = {
        "event": house.runs(text),
        "notify": False,
        "reasoning": house.runs(house.words.fill(bank("arrangements_no"), {})),
    }
    house.write("notification-decision", content, by=house.manager, about=[kid])


def _back(house: House, kid: Kid, record: str) -> None:
    words = bank("missing")
    kid.mood -= 1
    text = house.words.fresh(lambda: house.words.fill(words["back"], house.about(kid)))
    content = {
        "returned_at": clock.text(house.now - timedelta(minutes=20)),
        "how": house.line(words["how"], kid),
        "story": house.runs(text),
        "where_been": house.line(words["been"], kid) if house.chances(0.6) else None,
        "injured": False,
        "police_told_at": clock.text(house.now - timedelta(minutes=10)),
        "childs_view": house.in_their_words(kid, words["words"]) if house.chances(0.5) else None,
    }
    house.write("missing-episode", content, by=house.carer(), record=record, stage="returned", about=[kid])
    chance = house.chance
    house.after(partial(_interview_asked, house, kid, record), hours=chance.choice((9, 11, 13, 30)))
    house.after(partial(_interview, house, kid, record), hours=chance.choice((40, 55, 66, 100)))
    house.after(partial(_risk, house, kid, record), days=chance.choice((1, 2, 3, 4, 6)))


def _interview_asked(house: House, kid: Kid, record: str) -> None:
    content = {
        "asked_at": clock.text(house.now),
        "of": kid.social_worker,
        "answer": house.line("[Will ring back|Asked their own service|Booked|No answer, emailed]"),
    }
    house.write(
        "missing-episode", content, by=house.deputy, record=record, stage="return-interview-requested", about=[kid]
    )


def _interview(house: House, kid: Kid, record: str) -> None:
    words = bank("missing")
    outcome = house.chance.choice(("held", "held", "held", "held", "declined", "declined", "not-offered"))
    when = clock.text(house.now - timedelta(hours=1))
    content = {
        "outcome": outcome,
        "offered_at": when if outcome != "not-offered" else None,
        "held_at": when if outcome == "held" else None,
        "by_whom": "The authority's return interview worker" if outcome == "held" else None,
        "learnt": house.told(words["learnt"], kid) if outcome == "held" else None,
    }
    house.write("missing-episode", content, by=house.carer(), record=record, stage="return-interview", about=[kid])
    if outcome == "not-offered":
        house.after(partial(_chased, house, kid, record), days=house.chance.choice((1, 1, 2, 3)))


def _chased(house: House, kid: Kid, record: str) -> None:
    """The interview that was not offered is asked for in writing, and comes late."""
    content = {
        "chased_at": clock.text(house.now - timedelta(minutes=20)),
        "to": house.line("[The team manager, in writing|The head of service, by email|The reviewing officer]"),
        "answer": house.line("[Sorry, and a date|They had the wrong address|No answer yet]"),
    }
    house.write("missing-episode", content, by=house.deputy, record=record, stage="interview-chased", about=[kid])
    house.after(partial(_interview, house, kid, record), days=house.chance.choice((2, 3, 5)))


def _risk(house: House, kid: Kid, record: str) -> None:
    words = bank("missing")
    content = {
        "story": house.told(words["risk"], kid),
        "changes": house.line(words["change"], kid),
        "meeting": house.chances(0.2),
    }
    house.write("missing-episode", content, by=house.deputy, record=record, stage="risk-review", about=[kid])
    plans.answered(house, kid, "missing", record)
    if content["meeting"]:
        house.after(partial(_met, house, kid, record), days=house.chance.choice((4, 6, 9, 11, 15)))


def _met(house: House, kid: Kid, record: str) -> None:
    """The meeting on being missing often, with the authority and the police."""
    words = bank("missing")
    if kid not in house.kids:
        return
    content = {
        "kind": "missing",
        "held_at": clock.text(house.now - timedelta(minutes=house.chance.randint(70, 160))),
        "there": [kid.social_worker, kid.key.ref],
        "others": house.line(words["met_others"], kid),
        "childs_view": house.in_their_words(kid, words["met_words"]),
        "decisions": house.told(words["met"], kid),
        "content": True,
    }
    house.write("agency-meeting", content, by=house.deputy, about=[kid], links=answering(record))
