"""Helen's morning at the desk, by keyboard alone where the work is: what changed, what is due and why, what it proves."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.factories import NOW, House, write
from tests.journeys.steps import arrive, follow, group, send, sound

MOST_TABS = 120
# What has the focus, or the label around it, has a line around it.
RINGED = """one => [one, one.closest("label")].some((it) => it && getComputedStyle(it).outlineStyle !== "none")"""


@pytest.fixture
def house(house: House) -> House:
    """A week with a hold, a wish, an action over its day, and notes with Jay's own words."""
    me = {"who": house.dana.id, "kind": "worker", "name": "Dana Price"}
    hold = {
        "kind": "restraint",
        "lead_up": ["A lost game."],
        "began_at": "2026-10-24T10:00:00Z",
        "where": "Hall",
        "story": ["Held for a moment."],
        "hold": "standing",
        "why_needed": ["injury-other"],
        "minutes": 2,
        "used_by": [me],
        "effect": ["He sat down."],
        "injured": False,
    }
    write(house, "measure", hold, about=[house.jay])
    note = {"story": ["Fishing at the pond."], "voice": ["I caught one!"], "wish": "a rod of my own"}
    write(house, "daily-note", note, about=[house.jay], at=NOW - timedelta(hours=3))
    write(house, "daily-note", {"story": ["Piano all day."]}, about=[house.jay], at=NOW - timedelta(days=2))
    action = {"action": "Mend the gate", "owner": me, "due": "2026-10-20"}
    write(house, "action", action, at=NOW - timedelta(days=9))
    return house


