"""Forms about people: what signing and withdrawing would change is said first, and a child moves between two homes."""

import re

import pytest
from django.test import Client

from ninefold.ledger.models import Entry
from ninefold.people.models import Child, Role
from tests import html
from tests.factories import House, write
from tests.features.writing.typed import opened, sign


@pytest.fixture
def helen(client: Client, house: House) -> Client:
    """Helen's browser."""
    client.force_login(house.account(house.helen))
    return client


def test_a_form_says_what_signing_changes_without_scripts(helen: Client, house: House) -> None:
    address = f"/{house.home.urn}/write/role-given/"
    typed = {**opened(helen, address), "_about_worker": house.dana.id, "role": "senior"}
    page = html.page(helen.post(address, {**typed, "_redraw": "yes"}))
    assert "Dana Price is Senior on shift here since" in page
    assert "Dana Price is no longer Support worker here from" in page
    assert not Entry.objects.exists()


def test_a_form_of_another_kind_says_nothing_of_the_kind(helen: Client, house: House) -> None:
    page = html.page(helen.get(f"/{house.home.urn}/write/daily-note/", follow=True))
    assert "See what it changes" not in page


def test_the_page_of_withdrawing_says_what_comes_back(helen: Client, house: House) -> None:
    entry = write(house, "role-given", {"role": "senior"}, by=house.helen, about=[house.dana])
    page = html.page(helen.get(f"/{house.home.urn}/record/{entry.record_id}/{entry.id}/withdraw/"))
    assert "Dana Price is Support worker here still" in page
    assert Role.objects.get(worker=house.dana, to_at=None).name == "senior"


def test_a_child_of_another_home_moves_in_as_the_same_child(helen: Client, house: House) -> None:
    address = f"/{house.home.urn}/write/moved-in/"
    arrival = {
        "_about": house.ada.id, "story": "Came with Noor.", "legal": "section 20", "authority": "Eastmarsh",
        "placement_plan_received": "yes", "care_plan_received": "yes",
    }  # fmt: skip
    asked = sign(helen, address, arrival)  # she lives at the other home still
    sure = re.search(r'name="_sure" value="([^"]+)"', asked.content.decode())
    assert asked.status_code == 422 and sure
    assert sign(helen, address, {**arrival, "_sure": sure[1]}).status_code == 302
    assert set(house.ada.placements.values_list("home", "ended_at")) == {(house.home.id, None), (house.other.id, None)}
    assert Child.objects.filter(name="Ada").count() == 1


def test_who_may_not_make_a_child_known_does_not_learn_who_lives_elsewhere(dana: Client, house: House) -> None:
    address = f"/{house.home.urn}/write/moved-in/"
    page = html.page(dana.get(address, follow=True))
    assert house.ada.id not in page
    assert "Ada" not in page
    sign(dana, address, {"_about": house.ada.id, "story": "Came.", "legal": "section 20", "authority": "Eastmarsh"})
    assert not house.ada.placements.filter(home=house.home).exists()


def test_a_list_calls_a_child_by_their_name_now(dana: Client, house: House) -> None:
    kit = {"who": house.kit.id, "kind": "child", "name": "Kit"}
    write(house, "daily-note", {"story": [kit, " painted."]}, about=[house.kit])
    Child.objects.filter(pk=house.kit.pk).update(name="Robin", formerly="Kit")
    page = html.page(dana.get(f"/{house.home.urn}/shift/", follow=True))
    assert "Robin painted." in page
    assert "Kit painted" not in page
