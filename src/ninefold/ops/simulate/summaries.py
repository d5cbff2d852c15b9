"""The week and the month of a child, told from what they really held: school days, calls and visits, what was hard."""

from collections import Counter
from functools import partial
from typing import Any

from ninefold.ops.pen import Hand
from ninefold.ops.simulate.house import House
from ninefold.ops.simulate.kids import Kid, SoFar
from ninefold.ops.simulate.weeks import action_row, follow

AWAY = {"late": "late", "ill": "ill", "appointment": "at an appointment", "unauthorised": "away without leave", "elsewhere": "out with the class"}  # fmt: skip
LOW = 3.0  # a mood below which nobody would call a week cheerful
TIMES = ("", "once", "twice", "three times", "four times", "five times")


def begin(house: House, kid: Kid) -> None:
    """Let a child's weeks and months be summed up."""
    house.after(partial(week, house, kid), days=house.chance.randint(4, 7))
    house.after(partial(month, house, kid), days=house.chance.randint(24, 30))


def week(house: House, kid: Kid) -> None:
    """The page for the social worker, and the next a week later."""
    if kid not in house.kids:
        return
    send_week(house, kid, kid.key)
    house.after(partial(week, house, kid), days=5)


def send_week(house: House, kid: Kid, by: Hand) -> None:
    """The page of the days since the last one."""
    house.by, so_far = by, kid.week
    story = house.runs(house.words.fresh(lambda: _good(house, kid, so_far)))
    content = {
        "story": story,
        "education": _school(so_far),
        "health": "Well" if not so_far.ill else f"Ill {TIMES[min(so_far.ill, 5)]}, better again" if so_far.ill > 1 else "Ill, and better again",
        "family": _family(so_far),
        "hard": "; ".join(so_far.hard[:3]) or _else_hard(kid, so_far),
        "next": house.line("[Nothing is needed from you this week|Please send the consent we asked for|The dates for family time next month, please|We ring on Wednesday about the plan]", kid),
        "childs_words": house.voice("week_words", kid),
        "to": [kid.social_worker],
    }  # fmt: skip
    house.write("weekly-summary", content, by=by, about=[kid])
    kid.week = SoFar()


def _else_hard(kid: Kid, so_far: SoFar) -> str:
    """What a week held that was not easy, when nothing hard has a record of its own."""
    if so_far.ill:
        return "Being ill, and what was missed by it"
    return "A low day, on which company helped" if kid.mood < LOW else "Nothing to speak of"


def month(house: House, kid: Kid) -> None:
    """How far a child has come in a month, read by a manager, and the next."""
    if kid not in house.kids:
        return
    house.by, so_far = kid.key, kid.month
    story = house.runs(house.words.fresh(lambda: _far(house, kid, so_far)))
    rows: list[dict[str, Any]] = [
        action_row(house, house.line(house.words.pick("month_action", house.about(kid)), kid), kid.key, 24)
    ]
    content = {
        "story": story,
        "childs_words": house.voice("month_words", kid),
        "asked": "; ".join(so_far.wishes[:3]) or "Nothing that is still open",
        "health": "Well all month"
        if not so_far.ill
        else f"Ill {TIMES[min(so_far.ill, 5)]} in the month, otherwise well",
        "education": _school(so_far),
        "family": _family(so_far),
        "risks": "; ".join(so_far.hard[-3:]) or "No change",
        "actions": rows,
    }
    entry = house.write("monthly-summary", content, by=kid.key, about=[kid])
    kid.month = SoFar()
    follow(house, entry.record_id, rows)
    house.after(partial(read, house, kid, entry.record_id), days=house.chance.randint(1, 4))
    house.after(partial(month, house, kid), days=house.chance.randint(27, 30))


def read(house: House, kid: Kid, record: str) -> None:
    """A manager reads a month."""
    if kid in house.kids:
        house.by = house.manager
        story = house.story("month_read", kid)
        house.write("monthly-summary", {"story": story}, by=house.manager, record=record, stage="read", about=[kid])


def _good(house: House, kid: Kid, told: SoFar) -> str:
    begins = (
        "week_hard" if len(told.hard) > 1 else "week_mixed" if told.hard or told.ill or kid.mood < LOW else "week_good"
    )
    good = f" To be proud of: {told.good[-1]}." if told.good else ""
    return f"{house.words.say(begins, house.about(kid))}{good} {house.words.say('week_more', house.about(kid))}"


def _far(house: House, kid: Kid, told: SoFar) -> str:
    begins = "month_hard" if len(told.hard) > 3 else "month_good"
    good = f" To be proud of: {'; '.join(told.good[-2:])}." if told.good else ""
    return f"{house.words.say(begins, house.about(kid))}{good} {house.words.say('month_more', house.about(kid))}"


def _school(so_far: SoFar) -> str:
    days = sum(so_far.school.values())
    if not days:
        return "Holidays"
    off = sum(count for code, count in so_far.school.items() if code in ("ill", "unauthorised", "excluded", "no-place"))
    parts = [f"In {days - off} of {days} days" if off else f"In every day since the last page, {days} of {days}"]
    parts += [f"{AWAY[code]} {TIMES[min(count, 5)]}" for code, count in sorted(so_far.school.items()) if code in AWAY]
    parts += ["suspended for part of it"] if so_far.school["excluded"] else []
    return ", ".join(parts)


def _family(told: SoFar) -> str:
    had = [f"{one} {TIMES[min(count, 5)]}" for one, count in sorted(Counter(told.family).items())]
    missed = [f"{TIMES[min(told.missed, 5)]} it was called off by them"] if told.missed else []
    return "; ".join(had + missed) or "No calls or visits in this time"
