"""Dana comes on shift: she signs in, mistypes, is kept from guessing, and signs out."""

from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, House
from tests.journeys.steps import follow, sign_in, sound


def _try(page: Page, username: str, password: str) -> None:
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    follow(page, page.get_by_role("button", name="Sign in"))


def test_she_arrives_in_her_home_and_signs_out(phone: Page, house: House) -> None:
    phone.goto("/")
    sound(phone)
    sign_in(phone, "dana")
    expect(phone).to_have_url(f"/{house.home.urn}/shift/")
    phone.goto("/account/logout/")
    sound(phone)
    follow(phone, phone.get_by_role("button", name="Sign out"))
    phone.goto(f"/{house.home.urn}/shift/")
    expect(phone.locator("input[name=password]")).to_be_visible()


def test_a_wrong_password_is_said_and_her_name_stays(phone: Page, house: House) -> None:
    phone.goto("/")
    _try(phone, "dana", "not the password")
    expect(phone.get_by_role("alert")).to_be_visible()
    expect(phone.locator("input[name=login]")).to_have_value("dana")
    sound(phone)


def test_guessing_ends_even_with_the_right_word(phone: Page, house: House) -> None:
    phone.goto("/")
    for _ in range(5):
        _try(phone, "dana", "a guess")
    _try(phone, "dana", PASSWORD)
    expect(phone.locator("input[name=password]")).to_be_visible()


def test_she_can_sign_in_without_scripts(scriptless: Page, house: House) -> None:
    sign_in(scriptless, "dana")
    expect(scriptless).to_have_url(f"/{house.home.urn}/shift/")


def test_noor_cannot_tell_danas_home_from_one_that_does_not_exist(phone: Page, house: House) -> None:
    sign_in(phone, "noor")
    phone.goto("/9999998/shift/")  # the greeting is shown once
    seen = []
    for urn in (house.home.urn, "9999999"):
        answer = phone.goto(f"/{urn}/shift/")
        assert answer is not None
        seen.append((answer.status, phone.locator("main").inner_text()))
    assert seen[0] == seen[1]
    assert seen[0][0] == 403
