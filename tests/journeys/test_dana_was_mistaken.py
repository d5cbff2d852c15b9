"""What was signed is put right or taken back with a reason, and what it said first can still be read."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import House, write
from tests.journeys.steps import arrive, follow, seen, send, sign, sound

FIRST, THEN = "Jay ate all of the soup.", "Kit ate all of the soup."


@pytest.fixture
def record(phone: Page, house: House) -> str:
    """The address of a note that Dana signed, which she has open."""
    note = write(house, "daily-note", {"story": [FIRST]}, about=[house.jay])
    address = f"/{house.home.urn}/record/{note.record_id}/"
    arrive(phone, house, house.dana, address)
    return address


def test_corrected_with_a_reason(phone: Page, record: str) -> None:
    follow(phone, phone.get_by_role("link", name="Correct"))
    sound(phone)
    expect(phone.get_by_label("What happened?")).to_have_value(FIRST)
    phone.get_by_label("What happened?").fill(THEN)
    assert sign(phone) == 422
    expect(phone.get_by_role("alert")).to_be_visible()
    expect(phone.get_by_label("What happened?")).to_have_value(THEN)
    seen(phone)
    phone.get_by_label("Why is it changed?").fill("I mixed up two names")
    assert sign(phone) == 200
    phone.goto(record)
    expect(phone.get_by_text(THEN)).to_be_visible()
    expect(phone.get_by_text("Corrected because: I mixed up two names")).to_be_visible()
    expect(phone.get_by_text(FIRST)).to_be_hidden()
    phone.get_by_text("and what it said before").click()
    expect(phone.get_by_text(FIRST)).to_be_visible()
    sound(phone)


def test_withdrawn_with_a_reason(phone: Page, house: House, record: str) -> None:
    follow(phone, phone.get_by_role("link", name="Withdraw"))
    sound(phone)
    assert send(phone, phone.get_by_role("button", name="Withdraw it")) == 422
    expect(phone.get_by_role("alert")).to_be_visible()
    seen(phone)
    phone.get_by_label("Why is it withdrawn?").fill("Written in the wrong child's file")
    assert send(phone, phone.get_by_role("button", name="Withdraw it")) == 200
    expect(phone.get_by_text("Withdrawn because: Written in the wrong child's file")).to_be_visible()
    expect(phone.get_by_text(FIRST)).to_be_visible()
    expect(phone.get_by_role("link", name="Correct")).to_have_count(0)
    sound(phone)
    phone.goto(f"/{house.home.urn}/shift/")
    expect(phone.get_by_text("Withdrawn. Open it for the reason.")).to_be_visible()
    sound(phone)


def test_a_correction_is_kept_as_it_is_typed(phone: Page, house: House, record: str) -> None:
    follow(phone, phone.get_by_role("link", name="Correct"))
    phone.get_by_label("What happened?").fill(THEN)
    expect(phone.locator("[data-saved]")).to_contain_text("Saved")
    phone.goto(f"/{house.home.urn}/write/")
    follow(phone, phone.get_by_role("link", name="Correction: Note"))
    expect(phone.get_by_label("What happened?")).to_have_value(THEN)
