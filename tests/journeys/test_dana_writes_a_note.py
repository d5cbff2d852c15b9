"""Dana tells of Jay's day on her phone: six taps, a name picked from the list, his own words."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.factories import House
from tests.journeys.steps import arrive, group, seen, send, sound

MOST_TAPS = 6


class Thumb:
    """A thumb that counts how often it taps."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, what: Locator) -> None:
        """Tap ``what``, once."""
        self.taps += 1
        what.tap()


def test_in_six_taps_and_typing(phone: Page, house: House) -> None:
    arrive(phone, house, house.dana)
    sound(phone)
    thumb = Thumb()
    thumb.tap(phone.get_by_role("link", name="Write", exact=True))
    thumb.tap(phone.get_by_role("link", name="Daily note").first)
    thumb.tap(group(phone, "Whom is it about?").get_by_text("Jay"))
    thumb.tap(group(phone, "Jay").get_by_text("4"))
    thumb.tap(phone.get_by_label("What happened?"))
    phone.keyboard.type("Pancakes with @K")
    expect(phone.get_by_role("listbox")).to_be_visible()
    phone.keyboard.press("Enter")
    phone.keyboard.type("and nobody burnt one.")
    thumb.tap(phone.get_by_role("button", name="Sign as Dana"))
    expect(phone.get_by_text("Signed.")).to_be_visible()
    assert thumb.taps <= MOST_TAPS


def test_the_note_is_seen_on_today_and_in_jays_page(phone: Page, house: House) -> None:
    arrive(phone, house, house.dana, f"/{house.home.urn}/write/")
    sound(phone)
    send(phone, phone.get_by_role("link", name="Daily note").first)
    sound(phone)
    group(phone, "Whom is it about?").get_by_text("Jay").tap()
    group(phone, "Jay").get_by_text("5").tap()
    story = phone.get_by_label("What happened?")
    story.fill("Built a den with ")
    story.press_sequentially("@ki")
    phone.get_by_role("option", name="Kit").tap()
    expect(story).to_have_value("Built a den with @Kit ")
    story.press_sequentially("in the garden.")
    phone.get_by_label("In the child's own words").fill("It is my castle.")
    expect(phone.get_by_text("Saved")).to_be_visible()
    seen(phone)
    assert send(phone, phone.get_by_role("button", name="Sign as Dana")) == 200
    sound(phone)
    expect(phone.get_by_text("Built a den with Kit in the garden.")).to_be_visible()
    phone.get_by_role("link", name="Go on with today").tap()
    expect(phone.get_by_text("Built a den with Kit in the garden.")).to_be_visible()
    send(phone, phone.get_by_role("link", name=re.compile("^Jay 13|J Jay")))
    sound(phone)
    expect(phone.get_by_role("heading", name="Jay", exact=True)).to_be_visible()
    expect(phone.get_by_text("It is my castle.").first).to_be_visible()


def test_a_name_nobody_has_is_asked_about_and_nothing_is_lost(phone: Page, house: House) -> None:
    arrive(phone, house, house.dana, f"/{house.home.urn}/write/daily-note/")
    group(phone, "Whom is it about?").get_by_text("Jay").tap()
    phone.get_by_label("What happened?").fill("A visit from @Zebedee today.")
    phone.get_by_label("What was one ordinary good thing?").fill("Second helpings")
    assert send(phone, phone.get_by_role("button", name="Sign as Dana")) == 422
    expect(phone.get_by_role("alert")).to_contain_text("@Zebedee")
    expect(phone.get_by_label("What happened?")).to_have_value("A visit from @Zebedee today.")
    expect(phone.get_by_label("What was one ordinary good thing?")).to_have_value("Second helpings")
    seen(phone)
