"""The shift's pages: what they say, to whom, in how many questions to the database."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ninefold.base import clock
from ninefold.people.models import AccessLog, Child, KeyWorker
from tests import factories, html
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
PAGES = ("today", "missed", "children", "due", "home")


@pytest.fixture(autouse=True)
def _two_hours_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def sign_in(house: House) -> Callable[..., Client]:
    """A browser in which somebody (Dana, if not said) is signed in."""

    def signed_in(who: Any = None) -> Client:
        client = Client()
        client.force_login(house.account(who or house.dana))
        return client

    return signed_in


def page(client: Client, house: House, name: str, *args: str) -> str:
    """A page of the shift as text."""
    response = client.get(reverse(f"shift:{name}", args=[house.home.urn, *args]))
    assert response.status_code == 200
    return html.page(response)


def note(house: House, child: Child, story: str, **content: Any) -> None:
    """A daily note by Dana."""
    write(house, "daily-note", {"story": [story], **content}, about=[child], stage="note")


def about_me(house: House, child: Child) -> None:
    """A child's strengths, and what calms them."""
    more = {"review_on": "2027-01-01", "strengths": [{"strength": "football"}, {"strength": "maths"}]}
    write(house, "about-me", {"story": ["A kind boy."], **more}, about=[child], stage="plan")


def test_every_page_opens_in_an_empty_home(house: House, sign_in: Callable[..., Client]) -> None:
    for name in PAGES:
        page(sign_in(), house, name)
    page(sign_in(), house, "child", house.jay.id)


def test_a_tile_begins_with_strengths_then_own_words(house: House, sign_in: Callable[..., Client]) -> None:
    about_me(house, house.jay)
    note(house, house.jay, "Played out.", voice=["I scored twice."])
    shown = page(sign_in(), house, "children")
    assert shown.index("football, maths") < shown.index("I scored twice.")


def test_a_wish_waits_with_its_age(house: House, sign_in: Callable[..., Client]) -> None:
    note(house, house.jay, "Drew all evening.", wish="A proper easel")
    assert "1 wish waiting, 2 hours" in page(sign_in(), house, "today")
    assert "A proper easel" in page(sign_in(), house, "child", house.jay.id)


def test_what_helps_is_counted(house: House, sign_in: Callable[..., Client]) -> None:
    for outcome in ("helped", "helped", "no"):
        note(house, house.jay, "Hard evening.", calming_used=[{"step": "Walk to the shop", "outcome": outcome}])
    assert "Walk to the shop: helped 2 of 3" in page(sign_in(), house, "today")


def test_reading_what_i_missed_takes_it_away(house: House, sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    note(house, house.jay, "Up at two for water.")
    assert "Up at two for water." in page(client, house, "today")
    client.post(reverse("shift:missed", args=[house.home.urn]), {"up_to": clock.text(LATER)})
    assert "Nothing was written since then." in page(client, house, "today")


def test_a_reading_that_cannot_be_read_means_now(house: House, sign_in: Callable[..., Client]) -> None:
    response = sign_in().post(reverse("shift:missed", args=[house.home.urn]), {"up_to": "yesterday-ish"})
    assert response.status_code == 302


def test_what_i_am_asked_for_says_why(house: House, sign_in: Callable[..., Client]) -> None:
    KeyWorker.objects.create(id="K" * 26, home=house.home, child=house.jay, worker=house.dana, from_at=factories.BEGAN)
    note(house, house.jay, "Drew.", wish="A proper easel")
    shown = page(sign_in(), house, "due")
    assert "A proper easel" in shown
    assert "weight-custom" in shown


def test_a_complaint_about_somebody_is_not_on_their_pages(house: House, sign_in: Callable[..., Client]) -> None:
    about_sam = [{"who": house.sam.id, "kind": "worker", "name": "Sam"}]
    content = {"story": ["Came in without knocking."], "complained_about": about_sam, "advocate": True}
    write(house, "complaint", content, about=[house.kit], stage="complaint")
    for name in PAGES:
        assert "without knocking" not in page(sign_in(house.sam), house, name)
    assert "without knocking" not in page(sign_in(house.sam), house, "child", house.kit.id)
    assert "without knocking" in page(sign_in(house.dana), house, "child", house.kit.id)


def test_search_finds_words_and_leaves_them_out_of_addresses(house: House, sign_in: Callable[..., Client]) -> None:
    note(house, house.jay, "Rode the scooter.")
    note(house, house.jay, "Watched a film.")
    address = reverse("shift:child", args=[house.home.urn, house.jay.id])
    shown = html.page(sign_in().post(address, {"words": "scooter"}))
    assert "Rode the scooter." in shown
    assert "Watched a film." not in shown


def test_another_homes_child_and_a_made_up_one_look_the_same(house: House, sign_in: Callable[..., Client]) -> None:
    answers = [
        sign_in().get(reverse("shift:child", args=[house.home.urn, child])) for child in (house.ada.id, "Z" * 26)
    ]
    assert [one.status_code for one in answers] == [404, 404]
    # The key under which what is typed is kept on the device is sealed anew for each page.
    pages = [re.sub(rb'"ninefold-kept" content="[^"]+"', b"", one.content) for one in answers]
    assert pages[0].replace(house.ada.id.encode(), b"") == pages[1].replace(b"Z" * 26, b"")


def test_looking_at_a_child_is_written_down(house: House, sign_in: Callable[..., Client]) -> None:
    page(sign_in(), house, "child", house.jay.id)
    assert AccessLog.objects.filter(person=house.jay.id, account="dana").exists()


@pytest.mark.parametrize("name", PAGES)
def test_a_longer_list_asks_no_more_questions(
    house: House, sign_in: Callable[..., Client], name: str, django_assert_max_num_queries: Any
) -> None:
    client = sign_in()
    about_me(house, house.jay)
    for n in range(3):
        note(house, house.jay, f"Note {n}.", wish=f"Wish {n}", voice=["Mine."])
    with django_assert_max_num_queries(100) as few:
        page(client, house, name)
    for n in range(20):
        extra = factories.child(house.home, f"Child {n}") if n % 4 == 0 else house.kit
        about_me(house, extra)
        note(house, extra, f"More {n}.", wish=f"Wish {n}", voice=["Mine."])
    with django_assert_max_num_queries(len(few)):
        page(client, house, name)
