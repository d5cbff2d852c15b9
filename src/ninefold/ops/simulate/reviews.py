"""Looked-after reviews: the child gets ready, the review is held, its papers come, and the child hears what it decided."""

from datetime import timedelta
from functools import partial

from ninefold.ops.simulate import plans
from ninefold.ops.simulate.house import House, Kid
from ninefold.ops.simulate.weeks import action_row, follow

AHEAD = 24  # days before a review on which its day is set
READY = "[I want to see {family} more|I want to stay here|Ask about my passport|Tell them about {place}|I want {staff} to say it]."


def begin(house: House, kid: Kid, days: int) -> None:
    """Put a child's next review on the agenda, so many days from now, with what comes before it."""
    house.after(partial(review, house, kid), days=days)
    house.after(partial(_prepare, house, kid, house.day + timedelta(days=days)), days=max(0, days - AHEAD))


def review(house: House, kid: Kid) -> None:
    """A looked-after review and the next."""
    if kid not in house.kids:
        return
    house.by = house.deputy
    if house.works_from(house.deputy) > house.now:
        house.later(house.works_from(house.deputy), partial(review, house, kid))
        return
    kid.reviews += 1
    task = "[Send the reviewing officer the school report|Chase the passport|Arrange the visit to {place}|Ask for the tutor]"
    rows = [action_row(house, task, kid.key, 40)]
    how = "[Wrote a page with {staff}|Chose the place and the biscuits|Practised what to say|Filled in the form online]"
    content = {
        "held_on": house.day.isoformat(),
        "number": str(kid.reviews),
        "prepared": house.line(how, kid),
        "took_part": house.chance.choice(("spoke", "spoke", "listened", "written", "advocate")),
        "decided": house.story("review", kid),
        "actions": rows,
    }
    entry = house.write("looked-after-review", content, by=house.deputy, about=[kid])
    follow(house, entry.record_id, rows)
    _afterwards(house, kid, entry.record_id)
    begin(house, kid, 80 if kid.reviews == 1 else house.chance.choice((158, 165, 170, 174)))


def _prepare(house: House, kid: Kid, meets_on: object) -> None:
    """The day is set; the child gets ready in the days before, and the papers are asked for."""
    if kid not in house.kids:
        return
    house.by = kid.key
    content = {
        "meets_on": str(meets_on),
        "which": str(kid.reviews + 1),
        "where": house.line("[Here, in the lounge|At school|By video, from {his} room|At {place} cafe]", kid),
        "invited": house.line("[{family} yes|{staff} beside {him}|Not too many|{teacher}, please]", kid),
        "wants": house.line("[Family time and the summer|School|Staying here|What comes after]", kid),
    }
    entry = house.write("review-preparation", content, by=kid.key, about=[kid])
    chance = house.chance
    for paper, days in (("invitation", chance.choice((3, 5, 8))), ("report", chance.choice((12, 14, 16)))):
        house.after(partial(_paper, house, kid, entry.record_id, paper), days=days)
    house.after(partial(_ready, house, kid, entry.record_id), days=chance.choice((12, 14, 16, 18)))


def _paper(house: House, kid: Kid, record: str, paper: str) -> None:
    if kid in house.kids:
        content = {"paper": paper, "state": "came"}
        house.write("review-preparation", content, by=house.carer(), record=record, stage="papers", about=[kid])


def _ready(house: House, kid: Kid, record: str) -> None:
    if kid in house.kids:
        house.by = kid.key
        content = {
            "childs_words": house.in_their_words(kid, READY),
            "speaks": house.chance.choice(("self", "self", "paper", "not-sure")),
            "advocate": house.chances(0.8),
        }
        house.write("review-preparation", content, by=kid.key, record=record, stage="ready", about=[kid])


def _afterwards(house: House, kid: Kid, record: str) -> None:
    """The child is told; decisions and record come, mostly in time; who may decide is looked at again."""
    chance = house.chance
    house.after(partial(_told, house, kid, record), days=chance.choice((0, 1, 1, 2)))
    house.after(partial(_came, house, kid, record, "decisions"), days=chance.choice((3, 4, 5)))
    house.after(partial(_came, house, kid, record, "record"), days=chance.choice((14, 16, 18)))
    house.after(partial(plans.reopened, house, kid, ["delegated-authority"], record), days=chance.choice((1, 2, 4)))


def _told(house: House, kid: Kid, record: str) -> None:
    if kid in house.kids:
        house.by = kid.key
        content = {"story": house.story("review_told", kid)}
        house.write("looked-after-review", content, by=kid.key, record=record, stage="told", about=[kid])


def _came(house: House, kid: Kid, record: str, paper: str) -> None:
    if kid not in house.kids:
        return
    content = {"paper": paper, "came_on": house.day.isoformat(), "right": house.chances(0.9)}
    if paper == "record":
        content["written_on"] = (house.day - timedelta(days=house.chance.choice((1, 3, 6)))).isoformat()
    house.write("looked-after-review", content, by=house.deputy, record=record, stage="paper-came", about=[kid])
