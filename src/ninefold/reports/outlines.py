"""Reports as outlines of the library tell them: which there are for whom, over which periods, and one of them made."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q

from ninefold import lawbook
from ninefold.base import clock
from ninefold.evidence.months import Month
from ninefold.evidence.queries import standing
from ninefold.lawbook.model import Library
from ninefold.lawbook.outlines import Outline
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Chain, Entry, FactRow
from ninefold.people.access import Viewer
from ninefold.people.models import Person, Placement, Role
from ninefold.reports.blocks import Block, Heading, Report
from ninefold.reports.frame import Frame
from ninefold.reports.names import Names
from ninefold.reports.period import LONGEST, Period
from ninefold.reports.scope import Scope
from ninefold.reports.sections import section

MONTHS = {"month": 1, "six-months": 6, "year": 12}
FIRST = 200  # entries among which the oldest is looked for
MOST_OFFERED = {"week": 26, "month": 36, "six-months": 6, "year": 5}


def report(
    viewer: Viewer,
    outline: Outline,
    period: Period,
    *,
    subject: str = "",
    initials: bool = False,
    answers: Mapping[str, Any] | None = None,
) -> Report:
    """The report as ``viewer`` may see it; with ``initials`` nobody is named in it, for what leaves the home.

    ``subject`` is the child of a report about a child; ``answers`` are what people have answered to its questions, by
    the question's id. Raises PermissionDenied for whom the report is not for.
    """
    if viewer.role not in lawbook.current().roles_in(outline.readers):
        raise PermissionDenied
    scope = Scope(viewer, period, subject, outline.record_types())
    frame = replace(framed(scope, initials), answers=answers or {})
    parts = ((section(use.name), use.given) for use in outline.sections)
    blocks = tuple(chain.from_iterable(part.draw(part.read(scope, **given), frame) for part, given in parts))
    about = f", {frame.names.of(subject)}" if subject else ""
    return Report(
        outline=outline.id,
        title=f"{outline.title}{about}",
        home=frame.home_name,
        urn=frame.urn,
        key=str(period),
        period=period.title,
        noun=period.noun,
        made_at=clock.text(viewer.now),
        seq=frame.seq,
        hash=frame.hash,
        blocks=_led(blocks),
        gaps=tuple(frame.gaps),
    )


def _led(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks with no part of a section before the first section: who listens to a page finds its parts by their ranks."""
    first = next(
        (number for number, one in enumerate(blocks) if isinstance(one, Heading) and one.level == 2), len(blocks)
    )
    return tuple(
        replace(one, level=2) if isinstance(one, Heading) and number < first else one
        for number, one in enumerate(blocks)
    )


def framed(scope: Scope, initials: bool = False) -> Frame:
    """What the sections of a report are drawn in."""
    viewer = scope.viewer
    head = Chain.objects.filter(home=viewer.home).first() or Chain(home=viewer.home)
    return Frame(
        home=viewer.home.pk,
        home_name=viewer.home.name,
        urn=viewer.home.urn,
        period=scope.period,
        subject=scope.subject,
        role=viewer.role,
        made_at=viewer.now,
        seq=head.seq,
        hash=head.hash,
        library=lawbook.current(),
        names=Names(people(viewer), initials),
    )


def people(viewer: Viewer) -> dict[str, str]:
    """What everybody is called who has lived or worked here, and the people around the children."""
    lived = Placement.objects.filter(home=viewer.home).values("child")
    worked = Role.objects.filter(home=viewer.home).values("worker")
    here = Person.objects.filter(Q(pk__in=lived) | Q(pk__in=worked) | Q(contact__child__in=lived))
    return dict(here.values_list("pk", "name"))


def readable(viewer: Viewer, library: Library) -> list[Outline]:
    """The reports that are for somebody of the viewer's role, in the library's order."""
    return [one for one in library.reports.values() if viewer.role in library.roles_in(one.readers)]


def periods(viewer: Viewer, outline: Outline) -> list[Period]:
    """The periods there is such a report of, the newest first: since its records began here, and up to now.

    Months and years are the calendar's. Six months are counted from the month in which the home was registered.
    """
    if outline.period == "since-last":
        return [since_last(viewer, outline)]
    if outline.period == "ever":
        return [ever(viewer)]
    if outline.period == "week":
        return weeks(viewer)
    number = MONTHS[outline.period]
    period = _newest(viewer, outline)
    offered: list[Period] = []
    since = max(viewer.home.registered_on, records_began(viewer))
    month = since.replace(day=1)
    while (
        (period.first >= month or not offered) and period.last >= since and len(offered) < MOST_OFFERED[outline.period]
    ):
        offered.append(period)
        period = Period.of_months(Month(period.first.year, period.first.month), number).before
    return offered


def named(library: Library, name: str) -> Outline | None:
    """The outline of this id, or of this other name."""
    return library.reports.get(name) or next((one for one in library.reports.values() if name in one.also), None)


def ever(viewer: Viewer) -> Period:
    """From the day the home was registered, or wrote its first record here if that was before, until today."""
    today = clock.local(viewer.now).date()
    began = min(viewer.home.registered_on, records_began(viewer))
    return Period(max(began, today - timedelta(days=LONGEST - 1)), today)


def weeks(viewer: Viewer) -> list[Period]:
    """Weeks from Monday to Sunday, the one that runs now first."""
    today, began = clock.local(viewer.now).date(), records_began(viewer)
    monday = today - timedelta(days=today.weekday())
    firsts = [monday - timedelta(weeks=number) for number in range(MOST_OFFERED["week"])]
    return [Period(first, first + timedelta(days=6)) for first in firsts if first + timedelta(days=6) >= began] or [
        Period(monday, monday + timedelta(days=6))
    ]


@until_signed
def records_began(viewer: Viewer) -> date:
    """The day on which the home wrote its first record here: before it there is nothing to report.

    The first entries of the chain are asked: what was written without a network may follow what was written after it.
    """
    first = Entry.objects.filter(home=viewer.home).order_by("seq").values_list("written_at", flat=True)[:FIRST]
    return clock.local(min(first, default=viewer.now)).date()


def _newest(viewer: Viewer, outline: Outline) -> Period:
    """The period that runs now."""
    now, registered = Month.of(viewer.now), viewer.home.registered_on
    if outline.period == "month":
        return Period.of_months(now)
    if outline.period == "year":
        return Period.of_months(Month(now.year, 1), 12)
    gone = (now.year - registered.year) * 12 + now.number - registered.month
    first = now
    for _ in range(gone % MONTHS[outline.period]):
        first = first.before
    return Period.of_months(first, MONTHS[outline.period])


def since_last(viewer: Viewer, outline: Outline) -> Period:
    """From the day after the newest record of the outline's type that the viewer may see until today."""
    today = clock.local(viewer.now).date()
    before = standing(viewer).filter(type=outline.since, happened_at__lt=clock.start_of(today))
    if outline.since_fact:
        stated = FactRow.objects.filter(record_id=OuterRef("pk"), name=outline.since_fact, ended_at=None)
        before = before.filter(Exists(stated))
    last = before.order_by("-happened_at").values_list("happened_at", flat=True).first()
    begins = (
        clock.local(last).date() + timedelta(days=1) if last else max(viewer.home.registered_on, records_began(viewer))
    )
    return Period(max(begins, today - timedelta(days=LONGEST - 1)), today)


def fits(outline: Outline, period: Period) -> bool:
    """Whether a period is one that the outline can be made of: so many whole months, or any days."""
    if outline.period == "week":
        return period.days == 7
    return outline.period in ("since-last", "ever") or period.months == MONTHS[outline.period]
