"""What a record asks for, in sentences: who is asked to do what, by when, under which rule, and how it is answered."""

from dataclasses import replace

from ninefold import lawbook
from ninefold.duties import queries
from ninefold.duties.belonging import ties
from ninefold.duties.obligation import Obligation
from ninefold.features.due.lines import Item, items
from ninefold.lawbook.model import Duty, RecordType, Stage
from ninefold.lawbook.of_library import of_library
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


def _met_in(viewer: Viewer, owed: list[Obligation]) -> dict[str, str]:
    """The record that each meeting entry stands in, of those the viewer may open."""
    # First the few entries, then their records: together a database reads every record of the home.
    met = Entry.objects.filter(pk__in={one.met_by for one in owed if one.met_by}, home=viewer.home)
    stands = dict(met.values_list("pk", "record_id"))
    seen = {one.pk for one in ledger.these(viewer, tuple(sorted(set(stands.values()))))} if stands else set()
    return {entry: record for entry, record in stands.items() if record in seen}


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
    library = lawbook.current()
    return tuple(library.records[kind] for kind in _answering(id))


@of_library
def _answering(id: str) -> tuple[str, ...]:
    """Their ids."""
    kinds = ((kind, ties(kind, kind.stages[0])) for kind in lawbook.current().records.values())
    return tuple(kind.id for kind, theirs in kinds if id in theirs.bound | theirs.near)
