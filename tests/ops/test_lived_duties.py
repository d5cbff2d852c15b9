"""A simulated home lives by what is owed: nearly all of it is done by its day, and what the library asks is known to it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from ninefold import ops
from ninefold.base import clock
from ninefold.duties.models import ObligationRow
from ninefold.duties.reopening import duties_by_id
from ninefold.lawbook import load
from ninefold.ledger.models import Entry
from ninefold.ops.simulate import keeping
from ninefold.ops.simulate.provider import Lived, Plan, simulate

FIRST, UNTIL = date(2026, 3, 2), clock.parse("2026-04-26T15:00")
MOST = {"law": 1, "guidance": 3, "custom": 8}
# What no invented home lives through: deaths and accidents that go to others, its own closing, a secure bed, a clinic's letters.
NOT_LIVED = frozenset(
    (
        "adult-injury-reported", "adult-injury-told", "adult-off-asked", "adult-seven-days-reported", "agency-evidence-read",
        "agency-half-answered", "child-death-at-work-reported", "child-death-at-work-told", "child-injury-reported",
        "child-injury-told", "emergency-arrival-thought-through", "home-closing-authorities-told", "home-closing-certificate",
        "home-closing-child-told", "home-closing-host-authority-told", "home-closing-records",
        "home-closing-representative-told", "independent-person-tie", "notice-intentions", "ombudsman-let-in",
        "quality-report-given", "role-second-signature", "secure-authority-told", "secure-record-kept",
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def eight_weeks(django_db_setup: None, django_db_blocker: Any) -> Iterator[Lived]:
    """Eight weeks of one home."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield simulate(Plan(homes=1, children=4, first=FIRST, until=UNTIL))[0]
        transaction.set_rollback(True)


def _overdue() -> list[ObligationRow]:
    rows = ObligationRow.objects.filter(met_at=None, void_at=None, opened_at__lte=UNTIL, due_at__lt=UNTIL)
    return list(rows.exclude(ends_at__isnull=False, ends_at__lte=UNTIL))


@pytest.mark.slow
@pytest.mark.django_db
def test_little_is_overdue(eight_weeks: Lived) -> None:
    rows = _overdue()
    by_weight = Counter(row.weight for row in rows)
    over = {weight: count for weight, count in by_weight.items() if count > MOST[weight]}
    assert over == {}, Counter(row.duty for row in rows)


@pytest.mark.slow
@pytest.mark.django_db
def test_what_fell_due_could_be_written(eight_weeks: Lived) -> None:
    assert eight_weeks.unmet == {}, "owed in this home, and no scene has words for it"


@pytest.mark.slow
@pytest.mark.django_db
def test_who_has_left_or_is_off_writes_nothing(eight_weeks: Lived) -> None:
    notes = Entry.objects.filter(type__in=("daily-note", "night-check"), act="write")
    hours = {kind: {clock.local(at).hour for at in notes.filter(type=kind).values_list("received_at", flat=True)} for kind in ("daily-note", "night-check")}  # fmt: skip
    assert hours["daily-note"] <= set(range(17, 23))
    assert hours["night-check"] <= set(range(0, 7))
    leaders = Entry.objects.filter(author_role="responsible-individual", received_at__gt=clock.start_of(FIRST))
    assert all(clock.local(at).weekday() < 5 for at in leaders.values_list("received_at", flat=True))


def test_every_duty_of_the_library_is_known_to_the_simulation() -> None:
    """A new duty needs a scene with words for what meets it, or a line here that says why no home lives it."""
    folder = Path(ops.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in (*folder.glob("*.py"), *folder.glob("simulate/*.py")))
    known = set()
    for duty in duties_by_id(load.current()):
        types = {
            type.id
            for type in load.current().records.values()
            for stage in type.stages
            if keeping.facts(duty) & {*(rule.fact for rule in type.rules[stage.id]), *(f.fact for f in stage.fields)}
        }
        if keeping.can(duty) or any(f'"{id}"' in code for id in types):
            known.add(duty)
    assert set(duties_by_id(load.current())) - known - NOT_LIVED == set()


def test_somebody_looks_far_enough_ahead() -> None:
    assert timedelta(days=7) < keeping.AHEAD
