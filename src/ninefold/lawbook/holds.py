"""What of a library holds on a day: the law changes, and what happened is judged by the law of its day."""

from collections.abc import Collection, Mapping
from datetime import date

from ninefold.lawbook.model import Duty, FormField, Library, RecordType, Stage
from ninefold.lawbook.source import Change
from ninefold.lawbook.statuses import applies

Held = Mapping[str, Collection[str]]  # the statuses of the children concerned ("child") and of the home ("home")
ANYBODY: Held = {}  # whose statuses are not known: everything applies


def holds(thing: RecordType | Duty | Change, day: date) -> bool:
    """Whether the record type, duty or change holds on ``day``; both of its own days are included. What is not yet in
    force holds on none."""
    return thing.holds_from <= day and (thing.holds_to is None or day <= thing.holds_to)


def records_on(library: Library, day: date) -> list[RecordType]:
    """The record types that can be written on ``day``, in the library's order."""
    return [record for record in library.records.values() if holds(record, day)]


def asked_on(stage: Stage, day: date, held: Held = ANYBODY, kept: Collection[str] = ()) -> list[FormField]:
    """The questions that a person is asked on ``day``: what a page of ours answers is not among them."""
    return [asked for asked in fields_on(stage, day, held, kept) if not asked.given]


def fields_on(stage: Stage, day: date, held: Held = ANYBODY, kept: Collection[str] = ()) -> list[FormField]:
    """The questions that a stage asks on ``day`` of those whose statuses are ``held``: those not ended before it, and
    those that concern one of them. What was answered before (``kept``) is still asked when that is corrected."""
    return [
        asked
        for asked in stage.fields
        if (asked.until is None or day <= asked.until) and (asked.id in kept or applies(asked.applies, held))
    ]
