"""A child does not come home, and all that follows, as one matter: the steps, the return, the decision about Ofsted, the
interview, what is changed, and the meeting.
"""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from ninefold.base import clock
from ninefold.ops.pen import answering
from ninefold.ops.simulate import plans
from ninefold.ops.simulate.house import AT_SCHOOL, House, Kid, at
from ninefold.ops.simulate.words import bank

WINDOW = (150, 18)  # days before the end, from and until which one child of a home goes missing
EVERY = (10, 18)  # days from one time to the next


def some_months(house: House, kid: Kid, last: date) -> None:
    """Let a child be missing about twice a month for some months, and nobody else."""
    day = max(house.day + timedelta(days=20), last - timedelta(days=WINDOW[0]))
    while day < last - timedelta(days=WINDOW[1]):
        house.later(at(day, 7, 5), partial(_morning, house, kid))
        day += timedelta(days=house.chance.randint(*EVERY))


def _morning(house: House, kid: Kid) -> None:
    """The day on which they will not come home: how it goes depends on whether there is school."""
    if kid not in house.kids or kid.ill_until >= house.day:
        return
    tale = house.chance.choice(bank("missing")["school" if kid.code in AT_SCHOOL else "free"])
    kid.seen_last = _at(house, tale["seen"])
    house.later(_at(house, tale["noticed"]), partial(missing, house, kid, tale))


def _at(house: House, wall: str) -> datetime:
    hour, minute = wall.split(":")
    return at(house.day, int(hour), int(minute))


def missing(house: House, kid: Kid, tale: dict[str, Any]) -> None:
    """A child is not where they should be. Most are back by night."""
    if kid not in house.kids:
        return
    by, now = house.carer(), house.now
    steps = [
        {"step": step, "at": clock.text(now + timedelta(minutes=minutes))}
        for step, minutes in (("phone", 2), ("house", 6), ("friends", 14), ("family", 20), ("police", 27), ("on-call", 31))
    ]  # fmt: skip
    kid.gone_since = clock.local(now)
    text = house.words.fresh(lambda: house.words.fill(tale["lead"], house.about(kid)))
    content = {
        "last_seen_at": clock.text(_at(house, tale["seen"])),
        "last_seen_where": house.line(tale["where"], kid),
        "story": house.runs(text),
        "reported_at": clock.text(now + timedelta(minutes=27)),
        "police_reference": f"Log {house.chance.randint(210, 998)} of {house.day.day} {house.day:%B}",
        "steps": steps,
    }
    end = house.chance.choice(bank("missing")["ends"])

    def sign() -> None:
        entry = house.write("missing-episode", content, by=by, at=now, about=[kid], urgent=True)
        record = entry.record_id
        back = house.chance.choice((3, 3.5, 4, 4.5, 5))
        house.later(now + timedelta(hours=1.6), partial(_update, house, kid, record))
        house.later(now + timedelta(hours=back), partial(_back, house, kid, record, end))
        decides = now + timedelta(hours=back + 1) if house.chances(0.4) else at(house.day + timedelta(days=1), 9, 25)
        house.later(decides, partial(_decided, house, kid, record))

    house.later(now + timedelta(minutes=34), sign)


def _update(house: House, kid: Kid, record: str) -> None:
    by = house.carer()
    content = {
        "story": house.told(house.chance.choice(bank("missing")["update"]), kid),
        "steps": [{"step": "police", "at": clock.text(house.now)}, {"step": "social-worker", "at": clock.text(house.now)}],
    }  # fmt: skip
    house.write("missing-episode", content, by=by, record=record, stage="update", about=[kid], urgent=True)


def _decided(house: House, kid: Kid, record: str) -> None:
    """Whether Ofsted is told, with the reasons, as part of the same matter."""
    by = house.by = house.manager
    content = {"notify": False, "reasoning": house.told(bank("missing")["told"], kid)}
    house.write("notification-decision", content, by=by, about=[kid], links=answering(record), urgent=True)


