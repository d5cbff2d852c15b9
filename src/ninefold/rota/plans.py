"""What speaks against a day's roster. Pure: shifts between moments in UTC, so that a night of the clock change is as long as it is."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ninefold.base import clock
from ninefold.base.english import listed

RANGE = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?\s*(?:-|–|to|until)\s*(\d{1,2})(?:[:.]?(\d\d))?")
SPAN = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?\s*,?\s*(?:for\s*)?(\d{1,2}(?:\.\d+)?)\s*h")
NIGHT, SLEEPS, OFFICE = "waking", "sleep", "office"
WITH_CHILDREN = ("early", "late", "long", NIGHT, SLEEPS, "other")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """Somebody's planned shift. ``kind`` is what the roster calls it; the times are nothing where they cannot be read."""

    worker: str
    kind: str
    begins: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """What speaks against the plan: its kind, as the library names it, and a sentence."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Staff:
    """What is known of the adults: what each is called, what each lacks to be left with children, what each is trained in.

    ``trained`` has, by worker, the wanted courses that they hold on the day; ``here`` who works here.
    """

    names: Mapping[str, str]
    here: frozenset[str]
    lacks: Mapping[str, Sequence[str]]
    trained: Mapping[str, frozenset[str]]


def hours(day: date, text: str) -> tuple[datetime, datetime] | None:
    """From when to when "22:00 to 08:00", "07:30-15:00" or "22:00, 10 hours" is on a day; None where it cannot be read."""
    text = text.strip().lower()
    try:
        if match := SPAN.match(text):
            begins = _wall(day, match[1], match[2])
            length = timedelta(hours=float(match[3]))
            return begins, clock.from_local(clock.local(begins).replace(tzinfo=None) + length)
        if match := RANGE.match(text):
            begins, ends = _wall(day, match[1], match[2]), _wall(day, match[3], match[4])
            return begins, ends if ends > begins else _wall(day + timedelta(days=1), match[3], match[4])
    except ValueError:
        return None
    return None


def _wall(day: date, hour: str, minute: str | None) -> datetime:
    whole = int(hour) % 24 if int(hour) <= 24 else int(hour)
    return clock.from_local(datetime(day.year, day.month, day.day, whole, int(minute or 0)))


def problems(
    shifts: Sequence[PlannedShift],
    others: Sequence[PlannedShift],
    staff: Staff,
    wants: Mapping[str, str],
    limits: Mapping[str, int],
    alone_is_agreed: bool = False,
) -> list[PlanProblem]:
    """Everything that speaks against a day's ``shifts``, beside the ``others`` that the same adults are planned for.

    ``wants`` names, by what it is called, the course that somebody on each shift with children must hold; ``limits`` has
    ``rest`` (hours between two shifts) and ``week`` (hours in any seven days).
    """
    name = staff.names
    results = [
        PlanProblem("not-here", f"{name.get(who, 'Somebody')} does not work here.")
        for who in dict.fromkeys(shift.worker for shift in shifts)
        if who not in staff.here
    ]
    for who in dict.fromkeys(shift.worker for shift in shifts if shift.kind in WITH_CHILDREN):
        if lacks := staff.lacks.get(who):
            results.append(
                PlanProblem(
                    "not-cleared", f"{name.get(who)} is not cleared to be left with children: {listed(list(lacks))}."
                )
            )
    results += _untrained(shifts, staff, wants)
    nights = [shift for shift in shifts if shift.kind == NIGHT]
    company = [shift for shift in shifts if shift.kind in (NIGHT, SLEEPS)]
    if len(nights) == 1 and len(company) == 1 and not alone_is_agreed:
        who = name.get(nights[0].worker, "Somebody")
        results.append(
            PlanProblem(
                "alone", f"{who} would be alone on the waking night, and no assessment of working alone is in force."
            )
        )
    return [*results, *_times(shifts, others, staff, limits)]


def _untrained(shifts: Sequence[PlannedShift], staff: Staff, wants: Mapping[str, str]) -> Iterable[PlanProblem]:
    """Each kind of shift on which nobody holds what it wants, with who is on it."""
    kinds = dict.fromkeys(shift.kind for shift in shifts if shift.kind in WITH_CHILDREN)
    for kind in kinds:
        on_it = [shift.worker for shift in shifts if shift.kind in (kind, "long") and shift.kind in WITH_CHILDREN]
        missing = [
            called for called, course in wants.items() if not any(course in staff.trained.get(who, ()) for who in on_it)
        ]
        if missing and kind != SLEEPS:
            who = listed([staff.names.get(one, "somebody") for one in dict.fromkeys(on_it)])
            yield PlanProblem("not-trained", f"Nobody on the {_called(kind)} is trained in {listed(missing)}: {who}.")


def _called(kind: str) -> str:
    return {NIGHT: "waking night", "early": "early shift", "late": "late shift", "long": "long day"}.get(kind, "shift")


def _times(
    shifts: Sequence[PlannedShift], others: Sequence[PlannedShift], staff: Staff, limits: Mapping[str, int]
) -> Iterable[PlanProblem]:
    """Who is in two places at once, has too little rest, or works too much in any seven days."""
    rest, week = timedelta(hours=limits.get("rest", 0)), timedelta(hours=limits.get("week", 0))
    for who in dict.fromkeys(shift.worker for shift in shifts):
        called = staff.names.get(who, "Somebody")
        own = sorted(_timed(shifts, who))
        every = sorted([*own, *_timed(others, who)])
        for first, second in itertools.pairwise(every):
            if not {first, second} & set(own):
                continue
            if second[0] < first[1]:
                yield PlanProblem("twice", f"{called} is on two shifts at once: {_span(first)} and {_span(second)}.")
            elif rest and second[0] - first[1] < rest and second[0] != first[1]:
                between = (second[0] - first[1]).total_seconds() / 3600
                yield PlanProblem(
                    "too-little-rest",
                    f"{called} has {between:g} hours of rest between {_span(first)} and {_span(second)}; {limits['rest']} are the least.",
                )
        worked = max((_worked(every, begins) for begins, _ in every), default=timedelta())
        if week and own and worked > week:
            yield PlanProblem(
                "too-many-hours",
                f"{called} would work {worked.total_seconds() / 3600:g} hours in seven days; {limits['week']} are the most.",
            )


def _timed(shifts: Sequence[PlannedShift], who: str) -> list[tuple[datetime, datetime]]:
    return [(one.begins, one.ends) for one in shifts if one.worker == who and one.begins and one.ends]


def _worked(spans: Sequence[tuple[datetime, datetime]], since: datetime) -> timedelta:
    return sum((ends - begins for begins, ends in spans if since <= begins < since + WEEK), timedelta())


def _span(span: tuple[datetime, datetime]) -> str:
    begins, _ends = (clock.local(one) for one in span)
    return f"{begins:%a} {begins.day} {begins:%b} {clock.wall_time(span[0])} to {clock.wall_time(span[1])}"
