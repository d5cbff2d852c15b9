"""Dana finds what to write in her own words, reads what she is asked to, and takes her days home on her phone."""

from urllib.request import urlopen

from playwright.sync_api import Page, expect

from tests.factories import NOW, House, write
from tests.journeys.steps import arrive, seen, send, sound


def test_she_says_it_in_her_own_words(scriptless: Page, house: House) -> None:
    page = scriptless
    arrive(page, house, house.dana, f"/{house.home.urn}/write/")
    expect(page.get_by_text("Everything there is to write")).to_be_visible()
    page.get_by_role("searchbox").fill("he fell down the stairs")
    send(page, page.get_by_role("button", name="Find"))
    send(page, page.locator("#found").get_by_role("link").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Accident")


def test_she_reads_what_she_is_asked_to(phone: Page, house: House) -> None:
    said = {"title": "New kettle", "story": ["It clicks off by itself."]}
    write(house, "message", said, by=house.helen, at=NOW)
    arrive(phone, house, house.dana, f"/{house.home.urn}/shift/")
    send(phone, phone.get_by_role("link", name="1 to read"))
    sound(phone)
    send(phone, phone.get_by_role("link", name="Message to the team"))
    sound(phone)
    send(phone, phone.get_by_role("button", name="I have read it"))
    expect(phone.get_by_role("status")).to_contain_text("you have read it")
    expect(phone.get_by_role("link", name="1 to read")).to_have_count(0)


def test_she_takes_her_days_home(phone: Page, house: House) -> None:
    owner = {"who": house.dana.id, "kind": "worker", "name": house.dana.name}
    said = {"action": "Mend Jay's bike", "owner": owner, "due": "2026-10-28"}
    write(house, "action", said, by=house.helen, at=NOW)
    arrive(phone, house, house.dana, f"/{house.home.urn}/desk/calendar/?who=mine&month=2026-10")
    expect(phone.get_by_text("Mend Jay's bike")).to_be_visible()
    sound(phone)
    send(phone, phone.get_by_role("link", name="See it in the calendar of your phone"))
    sound(phone)
    send(phone, phone.get_by_role("button", name="Make an address").first)
    address = phone.get_by_label("Address", exact=True).input_value()
    seen(phone)
    with urlopen(address) as answer:  # as a phone asks: no cookie, no session
        told = answer.read().decode()
    assert "SUMMARY:Do what was agreed" in told and "DTSTART;VALUE=DATE:20261028" in told
    assert "Jay" not in told and "bike" not in told
