"""What is more often a slip than right is asked about before it is signed, once for each answer."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from ninefold.ledger.models import Draft, Entry
from ninefold.people.models import Child, Placement
from tests import html
from tests.factories import House, write
from tests.features.writing.typed import NOW, opened


@pytest.fixture
def helen(client: Client, house: House) -> Client:
    """The manager's browser."""
    client.force_login(house.account(house.helen))
    return client


def marks(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'<input type="checkbox" name="_sure" value="([^"]+)"', page)]


@pytest.mark.parametrize(
    ("name", "born", "asked"),
    [
        ("Jay", "2013-05-09", ["same"]),
        ("jay", "2013-05-09", ["same"]),
        ("Ada", "2012-02-14", ["same"]),  # who lives in the provider's other home
        ("Jay", "2013-05-10", ["same"]),
        ("Jáy", "2013-05-10", ["same"]),
        ("Ada", "2012-02-15", []),  # of a child of the other home nobody is told here
        ("Tom", "2013-05-09", []),
        ("Tom", "2000-10-25", ["age"]),
        ("Tom", "2000-10-26", []),
    ],
)
def test_a_second_child_and_an_unlikely_birthday_are_asked_about(
    helen: Client, house: House, name: str, born: str, asked: list[str]
) -> None:
    address = f"/{house.home.urn}/write/child-known/"
    sent = {**opened(helen, address), "name": name, "born_on": born, "_sign": "yes"}
    known = Child.objects.count()
    answer = helen.post(address, sent)
    page = html.page(answer)
    found = marks(page)
    assert [one.split(":")[0] for one in found] == asked
    if not asked:
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert html.problems(page) == []
    assert Child.objects.count() == known
    assert Draft.objects.count() == 1, "nothing that was typed is lost"
    wrong = helen.post(address, {**sent, "_sure": "same:2013-05-09:nobody"})
    assert wrong.status_code == 422, "a tick counts for what it was asked about"
    assert helen.post(address, {**sent, "_sure": found}).status_code == 302
    assert Child.objects.count() == known + 1


def test_a_correction_is_asked_as_well_but_not_about_the_child_itself(helen: Client, house: House) -> None:
    entry = write(house, "child-known", {"name": "Tom", "born_on": "2014-01-01"}, by=house.helen)
    address = f"/{house.home.urn}/record/{entry.record_id}/{entry.id}/correct/"
    sent = {**opened(helen, address), "name": "Tom", "born_on": "2014-01-01", "pronouns": "he", "because": "Asked him"}
    twin = helen.post(address, {**sent, "name": "Jay", "born_on": "2013-05-09", "_sign": "yes"})
    assert [one.split(":")[0] for one in marks(html.page(twin))] == ["same"]
    assert helen.post(address, {**sent, "_sign": "yes"}).status_code == 302


def test_a_child_whose_birthday_nobody_knows_is_made_known(helen: Client, house: House) -> None:
    address = f"/{house.home.urn}/write/child-known/"
    sent = {**opened(helen, address), "name": "Sol", "born_on": "2011-01-01", "born_guessed": "yes", "_sign": "yes"}
    assert helen.post(address, sent).status_code == 302
    record = Entry.objects.get(type="child-known").record_id
    assert "an estimate" in html.page(helen.get(f"/{house.home.urn}/record/{record}/"))


@pytest.fixture
def dana(client: Client, house: House) -> Client:
    """A support worker's browser."""
    client.force_login(house.account(house.dana))
    return client


@pytest.mark.parametrize(
    ("type", "typed", "asked"),
    [
        ("daily-note", {"happened_at.date": "2024-06-01"}, ["ago", "came"]),
        ("daily-note", {"happened_at.date": "2026-08-25"}, ["ago"]),
        ("daily-note", {"happened_at.date": "2026-08-27"}, []),
        ("daily-note", {"happened_at.date": "2026-01-03"}, ["ago", "came"]),  # Jay came on the fifth
        ("action", {"due": "2026-10-23"}, ["past"]),
        ("action", {"due": "2026-10-24"}, []),
        ("action", {"due": "2026-10-23", "happened_at.date": "2026-10-20"}, []),
    ],
)
def test_a_day_that_is_more_often_a_slip_is_asked_about(
    dana: Client, house: House, type: str, typed: dict[str, str], asked: list[str]
) -> None:
    address = f"/{house.home.urn}/write/{type}/"
    own = {"story": "Out on the bikes all afternoon.", "_about": house.jay.id, f"mood.{house.jay.id}": "4"}
    agreed = {"action": "Mend the gate", "owner": house.dana.id}
    sent = {**opened(dana, address), **(own if type == "daily-note" else agreed), **typed, "_sign": "yes"}
    answer = dana.post(address, sent)
    found = marks(html.page(answer))
    assert [one.split(":")[0] for one in found] == asked
    assert answer.status_code == (422 if asked else 302)
    if asked:
        assert dana.post(address, {**sent, "_sure": found}).status_code == 302


