"""A simulated provider: sound as a ledger, believable in its rhythm and never repeating a note."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from ninefold.base import clock
from ninefold.lawbook.facts import plain
from ninefold.ledger.models import Content, Entry, Record
from ninefold.ledger.rebuild import rebuild
from ninefold.ops.simulate.provider import Lived, Plan, simulate
from ninefold.ops.simulate.schooling import school_day
from ninefold.people.models import Placement

pytestmark = pytest.mark.django_db

FIRST, UNTIL = date(2026, 5, 4), clock.parse("2026-06-14T15:00")


def plan(seed: int = 1, homes: int = 1) -> Plan:
    return Plan(homes=homes, children=3 * homes, first=FIRST, until=UNTIL, seed=seed)


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[Lived]:
    """One simulated home for the module; each test rolls back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield simulate(plan())[0]
        transaction.set_rollback(True)


def test_nothing_is_written_after_the_end(lived: Lived) -> None:
    assert not Entry.objects.filter(received_at__gt=UNTIL).exists()


def test_entries_stand_in_the_order_in_which_they_were_received(lived: Lived) -> None:
    received = list(Entry.objects.order_by("seq").values_list("received_at", flat=True))
    assert received == sorted(received)


def test_a_home_keeps_its_rhythm(lived: Lived) -> None:
    counted = Counter(Record.objects.values_list("type", flat=True))
    days = plan().days
    assert counted["handover"] >= 2 * days - 2
    assert 0.8 * 3 * days <= counted["daily-note"] <= 3 * days
    assert counted["attendance"] == sum(school_day(date.fromordinal(FIRST.toordinal() + n)) for n in range(days))
    assert (
        min(counted[kind] for kind in ("key-work", "childrens-meeting", "family-time", "independent-visit", "dose"))
        >= 1
    )
    assert Placement.objects.filter(home=lived.home, began_at__lt=clock.start_of(FIRST)).count() == 3


def test_no_two_stories_are_equal(lived: Lived) -> None:
    bodies = (json.loads(content.body) for content in Content.objects.filter(entry__act="write"))
    told = Counter(plain(body["story"]) for body in bodies if isinstance(body.get("story"), list))
    assert [story for story, times in told.items() if times > 1] == []


def test_what_is_derived_is_the_same_when_made_again(lived: Lived) -> None:
    before = list(Record.objects.order_by("id").values())
    rebuild(lived.home)
    assert list(Record.objects.order_by("id").values()) == before


def test_people_of_every_kind_are_given_accounts(lived: Lived) -> None:
    roles = [hand.role for hand in lived.people]
    assert roles == [
        "registered-manager",
        "deputy-manager",
        "senior",
        *["support-worker"] * 2,
        "responsible-individual",
        "independent-person",
    ]
