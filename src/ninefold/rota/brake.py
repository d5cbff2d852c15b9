"""The brake of the roster: a plan that cannot be worked well is stopped, and signed all the same with a reason by who may."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.models import ObligationRow
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty, FormField
from ninefold.ledger.brakes import BrakeCase, Stop
from ninefold.ledger.models import FactRow
from ninefold.people.models import Person, Role
from ninefold.rota.plans import PlannedShift, Staff, hours, problems

PLANNED, ALONE, ALONE_ENDED = "worker.planned-on-shift", "lone-working.runs", "lone-working.ended"
WATCHES = frozenset({PLANNED})
READS = frozenset(
    {PLANNED, ALONE, ALONE_ENDED, "training.medicines", "training.first-aid", "training.holds", "worker.level3"}
)
AROUND = timedelta(days=8)
FORWARD = 60  # days ahead of which a roster written down is still one that was planned before


def answers(case: BrakeCase) -> dict[str, Any]:
    """Nothing: a roster is typed as it is."""
    return {}


def stops(case: BrakeCase) -> list[Stop]:
    """What speaks against the plan for a day that has not passed; what was long worked is runs by the roster as worked."""
    field = next((one for one in case.form.fields if one.limits or one.wants), None)
    day = _day(case.content.get("day"))
    rows = case.content.get(field.id) if field else None
    if field is None or day is None or not isinstance(rows, list):
        return []
    shifts = [_shift(day, row) for row in rows if isinstance(row, dict) and isinstance(row.get("worker"), dict)]
    workers = list(dict.fromkeys(shift.worker for shift in shifts))
    results = problems(
        shifts,
        _others(case, day, workers),
        _staff(case, field, day, workers),
        field.wants,
        field.limits,
        _agreed(case, day),
    )
    return [Stop(one.kind, one.sentence, field.id) for one in results]


def _day(day: Any) -> date | None:
    try:
        return date.fromisoformat(day) if isinstance(day, str) else None
    except ValueError:
        return None


def _shift(day: date, row: dict[str, Any]) -> PlannedShift:
    span = hours(day, str(row.get("hours", "")))
    return PlannedShift(str(row["worker"].get("who", "")), str(row.get("shift", "")), *(span or (None, None)))


def _others(case: BrakeCase, day: date, workers: Collection[str]) -> list[PlannedShift]:
    """What these adults are planned for on the days around, by other rosters than this one; of a day planned twice the newer."""
    near = {(day + timedelta(days=n)).isoformat() for n in range(-AROUND.days, AROUND.days + 1)} - {day.isoformat()}
    since = case.signing.happened_at - timedelta(days=FORWARD)
    kept = [one for one in case.kept([PLANNED], workers, since) if one.data.get("due") in near]
    newest: dict[tuple[str, str], Fact] = {}
    for one in kept:
        known = newest.get((one.subject, one.data["due"]))
        if known is None or (one.record != known.record and one.known_at >= known.known_at):
            newest[one.subject, one.data["due"]] = one
    return [
        PlannedShift(
            one.subject,
            one.value,
            *(hours(date.fromisoformat(one.data["due"]), one.data.get("hours", "")) or (None, None)),
        )
        for one in kept
        if newest[one.subject, one.data["due"]].record == one.record
    ]


def _staff(case: BrakeCase, field: FormField, day: date, workers: Collection[str]) -> Staff:
    on = clock.start_of(day)
    held = Role.objects.filter(home=case.home, worker__in=workers, from_at__lte=clock.end_of(day))
    roles = [(role.worker_id, role.name) for role in held if role.to_at is None or role.to_at > on]
    staff = lawbook.current().roles_in(("staff", "leaders"))
    return Staff(
        names=dict(Person.objects.filter(pk__in=workers).values_list("pk", "name")),
        here=frozenset(who for who, role in roles if role in staff),
        lacks=_lacks(case, workers),
        trained=_trained(case, field, day, workers),
    )


def _lacks(case: BrakeCase, workers: Collection[str]) -> dict[str, list[str]]:
    """What each lacks of what bars somebody from being left with children: never done, or run out."""
    barring = {duty.id: duty for duty in lawbook.current().duties.values() if duty.bars}
    owed = ObligationRow.objects.filter(
        home=case.home, duty__in=barring, subject__in=workers, met_at=None, void_at=None
    )
    done = set(
        FactRow.objects.filter(home=case.home, name__in=[_counted(one) for one in barring.values()], subject__in=workers, ended_at=None)
        .values_list("name", "subject")
    )  # fmt: skip
    results: dict[str, list[str]] = {}
    for row in owed:
        duty = barring[row.duty]
        never = (_counted(duty), row.subject) not in done
        if never or row.due_at < case.signing.received_at:
            results.setdefault(row.subject, []).append(
                f"{duty.title[:1].lower()}{duty.title[1:]} {'was never done' if never else 'ran out'}"
            )
    return results


def _counted(duty: Duty) -> str:
    return duty.rhythm.counted if duty.rhythm else duty.met_by.fact if duty.met_by else ""


def _trained(case: BrakeCase, field: FormField, day: date, workers: Collection[str]) -> dict[str, frozenset[str]]:
    """The wanted courses that each holds on the day: done by then, and not run out."""
    results: dict[str, set[str]] = {}
    for one in case.kept(field.wants.values(), workers):
        expires = one.data.get("expires", "")
        if clock.local(one.at).date() <= day and (not expires or expires >= day.isoformat()):
            results.setdefault(one.subject, set()).add(one.name)
    return {who: frozenset(courses) for who, courses in results.items()}


def _agreed(case: BrakeCase, day: date) -> bool:
    """Whether an assessment of working alone is in force on the day."""
    runs = [one for one in case.kept([ALONE, ALONE_ENDED], [case.home.pk]) if clock.local(one.at).date() <= day]
    last = {one.record: one for one in runs}
    return any(one.name == ALONE and one.data.get("due", "9999") >= day.isoformat() for one in last.values())
