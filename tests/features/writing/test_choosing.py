"""The page that asks what somebody wants to write: what waits for them, what they write most, and the rest folded away."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ninefold.features.writing import choose
from tests import html
from tests.factories import House, write
from tests.features.writing.typed import NOW

pytestmark = pytest.mark.django_db


def page(client: Client, house: House, **query: str) -> str:
    """The page as Dana sees it."""
    answer = client.get(f"/{house.home.urn}/write/", query)
    assert answer.status_code == 200
    return html.page(answer)


def test_it_shows_little_at_first(dana: Client, house: House) -> None:
    shown = page(dana, house)
    assert html.problems(shown) == []
    before = shown.split("<details")[0]
    assert before.count('/write/daily-note/"') == 1 and before.count("<li><a") <= choose.TILES + choose.DUE
    assert "Everything there is to write" in shown and "kinds</span>" in shown


def test_what_waits_stands_first_with_the_form_that_does_it(dana: Client, house: House) -> None:
    owner = {"who": house.dana.id, "kind": "worker", "name": house.dana.name}
    said = {"action": "Mend the gate", "owner": owner, "due": "2026-10-24"}
    entry = write(house, "action", said, by=house.helen, at=NOW - timedelta(days=1))
    shown = page(dana, house)
    assert "Waiting for you" in shown and "Mend the gate" in shown
    assert f"/record/{entry.record_id}/done/" in shown


def test_what_somebody_writes_most_stands_before_what_everybody_does(house: House) -> None:
    viewer = house.viewer(house.dana, house.home, NOW)
    types = choose.may_write(viewer)
    assert all(one.quick for one in choose.usual(viewer, types))
    for days in range(3):
        write(house, "repair", {"story": ["They made up."]}, about=[house.jay], at=NOW - timedelta(days=days + 1))
    assert choose.usual(viewer, types)[0].id == "repair"


def test_a_search_finds_what_the_role_may_sign(dana: Client, house: House) -> None:
    assert "Nothing fits" in page(dana, house, q="zzzz")
    found = page(dana, house, q="he fell down the stairs")
    assert "/write/accident/" in found.split("Everything there is")[0]
    assert "/write/appraisal/" not in page(dana, house, q="appraisal")


def test_for_a_child_only_what_can_be_about_a_child_is_offered(dana: Client, house: House) -> None:
    shown = page(dana, house, child=house.jay.id)
    assert "/write/fire-drill/" not in shown or "child=" in shown
    assert f"/write/daily-note/?child={house.jay.id}" in shown
    assert "/write/supervision/" not in shown


def test_more_that_waits_is_no_more_queries(dana: Client, house: House) -> None:
    owner, counts = {"who": house.dana.id, "kind": "worker", "name": house.dana.name}, []
    for _ in range(2):
        for number in range(3):
            said = {"action": f"Thing {number}", "owner": owner, "due": "2026-10-26"}
            write(house, "action", said, by=house.helen, at=NOW - timedelta(days=1))
        page(dana, house)
        with CaptureQueriesContext(connection) as seen:
            page(dana, house)
        counts.append(len(seen))
    assert counts[0] == counts[1]
