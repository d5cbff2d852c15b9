"""Every page about somebody leaves who looked: found in the addresses themselves, so that a new page cannot be forgotten."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ninefold.people.models import AccessLog
from tests.factories import PASSWORD, House, write
from tests.rooms.test_every_address import ARGUMENTS, PAGES

pytestmark = pytest.mark.django_db
# What answers a form's script, and what only sends on.
NO_PAGES = {"names", "draft", "drop"}


def addresses(house: House) -> dict[str, str]:
    """Each page below a home, about Jay, Dana and a note on Jay where its address names somebody."""
    entry = write(house, "daily-note", {"story": ["A swim."]}, about=[house.jay])
    known = {"record": entry.record_id, "entry": entry.id, "type": "daily-note"}
    found = {}
    for name, page in PAGES.items():
        asked = {word: known.get(word, ARGUMENTS.get(word)) for word in page.pattern.converters}
        if "id" in asked:
            asked["id"] = (
                house.dana.id if "worker" in str(page.pattern) or "team" in str(page.pattern) else house.jay.id
            )
        if "person" in asked:
            asked["person"] = house.jay.id
        found[name] = reverse(name, kwargs={"urn": house.home.urn, **{k: v or "0" * 26 for k, v in asked.items()}})
    return found


def test_every_page_that_is_shown_leaves_who_looked(client: Client, house: House) -> None:
    client.force_login(house.account(house.helen))
    silent, shown = [], 0
    for name, address in addresses(house).items():
        before = AccessLog.objects.count()
        answer = client.get(address)
        if answer.status_code != 200 or name.split(":")[1] in NO_PAGES:
            continue
        shown += 1
        rows = AccessLog.objects.order_by("pk")[before:]
        people = {one.person for one in rows}
        about = [who.id for who in (house.jay, house.dana) if who.id in address]
        if not rows or not people.issuperset(about) or ("/record/" in address and house.jay.id not in people):
            silent.append(name)
    assert silent == []
    assert shown > 40


def form_pages(house: House, record: str, entry: str) -> list[str]:
    """The pages that show a whole record without being its page."""
    return [
        reverse("write:correct", args=[house.home.urn, record, entry]),
        reverse("write:withdraw", args=[house.home.urn, record, entry]),
        reverse("write:stage", args=[house.home.urn, record, "update"]),
        reverse("desk:sign", args=[house.home.urn, record]) if "desk:sign" in PAGES else "",
    ]


def test_the_forms_of_a_restricted_record_leave_who_looked_at_it(client: Client, house: House) -> None:
    told = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
    entry = write(house, "concern", told, by=house.helen, about=[house.kit])
    client.force_login(house.account(house.helen))
    for address in filter(None, form_pages(house, entry.record_id, entry.id)):
        AccessLog.objects.all().delete()
        if client.get(address, follow=True).status_code == 200:
            assert AccessLog.objects.filter(record=entry.record_id, person=house.kit.id, account="helen").exists()


def test_a_list_says_whom_it_shows(client: Client, house: House) -> None:
    client.force_login(house.account(house.helen))
    client.get(reverse("desk:children", args=[house.home.urn]))
    assert set(AccessLog.objects.filter(what="children").values_list("person", flat=True)) == {
        house.jay.id,
        house.kit.id,
    }


def test_signing_in_failing_and_going_are_written_down(client: Client, house: House) -> None:
    client.post("/account/login/", {"login": "dana", "password": "wrong"})
    client.post("/account/login/", {"login": "my-secret-in-the-wrong-place", "password": "wrong"})
    client.post("/account/login/", {"login": "dana", "password": PASSWORD})
    client.post("/account/logout/")
    told = list(AccessLog.objects.order_by("pk").values_list("what", "account"))
    assert told == [
        ("sign-in failed", "dana"), ("sign-in failed", ""), ("signed in", "dana"), ("signed out", "dana"),
    ]  # fmt: skip


def test_what_is_refused_is_written_down(client: Client, house: House) -> None:
    told = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
    entry = write(house, "concern", told, by=house.helen, about=[house.kit])
    client.force_login(house.account(house.dana))
    assert client.get(reverse("write:record", args=[house.home.urn, entry.record_id])).status_code == 404
    assert AccessLog.objects.filter(what="refused record", account="dana", record=entry.record_id).exists()
    client.force_login(house.account(house.noor))
    assert client.get(reverse("desk:child", args=[house.home.urn, house.jay.id])).status_code == 403
    assert AccessLog.objects.filter(what="refused child", account="noor", person=house.jay.id).exists()


def test_words_that_were_searched_for_stand_in_the_log_and_nowhere_else(
    client: Client, house: House, caplog: Any
) -> None:
    client.force_login(house.account(house.helen))
    address = reverse("desk:timeline", args=[house.home.urn, house.jay.id])
    client.post(address, {"words": "swimming bath"})
    assert AccessLog.objects.filter(person=house.jay.id, words="swimming bath").exists()
    assert "swimming" not in caplog.text


def test_saving_what_is_typed_is_no_look(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    token = "t" * 24
    typed = {"_type": "daily-note", "_stage": "note", "story": "He went", "about": house.jay.id}
    client.post(reverse("write:draft", args=[house.home.urn, token]), typed)
    assert not AccessLog.objects.exclude(what__contains="signed").exists()
