"""School in a simulated home: terms, days, education plans in every term, and what goes wrong now and then."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from ninefold.duties import calendar
from ninefold.lawbook import load
from ninefold.ops.pen import Hand, answering
from ninefold.ops.simulate import scenes
from ninefold.ops.simulate.answers import Setting, answers
from ninefold.ops.simulate.house import House, Kid, at
from ninefold.ops.simulate.words import story

# First and last day of each term and of its half-term, as month and day; the same in every year.
TERMS = {
    "autumn": ((9, 1), (12, 19), (10, 25), (10, 31)),
    "spring": ((1, 4), (3, 31), (2, 14), (2, 20)),
    "summer": ((4, 15), (7, 21), (5, 25), (5, 31)),
}
USUAL = ("present",) * 52 + ("late", "appointment", "elsewhere")
ILL = 0.009  # the share of days on which a child falls ill
REASONS = {
    "late": ("Missed the first bus", "Slow start, and a good breakfast", "Bus broke down at the roundabout"),
    "appointment": ("Dentist at eleven", "Optician in town", "A blood test, and a hot chocolate after"),
    "ill": ("Ill, at home; school rung at eight", "At home, not well"),
    "unauthorised": ("Got off the bus a stop early", "Walked out after break", "Would not say where"),
    "elsewhere": ("A trip with the class", "At the museum with the tutor", "An open day at the college"),
}
IN_A_TERM = (14, 55)  # so many days after a term begins its plan is looked at


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which a child is not at school as others are, and what the register says then."""

    code: str
    last: date


def school_day(day: date) -> bool:
    """Whether schools in England are open on ``day``, more or less."""
    if not calendar.is_working_day(day):
        return False
    return any(
        first <= (day.month, day.day) <= last and not half_from <= (day.month, day.day) <= half_to
        for first, last, half_from, half_to in TERMS.values()
    )


def next_school_day(day: date) -> date:
    """The first school day after ``day``."""
    day += timedelta(days=1)
    return day if school_day(day) else next_school_day(day)


def plan(house: House, day: date, early: Hand) -> None:
    """Put a day's school on the agenda: the year's dates for whoever has none, the register, the term's plans, trouble."""
    new = [kid for kid in house.kids if kid.terms_until < day]
    for kid in new:
        _arrive(house, kid, day)
    if new:
        house.later(at(day, 16, house.chance.randrange(60)), partial(term_dates, house, new, day))
    if any((day.month, day.day) == first for first, *_ in TERMS.values()):
        for kid in house.kids:
            house.after(partial(_look, house, kid), days=house.chance.randint(*IN_A_TERM))
    for kid in house.kids:
        _morning(house, kid, day)
    if school_day(day):
        house.later(at(day, 9, house.chance.randint(15, 50)), partial(attendance, house, early))
        for kid in house.kids:
            if kid.school is None or kid.school.last < day:
                _trouble(house, kid, day)


def _morning(house: House, kid: Kid, day: date) -> None:
    """Where a child is going to be today: as the term has it, as they are, and as they feel."""
    if not school_day(day):
        kid.code = "holiday" if day.weekday() < 5 else "weekend"
    elif kid.school and day <= kid.school.last:
        kid.code = kid.school.code
    elif kid.ill_until >= day:
        kid.code = "ill"
    else:
        restless = kid.card["missing"] + kid.card["temper"] // 3
        more = ("late",) * restless + (("unauthorised",) if restless else ())
        kid.code = house.chance.choice((*USUAL, *more))
    if kid.ill_until < day and house.chances(ILL):
        kid.ill_until = day + timedelta(days=house.chance.choice((0, 1, 1, 2)))
        kid.note("ill")
        kid.code = "ill" if kid.code in ("present", "late", "unauthorised", "elsewhere") else kid.code
        house.later(at(day, 7, house.chance.randint(32, 55)), partial(scenes.play, house, "illness", kid))


def _arrive(house: House, kid: Kid, day: date) -> None:
    """A child of whom the home has no term dates yet: their plan is agreed in the first days."""
    if kid.terms_until == date.min:
        house.after(partial(_sign, house, kid, "education-plan", "plan", held_on=0), days=house.chance.randint(2, 11))
    kid.terms_until = date(day.year + (day >= date(day.year, 8, 24)), 8, 23)


def term_dates(house: House, kids: list[Kid], day: date) -> None:
    """The terms of the school year that are not over."""
    kids = [kid for kid in kids if kid in house.kids]
    begins = day.year if day >= date(day.year, 8, 24) else day.year - 1
    rows: list[dict[str, str]] = []
    for name, days in TERMS.items():
        first, last, half_from, half_to = (date(begins + (name != "autumn"), *one).isoformat() for one in days)
        if last >= day.isoformat():
            rows.append({"term": name, "begins": first, "ends": last, "half_from": half_from, "half_to": half_to})
    if kids and rows:
        content = {"school": "Dates of the county", "terms": rows}
        house.write("term-dates", content, by=house.carer(), about=kids, urgent=True)


