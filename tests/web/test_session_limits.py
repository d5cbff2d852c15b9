"""When a session ends: idle, in all, by its owner's hand; signed in here and here."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ninefold.base import clock
from ninefold.people.models import OpenSession
from ninefold.web.session_limits import browser_of
from tests import html
from tests.factories import PASSWORD, House

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let time pass: later(minutes=5)."""
    begun = clock.now()
    passed = [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: begun + passed[0])

    def go(**much: float) -> None:
        passed[0] += timedelta(**much)

    return go


def signed_in(name: str) -> Client:
    client = Client(headers={"User-Agent": CHROME})
    client.post("/account/login/", {"login": name, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    return client


@pytest.mark.parametrize("name, room, idle", [("dana", "shift", 60), ("helen", "desk", 30), ("ines", "desk", 30)])
def test_a_session_ends_without_a_touch(house: House, later: Any, name: str, room: str, idle: int) -> None:
    client = signed_in(name)
    later(minutes=idle - 1)
    assert client.get(f"/{house.home.urn}/{room}/").status_code == 200
    later(minutes=idle - 1)
    assert client.get(f"/{house.home.urn}/{room}/").status_code == 200
    later(minutes=idle + 1)
    assert client.get(f"/{house.home.urn}/{room}/").status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name, room, longest", [("dana", "shift", 12), ("ines", "desk", 8)])
def test_a_session_ends_in_all_however_busy_it_is(house: House, later: Any, name: str, room: str, longest: int) -> None:
    client = signed_in(name)
    for _ in range(longest * 4 - 1):
        later(minutes=15)
        assert client.get("/account/you/").status_code == 200
    later(minutes=16)
    assert client.get(f"/{house.home.urn}/{room}/").status_code == 302


def test_an_old_session_that_says_nothing_of_itself_has_the_usual_limits(house: House, later: Any) -> None:
    client = Client()
    client.force_login(house.account(house.dana))
    session = client.session
    for name in ("began", "seen"):
        del session[name]
    session.save()
    assert client.get(f"/{house.home.urn}/shift/").status_code == 200
    later(minutes=61)
    assert client.get(f"/{house.home.urn}/shift/").status_code == 302


def test_who_is_signed_out_comes_back_to_where_they_were(house: House, later: Any) -> None:
    client = signed_in("dana")
    later(hours=2)
    answer = client.get(f"/{house.home.urn}/shift/due/")
    assert answer.headers["Location"] == f"/account/login/?next=/{house.home.urn}/shift/due/"
    assert "signed out" in html.page(client.get(answer.headers["Location"]))


def test_signed_in_here_and_here_and_each_is_ended(house: House) -> None:
    here, there, third = (signed_in("dana") for _ in range(3))
    assert html.page(here.get("/account/you/")).count("Chrome on Android") >= 3
    row = OpenSession.objects.get(key=there.session.session_key)
    here.post("/account/you/", {"end": row.pk})
    assert there.get(f"/{house.home.urn}/shift/").status_code == 302
    assert third.get(f"/{house.home.urn}/shift/").status_code == 200
    here.post("/account/you/", {"end": "others"})
    assert third.get(f"/{house.home.urn}/shift/").status_code == 302
    assert here.get(f"/{house.home.urn}/shift/").status_code == 200


def test_nobody_ends_somebody_elses_session(house: House) -> None:
    dana, sam = signed_in("dana"), signed_in("sam")
    row = OpenSession.objects.get(key=sam.session.session_key)
    for given in (row.pk, "others", "-1", "x", "9" * 30):
        dana.post("/account/you/", {"end": given})
    assert sam.get(f"/{house.home.urn}/shift/").status_code == 200


def test_signing_out_takes_the_session_from_the_list(house: House) -> None:
    client = signed_in("dana")
    client.post("/account/logout/")
    assert not OpenSession.objects.exists()


@pytest.mark.parametrize(
    "agent, called",
    [
        (CHROME, "Chrome on Android"),
        ("Mozilla/5.0 (iPad; CPU OS 17_0) AppleWebKit/605 Version/17.0 Safari/604", "Safari on an iPad"),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/141.0", "Firefox on Windows"),
        ("<script>alert(1)</script>", "a browser"),
        ("", "a browser"),
    ],
)
def test_what_a_browser_is_called(agent: str, called: str) -> None:
    assert browser_of(agent) == called
