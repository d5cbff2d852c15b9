"""A clock warns its person before it runs out, then a senior, the managers and the responsible individual; each once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.models import ObligationRow
from ninefold.work import warnings
from ninefold.work.models import ClockWarning, Letter
from tests.factories import NOW, PASSWORD, House, write

pytestmark = pytest.mark.django_db
CONCERN = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}


@pytest.fixture
def row(house: House) -> ObligationRow:
    """Something that the law asks of the managers, with its whole time before it."""
    for who in (house.helen, house.dana, house.ruth):
        account = house.account(who)
        account.email = f"{account.username}@larch.example"
        account.save()
    write(house, "concern", CONCERN, by=house.helen, about=[house.kit])
    ObligationRow.objects.update(weight="law")
    return ObligationRow.objects.order_by("due_at")[0]


def only(row: ObligationRow, hours: int = 24) -> ObligationRow:
    """``row`` alone, owed from NOW for so many hours."""
    ObligationRow.objects.exclude(pk=row.pk).delete()
    ObligationRow.objects.update(
        opened_at=NOW, due_at=NOW + timedelta(hours=hours), target=False, met_at=None, void_at=None, ends_at=None
    )
    row.refresh_from_db()
    return row


def told() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in ClockWarning.objects.all():
        found.setdefault(one.step, set()).add(one.person)
    return found


def test_the_rule_is_the_librarys(row: ObligationRow) -> None:
    steps = lawbook.current().escalation
    row = only(row, 100)
    ends = row.due_at
    assert warnings.moment(steps["doer"], row.opened_at, ends) == ends - timedelta(hours=25)
    assert warnings.moment(steps["senior"], row.opened_at, ends) == ends - timedelta(hours=12)
    assert warnings.moment(steps["managers"], row.opened_at, ends) == ends - timedelta(hours=6)
    assert warnings.moment(steps["responsible-individual"], row.opened_at, ends) == ends + timedelta(hours=1)
    year = NOW + timedelta(days=365)
    assert warnings.moment(steps["doer"], NOW, year) == year - timedelta(days=3)


def test_each_is_told_at_their_step_and_once(house: House, row: ObligationRow) -> None:
    row = only(row)
    warnings.warn(NOW + timedelta(hours=1))
    assert told() == {}
    warnings.warn(row.due_at - timedelta(minutes=30))
    first = told()
    assert house.helen.pk in first["managers"]
    assert house.ruth.pk not in first.get("responsible-individual", set())
    count = Letter.objects.count()
    warnings.warn(row.due_at - timedelta(minutes=29))
    assert told() == first
    assert Letter.objects.count() == count
    warnings.warn(row.due_at + timedelta(hours=2))
    assert told()["responsible-individual"] == {house.ruth.pk}
    assert Letter.objects.filter(account=house.account(house.ruth), kind="law-clock").exists()


def test_what_is_done_is_told_of_no_more(row: ObligationRow) -> None:
    row = only(row)
    ObligationRow.objects.update(met_at=NOW)
    warnings.warn(row.due_at)
    warnings.warn(row.due_at + timedelta(hours=2))
    assert told() == {}


def test_who_may_not_see_it_is_not_told(house: House, row: ObligationRow) -> None:
    row = only(row)
    warnings.warn(row.due_at - timedelta(minutes=1))
    warnings.warn(row.due_at + timedelta(hours=2))
    everybody = set().union(*told().values())
    assert house.dana.pk not in everybody  # a concern is not for her eyes
    assert house.ines.pk not in everybody
    assert house.noor.pk not in everybody


def test_many_clocks_make_one_letter(house: House, row: ObligationRow) -> None:
    warnings.warn(NOW + timedelta(days=1))
    letters = Letter.objects.filter(account=house.account(house.helen)).count()
    assert letters <= 1
    assert ClockWarning.objects.filter(person=house.helen.pk).count() >= letters


def test_the_obligation_says_who_was_told(house: House, row: ObligationRow, monkeypatch: pytest.MonkeyPatch) -> None:
    row = only(row)
    at = row.due_at - timedelta(minutes=5)
    monkeypatch.setenv("NINEFOLD_CLOCK", clock.text(at))
    warnings.warn(at)
    client = Client()
    client.login(username=house.account(house.helen).username, password=PASSWORD)
    page: Any = client.get(f"/{house.home.urn}/desk/duty/{row.key}/").content.decode()
    assert "Who was told" in page
    assert "registered manager" in page
    assert "the letter is on its way" in page


def test_a_letters_link_leads_to_what_is_due(house: House) -> None:
    client = Client()
    client.login(username=house.account(house.helen).username, password=PASSWORD)
    assert client.get(f"/{house.home.urn}/waits/").headers["Location"] == f"/{house.home.urn}/desk/due/"
    client.login(username=house.account(house.dana).username, password=PASSWORD)
    assert client.get(f"/{house.home.urn}/waits/").headers["Location"] == f"/{house.home.urn}/shift/due/"
