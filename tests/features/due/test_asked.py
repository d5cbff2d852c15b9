"""What is asked of somebody today: one line for a matter, one for many of a custom, old customs folded, others named."""

from datetime import datetime, timedelta

import pytest

from ninefold.duties.models import ObligationRow
from ninefold.features.due.asked import AskedToday, asked, shown
from ninefold.people.models import Home, KeyWorker, Worker
from tests.factories import BEGAN, NOW, House, write

pytestmark = pytest.mark.django_db
D = timedelta(days=1)


def _owe(home: Home, record: str, duty: str, weight: str, due_at: datetime, **more: str) -> None:
    key = f"{duty} {ObligationRow.objects.count()}"
    fields = {"subject": home.pk, "owner": ""} | more
    ObligationRow.objects.create(
        home=home, key=key, duty=duty, weight=weight, record_id=record, started_by="", opened_at=NOW - D, due_at=due_at,
        why="", **fields,
    )  # fmt: skip


@pytest.fixture
def record(house: House) -> str:
    """A record that everybody may see, with nothing else owed in the home."""
    kept = write(house, "daily-note", {"story": ["Out on the bikes."]}, about=[house.jay]).record_id
    ObligationRow.objects.all().delete()
    return kept


def _for(house: House, who: Worker) -> AskedToday:
    return asked(house.viewer(who, now=NOW + timedelta(minutes=10)))


def _duties(found: AskedToday) -> list[str]:
    return [group.first.duty.id for group in found.today]


def test_many_of_one_custom_are_one_line_that_says_how_many(house: House, record: str) -> None:
    for days in (20, 15, 10):
        _owe(house.home, record, "training-food", "custom", NOW - days * D)
    _owe(house.home, record, "fire-drill", "custom", NOW - D)
    found = _for(house, house.helen)
    assert _duties(found) == ["fire-drill", "training-food"]
    assert [line.more for line in shown(house.viewer(house.helen), found.today)] == [0, 2]


def test_the_law_that_runs_stands_above_what_is_long_over_and_what_is_far_asks_nothing(
    house: House, record: str
) -> None:
    _owe(house.home, record, "training-food", "custom", NOW - 20 * D)
    _owe(house.home, record, "measure-checked", "law", NOW + timedelta(hours=4), subject=house.jay.id)
    _owe(house.home, record, "level-3", "law", NOW + 400 * D)
    found = _for(house, house.helen)
    assert _duties(found) == ["measure-checked", "training-food"]
    assert [one.duty.id for one in found.later] == ["level-3"]


def test_old_customs_are_a_leaders_to_decide_and_count_as_one(house: House, record: str) -> None:
    for days in range(40, 60):
        _owe(house.home, record, "action-done", "custom", NOW - days * D, owner=house.dana.id)
        _owe(house.home, record, "premises-garden", "custom", NOW - days * D)
    helen, dana = _for(house, house.helen), _for(house, house.dana)
    assert (helen.today, len(helen.old), helen.count) == ([], 40, 1)
    assert (_duties(dana), dana.old, dana.count) == (["action-done"], [], 1)
    assert {one.duty.id for one in dana.others} == {"premises-garden"}


def test_what_has_one_person_is_nobody_elses(house: House, record: str) -> None:
    KeyWorker.objects.create(id="K" * 26, home=house.home, child=house.jay, worker=house.dana, from_at=BEGAN)
    _owe(house.home, record, "key-work", "custom", NOW, subject=house.jay.id)
    assert _duties(_for(house, house.dana)) == ["key-work"]
    for who in (house.sam, house.helen):
        found = _for(house, who)
        assert _duties(found) == []
        assert [one.duty.id for one in found.others] == ["key-work"]


def test_what_anybody_on_shift_can_do_asks_those_on_shift_and_no_manager(house: House, record: str) -> None:
    _owe(house.home, record, "premises-food", "custom", NOW + timedelta(hours=3))
    assert _duties(_for(house, house.dana)) == ["premises-food"]
    assert _duties(_for(house, house.helen)) == []


def test_a_leader_is_asked_for_what_others_owe_when_it_is_over_and_grave(house: House, record: str) -> None:
    _owe(house.home, record, "care-plan", "law", NOW - 3 * D, subject=house.jay.id)
    _owe(house.home, record, "social-worker-visit", "law", NOW + D, subject=house.jay.id)
    _owe(house.home, record, "premises-food", "custom", NOW - D)
    assert _duties(_for(house, house.helen)) == ["care-plan"]
    assert _duties(_for(house, house.dana)) == ["premises-food"]


def test_what_was_given_to_somebody_who_has_left_is_a_leaders_to_give_on(house: House, record: str) -> None:
    _owe(house.home, record, "action-done", "custom", NOW - D, owner=house.noor.id)
    assert _duties(_for(house, house.helen)) == ["action-done"]
    line = shown(house.viewer(house.helen), _for(house, house.helen).today)[0]
    assert line.item.by.startswith("a manager, to give on: Noor")
    assert _duties(_for(house, house.dana)) == []


def test_an_old_custom_about_a_leader_is_for_another_to_decide(house: House, record: str) -> None:
    _owe(house.home, record, "training-food", "custom", NOW - 60 * D, subject=house.helen.id)
    found = _for(house, house.helen)
    assert (found.old, [one.duty.id for one in found.others]) == ([], ["training-food"])
    assert [one.duty.id for one in _for(house, house.ruth).old] == ["training-food"]
