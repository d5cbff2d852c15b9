"""Looking after accounts: links that work once, who may do what to whom, and that nobody's access outlives their role."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ninefold.base import clock
from ninefold.people import accounts, invitations
from ninefold.people.models import AccessLog, Account, Invitation, Role
from tests import factories, html
from tests.factories import PASSWORD, House

pytestmark = pytest.mark.django_db
NEW = "otter-umbrella-sofa-9"


def browser(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.account(getattr(house, name)))
    return client


def page(house: House, whom: Any, home: Any = None) -> str:
    return f"/{(home or house.home).urn}/desk/accounts/{whom.pk}/"


def link_for(house: House, name: str, do: str = "password", by: str = "helen") -> str:
    answer = browser(house, by).post(page(house, getattr(house, name)), {"do": do})
    assert answer.status_code == 200, answer.content
    return re.findall(r"<code data-link>https?://[^/]+([^<]+)</code>", answer.content.decode())[0]


def newcomer(house: House, role: str = "support-worker", from_at: Any = factories.BEGAN) -> Any:
    return factories.worker([house.home], "Omar Reid", role, from_at)


def invited(house: House, whom: Any) -> str:
    answer = browser(house, "helen").post(page(house, whom), {"do": "invite"})
    return re.findall(r"<code data-link>https?://[^/]+([^<]+)</code>", answer.content.decode())[0]


def choose(way: str, password: str = NEW, client: Client | None = None) -> Any:
    return (client or Client()).post(way, {"password": password, "again": password})


def test_everybody_with_a_role_is_listed_with_how_they_get_in(house: House) -> None:
    shown = html.page(browser(house, "helen").get(f"/{house.home.urn}/desk/accounts/"))
    assert all(name in shown for name in ("Dana Price", "Sam Okoro", "Ruth Bell", "Ines Duarte"))
    assert "Noor Khan" not in shown


@pytest.mark.parametrize("name", ["dana", "sam", "ines", "noor"])
def test_nobody_else_sees_accounts(house: House, name: str) -> None:
    for room in ("desk", "shift"):
        assert browser(house, name).get(f"/{house.home.urn}/{room}/accounts/").status_code == 403


def test_a_link_lets_somebody_choose_a_password_once(house: House) -> None:
    way = invited(house, newcomer(house))
    client = Client()
    assert "omar" in html.page(client.get(way))
    assert html.page(client.get(way))  # looking at it does not use it up
    assert choose(way, client=client).headers["Location"] == "/"
    assert client.get("/", follow=True).status_code == 200
    assert Client().login(username="omar", password=NEW)
    again = Client()
    assert again.get(way).status_code == choose(way, "another-umbrella-sofa", again).status_code == 404
    assert not Client().login(username="omar", password="another-umbrella-sofa")


def test_every_link_that_is_worth_nothing_says_the_same(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    never = Client().get("/account/invited/never-was/")
    used = link_for(house, "dana")
    choose(used)
    replaced = link_for(house, "sam")
    link_for(house, "sam")
    old = link_for(house, "sam")
    later = clock.now() + timedelta(days=1, minutes=1)
    answers = [Client().get(used), Client().get(replaced)]
    monkeypatch.setattr(clock, "now", lambda: later)
    answers.append(Client().get(old))
    assert {one.status_code for one in [never, *answers]} == {404}
    assert {one.content for one in answers} == {never.content}


def test_a_link_ends_with_the_role(house: House) -> None:
    way = invited(house, newcomer(house))
    Role.objects.filter(worker__name="Omar Reid").update(to_at=clock.now() - timedelta(seconds=1))
    assert Client().get(way).status_code == choose(way).status_code == 404


def test_a_link_ends_with_the_account(house: House) -> None:
    way = link_for(house, "dana")
    browser(house, "helen").post(page(house, house.dana), {"do": "close"})
    browser(house, "helen").post(page(house, house.dana), {"do": "open"})
    assert choose(way).status_code == 404


def test_only_the_digest_of_a_link_is_kept(house: House) -> None:
    way = invited(house, newcomer(house))
    secret = way.rstrip("/").rsplit("/", 1)[-1]
    assert not Invitation.objects.filter(digest__contains=secret).exists()


def test_of_two_at_one_moment_one_uses_it(house: House) -> None:
    account = house.account(house.dana)
    secret, _ = invitations.make(account, Invitation.Why.PASSWORD, "helen", clock.now())
    first, second = (invitations.opened_by(secret, clock.now()) for _ in range(2))
    assert first and second
    assert [invitations.use(one, clock.now(), NEW) for one in (first, second)] == [True, False]


def test_a_weak_password_is_refused_and_the_link_stays_good(house: House) -> None:
    way = link_for(house, "dana")
    for weak in ("short", "passwordpassword", "dana-price-2026", "larchhouse2026"):
        assert choose(way, weak).status_code == 422
    assert choose(way).status_code == 302


def test_setting_a_password_back_ends_the_old_one_and_every_session(house: House) -> None:
    dana = Client()
    dana.post("/account/login/", {"login": "dana", "password": PASSWORD})
    assert dana.get(f"/{house.home.urn}/shift/").status_code == 200
    link_for(house, "dana")
    assert dana.get(f"/{house.home.urn}/shift/").status_code == 302
    assert not Client().login(username="dana", password=PASSWORD)


def test_a_link_on_a_device_where_somebody_is_signed_in_is_not_used_up(house: House) -> None:
    way = link_for(house, "dana")
    assert choose(way, client=browser(house, "helen")).status_code == 409
    assert choose(way).status_code == 302


def test_a_session_that_somebody_prepared_is_not_the_one_that_is_signed_in(house: House) -> None:
    way = link_for(house, "dana")
    client = Client()
    client.session.save()
    client.get(way)
    before = client.session.session_key
    choose(way, client=client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "by, whom, may",
    [
        ("helen", "dana", True),
        ("helen", "helen", False),
        ("helen", "ruth", False),
        ("helen", "ines", False),
        ("ruth", "helen", True),
        ("ruth", "ines", True),
        ("ruth", "ruth", False),
    ],
)
@pytest.mark.parametrize("do", ["password", "close", "out", "address"])
def test_nobody_looks_after_an_account_above_what_they_give(
    house: House, by: str, whom: str, may: bool, do: str
) -> None:
    given = {"do": do, "email": "someone@example.org"}
    answer = browser(house, by).post(page(house, getattr(house, whom)), given)
    assert (answer.status_code < 400) is may
    if not may:
        assert Account.objects.get(username=whom).check_password(PASSWORD)
        assert Account.objects.get(username=whom).is_active


def test_a_deputy_sets_back_no_managers_password(house: House) -> None:
    deputy = factories.worker([house.home], "Bo Lane", "deputy-manager")
    factories.account(deputy, "bo")
    client = Client()
    client.force_login(Account.objects.get(username="bo"))
    assert client.post(page(house, house.helen), {"do": "password"}).status_code == 403
    other = factories.worker([house.home], "Cy Lane", "deputy-manager")
    factories.account(other, "cy")
    assert client.post(page(house, other), {"do": "password"}).status_code == 403
    assert client.post(page(house, house.dana), {"do": "password"}).status_code == 200


def test_who_can_do_more_in_another_home_is_not_looked_after_here(house: House) -> None:
    """A manager who could set back the password could come in as them over there."""
    Role.objects.create(
        id="0" * 25 + "7", worker=house.dana, home=house.other, name="support-worker", from_at=factories.BEGAN
    )
    answer = browser(house, "helen").post(page(house, house.dana), {"do": "password"})
    assert answer.status_code == 403
    assert browser(house, "ruth").post(page(house, house.dana), {"do": "password"}).status_code == 200


def test_another_homes_people_are_not_there(house: House) -> None:
    assert browser(house, "helen").get(page(house, house.noor)).status_code == 404
    assert browser(house, "helen").post(page(house, house.noor), {"do": "close"}).status_code == 404
    assert Account.objects.get(username="noor").is_active


def test_a_closed_account_is_out_with_the_next_click_and_comes_back_with_its_password(house: House) -> None:
    dana = browser(house, "dana")
    assert dana.get(f"/{house.home.urn}/shift/").status_code == 200
    browser(house, "helen").post(page(house, house.dana), {"do": "close"})
    assert dana.get(f"/{house.home.urn}/shift/").status_code == 302
    client = Client()
    client.post("/account/login/", {"login": "dana", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    browser(house, "helen").post(page(house, house.dana), {"do": "open"})
    client.post("/account/login/", {"login": "dana", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_closed_and_wrong_say_the_same_to_a_guesser(house: House) -> None:
    accounts.close(house.account(house.dana))
    said = {
        name: html.page(Client().post("/account/login/", {"login": name, "password": "a wrong guess"})).replace(
            name, "X"
        )
        for name in ("dana", "sam", "nobody")
    }
    assert len({re.sub(r'value="[^"]*"', "", one) for one in said.values()}) == 1


def test_the_last_role_ends_every_session_at_once(house: House) -> None:
    dana = browser(house, "dana")
    for way in (f"/{house.home.urn}/shift/", "/account/you/"):
        assert dana.get(way).status_code == 200
    Role.objects.filter(worker=house.dana).update(to_at=clock.now() - timedelta(seconds=1))
    for way in (f"/{house.home.urn}/shift/", "/account/you/"):
        client = Client()
        client.cookies["sessionid"] = dana.cookies["sessionid"].value
        assert client.get(way).status_code == 302, way
    assert "_auth_user_id" not in dana.session
    again = Client()
    again.post("/account/login/", {"login": "dana", "password": PASSWORD})
    assert "_auth_user_id" not in again.session


def test_what_was_done_to_an_account_is_kept(house: House) -> None:
    link_for(house, "dana")
    rows = AccessLog.objects.filter(person=house.dana.pk, account="helen").values_list("what", flat=True)
    assert "password set back" in list(rows)


def test_two_accounts_have_no_address_in_common(house: House) -> None:
    given = {"do": "address", "email": "home@example.org"}
    assert browser(house, "helen").post(page(house, house.dana), given).status_code == 302
    given["email"] = "HOME@example.org"
    assert browser(house, "helen").post(page(house, house.sam), given).status_code == 422
