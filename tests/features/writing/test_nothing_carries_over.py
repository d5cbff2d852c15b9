"""Facts of safety never carry over: a new form holds the time, whom it is about, and what its address says; no more."""

from datetime import timedelta

import pytest
from django.test import Client

from ninefold import lawbook
from ninefold.features.writing.writing import Writing, begun
from ninefold.forms.typed import Typed
from ninefold.ledger.models import Draft
from tests import html
from tests.factories import House, box, write
from tests.features.writing.typed import NOW, note, opened, sign

TYPES = sorted(lawbook.current().records)
# What somebody has to have seen, heard, counted or done themselves: written out here, so that no kind changes it unseen.
OWN = {
    "story", "voice", "yesno", "strategies", "steps", "body-map", "scale", "score", "moment", "duration", "number",
    "choice", "choices", "medicine",
}  # fmt: skip


@pytest.mark.parametrize("type", TYPES)
def test_a_new_form_begins_with_the_time_and_nothing_else(house: House, type: str) -> None:
    kind = lawbook.current().records[type]
    made = Writing(house.viewer(house.helen), kind, kind.stages[0], Typed(), "token")
    assert set(begun(made, Typed()).typed) == {"happened_at.date", "happened_at.time"}


def test_a_second_note_begins_empty_whatever_the_first_one_said(dana: Client, house: House) -> None:
    address = f"/{house.home.urn}/write/daily-note/"
    assert sign(dana, address, note(house, good_thing="A walk")).status_code == 302
    page = html.page(dana.get(address, {"child": house.jay.id}, follow=True))
    assert "A walk" not in page and "Out on the bikes" not in page
    assert not Draft.objects.exists()


def test_the_next_check_or_dose_does_not_know_the_last_answer(dana: Client, house: House) -> None:
    yesterday = NOW - timedelta(days=1)
    write(house, "night-check", {"asleep": {house.jay.id: "asleep"}}, about=[house.jay], at=yesterday)
    dose = {"medicine": "Melatonin 2 mg", "amount": "1", "given": "given"}
    box(house, house.jay, "Melatonin 2 mg", yesterday - timedelta(days=1))
    write(house, "dose", dose, about=[house.jay], at=yesterday)
    for type in ("night-check", "dose"):
        page = html.page(dana.get(f"/{house.home.urn}/write/{type}/", {"child": house.jay.id}, follow=True))
        questions = page[page.index('id="questions"') :]
        assert " checked" not in questions and " selected" not in questions
        assert 'type="text" value="Melatonin' not in questions, "offered from the chart, and chosen by nobody"


def test_an_address_fills_in_no_answer_of_safety(dana: Client, house: House) -> None:
    """A link may say whom a form is about and what it is for; it may not say how a child is."""
    for type in ("measure", "night-check", "dose", "incident"):
        kind = lawbook.current().records[type]
        own = {field.id: "yes" for field in kind.stages[0].fields if field.kind in OWN}
        page = dana.get(f"/{house.home.urn}/write/{type}/", {**own, "child": house.jay.id}, follow=True)
        given = page.context["typed"]
        assert {name for name in given if name in own} == set(), type


def test_another_persons_draft_is_not_taken_up(client: Client, dana: Client, house: House) -> None:
    address = f"/{house.home.urn}/write/daily-note/"
    sent = {**opened(dana, address), **note(house, story="Half a sentence"), "_later": "yes"}
    dana.post(address, sent)
    client.force_login(house.account(house.sam))
    page = client.get(f"{address}?draft={sent['_token']}", follow=True)
    assert b"Half a sentence" not in page.content
