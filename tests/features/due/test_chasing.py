"""What others owe can be chased from where it stands as owed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ninefold.duties.models import ObligationRow
from tests import html
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db

ARRIVAL = {
    "story": ["He came with two bags."], "legal": "Section 20", "authority": "Westbeck",
    "placement_plan_received": False, "care_plan_received": False,
}  # fmt: skip


def _page(client: Client, house: House, duty: str) -> str:
    key = ObligationRow.objects.get(duty=duty, subject=house.jay.id).key
    return html.page(client.get(reverse("desk:duty", args=[house.home.urn, key])))


def test_what_another_body_owes_leads_to_the_form_for_chasing_it(client: Client, house: House) -> None:
    write(house, "moved-in", ARRIVAL, about=[house.jay], at=NOW - timedelta(days=2))
    client.force_login(house.account(house.helen))
    assert f"/write/authority-challenge/?child={house.jay.id}" in _page(client, house, "placement-plan")
    assert "authority-challenge" not in _page(client, house, "particulars-written")
