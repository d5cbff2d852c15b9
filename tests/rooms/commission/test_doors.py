"""Who may come in, read, bring in files and sign; where people begin."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from ninefold.people.models import Account
from tests import html
from tests.factories import PASSWORD, House

READ, IMPORT, SIGN = "commission:first", "commission:import", "commission:records"


def _statuses(client: Client) -> list[int]:
    return [client.get(reverse(name)).status_code for name in (READ, IMPORT, SIGN)]


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("dana", [200, 403, 403]),
        ("sam", [200, 403, 403]),
        ("ines", [200, 403, 403]),
        ("helen", [200, 200, 403]),
        ("ruth", [200, 200, 403]),
    ],
)
def test_people_of_a_home_read_and_those_who_answer_for_it_bring_in_files(
    house: House, signed_in: Callable[[Account], Client], who: str, statuses: list[int]
) -> None:
    assert _statuses(signed_in(house.account(getattr(house, who)))) == statuses


def test_a_commissioner_signs_an_administrator_does_not_and_nobody_else_comes_in(
    cora: Client, signed_in: Callable[[Account], Client]
) -> None:
    admin = signed_in(Account.objects.create_user("adam", PASSWORD, is_administrator=True))
    nobody = signed_in(Account.objects.create_user("nobody", PASSWORD))
    # Who has no role anywhere is signed out.
    assert [_statuses(one) for one in (cora, admin, nobody)] == [[200, 200, 200], [200, 200, 403], [302, 302, 302]]
    assert Client().get(reverse(READ)).status_code == 302


def test_a_commissioner_begins_here_and_opens_no_home(cora: Client, house: House) -> None:
    assert cora.get("/")["Location"] == reverse(READ)
    assert cora.get(f"/{house.home.urn}/desk/").status_code == 403


@pytest.mark.parametrize("name", ["answer", "leave"])
def test_what_changes_something_is_not_done_by_looking(helen: Client, name: str) -> None:
    assert helen.get(reverse(f"commission:{name}", args=[1])).status_code == 405


def test_a_manager_is_led_to_the_home_s_history(helen: Client, house: House, sector: None) -> None:
    page = html.page(helen.get(reverse("desk:home", args=[house.home.urn])))
    for address in (
        reverse("commission:home", args=[house.home.urn]),
        f"{reverse('commission:group', args=['owner'])}?name=Birchfield%20Care",
        f"{reverse('commission:group', args=['authority'])}?name=Northmoor",
    ):
        assert address in page
        assert helen.get(address).status_code == 200
