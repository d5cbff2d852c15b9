"""Helen sees who looked at a child's page and at a record, and what was refused."""

from playwright.sync_api import Page, expect

from tests.factories import House, write
from tests.journeys.steps import arrive, follow, sound


def test_who_looked_at_jay(desktop: Page, house: House) -> None:
    entry = write(house, "daily-note", {"story": ["A heron."]}, about=[house.jay])
    arrive(desktop, house, house.dana, f"/{house.home.urn}/record/{entry.record_id}/")
    desktop.context.clear_cookies()
    arrive(desktop, house, house.helen, f"/{house.home.urn}/desk/child/{house.jay.id}/")
    follow(desktop, desktop.get_by_role("link", name="Who looked at what is kept"))
    expect(desktop.locator("main")).to_contain_text("Dana Price")
    sound(desktop)
    desktop.goto(f"/{house.home.urn}/desk/looks/")
    sound(desktop)
