"""Jay complains about Sam: Dana takes it down, Sam meets no trace of it anywhere, Helen answers it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import House
from tests.journeys.steps import arrive, follow, group, seen, sign, sound

SECRET = "woke me without knocking"


@pytest.fixture
def complaint(phone: Page, house: House) -> str:
    """The address of the complaint that Dana took down."""
    arrive(phone, house, house.dana, f"/{house.home.urn}/write/?q=unfair")
    sound(phone)
    phone.get_by_role("link", name="Complaint").first.tap()
    group(phone, "Whom is it about?").get_by_text("Jay").tap()
    group(phone, "Who complains?").get_by_text("The child", exact=True).tap()
    group(phone, "Is it for the authority's own complaints procedure?").get_by_text("No, it is ours").tap()
    phone.get_by_label("What is the complaint?").fill(f"An adult {SECRET}.")
    about = group(phone, "Is it about somebody who works here?")
    if not about.get_by_text("Sam Okoro").is_visible():
        about.get_by_text("Who works here").tap()
    about.get_by_text("Sam Okoro").tap()
    phone.get_by_label("What would put it right for the child?").fill("That he knocks.")
    seen(phone)
    assert sign(phone) == 200
    return phone.url.split("?")[0]


def test_sam_meets_no_trace_of_it(desktop: Page, house: House, complaint: str) -> None:
    """Neither on a page, nor by searching, nor by its address, which answers as one that was made up."""
    start = f"/{house.home.urn}/shift/"
    arrive(desktop, house, house.sam, start)
    child = f"{start}child/{house.jay.id}/"
    for page in (start, f"{start}missed/", f"{start}due/", f"{start}home/", f"{start}children/", child):
        answer = desktop.goto(page)
        assert answer is not None
        assert answer.status == 200
        expect(desktop.get_by_role("main")).not_to_contain_text("omplaint")
        assert SECRET not in desktop.content()
    desktop.get_by_role("main").get_by_role("searchbox").fill("knocking")
    follow(desktop, desktop.get_by_role("main").get_by_role("button", name="Find"))
    expect(desktop.get_by_text("Nothing here holds all of these words")).to_be_visible()
    said = []
    for address in (complaint, complaint[:-27] + "01M5PWGV5G7EC6MJ5BJ3ZE6XXX/"):
        answer = desktop.goto(address)
        assert answer is not None
        said.append((answer.status, desktop.get_by_role("main").inner_text()))
    assert said[0] == said[1]
    assert said[0][0] == 404
    sound_404(desktop)


def sound_404(page: Page) -> None:
    """The page that says it is not there is as good as any."""
    sound(page)
    follow(page, page.get_by_role("main").get_by_role("link").first)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_helen_answers_it(desktop: Page, house: House, complaint: str) -> None:
    arrive(desktop, house, house.helen)
    follow(desktop, desktop.get_by_role("link", name=re.compile("^Due( |$)")))
    desktop.get_by_text("Yours, later").click()
    row = desktop.get_by_role("listitem").filter(has_text="omplaint").first
    expect(row).to_be_visible()
    follow(desktop, row.get_by_role("link").first)
    sound(desktop)
    follow(desktop, desktop.get_by_role("main").get_by_role("link", name="What came of it").first)
    sound(desktop)
    desktop.get_by_label("What did you find?").fill("It happened twice. Nobody had told Sam how Jay likes to be woken.")
    group(desktop, "What is the outcome?").get_by_text("Right", exact=True).click()
    group(desktop, "Did nobody take part in this").get_by_text("Nobody", exact=True).click()
    desktop.get_by_label("What has been done or changed?").fill("A sign on the door that Jay made himself")
    group(desktop, "Has the child been told?").get_by_text("Yes").click()
    assert sign(desktop) == 200
    desktop.goto(complaint)
    expect(desktop.get_by_text("A sign on the door that Jay made himself")).to_be_visible()
    sound(desktop)
