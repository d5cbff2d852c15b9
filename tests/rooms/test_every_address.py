"""Every address below a home, found in the urls themselves: a new page cannot be forgotten here."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ninefold.duties.models import ObligationRow
from ninefold.web.rooms import SHARED, rooms
from tests.factories import House, write

pytestmark = pytest.mark.django_db

BELOW_A_HOME = {SHARED, *(room.name for room in rooms().values() if room.reach == "home")}
NOBODY = "0" * 26
ARGUMENTS = {
    "type": "daily-note",
    "stage": "update",
    "month": "2026-10",
    "outline": "month",
    "period": "2026-10",
    "number": 1,
}


def _pages(resolver: URLResolver, room: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _pages(one, one.app_name or room)
        elif room in BELOW_A_HOME:
            yield f"{room}:{one.name}", one


PAGES = dict(_pages(get_resolver()))


def _address(name: str, urn: str) -> str:
    asked = PAGES[name].pattern.converters
    return reverse(name, kwargs={"urn": urn} | {word: ARGUMENTS.get(word, NOBODY) for word in asked})


def test_there_are_pages_in_every_room() -> None:
    assert {name.split(":")[0] for name in PAGES} == BELOW_A_HOME >= {"write", "shift", "desk"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, house: House, name: str, method: str) -> None:
    answer = getattr(client, method)(_address(name, house.home.urn))
    assert answer.status_code in (302, 405)
    assert answer.status_code == 405 or answer.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_no_role_in_the_home_learns_nothing(client: Client, house: House, name: str, method: str) -> None:
    client.force_login(house.account(house.noor))
    theirs, nobodys = (getattr(client, method)(_address(name, urn)) for urn in (house.home.urn, "9999999"))
    assert theirs.status_code in (403, 405)
    assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content)


@pytest.mark.parametrize("name", PAGES)
def test_a_post_that_another_site_forged_is_refused(house: House, name: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(house.account(house.helen))
    answer = browser.post(_address(name, house.home.urn))
    assert answer.status_code in (403, 405)


def test_nothing_leads_to_a_record_that_is_not_for_ones_eyes(client: Client, house: House) -> None:
    said = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
    entry = write(house, "concern", said, by=house.helen, about=[house.kit])
    key = ObligationRow.objects.filter(record_id=entry.record_id)[0].key
    hidden = [
        ("write:record", [entry.record_id]),
        ("write:stage", [entry.record_id, "update"]),
        ("write:correct", [entry.record_id, entry.id]),
        ("write:withdraw", [entry.record_id, entry.id]),
        ("desk:duty", [key]),
    ]
    client.force_login(house.account(house.dana))
    told = {name: client.get(reverse(name, args=[house.home.urn, *args])).status_code for name, args in hidden}
    assert set(told.values()) == {404}
    posted = {name: client.post(reverse(name, args=[house.home.urn, *args])).status_code for name, args in hidden}
    assert set(posted.values()) <= {404, 405}
    client.force_login(house.account(house.helen))
    assert client.get(reverse("write:record", args=[house.home.urn, entry.record_id])).status_code == 200
