"""Who looked, for those who lead the home: never at a record that is kept from them, nor what somebody searched for."""

import pytest
from django.test import Client
from django.urls import reverse

from ninefold.people.models import AccessLog
from tests import html
from tests.factories import House, write

pytestmark = pytest.mark.django_db


def page(client: Client, house: House, name: str, *args: str) -> str:
    answer = client.get(reverse(f"desk:{name}", args=[house.home.urn, *args]))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert html.problems(text) == []
    return text


def test_a_manager_reads_who_looked_at_a_child_and_a_record(client: Client, house: House) -> None:
    entry = write(house, "daily-note", {"story": ["A swim."]}, about=[house.jay])
    client.force_login(house.account(house.dana))
    for _ in range(3):
        client.get(reverse("write:record", args=[house.home.urn, entry.record_id]))
    client.force_login(house.account(house.helen))
    assert "Dana Price" in page(client, house, "looks-person", house.jay.id)
    told = page(client, house, "looks-record", entry.record_id)
    assert "Dana Price" in told and "3 times" in told
    assert (
        reverse("desk:looks-record", args=[house.home.urn, entry.record_id])
        in client.get(reverse("write:record", args=[house.home.urn, entry.record_id])).content.decode()
    )


def test_looks_at_what_is_kept_from_somebody_are_kept_from_them_too(client: Client, house: House) -> None:
    told = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
    entry = write(house, "concern", told, by=house.helen, about=[house.kit])
    entry.home.records.filter(pk=entry.record_id).update(barred=house.helen.id)
    client.force_login(house.account(house.ruth))
    client.get(reverse("write:record", args=[house.home.urn, entry.record_id]))
    AccessLog.objects.create(
        at="2026-10-24T12:00Z", account="dana", home=house.home, record=entry.record_id, what="refused record"
    )
    client.force_login(house.account(house.helen))
    assert "Ruth Bell" not in page(client, house, "looks-person", house.kit.id)
    assert "Dana" not in page(client, house, "looks")
    assert client.get(reverse("desk:looks-record", args=[house.home.urn, entry.record_id])).status_code == 404


def test_a_managers_page_does_not_say_what_somebody_searched_for(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    client.post(reverse("shift:child", args=[house.home.urn, house.jay.id]), {"words": "helen shouted"})
    client.force_login(house.account(house.helen))
    assert "helen shouted" not in page(client, house, "looks") + page(client, house, "looks-person", house.jay.id)
    assert client.get(reverse("desk:search-words", args=[house.home.urn])).status_code == 403
    client.force_login(house.account(house.ruth))
    assert "helen shouted" in page(client, house, "search-words")


@pytest.mark.parametrize("who", ["dana", "sam", "ines"])
def test_others_do_not_read_it(client: Client, house: House, who: str) -> None:
    client.force_login(house.account(getattr(house, who)))
    for name, args in (("looks", []), ("looks-person", [house.jay.id])):
        assert client.get(reverse(f"desk:{name}", args=[house.home.urn, *args])).status_code == 403


def test_nobody_of_another_home_is_shown(client: Client, house: House) -> None:
    client.force_login(house.account(house.helen))
    assert client.get(reverse("desk:looks-person", args=[house.home.urn, house.ada.id])).status_code == 404
    assert client.get(reverse("desk:looks-person", args=[house.home.urn, "0" * 26])).status_code == 404
