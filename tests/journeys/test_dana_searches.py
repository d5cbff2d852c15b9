"""Dana looks for something from whatever page she is on: a sign on her phone, a box at the desk."""

from playwright.sync_api import Page, expect

from tests.factories import House, write
from tests.journeys.steps import arrive, follow, sound


def test_on_a_phone_from_today(phone: Page, house: House) -> None:
    write(house, "daily-note", {"story": ["A long walk by the weir with Siobhán, and a heron."]}, about=[house.jay])
    arrive(phone, house, house.dana, f"/{house.home.urn}/shift/")
    sound(phone)
    follow(phone, phone.get_by_role("link", name="Search"))
    sound(phone)
    phone.get_by_role("searchbox", name="Search records, people and forms").fill("siobhan hreon")
    follow(phone, phone.get_by_role("button", name="Search"))
    assert "siobhan" not in phone.url
    sound(phone)
    expect(phone.locator("mark")).to_have_count(2)
    follow(phone, phone.locator("main").get_by_role("link", name="Daily note"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Daily note")


def test_at_the_desk_from_any_page(desktop: Page, house: House) -> None:
    arrive(desktop, house, house.helen, f"/{house.home.urn}/desk/team/")
    desktop.get_by_role("searchbox", name="Search records, people and forms").fill("jay")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Search")
    sound(desktop)
    follow(desktop, desktop.locator("main").get_by_role("link", name="Jay").first)
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Jay")


def test_without_scripts(scriptless: Page, house: House) -> None:
    write(house, "daily-note", {"story": ["A heron."]}, about=[house.jay])
    arrive(scriptless, house, house.dana, f"/{house.home.urn}/search/")
    scriptless.get_by_role("searchbox").fill("heron")
    follow(scriptless, scriptless.get_by_role("button", name="Search"))
    expect(scriptless.locator("mark")).to_have_text("heron")