def _back(house: House, kid: Kid, record: str, end: dict[str, str]) -> None:
    by = house.carer()
    kid.gone_since, kid.back_on, kid.hard_day = None, house.day + timedelta(days=1), house.day
    kid.seen_last = None
    kid.mood -= 1
    kid.note("hard", f"missing on {house.day:%A} for some hours")
    text = house.words.fresh(lambda: house.words.fill(end["back"], house.about(kid)))
    content = {
        "returned_at": clock.text(house.now - timedelta(minutes=25)),
        "how": house.line(end["how"], kid),
        "story": house.runs(text),
        "where_been": house.line(end["been"], kid),
        "injured": False,
        "police_told_at": clock.text(house.now - timedelta(minutes=15)),
        "told": [{"step": step, "at": clock.text(house.now - timedelta(minutes=m))} for step, m in (("on-call", 12), ("social-worker", 8), ("family", 5))],
        "childs_view": house.in_their_words(kid, end["words"]),
    }  # fmt: skip
    house.write("missing-episode", content, by=by, record=record, stage="returned", about=[kid], urgent=True)
    asked = at(house.day + timedelta(days=1), house.chance.randint(9, 11), house.chance.randrange(60))
    house.later(asked, partial(_interview_asked, house, kid, record))
    held = at(house.day + timedelta(days=house.chance.choice((1, 2, 2))), 16, house.chance.randrange(60))
    house.later(held, partial(_interview, house, kid, record, end))
    house.after(partial(_risk, house, kid, record, end), days=house.chance.choice((1, 2, 3)))


def _interview_asked(house: House, kid: Kid, record: str) -> None:
    by = house.by = house.deputy if house.day.weekday() < 5 else house.carer()
    content = {
        "asked_at": clock.text(house.now),
        "of": kid.social_worker,
        "answer": house.line("[Will ring back within the hour|Asked their own service|Booked]"),
    }
    stage = "return-interview-requested"
    house.write("missing-episode", content, by=by, record=record, stage=stage, about=[kid], urgent=True)


def _interview(house: House, kid: Kid, record: str, end: dict[str, str]) -> None:
    by = house.carer()
    outcome = house.chance.choice(("held", "held", "held", "held", "declined", "not-offered"))
    when = clock.text(house.now - timedelta(hours=1))
    content = {
        "outcome": outcome,
        "offered_at": when if outcome != "not-offered" else None,
        "held_at": when if outcome == "held" else None,
        "by_whom": "The authority's return interview worker" if outcome == "held" else None,
        "learnt": house.told(end["learnt"], kid) if outcome == "held" else None,
    }
    house.write("missing-episode", content, by=by, record=record, stage="return-interview", about=[kid], urgent=True)
    if outcome == "not-offered":
        house.after(partial(_chased, house, kid, record, end), days=1)


def _chased(house: House, kid: Kid, record: str, end: dict[str, str]) -> None:
    """The interview that was not offered is asked for in writing, and comes late."""
    if kid not in house.kids:
        return
    content = {
        "chased_at": clock.text(house.now - timedelta(minutes=20)),
        "to": house.line("[The team manager, in writing|The reviewing officer, by email]"),
        "answer": house.line("[Sorry, and a date|They had the wrong address]"),
    }
    house.write("missing-episode", content, by=house.deputy, record=record, stage="interview-chased", about=[kid])
    house.after(partial(_interview, house, kid, record, end), days=house.chance.choice((1, 2)))


def _risk(house: House, kid: Kid, record: str, end: dict[str, str]) -> None:
    if kid not in house.kids:
        return
    by = house.by = house.deputy
    content = {
        "story": house.told(end["risk"], kid),
        "changes": house.line(end["change"], kid),
        "meeting": house.chances(0.25),
        "ask_review": False,
    }
    house.write("missing-episode", content, by=by, record=record, stage="risk-review", about=[kid])
    plans.answered(house, kid, "missing", record)
    if content["meeting"]:
        house.after(partial(_met, house, kid, record), days=house.chance.choice((5, 7, 9)))


def _met(house: House, kid: Kid, record: str) -> None:
    """The meeting on being missing often, with the authority and the police."""
    words = bank("missing")
    if kid not in house.kids:
        return
    house.by = house.deputy
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
