"""Dana and Sam share the tablet in the kitchen: nobody ever sees the other's typing, and each finds their own again."""

from playwright.sync_api import Page, expect

from ninefold.base import clock
from ninefold.people import pins
from tests.factories import PASSWORD, House
from tests.journeys.steps import follow, sign_in, sound

PIN = {"dana": "483920", "sam": "271805"}
WORDS = {"dana": "Jay slept badly and told me why.", "sam": "Kit made pancakes for everybody."}


def registered(page: Page, house: House) -> None:
    for name, figures in PIN.items():
        pins.choose(house.account(getattr(house, name)), figures, clock.now())
    sign_in(page, "helen")
    page.goto(f"/{house.home.urn}/desk/accounts/tablets/")
    sound(page)
    page.fill("input[name=name]", "Tablet in the kitchen")
    follow(page, page.get_by_role("button", name="Register it"))
    page.goto("/account/logout/")
    follow(page, page.get_by_role("button", name="Sign out"))


def take(page: Page, name: str) -> None:
    """Their turn, in two taps and six figures."""
    page.goto("/")
    expect(page.get_by_role("heading", name="Whose turn is it?")).to_be_visible()
    follow(page, page.get_by_role("link", name=name))
    page.locator("#pin").press_sequentially(PIN[name.split(maxsplit=1)[0].lower()])
    page.wait_for_url(lambda url: "/turns/" not in url)


def type_a_note(page: Page, house: House, name: str) -> str:
    page.goto(f"/{house.home.urn}/write/daily-note/")
    page.locator("textarea").first.press_sequentially(WORDS[name])
    return page.url


def lock(page: Page) -> None:
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="Whose turn is it?")).to_be_visible()


def test_by_turns_nobody_sees_the_others_typing(phone: Page, house: House) -> None:
    registered(phone, house)
    expect(phone.get_by_role("heading", name="Whose turn is it?")).to_be_visible()
    sound(phone)
    take(phone, "Dana Price")
    type_a_note(phone, house, "dana")
    lock(phone)
    assert WORDS["dana"] not in phone.content()

    phone.go_back()
    expect(phone.get_by_text(WORDS["dana"])).to_have_count(0)
    take(phone, "Sam Okoro")
    assert WORDS["dana"] not in phone.content()
    type_a_note(phone, house, "sam")
    assert not any(WORDS["dana"] in area.input_value() for area in phone.locator("textarea").all())
    assert WORDS["dana"] not in phone.evaluate("document.documentElement.outerHTML")
    lock(phone)

    take(phone, "Dana Price")
    expect(phone.locator("textarea").first).to_have_value(WORDS["dana"])
    assert WORDS["sam"] not in phone.evaluate("document.documentElement.outerHTML")
    lock(phone)
    take(phone, "Sam Okoro")
    expect(phone.locator("textarea").first).to_have_value(WORDS["sam"])


def test_without_a_connection_it_locks_and_shows_nothing(phone: Page, house: House) -> None:
    registered(phone, house)
    take(phone, "Dana Price")
    type_a_note(phone, house, "dana")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Lock").click()
    expect(phone.get_by_text("There is no connection")).to_be_visible()
    expect(phone.locator("textarea").first).to_be_hidden()
    phone.context.set_offline(False)
    expect(phone.get_by_role("heading", name="Whose turn is it?")).to_be_visible()
    take(phone, "Sam Okoro")
    assert WORDS["dana"] not in phone.content()


def test_wrong_figures_are_said_and_the_password_is_a_way(phone: Page, house: House) -> None:
    registered(phone, house)
    follow(phone, phone.get_by_role("link", name="Dana Price"))
    sound(phone)
    phone.locator("#pin").press_sequentially("000001")
    expect(phone.get_by_text("You can try 4 more times.")).to_be_visible()
    sound(phone)
    follow(phone, phone.get_by_role("link", name="Use your password"))
    phone.fill("input[name=login]", "dana")
    phone.fill("input[name=password]", PASSWORD)
    follow(phone, phone.get_by_role("button", name="Sign in", exact=True))
    expect(phone).to_have_url(f"/{house.home.urn}/shift/")
