"""Who is to do what is owed is answered once: lists, the obligation's page, the record's and the matter's say the same."""

import pytest
from django.test import Client
from django.urls import reverse

from ninefold import lawbook
from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation
from ninefold.features.due.because import because_of
from ninefold.features.due.lines import Item, items
from ninefold.features.due.who import Doers
from tests import html
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def _owe(house: House, duty: str, subject: str, record: str, owner: str = "") -> Item:
    """One obligation more, as a page shows it to the manager."""
    ObligationRow.objects.create(
        home=house.home, key=f"{duty} x", duty=duty, weight="law", subject=subject, record_id=record, started_by="",
        opened_at=NOW, due_at=NOW, why="", owner=owner,
    )  # fmt: skip
    return items(house.viewer(house.helen), ObligationRow.objects.filter(key=f"{duty} x"))[0]


@pytest.fixture
def record(house: House) -> str:
    """A record that Dana wrote about Jay, with nothing owed because of it."""
    kept = write(house, "daily-note", {"story": ["Out on the bikes."]}, about=[house.jay]).record_id
    ObligationRow.objects.filter(record_id=kept).delete()
    return kept


def _duty(*who: str) -> str:
    """A duty of the library that falls to exactly these."""
    return next(one.id for one in lawbook.current().duties.values() if tuple(one.who) == who and one.about == "child")


def test_who_was_asked_by_name_does_it(house: House, record: str) -> None:
    assert _owe(house, _duty("managers"), house.jay.id, record, owner=house.dana.id).by == "Dana Price"


def test_a_role_that_few_have_is_said_by_name(house: House, record: str) -> None:
    assert _owe(house, _duty("managers"), house.jay.id, record).by == "Helen Marsh"


def test_a_role_that_many_have_is_said_as_what_they_are(house: House, record: str) -> None:
    assert _owe(house, _duty("staff"), house.jay.id, record).by == "anybody on shift"


def test_what_an_authority_owes_is_said_with_its_name(house: House, record: str) -> None:
    item = _owe(house, _duty("placing-authority"), house.jay.id, record)
    assert item.by == house.jay.authority != ""


def test_who_wrote_the_record_is_named_while_they_work_here(house: House, record: str) -> None:
    duty = next(one for one in lawbook.current().duties.values() if "author" in one.who)
    assert _owe(house, duty.id, house.jay.id, record).by == "Dana Price"
    assert Doers(names={}).who(_owe_pure(duty.id), duty) != ""


def _owe_pure(duty: str) -> Obligation:
    return Obligation(duty, duty, "x", "y", "", NOW, NOW, False, "")


def test_every_page_says_the_same(client: Client, house: House) -> None:
    measure = {
        "kind": "restraint", "lead_up": ["Loud."], "began_at": "2026-10-24T10:00:00Z", "where": "Hall", "story": ["Held."],
        "hold": "standing", "why_needed": ["injury-other"], "minutes": 2, "effect": ["Calm."], "injured": False,
        "used_by": [{"who": house.dana.id, "kind": "worker", "name": "Dana Price"}],
    }  # fmt: skip
    entry = write(house, "measure", measure, about=[house.jay])
    helen = house.viewer(house.helen)
    of_list = {item.obligation.key: item.by for item in items(helen, queries.due(helen))}
    of_record = {item.obligation.key: item.by for item in because_of(helen, entry.record_id) if item.wanted}
    assert of_record and all(of_list[key] == by for key, by in of_record.items())
    client.force_login(house.account(house.helen))
    page = html.page(client.get(reverse("write:record", args=[house.home.urn, entry.record_id])))
    for key, by in of_record.items():
        assert by in page
        assert by in html.page(client.get(reverse("desk:duty", args=[house.home.urn, key])))
