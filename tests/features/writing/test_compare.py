"""Two versions of a plan: what differs, who signed, why; and only for who may see the plan."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ninefold.ledger.models import Entry
from ninefold.ledger.versions import versions
from ninefold.people.models import AccessLog
from tests import html
from tests.factories import NOW, House, write
from tests.features.writing.typed import reference

pytestmark = pytest.mark.django_db

FIRST = {
    "story": ["Loud rooms are hard for Jay."],
    "calming_steps": [{"step": "A walk"}, {"step": "Music"}],
    "triggers": [{"trigger": "Being hurried"}],
    "rewards": "A trip to the beach with one adult",
    "review_on": "2026-11-30",
}


def _plan(house: House) -> Entry:
    return write(house, "behaviour-plan", FIRST, about=[house.jay], at=NOW - timedelta(days=60))


def _review(house: House, plan: Entry, days: int = 10, **more: Any) -> Entry:
    content = {"answer": "changed", "reason": ["Music stopped helping."], **more}
    return write(
        house, "behaviour-plan", content, by=house.helen, about=[house.jay], record=plan.record_id, stage="review",
        at=NOW - timedelta(days=days),
    )  # fmt: skip


def _page(browser: Client, house: House, plan: Entry, **asked: int) -> str:
    address = reverse("write:versions", args=[house.home.urn, plan.record_id])
    answer = browser.get(address, asked)
    assert answer.status_code == 200
    assert html.problems(answer.content.decode()) == []
    return " ".join(html.page(answer).split())


def test_what_was_added_taken_away_and_changed_is_said_in_words(dana: Client, house: House) -> None:
    plan = _plan(house)
    steps = [{"step": "A walk"}, {"step": "Drawing"}]
    _review(house, plan, calming_steps=steps, rewards="A trip to the pool with one adult")
    page = _page(dana, house, plan)
    assert "<ins>Drawing</ins>" in page and "+ added" in page
    assert "<del>Music</del>" in page and "taken away" in page
    assert "A trip to the <del>beach</del> with one adult" in page
    assert "A trip to the <ins>pool</ins> with one adult" in page
    assert "Music stopped helping." in page  # why
    assert "Helen" in page and "Dana" in page  # who signed each
    assert re.search(r"The same in both.*<li>What do the adults need to understand\?</li>", page)


def test_any_two_versions_can_be_chosen(dana: Client, house: House) -> None:
    plan = _plan(house)
    _review(house, plan, days=20, rewards="A film")
    _review(house, plan, days=10, rewards="A film", safe_places="The shed")
    last_two = _page(dana, house, plan)
    assert "The shed" in last_two and "beach" not in last_two
    first_two = _page(dana, house, plan, before=2, now=1)  # the earlier stands first, however it was asked
    assert "A film" in first_two and "The shed" not in first_two
    assert re.search(r"Before: version 1.*Now: version 2", first_two)


def test_a_new_record_is_a_version_of_the_same_plan(house: House) -> None:
    old = _plan(house)
    new = write(house, "behaviour-plan", FIRST | {"rewards": "A book"}, about=[house.jay], at=NOW - timedelta(days=1))
    found = versions(house.viewer(house.dana), "behaviour-plan", house.jay.id)
    assert [(one.number, one.record) for one in found] == [(1, old.record_id), (2, new.record_id)]


def test_a_correction_is_no_version_and_a_withdrawn_review_is_none(house: House) -> None:
    plan = _plan(house)
    review = _review(house, plan, rewards="A film")
    corrected = write(
        house, "behaviour-plan", {"answer": "changed", "reason": ["Better so."], "rewards": "A cake", "because": "A slip."},
        by=house.helen, about=[house.jay], record=plan.record_id, stage="review", act="correct",
        links=[{"rel": "replaces", "to": review.id}],
    )  # fmt: skip
    found = versions(house.viewer(house.dana), "behaviour-plan", house.jay.id)
    assert [one.entry for one in found] == [plan.id, corrected.id]
    assert found[-1].answers["rewards"] == "A cake"


def test_one_version_says_that_there_is_nothing_to_compare(dana: Client, house: House) -> None:
    assert "nothing to compare" in _page(dana, house, _plan(house))


def test_the_record_and_the_childs_page_lead_to_it(dana: Client, client: Client, house: House) -> None:
    plan = _plan(house)
    _review(house, plan, rewards="A film")
    address = reverse("write:versions", args=[house.home.urn, plan.record_id])
    record = html.page(dana.get(reverse("write:record", args=[house.home.urn, plan.record_id])))
    assert address in record
    client.force_login(house.account(house.helen))
    child = html.page(client.get(reverse("desk:child", args=[house.home.urn, house.jay.id])))
    assert address in child


def test_who_may_not_see_the_plan_sees_no_version_of_it(client: Client, house: House) -> None:
    plan = _plan(house)
    client.force_login(house.account(house.ines))
    assert client.get(reverse("write:versions", args=[house.home.urn, plan.record_id])).status_code == 404
    assert versions(house.viewer(house.ines), "behaviour-plan", house.jay.id) == []


def test_what_is_no_plan_has_no_versions(dana: Client, house: House) -> None:
    note = write(house, "daily-note", {"story": ["Out."]}, about=[house.jay])
    assert dana.get(reverse("write:versions", args=[house.home.urn, note.record_id])).status_code == 404


def test_the_look_is_written_down(dana: Client, house: House) -> None:
    plan = _plan(house)
    _page(dana, house, plan)
    assert AccessLog.objects.filter(what="versions", person=house.jay.id, record=plan.record_id).exists()


def test_its_questions_do_not_grow_with_the_versions(
    dana: Client, house: House, django_assert_max_num_queries: Any
) -> None:
    plan = _plan(house)
    for days in range(2, 14):
        _review(house, plan, days=days, rewards=f"Number {days}", asked=[{"who": reference(house), "said": "Fine"}])
    with django_assert_max_num_queries(16):
        _page(dana, house, plan)
