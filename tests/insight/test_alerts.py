"""What nobody may overlook about a child: until when it stands, who sees it, and that no page or form hides it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ninefold.base import clock
from ninefold.insight.alerts import Alert, alerts
from ninefold.ledger.models import Entry
from ninefold.people.models import Child
from tests import html
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db

PEANUTS = {
    "kind": "allergy",
    "what": "Peanuts",
    "severity": "life-threatening",
    "do": "Pen, then 999.",
    "source": "doctor",
}


def allergy(house: House, child: Child, **content: Any) -> Entry:
    """An allergy by Dana."""
    return write(house, "allergy", {**PEANUTS, **content}, about=[child])


def whats(house: House, child: Child) -> list[str]:
    """What Dana is told an hour later."""
    found = alerts(house.viewer(house.dana, now=NOW + timedelta(days=1)), [child.id])
    return [one.what for one in found.get(child.id, [])]


def test_it_says_what_it_is_how_bad_and_what_to_do(house: House) -> None:
    entry = allergy(house, house.jay, kept="Office")
    [told] = alerts(house.viewer(house.dana, now=NOW + timedelta(hours=1)), [house.jay.id, house.kit.id])[house.jay.id]
    assert told == Alert("Allergy", "Peanuts", "It can kill", "Pen, then 999.", "Office", entry.record_id)


def test_it_stands_until_its_own_record_says_that_it_is_over(house: House) -> None:
    entry = allergy(house, house.jay)
    allergy(house, house.jay, what="Penicillin")
    over = {"story": ["Tested."], "source": "The clinic"}
    write(house, "allergy", over, by=house.helen, stage="over", record=entry.record_id, about=[house.jay])
    assert whats(house, house.jay) == ["Penicillin"]


def test_that_there_is_nothing_is_no_alert(house: House) -> None:
    write(house, "allergy", {"kind": "none", "source": "child"}, about=[house.jay])
    assert whats(house, house.jay) == []


def test_what_a_health_plan_says_is_seen_as_it_now_stands(house: House) -> None:
    plan = {"story": ["Well."], "review_on": "2027-01-20"}
    write(
        house,
        "health-plan",
        plan | {"allergies": "Nuts"},
        by=house.helen,
        about=[house.jay],
        at=NOW - timedelta(days=9),
    )
    first = write(house, "health-plan", plan | {"allergies": "Eggs"}, by=house.helen, about=[house.jay])
    assert whats(house, house.jay) == ["Eggs"]
    changed = {"answer": "changed", "reason": ["Tested."], "allergies": "None known."}
    write(
        house, "health-plan", changed, by=house.helen, stage="review", record=first.record_id, about=[house.jay],
        at=NOW + timedelta(hours=1),
    )  # fmt: skip
    assert whats(house, house.jay) == []


def test_who_may_not_read_of_a_child_is_told_nothing(house: House) -> None:
    allergy(house, house.jay)
    later = NOW + timedelta(hours=1)
    assert alerts(house.viewer(house.ines, house.home, later), [house.jay.id]) == {}
    assert alerts(house.viewer(house.noor, now=later), [house.jay.id]) == {}


def test_it_is_two_queries_however_many_children(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    allergy(house, house.jay)
    allergy(house, house.kit, what="Latex")
    viewer = house.viewer(house.dana, now=NOW + timedelta(hours=1))
    with django_assert_num_queries(2):
        assert len(alerts(viewer, [house.jay.id, house.kit.id])) == 2


def test_no_page_and_no_form_about_a_child_hides_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    entry = allergy(house, house.jay)
    client = Client()
    client.force_login(house.account(house.helen))
    urn, jay = house.home.urn, house.jay.id
    pages = [
        reverse("shift:child", args=[urn, jay]),
        reverse("shift:children", args=[urn]),
        reverse("desk:child", args=[urn, jay]),
        reverse("desk:children", args=[urn]),
        reverse("desk:timeline", args=[urn, jay]),
        reverse("write:record", args=[urn, entry.record_id]),
        reverse("write:stage", args=[urn, entry.record_id, "over"]),
        reverse("write:correct", args=[urn, entry.record_id, entry.id]),
        reverse("write:choose", args=[urn]) + f"?child={jay}",
        reverse("write:form", args=[urn, "meal"]) + f"?child={jay}",
        reverse("write:form", args=[urn, "menu"]),
    ]
    hiding = [one for one in pages if "Allergy: Peanuts" not in html.page(client.get(one, follow=True))]
    assert hiding == []
    elsewhere = client.get(reverse("write:form", args=[urn, "meal"]) + f"?child={house.kit.id}", follow=True)
    assert "Peanuts" not in html.page(elsewhere)


def test_it_is_shown_for_a_child_who_was_only_there(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    allergy(house, house.jay)
    client = Client()
    client.force_login(house.account(house.dana))
    begun = client.get(reverse("write:form", args=[house.home.urn, "incident"]) + f"?child={house.kit.id}", follow=True)
    assert "Peanuts" not in html.page(begun)
    typed = {
        "_about": house.kit.id,
        "_present": house.jay.id,
        "_redraw": "yes",
        "_type": "incident",
        "_stage": "record",
    }
    drawn = client.post(begun.request["PATH_INFO"], typed | {"_token": begun.context["writing"].token})
    assert "Jay. Allergy: Peanuts." in html.page(drawn)
