"""Omar begins on Monday: Helen makes a link, prints it, and he chooses a password on his own phone."""

from playwright.sync_api import Page, expect

from tests import factories
from tests.factories import House
from tests.journeys.steps import follow, sign_in, sound


def test_from_a_role_to_his_first_page(desktop: Page, phone: Page, house: House) -> None:
    factories.worker([house.home], "Omar Reid", "support-worker")
    sign_in(desktop, "helen")
    follow(desktop, desktop.get_by_role("link", name="Accounts").first)
    sound(desktop)
    follow(desktop, desktop.get_by_role("link", name="Omar Reid"))
    sound(desktop)
    follow(desktop, desktop.get_by_role("button", name="Make the link"))
    sound(desktop)
    link = desktop.locator("[data-link]").inner_text()

    phone.goto(link)
    sound(phone)
    phone.fill("input[name=password]", "otter-umbrella-sofa")
    phone.fill("input[name=again]", "otter-umbrella-sofa")
    follow(phone, phone.get_by_role("button", name="Keep it and come in"))
    expect(phone).to_have_url(f"/{house.home.urn}/shift/")
    phone.goto("/account/you/")
    sound(phone)
    expect(phone.get_by_text("This one")).to_be_visible()

    desktop.goto(f"/{house.home.urn}/desk/accounts/")
    expect(desktop.get_by_role("row", name="Omar Reid")).to_contain_text("Open")
