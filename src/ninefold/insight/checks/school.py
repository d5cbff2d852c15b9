"""School: what the register says beside what is known of suspensions and places, and a child who is away too often."""

from collections.abc import Iterator
from datetime import date, timedelta

from ninefold.insight.checks.look import Facts, Found, Look, by_subject
from ninefold.insight.checks.registry import check
from ninefold.insight.sessions import AWAY, CODES, THERE

LATELY = timedelta(days=42)  # six weeks, holidays among them
ENOUGH, LOW = 15, 90  # so many days written down before a share says anything; the share below which we ask why
NO_PLACE = "no-place"


@check("school-while-suspended")
def school_while_suspended(look: Look, sessions: Facts, suspended: Facts, over: Facts) -> Iterator[Found]:
    """A child is down as at school on a day on which the school had suspended them."""
    ended = {(one.record, one.subject): one.on for one in over}
    for out in (one for one in suspended if one.value in ("suspension", "permanent")):
        first = date.fromisoformat(out.data["first_day"]) if out.data.get("first_day") else None
        back = ended.get((out.record, out.subject)) or _day(out.data.get("due"))
        if first is None or back is None:
            continue
        for day in (one for one in sessions if one.subject == out.subject and one.value in ("present", "late")):
            if first <= day.on < back:
                said = f"{look.name(out.subject)} is down as at school on {look.day(day.at)}"
                yield Found(f"{said}, and was suspended that day.", out.subject, [day, out])


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


@check("school-often-away")
def school_often_away(look: Look, sessions: Facts) -> Iterator[Found]:
    """A child was at school on fewer than nine of ten days of the last six weeks."""
    lately = [one for one in sessions if one.at > look.now - LATELY]
    for child, days in by_subject(lately).items():
        counts = [CODES[one.value].counts for one in days if one.value in CODES]
        there, away = counts.count(THERE), counts.count(AWAY)
        if child in look.here and there + away >= ENOUGH and there * 100 < LOW * (there + away):
            missed = [one.record for one in days if one.value in CODES and CODES[one.value].counts == AWAY]
            said = f"{look.name(child)} was at school on {there} of {there + away} days of the last six weeks"
            # Once said, it is said again next month, and not for every further day.
            yield Found(f"{said}.", child, also=(f"{look.today:%Y-%m}",), records=tuple(reversed(missed)))


@check("no-place-unchased")
def no_place_unchased(look: Look, sessions: Facts, asked: Facts) -> Iterator[Found]:
    """A child is down as without a school place, and nothing says that one was asked for."""
    for child, days in by_subject([one for one in sessions if one.value == NO_PLACE]).items():
        if child in look.here and not any(one.subject == child for one in asked):
            said = f"{look.name(child)} is down as without a school place on {look.day(days[-1].at)}"
            yield Found(f"{said}, and nobody is down as asking for one.", child, [days[0]], records=(days[-1].record,))
