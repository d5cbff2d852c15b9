"""Dana writes who was at school today, with an afternoon that was different, and opens the day in the calendar."""

from playwright.sync_api import Page, expect

from tests.factories import House
from tests.journeys import steps


def test_a_day_at_school(phone: Page, house: House) -> None:
    steps.arrive(phone, house, house.dana, f"/{house.home.urn}/write/attendance/?child={house.jay.id}")
    session, afternoon = (phone.get_by_label("Jay", exact=False).locator(f"xpath=//select[starts-with(@name, '{name}.')]")
                          for name in ("session", "afternoon"))  # fmt: skip
    expect(afternoon).to_be_hidden()
    session.select_option("At school or college")
    steps.group(phone, "Was somebody's afternoon different?").get_by_text("Yes").click()
    afternoon.select_option("Ill")
    steps.axe(phone)
    steps.sign(phone)
    phone.goto(f"/{house.home.urn}/desk/child/{house.jay.id}/school/?month=2026-10")
    steps.axe(phone)
    steps.valid_html(phone)
    steps.fits(phone)
    expect(phone.get_by_role("heading", name="Jay, October 2026")).to_be_visible()


def test_every_child_on_one_page(desktop: Page, house: House) -> None:
    steps.arrive(desktop, house, house.helen, f"/{house.home.urn}/desk/school/")
    steps.axe(desktop)
    steps.valid_html(desktop)
    expect(desktop.get_by_role("link", name="Kit")).to_be_visible()
