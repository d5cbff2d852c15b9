"""The records behind a number: every figure of a report carries a key, and this opens it.

A key is words with colons between them: what kind of number it is, then what it is about.
"""

import json
import re
from collections.abc import Callable, Collection
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.models import ObligationRow
from ninefold.evidence.months import Month
from ninefold.evidence.queries import entries_behind, standing, within
from ninefold.lawbook.model import SETTING_UP, TRIED
from ninefold.ledger.models import FactRow, Record
from ninefold.people.access import Viewer, visible

Records = QuerySet[Record]
SIGNED_LATE_HOURS = 24


def records_behind(viewer: Viewer, month: Month, key: str) -> Records:
    """The records that the number with this key stands for in ``month``, newest first. Raises Http404."""
    kind, *words = key.split(":")
    found = KINDS.get(kind)
    if found is None:
        raise Http404
    try:
        return found(viewer, month, *words).order_by("-happened_at", "-id")
    except (TypeError, ValueError, OverflowError):  # too few words, too many, or none that mean anything
        raise Http404 from None


def title(key: str) -> str:
    """What the records behind a key are, as the head of their page."""
    kind, *words = key.split(":")
    library = lawbook.current()
    if kind in ("type", "without", "voice-type") and words[0] in library.records:
        return library.records[words[0]].title
    if kind == "clock" and words[0] in library.duties:
        return library.duties[words[0]].title
    if kind in ("paragraph", "paragraph-voice"):
        return f"What proves {words[0]}"
    return TITLES.get(kind, "Records")


def month_records(viewer: Viewer, month: Month, person: str | None = None) -> Records:
    """Everything of the month that the viewer may see and that stands, about one person if given.

    What was only set up (who works here since when, what was brought forward) did not happen in the month.
    """
    return within(standing(viewer, person), month).exclude(type__in=set_up())


def set_up() -> list[str]:
    """The types of record that set a home up."""
    return [kind.id for kind in lawbook.current().records.values() if kind.area == SETTING_UP]


def of_type(viewer: Viewer, month: Month, type: str) -> Records:
    """The month's records of one type."""
    return month_records(viewer, month).filter(type=type)


def of_day(viewer: Viewer, month: Month, day: str) -> Records:
    """The records of one day in London."""
    on = date.fromisoformat(day)
    return month_records(viewer, month).filter(happened_at__gte=clock.start_of(on), happened_at__lte=clock.end_of(on))


def of_hours(viewer: Viewer, month: Month, types: str, weekday: str, hour: str) -> Records:
    """The month's records of some types (with a plus between) on one weekday (0 is Monday), in two hours in London."""
    first = int(hour)
    return month_records(viewer, month).filter(
        type__in=types.split("+"),
        happened_at__week_day=(int(weekday) + 1) % 7 + 1,
        happened_at__hour__in=(first, first + 1),
    )


def about(viewer: Viewer, month: Month, person: str) -> Records:
    """The month's records about one person."""
    return month_records(viewer, month, person)


def in_own_words(viewer: Viewer, month: Month, child: str = "") -> Records:
    """The month's records with a child's own words; with one child's, where nobody else speaks."""
    records = month_records(viewer, month).exclude(voice="")
    return records.filter(about_one=child) if child else records


def voiced_type(viewer: Viewer, month: Month, type: str) -> Records:
    """The month's records of one type with a child's own words."""
    return of_type(viewer, month, type).exclude(voice="")


def of_fact(viewer: Viewer, month: Month, name: str, subject: str = "") -> Records:
    """The month's records that state a fact of the month, about one person if given."""
    facts = FactRow.objects.filter(
        record_id=OuterRef("pk"), name=name, ended_at=None, at__gte=month.start, at__lt=month.end
    )
    return month_records(viewer, month).filter(Exists(facts.filter(subject=subject) if subject else facts))


def of_step(viewer: Viewer, month: Month, outcome: str, child: str, *step: str) -> Records:
    """The month's records in which a calming step was tried with a child; with outcome "helped", those it helped in."""
    wanted = ":".join(step).lower()
    tries = steps(viewer, month).filter(subject=child).values_list("record_id", "data", "value")
    found = {r for r, data, value in tries if step_of(data) == wanted and outcome in ("tried", value)}
    return month_records(viewer, month).filter(pk__in=found)


