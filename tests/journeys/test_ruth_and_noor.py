"""Ruth answers for two homes and goes from one to the other; Noor works in one and meets nothing of the other."""

from playwright.sync_api import Page, expect

from tests.factories import House
from tests.journeys.steps import arrive, follow, sound


def test_ruth_goes_from_home_to_home(desktop: Page, house: House) -> None:
    arrive(desktop, house, house.ruth)
    expect(desktop.get_by_role("heading", name="Which home?")).to_be_visible()
    sound(desktop)
    follow(desktop, desktop.get_by_role("link", name="Larch House"))
    expect(desktop.get_by_role("main")).to_contain_text("Larch House")
    sound(desktop)
    follow(desktop, desktop.get_by_role("link", name="Your homes", exact=True))
    sound(desktop)
    follow(desktop, desktop.get_by_role("row", name="Rowan House").get_by_role("link", name="Rowan House"))
    expect(desktop).to_have_url(f"/{house.other.urn}/desk/")
    expect(desktop.get_by_role("main")).not_to_contain_text("Larch House")
    expect(desktop.get_by_role("link", name="Ada")).to_be_visible()
    expect(desktop.get_by_text("Jay")).to_have_count(0)


def test_noor_is_told_the_same_of_larch_house_as_of_a_home_that_is_not_there(phone: Page, house: House) -> None:
    arrive(phone, house, house.noor)
    pages = ("shift/", f"shift/child/{house.jay.id}/", "write/", "write/daily-note/", "desk/", "desk/reports/")
    for page in pages:
        told = []
        for urn in (house.home.urn, "9999999"):
            answer = phone.goto(f"/{urn}/{page}")
            assert answer is not None
            told.append((answer.status, phone.get_by_role("main").inner_text()))
        assert told[0] == told[1]
        assert told[0][0] == 403
    sound(phone)
