"""The records behind numbers: the kinds of selection, each a WHERE clause in what the viewer may see.

A kind takes a scope and the words of its selection. What it gives is counted for a report and listed for who opens it.
"""

import json
import re
from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties import queries as duties
from ninefold.duties.models import ObligationRow
from ninefold.evidence.queries import entries_behind, standing, within
from ninefold.lawbook.model import SETTING_UP, TRIED
from ninefold.ledger.models import FactRow, Record, RecordSubject
from ninefold.people.access import Viewer, visible
from ninefold.people.models import Role
from ninefold.reports import answered, stays
from ninefold.reports.selection import Selection
from ninefold.reports.within import Within

Records = QuerySet[Record]
SIGNED_LATE_HOURS = 24
LEFT = "child.moved-out"
NOT = "!"  # before a stage that must not have been signed
HELPED, TRIED_AT_ALL = "helped", "tried"


def behind(viewer: Viewer, selection: Selection) -> Records:
    """The records that a selection stands for, newest first. Raises LookupError when it stands for nothing."""
    kind = KINDS[selection.kind]
    try:
        chosen = kind.records(Within(viewer, selection.period, selection.subject), *selection.words)
    except (TypeError, ValueError, OverflowError):  # too few words, too many, or none that mean anything
        raise LookupError(selection.kind) from None
    return chosen.order_by("-happened_at", "-id")


def count(viewer: Viewer, selection: Selection, of: str = "records") -> int:
    """How many those are: records, or the ``children`` they are about, the ``adults`` whose posts they tell of, or the
    ``people`` of whom they state the selection's fact."""
    chosen = behind(viewer, selection)
    if of == "children":
        about = RecordSubject.objects.filter(record__in=chosen.order_by(), role="about", kind="child")
        return (
            (about.filter(subject=selection.subject) if selection.subject else about)
            .values("subject")
            .distinct()
            .count()
        )
    if of == "adults":
        return Role.objects.filter(pk__in=chosen.order_by().values("pk")).values("worker").distinct().count()
    if of == "people":
        stated = FactRow.objects.filter(
            record_id__in=chosen.order_by().values("pk"), name=selection.words[0], ended_at=None
        )
        return stated.values("subject").distinct().count()
    return chosen.count()


def title(selection: Selection) -> str:
    """What the records of a selection are: the name of the record type, duty or paragraph it is about, or its kind's."""
    name, library = (*selection.words, "")[0], lawbook.current()
    if name in library.records:
        return library.records[name].title
    if name in library.duties:
        return library.duties[name].title
    return KINDS[selection.kind].title.format(name) if selection.kind in KINDS else "Records"


def of_period(scope: Within, person: str = "") -> Records:
    """Everything of the period that the viewer may see and that stands, about one person if given.

    What was only set up (who works here since when, what was brought forward) did not happen in the period.
    """
    records = within(standing(scope.viewer, scope.subject or None), scope.period).exclude(type__in=set_up())
    return records.filter(subject_rows__subject=person, subject_rows__role="about") if person else records


def set_up() -> list[str]:
    """The types of record that set a home up."""
    return [kind.id for kind in lawbook.current().records.values() if kind.area == SETTING_UP]


def of_type(scope: Within, type: str) -> Records:
    """Those of one type."""
    return of_period(scope).filter(type=type)


def of_day(scope: Within, day: str, last: str = "") -> Records:
    """Those of one day in London, or from it to another."""
    begins, ends = date.fromisoformat(day), date.fromisoformat(last or day)
    return of_period(scope).filter(happened_at__gte=clock.start_of(begins), happened_at__lte=clock.end_of(ends))


def of_hours(scope: Within, weekday: str, hour: str, *types: str) -> Records:
    """Those of some types on one weekday (0 is Monday), in two hours in London."""
    first = int(hour)
    return of_period(scope).filter(
        type__in=types,
        happened_at__week_day=(int(weekday) + 1) % 7 + 1,
        happened_at__hour__in=(first, first + 1),
    )


def in_own_words(scope: Within, child: str = "") -> Records:
    """Those with a child's own words; with one child's, where nobody else speaks."""
    records = of_period(scope).exclude(voice="")
    return records.filter(about_one=child) if child else records


def voiced_type(scope: Within, type: str) -> Records:
    """Those of one type with a child's own words."""
    return of_type(scope, type).exclude(voice="")


