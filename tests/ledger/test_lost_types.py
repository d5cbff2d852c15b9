"""What was signed as a type that the library no longer has: a folder that was forgotten at one start, a renamed type."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.models import ObligationRow
from ninefold.lawbook import lost
from ninefold.ledger import kept_types
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry, FactRow, KeptType, Record
from ninefold.ledger.rebuild import rebuild
from ninefold.ops import following
from ninefold.people.models import Worker
from tests.factories import House, write
from tests.rooms.desk.conftest import LATER

pytestmark = pytest.mark.django_db

NOTE = {"story": ["Piano all evening."], "good_thing": "Laughed", "wish": "A rod"}


@pytest.fixture
def note(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Entry]:
    """A note that was signed while the library knew what a daily note is. From then on it does not."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    kept_types._known.clear()  # another test's database had it
    entry = write(house, "daily-note", NOTE, about=[house.jay])
    records = {id: kind for id, kind in lawbook.current().records.items() if id != "daily-note"}
    library = lost.forgiving(lawbook.current().model_copy(update={"records": records, "digest": "another"}))
    monkeypatch.setattr(lawbook, "current", lambda: library)
    yield entry


def browser(house: House, who: Worker) -> Client:
    client = Client()
    client.force_login(house.account(who))
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_every_page_on_which_it_stands_opens(house: House, note: Entry) -> None:
    helen, dana, urn, jay = browser(house, house.helen), browser(house, house.dana), house.home.urn, house.jay.id
    for name, args in (("today", []), ("missed", []), ("children", []), ("child", [jay]), ("due", []), ("home", [])):
        text(dana, reverse(f"shift:{name}", args=[urn, *args]))
    for name, args in (("today", []), ("changed", []), ("child", [jay]), ("timeline", [jay]), ("due", []), ("wishes", []),
                       ("standards", []), ("report", ["month", "2026-10"])):  # fmt: skip
        text(helen, reverse(f"desk:{name}", args=[urn, *args]))
    said = text(helen, reverse("desk:today", args=[urn]))
    assert "no longer has what some records here were signed as" in said
    assert "Daily note" in said


def test_it_is_read_as_what_it_was_signed_as(house: House, note: Entry) -> None:
    said = text(browser(house, house.dana), reverse("write:record", args=[house.home.urn, note.record_id]))
    assert "Daily note" in said
    assert "Piano all evening." in said
    assert lawbook.current().records["daily-note"].stages[0].fields  # with its questions


def test_also_when_nobody_kept_what_it_was(house: House, note: Entry) -> None:
    KeptType.objects.all().delete()
    said = text(browser(house, house.dana), reverse("write:record", args=[house.home.urn, note.record_id]))
    assert "Daily note" in said
    assert "Piano all evening." in said
    assert "Good thing" in said


def test_nothing_new_is_signed_as_it(house: House, note: Entry) -> None:
    form = reverse("write:form", args=[house.home.urn, "daily-note"])
    assert browser(house, house.dana).get(form, follow=True).status_code == 404
    with pytest.raises(Refused):
        write_again(house)
    assert "daily-note" not in lawbook.current().records


def write_again(house: House) -> Entry:
    return write(house, "daily-note", NOTE, about=[house.jay], stage="note")


def test_nothing_is_worked_out_anew_without_it(
    house: House, note: Entry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / following.KEPT).write_text("another library\n")
    facts = FactRow.objects.count()
    assert kept_types.lacking() == ["daily-note"]
    assert not following.follow(tmp_path)
    assert "daily-note" in capsys.readouterr().err
    assert (tmp_path / following.KEPT).read_text() == "another library\n"  # so that it is, once the type is there again
    assert FactRow.objects.count() == facts


def test_told_to_it_is_and_the_record_stays(house: House, note: Entry) -> None:
    Record.objects.filter(pk=note.record_id).update(headline="")
    rebuild(house.home)
    assert Record.objects.get(pk=note.record_id).headline.startswith("Piano")


def test_a_duty_that_the_library_no_longer_has_is_shown_by_its_name(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    write(house, "daily-note", NOTE, about=[house.jay])
    ObligationRow.objects.filter(duty="wish-answered").update(duty="ponies-fed")
    helen, urn = browser(house, house.helen), house.home.urn
    row = ObligationRow.objects.get(duty="ponies-fed")
    assert "Ponies fed" in text(helen, reverse("desk:due", args=[urn]))
    assert "Ponies fed" in text(helen, reverse("desk:duty", args=[urn, row.key]))
    text(helen, reverse("desk:today", args=[urn]))
    text(browser(house, house.dana), reverse("shift:today", args=[urn]))
