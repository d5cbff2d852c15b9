"""Days at school: one child's calendar of mornings and afternoons, and how all children of the home are doing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.base import clock, english
from ninefold.insight import sessions, study
from ninefold.insight.attendance import Attendance, attendance, lately, this_year
from ninefold.insight.sessions import AWAY, Code, HalfDays, Halves, NamedDays
from ninefold.people import queries as people
from ninefold.people.access import Viewer, readable, reads_of
from ninefold.people.models import Child
from ninefold.web import address
from ninefold.web.views import HomeRequest, in_home, looked

BEFORE = timedelta(days=180)  # so far back the term before a school year's first lies


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child as a line: this term and this school year counted, and what keeps them from a full week now."""

    child: Child
    term: str
    tally: HalfDays
    year: HalfDays
    now: list[str]
    trend: str


@dataclass(frozen=True, slots=True)
class AtSchool:
    """A child in a few words: this term counted, and what keeps them from a full week now."""

    child: Child
    tally: HalfDays
    now: list[str]


@dataclass(frozen=True, slots=True)
class Absence:
    """A day on which a child was away or late for a part of it: what stands in the calendar, and why."""

    on: date
    halves: Halves


@require_safe
@in_home
def overview(request: HomeRequest) -> HttpResponse:
    """How every child who lives here is doing at school."""
    viewer = request.viewer
    pupils = _pupils(viewer, people.living_here(viewer))
    looked(viewer, "school days", people=[one.child.pk for one in pupils])
    return render(request, "school/school.html", {"pupils": pupils})


def at_school(viewer: Viewer, children: Sequence[Child]) -> list[AtSchool]:
    """Those of ``children`` of whose school days something is known this term, for the first page of the desk."""
    may = readable(viewer, [child.pk for child in children])
    found = lately(viewer, may)
    told = [AtSchool(child, *found[child.pk]) for child in children if child.pk in may]
    return [one for one in told if one.tally.possible or one.now]


def _pupils(viewer: Viewer, children: Sequence[Child]) -> list[Pupil]:
    may = readable(viewer, [child.pk for child in children])
    found = this_year(viewer, may)
    return [_pupil(child, found[child.pk]) for child in children if child.pk in may]


def _pupil(child: Child, one: Attendance) -> Pupil:
    period = one.period
    return Pupil(child, called(period), one.lately, one.tally(one.year), one.now, trend(one, period))


@require_safe
@in_home
def calendar(request: HomeRequest, id: str) -> HttpResponse:
    """A child's half days at school in a term or a month, week by week."""
    viewer = request.viewer
    child = people.child(viewer, id)
    if not reads_of(viewer, child.pk):
        raise Http404
    looked(viewer, "school days", people=[child.pk])
    today = clock.local(viewer.now).date()
    month, anchor = _asked(request.GET, today)
    year = sessions.school_year(anchor)
    one = attendance(viewer, [child.pk], NamedDays(year.first - BEFORE, year.last))[child.pk]
    period = month or one.frame.term_of(anchor) or _month(anchor)
    written = {day: halves for day, halves in one.written.items() if period.holds(day)}
    context = {
        "child": child,
        "period": period,
        "title": called(period),
        "terms": [(called(term), term) for term in one.frame.terms if term.last >= year.first - BEFORE],
        "weeks": sessions.weeks(one.written, one.frame, period, today),
        "tally": one.tally(period),
        "year": one.tally(year),
        "year_name": year.name,
        "trend": trend(one, period),
        "months": [(span, one.tally(span)) for span in sessions.months(year, today)],
        "now": one.now,
        "absences": _absences(written),
        "reasons": _reasons(written),
        "key": sessions.used(written.values()),
        "study": study.weeks(viewer, child.pk, period),
        "today": today,
    }
    return render(request, "school/school_days.html", context)


def _asked(given: Mapping[str, str], today: date) -> tuple[NamedDays | None, date]:
    """The month that was asked for, if one was, and a day in the period to show: of a term its first, else today."""
    if address.is_month(given.get("month", "")):
        month = _month(date.fromisoformat(given["month"] + "-01"))
        return month, month.first
    return None, address.day(given, "term") or today


def _month(day: date) -> NamedDays:
    first = day.replace(day=1)
    return NamedDays(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def called(period: NamedDays) -> str:
    """A term or a month by its name: "Autumn term 2026", "October 2026"; a school year as "School year 2026/27"."""
    if "/" in period.name:
        return f"School year {period.name}"
    return f"{period.name.capitalize()} term {period.first.year}" if period.name else f"{period.first:%B %Y}"


def trend(one: Attendance, period: NamedDays) -> str:
    """How a term compares with the one before it, in words; nothing where either was not written down."""
    before = one.frame.before(period) if period in one.frame.terms else None
    now, then = one.tally(period).percent, one.tally(before).percent if before else None
    if before is None or now is None or then is None:
        return ""
    if now == then:
        return f"the same as in the {before.name} term"
    points = english.counted(abs(now - then), "point")
    return f"{points} {'more' if now > then else 'less'} than in the {before.name} term ({then} %)"


def _absences(written: Mapping[date, Halves]) -> list[Absence]:
    """The days on which not everything was there, or somebody said why; the latest first."""
    told = [Absence(day, halves) for day, halves in written.items() if halves.reason or _missed(halves)]
    return sorted(told, key=lambda one: one.on, reverse=True)


def _missed(halves: Halves) -> list[Code]:
    return [half.code for half in halves.both if half.code.counts == AWAY]


def _reasons(written: Mapping[date, Halves]) -> list[tuple[Code, int]]:
    """How many half days were missed for each reason, the most first."""
    return Counter(code for halves in written.values() for code in _missed(halves)).most_common()