def of_fact(scope: Within, name: str, person: str = "") -> Records:
    """Those that state a fact of the period, about one person if given."""
    facts = FactRow.objects.filter(
        record_id=OuterRef("pk"), name=name, ended_at=None, at__gte=scope.period.start, at__lt=scope.period.end
    )
    return of_period(scope).filter(Exists(facts.filter(subject=person) if person else facts))


def of_fact_value(scope: Within, name: str, *values: str) -> Records:
    """Those that state a fact of the period with one of some values."""
    facts = FactRow.objects.filter(
        record_id=OuterRef("pk"),
        name=name,
        value__in=values,
        ended_at=None,
        at__gte=scope.period.start,
        at__lt=scope.period.end,
    )
    return of_period(scope).filter(Exists(facts))


def of_answers(scope: Within, types: str, *conditions: str) -> Records:
    """Those of some types (``a+b``) that now give the answers looked for (``question=this|that``)."""
    chosen = of_period(scope).filter(type__in=types.split("+"))
    if not conditions:
        return chosen
    return chosen.filter(pk__in=answered.matching(scope.viewer, chosen, conditions))


def without_stages(scope: Within, types: str, stage: str, *conditions: str) -> Records:
    """Those of such answers in which a stage has not been signed."""
    return of_answers(scope, types, *conditions).exclude(stages__regex=rf"(^|,){re.escape(stage)}(,|$)")


def newest_of_each(scope: Within, type: str, *conditions: str) -> Records:
    """The newest record of a type about each child who lives here at the period's end, of whatever age, where it gives
    the answers looked for."""
    children = [scope.subject] if scope.subject else list(stays.of(scope, "living").values_list("child", flat=True))
    ever = standing(scope.viewer).filter(type=type, happened_at__lt=scope.period.end)
    about = RecordSubject.objects.filter(record__in=ever, role="about", subject__in=children)
    newest = dict(about.order_by("happened_at", "record_id").values_list("subject", "record_id"))
    chosen = ever.filter(pk__in=set(newest.values()))
    for stage in (one[1:] for one in conditions if one.startswith(NOT)):
        chosen = chosen.exclude(stages__regex=rf"(^|,){re.escape(stage)}(,|$)")
    conditions = tuple(one for one in conditions if not one.startswith(NOT))
    return chosen.filter(pk__in=answered.matching(scope.viewer, chosen, conditions)) if conditions else chosen


def of_stay(scope: Within, which: str) -> Records:
    """The records by which children live here at the period's end, or came or left in it."""
    rows = stays.of(scope, which)
    if which == "left":
        left = FactRow.objects.filter(
            record_id=OuterRef("pk"), name=LEFT, subject__in=rows.values("child"), ended_at=None
        )
        return of_period(scope).filter(Exists(left))
    return standing(scope.viewer).filter(pk__in=rows.values("pk"))


def of_work(scope: Within, which: str, *roles: str) -> Records:
    """The records by which adults have a role here at the period's end, or began or stopped in it."""
    return standing(scope.viewer).filter(pk__in=stays.posts(scope, which, roles).values("pk"))


def of_step(scope: Within, outcome: str, child: str, digest: str) -> Records:
    """Those in which a calming step was tried with a child; with outcome "helped", those it helped in."""
    tries = facts(scope, TRIED).filter(subject=child).values_list("record_id", "data", "value")
    chosen = {
        record
        for record, data, value in tries
        if outcome in (TRIED_AT_ALL, value) and step_digest(child, step_of(data)) == digest
    }
    return of_period(scope).filter(pk__in=chosen)


def step_of(data: str) -> str:
    """The step that such a fact is about, in small letters, because it is typed in many ways."""
    return str(json.loads(data or "{}").get("text", "")).lower()


def step_digest(child: str, step: str) -> str:
    """What stands for a step in a selection: the words that calm a child are nobody's to read in an address."""
    return salted_hmac("ninefold.reports.step", f"{child} {step}").hexdigest()[:12]


def of_duty(scope: Within, duty: str, state: str) -> Records:
    """Those that started a duty which now is met, late, overdue, open, spared or never done."""
    viewer = scope.viewer
    rows = ObligationRow.objects.filter(in_state(state, viewer), home=viewer.home, duty=duty, record_id=OuterRef("pk"))
    return of_period(scope).filter(Exists(rows))