def steps(viewer: Viewer, month: Month) -> QuerySet[FactRow]:
    """Every calming step that was tried in the month, as facts."""
    return in_month(viewer, month, TRIED)


def step_of(data: str) -> str:
    """The step that such a fact is about, in small letters, because it is typed in many ways."""
    return str(json.loads(data or "{}").get("text", "")).lower()


def of_clock(viewer: Viewer, month: Month, duty: str, state: str) -> Records:
    """The month's records that started a duty which now is met, late, overdue or open."""
    rows = ObligationRow.objects.filter(in_state(state, viewer), home=viewer.home, duty=duty, record_id=OuterRef("pk"))
    return month_records(viewer, month).filter(Exists(rows))


def in_state(state: str, viewer: Viewer) -> Q:
    """The rows of obligations in a state, as ``Obligation.state`` tells it."""
    owed = Q(void_at=None)
    states = {
        "met": owed & Q(met_at__lte=F("due_at")),
        "late": owed & Q(met_at__gt=F("due_at")),
        "overdue": owed & Q(met_at=None, due_at__lt=viewer.now),
        "open": owed & Q(met_at=None, due_at__gte=viewer.now),
    }
    if state not in states:
        raise ValueError(state)
    return states[state]


def without_stage(viewer: Viewer, month: Month, type: str, stage: str) -> Records:
    """The month's records of one type in which a stage has not been signed."""
    return of_type(viewer, month, type).exclude(stages__regex=rf"(^|,){re.escape(stage)}(,|$)")


def corrected(viewer: Viewer, month: Month) -> Records:
    """The month's records that have been corrected since."""
    return month_records(viewer, month).filter(corrected=True)


def withdrawn(viewer: Viewer, month: Month) -> Records:
    """The month's records that were taken back."""
    return within(visible(viewer, Record.objects.filter(withdrawn=True)), month)


def signed_late(viewer: Viewer, month: Month) -> Records:
    """The month's records that were signed more than a day after what they tell."""
    limit = F("happened_at") + timedelta(hours=SIGNED_LATE_HOURS)
    return month_records(viewer, month).filter(written_at__gt=limit)


def standing_facts(viewer: Viewer, *names: str) -> QuerySet[FactRow]:
    """Facts of these names that still stand, from records that the viewer may see."""
    facts = FactRow.objects.filter(home=viewer.home, name__in=names, ended_at=None)
    return facts.filter(Exists(standing(viewer).filter(pk=OuterRef("record_id"))))


def in_month(viewer: Viewer, month: Month, name: str) -> QuerySet[FactRow]:
    """Facts of this name that were true in the month and stand in its records."""
    facts = FactRow.objects.filter(home=viewer.home, name=name, ended_at=None, at__gte=month.start, at__lt=month.end)
    return facts.filter(Exists(month_records(viewer, month).filter(pk=OuterRef("record_id"))))


def facts_of(records: Collection[str]) -> QuerySet[FactRow]:
    """What some records state and still stands; the records are already known to be the viewer's to see."""
    return FactRow.objects.filter(record_id__in=records, ended_at=None).order_by("id")


def of_paragraph(viewer: Viewer, month: Month, ref: str) -> Records:
    """The records that prove a paragraph."""
    return entries_behind(viewer, ref, month)


def voiced_paragraph(viewer: Viewer, month: Month, ref: str) -> Records:
    """Those of them with a child's own words."""
    return of_paragraph(viewer, month, ref).exclude(voice="")


KINDS: dict[str, Callable[..., Records]] = {
    "all": month_records,
    "type": of_type,
    "day": of_day,
    "hours": of_hours,
    "about": about,
    "voice": in_own_words,
    "voice-type": voiced_type,
    "fact": of_fact,
    "step": of_step,
    "clock": of_clock,
    "paragraph": of_paragraph,
    "paragraph-voice": voiced_paragraph,
    "without": without_stage,
    "corrected": corrected,
    "withdrawn": withdrawn,
    "signed-late": signed_late,
}
TITLES = {
    "all": "Everything written",
    "day": "Everything of this day",
    "hours": "At this time of the week",
    "about": "Records about this person",
    "voice": "In a child's own words",
    "step": "A calming step was tried",
    "corrected": "Corrected since",
    "withdrawn": "Withdrawn",
    "signed-late": "Signed more than a day later",
}
