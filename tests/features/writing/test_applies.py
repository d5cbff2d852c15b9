"""Questions that concern nobody of these children are not asked: not drawn, not read, not accepted; old answers stay."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from tests import html
from tests.factories import House, write
from tests.features.writing.typed import opened, sign

pytestmark = pytest.mark.django_db
AUTHORITY = "Is the reviewing officer known?"


def accommodated(house: House) -> None:
    """From October nobody looks after Jay but the family; from January to then an authority did."""
    details = {"name": "Jay", "born_on": "2013-05-09", "looked_after_since": "2026-01-05"}
    write(house, "child-known", details, by=house.helen, about=[house.jay], at=datetime(2026, 9, 30, 12, 0, tzinfo=UTC))
    said = {"story": ["Came."], "legal": "None", "looked_after": False, "authority": "None",
            "placement_plan_received": False, "care_plan_received": False}  # fmt: skip
    write(house, "moved-in", said, about=[house.jay], at=datetime(2026, 10, 1, 12, 0, tzinfo=UTC))


def page(browser: Client, house: House, *children: str) -> str:
    chosen = "&".join(f"child={one}" for one in children)
    return html.page(browser.get(f"/{house.home.urn}/write/child-particulars/?{chosen}", follow=True))


def test_by_the_children_that_are_chosen(dana: Client, house: House) -> None:
    accommodated(house)
    assert AUTHORITY not in page(dana, house, house.jay.id)
    assert AUTHORITY in page(dana, house, house.kit.id)
    assert AUTHORITY in page(dana, house, house.jay.id, house.kit.id)
    assert AUTHORITY in page(dana, house)


def test_what_is_not_asked_is_not_required_and_not_kept(dana: Client, house: House) -> None:
    accommodated(house)
    typed = {"_about": house.jay.id, "parts": "authority", "officer_known": "known", "authority.1.what": "contact",
             "authority.1.name": "Duty desk"}  # fmt: skip
    assert sign(dana, f"/{house.home.urn}/write/child-particulars/", typed).status_code == 302
    assert "officer_known" not in Entry.objects.latest("seq").content.body
    with pytest.raises(Refused, match="not asked of whom"):
        write(house, "child-particulars", {"parts": ["authority"], "officer_known": "known",
              "authority": [{"what": "contact", "name": "Duty desk"}]}, about=[house.jay])  # fmt: skip


def test_as_they_stood_on_the_day_it_happened(dana: Client, house: House) -> None:
    """Before October Jay was looked after: what happened then asks as the law then did."""
    accommodated(house)
    write(house, "child-particulars", {"parts": ["authority"], "officer_known": "asking",
          "authority": [{"what": "contact", "name": "Duty desk"}]}, about=[house.jay],
          at=datetime(2026, 9, 1, 12, 0, tzinfo=UTC), written=datetime(2026, 10, 2, 12, 0, tzinfo=UTC))  # fmt: skip


def test_an_old_answer_is_still_there_to_be_corrected(dana: Client, house: House) -> None:
    said = {"parts": ["authority"], "officer_known": "asking", "authority": [{"what": "contact", "name": "Duty desk"}]}
    old = write(house, "child-particulars", said, about=[house.jay], at=datetime(2026, 10, 10, 12, 0, tzinfo=UTC))
    accommodated(house)
    address = f"/{house.home.urn}/record/{old.record_id}/{old.id}/correct/"
    assert AUTHORITY in html.page(dana.get(address, follow=True))
    typed = {"_about": house.jay.id, "because": "Known now.", "parts": "authority", "officer_known": "none",
             "authority.1.what": "contact", "authority.1.name": "Duty desk", "happened_at.date": "2026-10-10"}  # fmt: skip
    assert opened(dana, address)
    assert sign(dana, address, typed).status_code == 302