def in_state(state: str, viewer: Viewer) -> Q:
    """The rows of obligations in a state, as ``Obligation.state`` tells it."""
    owed = Q(void_at=None)
    states = {
        "met": owed & Q(met_at__lte=F("due_at")),
        "late": owed & Q(met_at__gt=F("due_at")),
        "overdue": owed & Q(met_at=None, due_at__lt=viewer.now),
        "open": owed & Q(met_at=None, due_at__gte=viewer.now),
        "spared": Q(spared=True, void_at__lte=F("due_at")),
        "undone": duties.left_undone(),
    }
    if state not in states:
        raise ValueError(state)
    return states[state]


def without_stage(scope: Within, type: str, stage: str) -> Records:
    """Those of one type in which a stage has not been signed."""
    return of_type(scope, type).exclude(stages__regex=rf"(^|,){re.escape(stage)}(,|$)")


def corrected(scope: Within) -> Records:
    """Those that have been corrected since."""
    return of_period(scope).filter(corrected=True)


def withdrawn(scope: Within) -> Records:
    """Those of the period that were taken back."""
    records = within(visible(scope.viewer, Record.objects.filter(withdrawn=True)), scope.period)
    about = {"subject_rows__subject": scope.subject, "subject_rows__role": "about"}
    return records.filter(**about) if scope.subject else records


def signed_late(scope: Within) -> Records:
    """Those that were signed more than a day after what they tell."""
    limit = F("happened_at") + timedelta(hours=SIGNED_LATE_HOURS)
    return of_period(scope).filter(written_at__gt=limit)


def of_paragraph(scope: Within, ref: str) -> Records:
    """The records that show a paragraph or bear it out."""
    return entries_behind(scope.viewer, ref, scope.period, scope.subject or None)


def voiced_paragraph(scope: Within, ref: str) -> Records:
    """Those of them with a child's own words."""
    return of_paragraph(scope, ref).exclude(voice="")


def facts(scope: Within, name: str) -> QuerySet[FactRow]:
    """Facts of this name that were true in the period and stand in its records."""
    rows = FactRow.objects.filter(
        home=scope.viewer.home, name=name, ended_at=None, at__gte=scope.period.start, at__lt=scope.period.end
    )
    return rows.filter(Exists(of_period(scope).filter(pk=OuterRef("record_id"))))


def standing_facts(viewer: Viewer, *names: str) -> QuerySet[FactRow]:
    """Facts of these names that still stand, of whatever age, from records that the viewer may see."""
    rows = FactRow.objects.filter(home=viewer.home, name__in=names, ended_at=None)
    return rows.filter(Exists(standing(viewer).filter(pk=OuterRef("record_id"))))


def facts_in(records: Collection[str]) -> QuerySet[FactRow]:
    """What some records state and still stands; the records are already known to be the viewer's to see."""
    return FactRow.objects.filter(record_id__in=records, ended_at=None).order_by("id")


class SelectionKind(NamedTuple):
    """A kind of selection: what gives its records, and what they are called where no name of the library says it."""

    records: Callable[..., Records]
    title: str = "Records"


KINDS: dict[str, SelectionKind] = {
    "all": SelectionKind(of_period, "Everything written"),
    "type": SelectionKind(of_type),
    "day": SelectionKind(of_day, "Everything of this time"),
    "hours": SelectionKind(of_hours, "At this time of the week"),
    "about": SelectionKind(of_period, "Records about this person"),
    "voice": SelectionKind(in_own_words, "In a child's own words"),
    "voice-type": SelectionKind(voiced_type),
    "fact": SelectionKind(of_fact),
    "stated": SelectionKind(of_fact_value),
    "answers": SelectionKind(of_answers),
    "lacking": SelectionKind(without_stages),
    "newest": SelectionKind(newest_of_each),
    "stay": SelectionKind(of_stay, "Children's stays"),
    "work": SelectionKind(of_work, "Adults' posts"),
    "step": SelectionKind(of_step, "A calming step was tried"),
    "clock": SelectionKind(of_duty),
    "paragraph": SelectionKind(of_paragraph, "What shows {}"),
    "paragraph-voice": SelectionKind(voiced_paragraph, "What shows {}"),
    "without": SelectionKind(without_stage),
    "corrected": SelectionKind(corrected, "Corrected since"),
    "withdrawn": SelectionKind(withdrawn, "Withdrawn"),
    "signed-late": SelectionKind(signed_late, "Signed more than a day later"),
}
