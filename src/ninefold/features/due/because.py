"""What a record asks for, in sentences: who is asked to do what, by when, under which rule, and how it is answered."""

from dataclasses import replace

from ninefold import lawbook
from ninefold.duties import queries
from ninefold.duties.belonging import ties
from ninefold.duties.obligation import Obligation
from ninefold.features.due.lines import Item, items
from ninefold.lawbook.model import Duty, RecordType, Stage
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import Entry
from ninefold.people.access import Viewer


def because_of(viewer: Viewer, record: str) -> list[Item]:
    """What ``record`` asks for, met or not, by the time it is due; with the record that met it, or what would."""
    shown = items(viewer, queries.for_record(viewer, record))
    met = _met_in(viewer, [one.obligation for one in shown])
    return [
        replace(
            one,
            met_in=place if (place := met.get(one.obligation.met_by, "")) != record else "",
            answers=answering(one.duty.id) if one.wanted else (),
        )
        for one in shown
    ]


def _met_in(viewer: Viewer, found: list[Obligation]) -> dict[str, str]:
    """The record that each meeting entry stands in, of those the viewer may open."""
    met = Entry.objects.filter(pk__in=[one.met_by for one in found if one.met_by], home=viewer.home)
    return dict(met.filter(record_id__in=ledger.records(viewer).values("pk")).values_list("pk", "record_id"))


def clocks_of(type: RecordType, stage: Stage) -> list[Duty]:
    """The duties that signing ``stage`` starts whatever is answered, for saying so before it is signed."""
    stated = {rule.fact for rule in type.rules[stage.id] if not rule.when and not rule.unless}
    return [
        duty
        for duty in lawbook.current().duties.values()
        if duty.starts
        and duty.starts.fact in stated
        and not (duty.starts.value or duty.starts.when or duty.starts.unless or duty.starts.unless_same)
    ]


def answering(id: str) -> tuple[RecordType, ...]:
    """The types that answer an obligation of this duty from a record of their own, by naming what they answer."""
    found = ((kind, ties(kind, kind.stages[0])) for kind in lawbook.current().records.values())
    return tuple(kind for kind, theirs in found if id in theirs.bound | theirs.near)
