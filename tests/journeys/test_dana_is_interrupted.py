"""Dana is called away: what she typed is kept, once, and what she signs twice is one entry."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import House
from tests.journeys.steps import arrive, follow, group, seen, sign, sound

SAID = "Toast, and half a game of draughts."


def _begin(page: Page, house: House) -> None:
    arrive(page, house, house.dana, f"/{house.home.urn}/write/daily-note/?child={house.jay.id}")


def _type(page: Page, text: str = SAID) -> None:
    page.get_by_label("What happened?").fill(text)
    expect(page.locator("[data-saved]")).to_have_text(re.compile("^Saved"))


def _entries(page: Page, house: House) -> int:
    """How many notes Dana finds among what she wrote."""
    page.goto(f"/{house.home.urn}/shift/home/")
    return page.locator("section", has_text="What you wrote").get_by_role("link", name="Daily note").count()


def test_reloaded_left_and_found_again(phone: Page, house: House) -> None:
    _begin(phone, house)
    _type(phone)
    phone.reload()
    expect(phone.get_by_label("What happened?")).to_have_value(SAID)
    follow(phone, phone.get_by_role("link", name="Back"))
    phone.go_back()
    expect(phone.get_by_label("What happened?")).to_have_value(SAID)
    phone.goto(f"/{house.home.urn}/write/")
    sound(phone)
    begun = phone.locator("section", has_text="Begun and not signed")
    follow(phone, begun.get_by_role("link", name="Daily note, Jay"))
    expect(phone.get_by_label("What happened?")).to_have_value(SAID)
    assert sign(phone) == 200
    phone.goto(f"/{house.home.urn}/write/")
    expect(phone.get_by_text("Begun and not signed")).to_have_count(0)


def test_typed_and_closed_at_once(phone: Page, house: House) -> None:
    """She does not wait for anything to be saved."""
    _begin(phone, house)
    phone.get_by_label("What happened?").fill(SAID)
    phone.goto(f"/{house.home.urn}/write/")
    phone.wait_for_timeout(500)  # it is sent while she leaves, and may arrive after the page she goes to
    phone.reload()
    follow(phone, phone.get_by_role("link", name="Daily note, Jay"))
    expect(phone.get_by_label("What happened?")).to_have_value(SAID)


def test_let_go(phone: Page, house: House) -> None:
    _begin(phone, house)
    _type(phone)
    phone.goto(f"/{house.home.urn}/shift/")
    follow(phone, phone.get_by_role("link", name="all of it"))
    follow(phone, phone.get_by_role("button", name="Let Daily note go"))
    expect(phone.get_by_role("status")).to_contain_text("It is gone")
    expect(phone.get_by_text("Begun and not signed")).to_have_count(0)
    seen(phone)


def test_kept_for_later_by_its_button(phone: Page, house: House) -> None:
    _begin(phone, house)
    phone.get_by_label("What happened?").fill(SAID)
    follow(phone, phone.get_by_role("button", name="Later"))
    expect(phone.get_by_role("status")).to_contain_text("Kept for later")
    sound(phone)


def test_typing_goes_on_while_another_child_is_chosen(phone: Page, house: House) -> None:
    """The server draws the questions anew meanwhile; neither a word nor the caret may be lost."""
    _begin(phone, house)
    story = phone.get_by_label("What happened?")
    group(phone, "Whom is it about?").get_by_text("Kit").tap()
    story.press_sequentially("They baked bread together, all afternoon.", delay=15)
    expect(group(phone, "Kit")).to_be_visible()
    expect(story).to_have_value("They baked bread together, all afternoon.")
    expect(story).to_be_focused()


def test_signed_by_two_taps(phone: Page, house: House) -> None:
    _begin(phone, house)
    _type(phone)
    phone.get_by_role("button", name="Sign as Dana").dblclick()
    expect(phone.get_by_text("Signed.")).to_be_visible()
    assert _entries(phone, house) == 1


def test_signed_gone_back_and_signed_again(phone: Page, house: House) -> None:
    _begin(phone, house)
    _type(phone)
    sign(phone)
    phone.go_back()
    if phone.get_by_role("button", name="Sign as Dana").count():
        sign(phone)
    expect(phone.get_by_role("status")).to_contain_text("signed already")
    assert _entries(phone, house) == 1


def test_signed_in_two_tabs(phone: Page, house: House) -> None:
    _begin(phone, house)
    _type(phone)
    context: BrowserContext = phone.context
    other = context.new_page()
    other.goto(phone.url)
    expect(other.get_by_label("What happened?")).to_have_value(SAID)
    sign(phone)
    sign(other)
    expect(other.get_by_role("status")).to_contain_text("signed already")
    assert _entries(phone, house) == 1


def test_two_notes_in_two_tabs(phone: Page, house: House) -> None:
    _begin(phone, house)
    _type(phone)
    other = phone.context.new_page()
    other.goto(f"/{house.home.urn}/write/daily-note/?child={house.kit.id}")
    _type(other, "Kit mended the bicycle.")
    sign(phone)
    sign(other)
    assert _entries(phone, house) == 2


def test_the_connection_is_lost_and_comes_back(phone: Page, house: House) -> None:
    _begin(phone, house)
    phone.context.set_offline(True)
    phone.get_by_label("What happened?").fill(SAID)
    expect(phone.locator("[data-saved]")).to_contain_text("No connection, kept on this device")
    seen(phone)
    phone.context.set_offline(False)
    expect(phone.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    phone.reload()
    expect(phone.get_by_label("What happened?")).to_have_value(SAID)
