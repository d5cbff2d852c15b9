"""What cannot have happened while a child was missing, and what should follow when they are back."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from ninefold.base import clock
from ninefold.base.english import counted
from ninefold.insight.checks.look import Facts, FactView, Found, Look, by_record, by_subject, within
from ninefold.insight.checks.registry import check

IN_SCHOOL = ("present", "late", "work")
SEEN = ("asleep", "awake", "unwell")
SCHOOL_BEGINS, SCHOOL_ENDS = time(9, 30), time(14, 30)
DECLINED, EAR = 3, timedelta(days=14)


class Episode(NamedTuple):
    """A child gone from when they were last seen until they came back, or until now."""

    child: str
    begins: datetime
    ends: datetime
    report: FactView
    back: FactView | None

    @property
    def facts(self) -> list[FactView]:
        """What it is read from."""
        return [self.report, *([self.back] if self.back else [])]


def episodes(look: Look, reported: Facts, returned: Facts) -> list[Episode]:
    """Every episode, one for each child of a record."""
    back = {(one.record, one.subject): one for one in returned}
    first: dict[tuple[str, str], FactView] = {}
    for report in reported:
        first.setdefault((report.record, report.subject), report)
    return [
        Episode(report.subject, _last_seen(report), home.at if home else look.now, report, home)
        for key, report in first.items()
        if (home := back.get(key)) is None or home.at >= _last_seen(report)
    ]


def _last_seen(report: FactView) -> datetime:
    """When a child was last seen, if the report says so."""
    said = report.data.get("last_seen", "")
    return min(clock.parse(said), report.at) if said else report.at


@check("school-while-missing")
def school_while_missing(look: Look, sessions: Facts, reported: Facts, returned: Facts) -> Iterator[Found]:
    """A child is down as at school on a day whose whole school time they were missing."""
    for gone in episodes(look, reported, returned):
        for day in (one for one in sessions if one.subject == gone.child and one.value in IN_SCHOOL):
            begins, ends = (clock.from_local(datetime.combine(day.on, hour)) for hour in (SCHOOL_BEGINS, SCHOOL_ENDS))
            if gone.begins <= begins and ends <= gone.ends:
                said = f"{look.name(gone.child)} is down as at school on {look.day(day.at)}"
                yield Found(f"{said}, and was missing all that day.", gone.child, [day, *gone.facts])


@check("night-check-while-missing")
def night_check_while_missing(look: Look, checks: Facts, reported: Facts, returned: Facts) -> Iterator[Found]:
    """An adult saw a child in their room while the child was missing."""
    for gone in episodes(look, reported, returned):
        for night in within(checks, gone.begins, gone.ends):
            if night.subject == gone.child and night.value in SEEN:
                said = f"{look.name(gone.child)} is down as {night.value} on {look.moment(night.at)}"
                yield Found(f"{said}, and was missing then.", gone.child, [night, *gone.facts])


@check("family-time-while-missing")
def family_time_while_missing(look: Look, family: Facts, reported: Facts, returned: Facts) -> Iterator[Found]:
    """Family time is written down inside an episode: then somebody knew where the child was, or the time is wrong."""
    yield from _meanwhile(look, family, reported, returned, "family time")


@check("together-while-missing")
def together_while_missing(look: Look, together: Facts, reported: Facts, returned: Facts) -> Iterator[Found]:
    """An adult is down as doing something with a child who was missing."""
    yield from _meanwhile(look, together, reported, returned, "something done together")


def _meanwhile(look: Look, things: Facts, reported: Facts, returned: Facts, what: str) -> Iterator[Found]:
    for gone in episodes(look, reported, returned):
        for thing in within(things, gone.begins, gone.ends):
            if thing.subject == gone.child:
                said = f"{look.name(gone.child)} was missing on {look.moment(thing.at)}"
                yield Found(f"{said}, when {what} is written down.", gone.child, [thing, *gone.facts])


@check("back-before-gone")
def back_before_gone(look: Look, reported: Facts, returned: Facts) -> Iterator[Found]:
    """A child came back before anybody reported them, by the times that were written."""
    for record, reports in by_record(reported).items():
        for back in (one for one in returned if one.record == record):
            report = next((one for one in reports if one.subject == back.subject), None)
            if report and back.at < report.at:
                said = f"{look.name(back.subject)} is down as back on {look.moment(back.at)}"
                yield Found(f"{said}, before being reported missing on {look.moment(report.at)}.", back.subject,
                            [report, back])  # fmt: skip


@check("interviews-declined")
def interviews_declined(look: Look, offered: Facts, ears: Facts) -> Iterator[Found]:
    """A child has said no to the talk after coming back again and again, and nobody else has sat down with them since."""
    for child, offers in by_subject(offered).items():
        no = [one for one in offers if one.value == "declined"]
        since = no[-1].at if len(no) >= DECLINED else None
        if since and not any(one.subject == child and one.at >= since for one in ears):
            said = f"{look.name(child)} has said no to a return interview {counted(len(no), 'time')}"
            yield Found(f"{said}, and nobody else is down as listening to them since.", child, no, gathers=True)
