"""Correcting and withdrawing: the reason is asked, both stay to be read, and nothing typed is lost."""

import re
from html import unescape

import pytest
from django.test import Client

from ninefold.features.writing.writing import new_token
from ninefold.ledger import threads
from ninefold.ledger.models import Entry, Record
from tests import html
from tests.factories import House, write
from tests.features.writing.typed import note, opened, reference, sign


def test_a_correction_says_why_and_both_can_be_read(dana: Client, house: House) -> None:
    sign(dana, f"/{house.home.urn}/write/daily-note/", note(house))
    entry = Entry.objects.get()
    address = f"/{house.home.urn}/record/{entry.record_id}/{entry.id}/correct/"
    first = html.page(dana.get(address, follow=True))
    assert "Out on the bikes with @Kit." in first
    typed = {**opened(dana, address), **note(house, story="Out on the scooters."), "_sign": "yes"}
    refused = dana.post(address, typed)
    assert "Please say why this is corrected." in html.page(refused)
    dana.post(address, typed | {"because": "It was scooters"})
    page = html.page(dana.get(f"/{house.home.urn}/record/{entry.record_id}/"))
    assert "Corrected because: It was scooters" in page
    assert "Out on the scooters." in page
    assert "Out on the bikes with" in page
    assert html.problems(page) == []


def test_what_was_typed_while_somebody_else_corrected_it_is_not_lost(dana: Client, house: House) -> None:
    sign(dana, f"/{house.home.urn}/write/daily-note/", note(house))
    entry, other = Entry.objects.get(), Client()
    other.force_login(house.account(house.helen))
    address = f"/{house.home.urn}/record/{entry.record_id}/{entry.id}/correct/"
    hers = {**opened(other, address), **note(house, because="Mine", story="By Helen"), "_sign": "yes"}
    sign(dana, address, note(house, because="A slip", story="By Dana"))
    page = other.post(address, hers, follow=True)
    assert "By Helen</textarea>" in html.page(page)
    assert "Somebody corrected this while you were writing" in html.page(page)
    again = page.redirect_chain[-1][0]
    assert other.post(again, {**hers, "_token": "", "_entry": ""}).status_code == 302
    assert threads.thread(house.home, entry.record_id)[0].content["story"] == ["By Helen"]


@pytest.mark.parametrize("act", ["correct", "stage"])
def test_what_was_typed_while_somebody_withdrew_it_is_kept_and_shown_with_why(
    client: Client, house: House, act: str
) -> None:
    wish = write(house, "wish", {"wish": "A trampoline", "who_answers": reference(house)}, about=[house.jay])
    client.force_login(house.account(house.helen))
    record = f"/{house.home.urn}/record/{wish.record_id}/"
    address = f"{record}{wish.id}/correct/" if act == "correct" else f"{record}answer/"
    hers = {**opened(client, address), "wish": "A swing", "reply": "A swing", "_sign": "yes"}
    client.post(f"{record}{wish.id}/withdraw/", {"because": "Wrong child", "_token": new_token()})
    page = client.post(address, hers, follow=True)
    assert page.redirect_chain[-1][0].startswith(record)
    for said in ("This has been withdrawn", "Withdrawn because: Wrong child", "not signed", "A swing"):
        assert said in html.page(page)
    assert html.problems(page.content.decode()) == []
    under_write = html.page(client.get(f"/{house.home.urn}/write/"))
    draft = re.search(r'<a href="([^"]+draft=[^"]+)"', under_write)
    assert draft
    assert "A swing" in html.page(client.get(unescape(draft[1]), follow=True))
    assert Entry.objects.count() == 2


def test_what_is_withdrawn_is_not_withdrawn_again(dana: Client, house: House) -> None:
    sign(dana, f"/{house.home.urn}/write/daily-note/", note(house))
    entry = Entry.objects.get()
    address = f"/{house.home.urn}/record/{entry.record_id}/{entry.id}/withdraw/"
    for _ in range(2):
        page = dana.post(address, {"because": "Wrong child", "_token": new_token()}, follow=True)
        assert "Withdrawn because: Wrong child" in html.page(page)
    assert Entry.objects.count() == 2


def test_a_withdrawal_says_why_and_stays_to_be_read(dana: Client, house: House) -> None:
    sign(dana, f"/{house.home.urn}/write/daily-note/", note(house))
    entry = Entry.objects.get()
    address = f"/{house.home.urn}/record/{entry.record_id}/{entry.id}/withdraw/"
    assert "Please say why" in html.page(dana.post(address, {"because": " "}))
    sent = {"because": "Wrong child", "_token": "a-token-of-twenty-letters"}
    assert dana.post(address, sent).status_code == dana.post(address, sent).status_code == 302
    assert Record.objects.get().withdrawn
    assert "Withdrawn because: Wrong child" in html.page(dana.get(f"/{house.home.urn}/record/{entry.record_id}/"))


def test_only_who_wrote_it_or_a_leader_changes_it(dana: Client, house: House) -> None:
    sign(dana, f"/{house.home.urn}/write/daily-note/", note(house))
    entry = Entry.objects.get()
    address = f"/{house.home.urn}/record/{entry.record_id}/{entry.id}/withdraw/"
    sam, helen = Client(), Client()
    sam.force_login(house.account(house.sam))
    helen.force_login(house.account(house.helen))
    assert sam.get(address).status_code == sam.post(address, {"because": "I say so"}).status_code == 403
    assert "withdraw/" not in html.page(sam.get(f"/{house.home.urn}/record/{entry.record_id}/"))
    assert helen.get(address).status_code == 200
