"""A hold at noon: Dana writes it down, Helen checks it with her and talks with Jay, and the law's clocks stop."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.factories import NOW, House, write
from tests.journeys.steps import arrive, follow, group, seen, send, sign, sound

CHECK, TALK = "Check it with those who used it", "Talk with the child"


@pytest.fixture
def house(house: House) -> House:
    """Jay has said himself what calms him."""
    plan = {
        "story": ["Jay needs a way out of the room."],
        "calming_steps": [{"step": "A walk round the garden"}, {"step": "Ten minutes alone"}],
        "review_on": "2026-12-01",
    }
    write(house, "behaviour-plan", plan, about=[house.jay], at=NOW - timedelta(days=20))
    return house


def _begin(page: Page, house: House) -> None:
    arrive(page, house, house.dana, f"/{house.home.urn}/write/measure/?child={house.jay.id}")


def _tell(page: Page, time: str) -> None:
    """Everything that the record asks of Dana."""
    group(page, "What was it?").get_by_text("A hold or other restraint").click()
    page.get_by_label("What was happening before?").fill("Jay had thrown the chess board at @Kit.")
    group(page, "When did it begin?").get_by_label("Time").fill(time)
    page.get_by_label("Where?", exact=True).fill("Kitchen")
    page.get_by_label("What was done?", exact=True).fill("I stood between them and held his arms.")
    group(page, "Which hold?").get_by_text("Standing hold").click()
    group(page, "What was it needed to prevent?").get_by_text("Somebody else being hurt").click()
    page.get_by_label("How many minutes did it last?").fill("3")
    group(page, "What was done so that it would not be needed?").get_by_text("on the child's own list").click()
    group(page, "A walk round the garden").get_by_text("helped").click()
    group(page, "A walk round the garden").get_by_label("how?").fill("Two rounds, and a biscuit")
    group(page, "Ten minutes alone").get_by_text("not tried").click()
    group(page, "Who used it?").get_by_text("Dana Price").click()
    page.get_by_label("Did it work, and what came after?").fill("He sat down and asked for water.")
    group(page, "Was anyone hurt?").get_by_text("No", exact=True).click()


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(phone: Page, house: House) -> None:
    _begin(phone, house)
    sound(phone)
    phone.get_by_label("What was happening before?").fill("Jay had thrown the chess board.")
    phone.get_by_label("How many minutes did it last?").wait_for(state="hidden")
    assert sign(phone) == 422
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(group(phone, "What was it?").locator(".err")).to_have_text("Please answer: what was it?")
    expect(phone.get_by_label("What was happening before?")).to_have_value("Jay had thrown the chess board.")
    seen(phone)
    phone.get_by_role("alert").get_by_role("link", name="where?").click()
    expect(phone.get_by_label("Where?", exact=True)).to_be_focused()


def test_a_time_that_has_not_come_is_asked_about(phone: Page, house: House) -> None:
    _begin(phone, house)
    _tell(phone, "21:40")
    assert sign(phone) == 422
    expect(group(phone, "When did it begin?").locator(".err")).to_contain_text("Did you mean 23 October, 21:40?")
    expect(group(phone, "When did it begin?").get_by_label("Time")).to_have_value("21:40")
    expect(group(phone, "A walk round the garden").get_by_label("helped")).to_be_checked()
    expect(group(phone, "A walk round the garden").get_by_label("how?")).to_have_value("Two rounds, and a biscuit")
    expect(group(phone, "Ten minutes alone").get_by_label("how?")).to_be_hidden()
    seen(phone)
    group(phone, "When did it begin?").get_by_label("Day").fill("2026-10-23")
    assert sign(phone) == 200


def test_from_the_record_to_the_last_clock(phone: Page, desktop: Page, house: House) -> None:
    _begin(phone, house)
    _tell(phone, "12:10")
    assert sign(phone) == 200
    sound(phone)
    told = phone.get_by_role("status")
    expect(told).to_contain_text("The law and the home now want:")
    # 48 hours, in which the clocks go back.
    expect(told).to_contain_text("Helen Marsh, by Mon 11:10")
    record = phone.url.split("?")[0]
    expect(phone.get_by_role("link", name=CHECK)).to_have_count(0)
    answer = phone.goto(f"{record}manager-check/")
    assert answer is not None
    assert answer.status == 403

    arrive(desktop, house, house.helen)
    sound(desktop)
    follow(desktop, desktop.get_by_role("link", name="Speak with those who used it").first)
    sound(desktop)
    follow(desktop, desktop.get_by_role("main").get_by_role("link", name=CHECK).first)
    expect(desktop.get_by_role("main")).to_contain_text("Jay had thrown the chess board at Kit.")
    follow(desktop, desktop.get_by_role("link", name=CHECK))
    sound(desktop)
    group(desktop, "As whom do you sign?").get_by_text("I am the registered manager").click()
    group(desktop, "Whom did you speak to?").get_by_text("Dana Price").click()
    group(desktop, "Is the record accurate?").get_by_text("Yes").click()
    desktop.get_by_label("What set it off and what do we learn?").fill("A lost game. Offer the garden sooner.")
    assert sign(desktop) == 200
    send(desktop, desktop.get_by_role("link", name=TALK).first)
    group(desktop, "As whom do you sign?").get_by_text("I am the registered manager").click()
    desktop.get_by_label("In the child's own words").fill("I was already calming down.")
    desktop.get_by_label("What did you talk about?").fill("What he would like us to do first.")
    assert sign(desktop) == 200
    desktop.goto(record)
    sound(desktop)
    wanted = desktop.locator("section", has=desktop.get_by_role("heading", name="What it asks for"))
    met = wanted.locator("li", has_text="reg 35")
    expect(met.filter(has_text="done")).to_have_count(met.count())
    assert met.count() >= 3