def _tab_to(page: Page, target: Locator) -> None:
    """Press Tab until ``target`` has the focus, which has to be seen wherever it is on the way."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            assert target.evaluate(RINGED), "the focus cannot be seen"
            return
    raise AssertionError(f"{target} is not reached by Tab")


def _open(page: Page, target: Locator) -> None:
    _tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _door(page: Page, name: str) -> None:
    follow(page, page.get_by_role("navigation").get_by_role("link", name=re.compile(f"^{name}( |$)")))


def test_a_hold_is_signed_off_by_keyboard_alone(desktop: Page, house: House) -> None:
    arrive(desktop, house, house.helen)
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="Skip to what is on this page")).to_be_focused()
    _open(desktop, desktop.get_by_role("link", name="Check it with those who used it").first)
    _open(desktop, desktop.get_by_role("link", name="Check it with those who used it"))
    _tab_to(desktop, group(desktop, "As whom do you sign?").get_by_label("I am the registered manager"))
    desktop.keyboard.press("Space")
    _tab_to(desktop, group(desktop, "Whom did you speak to?").get_by_label("Dana Price"))
    desktop.keyboard.press("Space")
    _tab_to(desktop, group(desktop, "Is the record accurate?").get_by_label("Yes"))
    desktop.keyboard.press("Space")
    _tab_to(desktop, desktop.get_by_label("What set it off and what do we learn?"))
    desktop.keyboard.type("A lost game.")
    _open(desktop, desktop.get_by_role("button", name="Sign as Helen"))
    expect(desktop.get_by_role("status")).to_contain_text("Signed.")


def test_what_is_due_and_why(desktop: Page, house: House) -> None:
    arrive(desktop, house, house.helen)
    sound(desktop)
    _door(desktop, "Due")
    sound(desktop)
    follow(desktop, desktop.get_by_role("link", name="Speak with those who used it and sign the record"))
    sound(desktop)
    expect(desktop.get_by_role("main")).to_contain_text("48 hours after that")
    expect(desktop.get_by_role("main")).to_contain_text("35(3)(b)")
    follow(desktop, desktop.get_by_role("main").get_by_role("link", name=re.compile("^Hold, consequence")).first)
    expect(desktop.get_by_role("main")).to_contain_text("Held for a moment.")


def test_the_standards_open_down_to_an_entry(desktop: Page, house: House) -> None:
    arrive(desktop, house, house.helen)
    _door(desktop, "Standards")
    sound(desktop)
    follow(desktop, desktop.get_by_role("main").get_by_role("heading", level=2).nth(1).get_by_role("link"))
    sound(desktop)
    follow(desktop, desktop.get_by_role("row").filter(has_text="7(2)(a)(iii)").get_by_role("link").first)
    sound(desktop)
    _door(desktop, "Standards")
    follow(desktop, desktop.get_by_role("link", name=re.compile(r"^6\(2\)\(b\)\(ii\) ")))
    expect(desktop.get_by_role("main")).to_contain_text("only touch on it")
    expect(desktop.get_by_role("main")).not_to_contain_text("Fishing at the pond.")
    follow(desktop, desktop.get_by_role("link", name="see them"))
    expect(desktop.get_by_role("main")).to_contain_text("Fishing at the pond.")
    sound(desktop)


def test_a_childs_life_with_filters_and_search(desktop: Page, house: House) -> None:
    arrive(desktop, house, house.helen)
    _door(desktop, "Children")
    sound(desktop)
    follow(desktop, desktop.get_by_role("link", name="Jay", exact=True))
    sound(desktop)
    rows = desktop.locator("#timeline-rows")
    expect(rows).to_contain_text("Piano all day.")
    desktop.get_by_label("Words", exact=True).fill("pond")
    desktop.get_by_role("button", name="Show").click()
    expect(rows).not_to_contain_text("Piano all day.")
    expect(rows).to_contain_text("Fishing at the pond.")
    assert "pond" not in desktop.url
    desktop.get_by_label("Words", exact=True).fill("")
    desktop.get_by_label("Kind").select_option(label="Hold, consequence or other measure")
    desktop.get_by_role("button", name="Show").click()
    expect(rows).not_to_contain_text("Fishing at the pond.")
    expect(rows).to_contain_text("Held for a moment.")
    desktop.get_by_label("Words", exact=True).fill("submarine")
    desktop.get_by_role("button", name="Show").click()
    expect(rows).to_contain_text("Nothing here fits.")


def test_wishes_actions_and_changes(desktop: Page, house: House) -> None:
    arrive(desktop, house, house.helen)
    for door, there in (("Wishes", "a rod of my own"), ("Actions", "Mend the gate"), ("Team", "Dana Price")):
        _door(desktop, door)
        expect(desktop.get_by_role("main")).to_contain_text(there)
        sound(desktop)
    _door(desktop, "Today")
    follow(desktop, desktop.get_by_role("main").get_by_role("link", name=re.compile("^(all )?since ")))
    sound(desktop)
    send(desktop, desktop.get_by_role("button", name="I have read this"))
    _door(desktop, "Home and safety")
    sound(desktop)


def test_every_number_of_the_months_report_opens(desktop: Page, house: House) -> None:
    arrive(desktop, house, house.helen)
    _door(desktop, "Reports")
    sound(desktop)
    follow(desktop, desktop.get_by_role("link", name="October 2026").first)
    sound(desktop)
    numbers = desktop.get_by_role("main").locator("a[href*='behind']")
    addresses = {str(link.get_attribute("href")) for link in numbers.all()}
    assert len(addresses) > 5
    for address in sorted(addresses):
        assert desktop.request.get(address).ok, address
    desktop.goto(sorted(addresses)[0])
    sound(desktop)
    made = desktop.request.get(f"/{house.home.urn}/desk/reports/month/2026-10.pdf")
    assert made.body().startswith(b"%PDF")


def test_the_desk_fits_a_phone(phone: Page, house: House) -> None:
    arrive(phone, house, house.helen)
    sound(phone)
    phone.get_by_text("More").tap()
    for door in ("Sign off", "Standards", "Reports"):
        expect(phone.get_by_role("link", name=door, exact=True).last).to_be_visible()
    for page in ("due/", "children/", f"child/{house.jay.id}/", "standards/", "reports/month/2026-10/", "team/"):
        phone.goto(f"/{house.home.urn}/desk/{page}")
        sound(phone)