ARRIVED = {
    "story": "Shown round.", "legal": "section 20", "authority": "Kent", "placement_plan_received": "yes",
    "care_plan_received": "yes",
}  # fmt: skip


def test_a_child_who_moves_in_and_never_left_the_sister_home_is_asked_about(helen: Client, house: House) -> None:
    address = f"/{house.home.urn}/write/moved-in/"
    sent = {**opened(helen, address), **ARRIVED, "_about": house.ada.id, "_sign": "yes"}
    asked = helen.post(address, sent)
    assert asked.status_code == 422
    assert [one.split(":")[0] for one in marks(html.page(asked))] == ["elsewhere"]
    assert "Ada lives in Rowan House" in html.page(asked)
    assert helen.post(address, {**sent, "_sure": marks(html.page(asked))}).status_code == 302
    assert Placement.objects.filter(child=house.ada, home=house.home).exists()


def test_an_arrival_that_is_moved_behind_the_leaving_is_asked_about(helen: Client, house: House) -> None:
    write(house, "child-known", {"name": "Tom", "born_on": "2014-01-01", "authority": "Kent"}, by=house.helen)
    tom = Child.objects.get(name="Tom").id
    came = f"/{house.home.urn}/write/moved-in/"
    on = {"happened_at.date": "2026-10-10", "happened_at.time": "10:00"}
    sign = {**opened(helen, came), **ARRIVED, **on, "_about": tom, "_sign": "yes"}
    assert helen.post(came, sign).status_code == 302
    entry = Entry.objects.get(type="moved-in")
    left = {
        "story": "Tea.", "reason": "home", "planned": "yes", "to_address": "1 Elm Row", "prepared": "Visits.",
        "belongings": "yes",
    }  # fmt: skip
    gone = f"/{house.home.urn}/write/moved-out/"
    on = {"happened_at.date": "2026-10-20", "happened_at.time": "10:00"}
    assert helen.post(gone, {**opened(helen, gone), **left, **on, "_about": tom, "_sign": "yes"}).status_code == 302
    address = f"/{house.home.urn}/record/{entry.record_id}/{entry.id}/correct/"
    late = {**opened(helen, address), **ARRIVED, "_about": tom, "because": "the day", "_sign": "yes"}
    asked = helen.post(address, {**late, "happened_at.date": "2026-10-22", "happened_at.time": "10:00"})
    assert [one.split(":")[0] for one in marks(html.page(asked))] == ["left"]
    assert Placement.objects.get(child=tom).ended_at is not None
    earlier = helen.post(address, {**late, "happened_at.date": "2026-10-09", "happened_at.time": "10:00"})
    assert earlier.status_code == 302


def test_a_day_lived_here_after_leaving_is_asked_about_and_a_letter_is_not(helen: Client, house: House) -> None:
    Placement.objects.filter(child=house.kit).update(ended_at=NOW - timedelta(days=9))
    address = f"/{house.home.urn}/write/daily-note/"
    sent = {**opened(helen, address), "_about": house.kit.id, "story": "Out on the bikes.", "_sign": "yes"}
    asked = helen.post(address, sent)
    assert [one.split(":")[0] for one in marks(html.page(asked))] == ["gone"]
    assert "Kit left here on 16 October 2026" in html.page(asked)
    letter = f"/{house.home.urn}/write/document-received/"
    sent = {**opened(helen, letter), "_about": house.kit.id, "document": "other", "from_whom": "Mum", "_sign": "yes"}
    assert "left here on" not in html.page(helen.post(letter, sent))