def attendance(house: House, by: Hand) -> None:
    """Where each child was on a school day, in the morning and in the afternoon."""
    content: dict[str, Any] = {"session": {}, "afternoon": {}, "reason": {}}
    for kid in house.kids:
        who, code = kid.ref["who"], kid.code
        if kid.gone_since:
            content["session"][who], content["reason"][who] = "unauthorised", "Missing since last night"
            continue
        if code == "reduced":
            content["session"][who], content["afternoon"][who] = "present", code
            kid.note("school", "present")
            continue
        content["session"][who] = code
        kid.note("school", code)
        if code in ("late", "appointment"):
            content["afternoon"][who] = "present"
        if code in REASONS:
            content["reason"][who] = kid.today["why"] = house.chance.choice(REASONS[code])
    if content["afternoon"]:
        content["differs"] = True
    house.write("attendance", {name: told for name, told in content.items() if told}, by=by, about=house.kids)


def _look(house: House, kid: Kid) -> None:
    """The term's look at the education plan."""
    _sign(house, kid, "education-plan", "review", kid.school_records.get("education-plan", ""), held_on=0)


def answer(house: House, kid: Kid, event: str) -> None:
    """The education plan is answered because of ``event``, a record; or looked at because its day has come."""
    _sign(house, kid, "education-plan", "review", kid.school_records.get("education-plan", ""), held_on=0, event=event)


def _trouble(house: House, kid: Kid, day: date) -> None:
    """Now and then a child is suspended, has fewer hours for a while, or has no place for some weeks."""
    happens = house.chance.random()
    risk = kid.card["temper"] - 1  # who keeps their temper is not sent home
    if happens < 0.0012 * risk:
        _begin(house, _suspended, kid, day)
    elif happens < 0.0016 * risk:
        _begin(house, _reduced, kid, day)
    elif happens < 0.0018 * risk:
        _begin(house, _without, kid, day)


def _begin(house: House, what: Any, kid: Kid, day: date) -> None:
    house.later(at(day, 15, house.chance.randint(10, 50)), partial(what, house, kid))


def _suspended(house: House, kid: Kid) -> None:
    first = next_school_day(house.day)
    back = first
    for _ in range(house.chance.randint(1, 3)):
        back = next_school_day(back)
    kid.school = Stretch("excluded", back - timedelta(days=1))
    days = (back - house.day).days
    told: dict[str, Any] = {"first_day": first.isoformat(), "back_on": back.isoformat()}
    _sign(house, kid, "suspension", "told", **told)
    record = kid.school_records.get("suspension", "")
    house.after(partial(_sign, house, kid, "suspension", "authority-told", record), hours=1)
    house.after(partial(_sign, house, kid, "suspension", "learning", record), days=1)
    house.after(partial(_sign, house, kid, "suspension", "back", record, back_at=0), days=days)


def _reduced(house: House, kid: Kid) -> None:
    weeks = house.chance.randint(3, 6)
    until = house.day + timedelta(weeks=weeks)
    kid.school = Stretch("reduced", until)
    _sign(house, kid, "reduced-timetable", "agreed", until=until.isoformat())
    record = kid.school_records.get("reduced-timetable", "")
    if house.chances(0.5):
        more = until + timedelta(weeks=3)
        kid.school = Stretch("reduced", more)
        renewed: dict[str, Any] = {"until": more.isoformat()}
        house.after(partial(_sign, house, kid, "reduced-timetable", "renewed", record, **renewed), days=7 * weeks - 1)
        weeks += 3
    house.after(partial(_sign, house, kid, "reduced-timetable", "ended", record, ended_on=0), days=7 * weeks + 1)


def _without(house: House, kid: Kid) -> None:
    weeks = house.chance.randint(2, 5)
    kid.school = Stretch("no-place", house.day + timedelta(weeks=weeks))
    _sign(house, kid, "out-of-school", "opened")
    record = kid.school_records.get("out-of-school", "")
    for week in range(1, weeks):
        house.after(partial(_sign, house, kid, "out-of-school", "step", record), days=7 * week)
    house.after(partial(_sign, house, kid, "out-of-school", "found", record, began_on=0), days=7 * weeks + 1)


def _sign(house: House, kid: Kid, type: str, stage: str, record: str = "", event: str = "", **given: Any) -> None:
    """Sign a stage with the answers of ``stories/schooling.yaml`` and those given; 0 stands for today."""
    form = load.current().records[type].stage(stage)
    first = form is load.current().records[type].stages[0]
    if kid not in house.kids or not (first or record):
        return
    content = answers(Setting(house, kid, [kid]), form, story("schooling").get(f"{type}.{stage}", {}))
    content |= {name: value or house.day.isoformat() for name, value in given.items()}
    by = house.manager if form.by != ("staff",) else house.carer()
    house.by = by
    thread: dict[str, Any] = {} if first else {"record": record, "stage": stage}
    if event:
        thread["links"] = answering(event)
    entry = house.write(type, content, by=by, about=[kid], **thread)
    kid.school_records[type] = entry.record_id
    if stage in {"told", "agreed"}:
        house.after(partial(answer, house, kid, entry.record_id), days=house.chance.choice((1, 2, 3)))
