"""Helen leads the home: she makes a passkey in her browser, keeps her recovery codes, and comes in with it."""

from typing import Any

from playwright.sync_api import Page, expect

from ninefold.people import accounts
from ninefold.people.models import Account
from tests.factories import PASSWORD, House
from tests.journeys.steps import follow, sign_in, sound


def with_a_finger(page: Page, live_server: Any) -> None:
    """Give the browser a device that knows its owner's finger. Passkeys need a name for the place, so not an address."""
    page.goto(live_server.url.replace("127.0.0.1", "localhost"))
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def make_one(page: Page) -> None:
    page.get_by_role("link", name="Make a passkey").click()
    page.fill("input[name=password]", PASSWORD)
    follow(page, page.get_by_role("button", name="Go on"))
    sound(page)  # asks for the page again, and so for another challenge
    page.reload()
    page.fill("input[name=name]", "My phone")
    follow(page, page.get_by_role("button", name="Make it"))


def come(page: Page) -> None:
    page.fill("input[name=login]", "helen")
    page.fill("input[name=password]", PASSWORD)
    follow(page, page.get_by_role("button", name="Sign in", exact=True))


def leave(page: Page) -> None:
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/account/logout/")
    follow(page, page.get_by_role("button", name="Sign out"))
    expect(page.locator("input[name=login]")).to_be_visible()


def test_she_makes_one_and_signs_in_with_it(desktop: Page, house: House, live_server: Any) -> None:
    with_a_finger(desktop, live_server)
    come(desktop)
    expect(desktop.get_by_text("within 7 days")).to_be_visible()
    follow(desktop, desktop.get_by_role("link", name="Do it now"))
    sound(desktop)
    make_one(desktop)
    expect(desktop.locator("[data-codes] li")).to_have_count(10)
    sound(desktop)
    leave(desktop)

    come(desktop)
    expect(desktop.get_by_role("heading", name="Is it really you?")).to_be_visible()
    sound(desktop)
    desktop.reload()
    follow(desktop, desktop.get_by_role("button", name="Use a passkey"))
    expect(desktop.get_by_role("navigation", name="Larch House")).to_be_visible()
    expect(desktop.get_by_text("within 7 days")).to_have_count(0)
    leave(desktop)

    follow(desktop, desktop.get_by_role("button", name="Use a passkey"))
    expect(desktop.get_by_role("navigation", name="Larch House")).to_be_visible()
    leave(desktop)

    accounts.close(Account.objects.get(username="helen"))
    follow(desktop, desktop.get_by_role("button", name="Use a passkey"))
    expect(desktop.get_by_text("opens nothing here now")).to_be_visible()


def test_codes_from_an_app_need_no_script(scriptless: Page, house: House) -> None:
    sign_in(scriptless, "helen")
    scriptless.goto("/account/2fa/")
    scriptless.get_by_role("link", name="Set up codes").click()
    scriptless.fill("input[name=password]", PASSWORD)
    follow(scriptless, scriptless.get_by_role("button", name="Go on"))
    expect(scriptless.locator("[data-secret]")).to_be_visible()
