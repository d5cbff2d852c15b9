"""Kit is not back: Dana starts the clock, ticks what she does, writes when he comes home, and asks for his interview."""

import re

from playwright.sync_api import Page, expect

from tests.factories import House
from tests.journeys.steps import arrive, follow, group, seen, send, sign, sound


def _moment(page: Page, question: str, time: str, day: str = "2026-10-24") -> None:
    group(page, question).get_by_label("Day").fill(day)
    group(page, question).get_by_label("Time").fill(time)


def _report(page: Page, house: House) -> None:
    arrive(page, house, house.dana, f"/{house.home.urn}/write/missing-episode/?child={house.kit.id}")
    _moment(page, "When were they last seen?", "11:00")
    page.get_by_label("Where, and by whom?").fill("At the bus stop, by me")
    page.get_by_label("What do we know, and what worries us?").fill("No coat. Upset after a phone call.")
    page.get_by_text("Searched the house and garden").tap()
    expect(page.get_by_label("Searched the house and garden, time")).to_have_value(re.compile(r"13:0\d"))
    page.get_by_text("Told the police").tap()
    page.get_by_label("Told the police, time").fill("12:20")


def test_reported_with_each_step_and_its_time(phone: Page, house: House) -> None:
    _report(phone, house)
    seen(phone)
    assert sign(phone) == 200
    sound(phone)
    expect(phone.get_by_text("Told the police, today 12:20")).to_be_visible()
    follow(phone, phone.get_by_role("link", name="Go on with today"))
    expect(phone.get_by_role("link", name="Kit is missing")).to_be_visible()
    sound(phone)


def test_back_before_they_went_is_refused_beside_its_field(phone: Page, house: House) -> None:
    _report(phone, house)
    sign(phone)
    follow(phone, phone.get_by_role("link", name="They are back").first)
    _moment(phone, "When did they come back?", "10:15")
    phone.get_by_label("How did they come back?").fill("On foot")
    phone.get_by_label("How are they?").fill("Cold, and glad of soup.")
    group(phone, "Are they hurt or unwell?").get_by_text("No").tap()
    assert sign(phone) == 422
    expect(group(phone, "When did they come back?").locator(".err")).to_be_visible()
    expect(phone.get_by_label("How are they?")).to_have_value("Cold, and glad of soup.")
    seen(phone)
    _moment(phone, "When did they come back?", "12:40")
    assert sign(phone) == 200
    expect(phone.get_by_role("status")).to_contain_text("return interview", ignore_case=True)
    phone.goto(f"/{house.home.urn}/shift/")
    expect(phone.get_by_text("Kit is missing")).to_have_count(0)


def test_the_return_interview_is_asked_for_and_held(phone: Page, house: House) -> None:
    _report(phone, house)
    sign(phone)
    record = phone.url.split("?")[0]
    follow(phone, phone.get_by_role("link", name="They are back").first)
    _moment(phone, "When did they come back?", "12:40")
    phone.get_by_label("How did they come back?").fill("On foot")
    phone.get_by_label("How are they?").fill("Cold, and glad of soup.")
    group(phone, "Are they hurt or unwell?").get_by_text("No").tap()
    sign(phone)
    phone.goto(record)
    follow(phone, phone.get_by_role("link", name="Ask for the return interview").first)
    sound(phone)
    _moment(phone, "When did you ask?", "12:45")
    phone.get_by_label("Whom did you ask?").select_option(label="Helen Marsh, registered manager")
    assert sign(phone) == 200
    phone.goto(record)
    follow(phone, phone.get_by_role("link", name="The return interview", exact=True).first)
    group(phone, "What happened?").get_by_text("It was held").tap()
    assert sign(phone) == 422
    expect(group(phone, "When was it held?").locator(".err")).to_be_visible()
    _moment(phone, "When was it offered?", "12:50")
    _moment(phone, "When was it held?", "12:55")
    assert sign(phone) == 200
    phone.goto(record)
    wanted = phone.locator("section", has=phone.get_by_role("heading", name="What it asks for"))
    interview = wanted.locator("li", has_text="return interview")
    expect(interview.filter(has_text="done")).to_have_count(interview.count())
    assert interview.count()
    sound(phone)


def test_left_by_mistake_half_written(phone: Page, house: House) -> None:
    """The second tap on a tick takes the time away again."""
    _report(phone, house)
    phone.get_by_text("Searched the house and garden").tap()
    expect(phone.get_by_label("Searched the house and garden, time")).to_be_hidden()
    send(phone, phone.get_by_role("button", name="Sign as"))
    expect(phone.get_by_text("Searched the house")).to_have_count(0)
