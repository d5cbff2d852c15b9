"""Jay asks for something in passing: it waits in view until somebody has told him."""

from playwright.sync_api import Page, expect

from tests.factories import House, write
from tests.journeys.steps import arrive, follow, group, sign, sound

WISH = "a desk by the window"


def test_asked_in_a_note_waited_for_and_answered(phone: Page, desktop: Page, house: House) -> None:
    arrive(phone, house, house.dana, f"/{house.home.urn}/write/daily-note/?child={house.jay.id}")
    phone.get_by_label("What happened?").fill("We measured his room.")
    phone.get_by_label("Did they ask for something that needs an answer?").fill(WISH)
    assert sign(phone) == 200
    expect(phone.get_by_role("status")).to_contain_text("by")
    phone.goto(f"/{house.home.urn}/shift/")
    expect(phone.get_by_role("link", name="1 wish waiting")).to_be_visible()
    follow(phone, phone.get_by_role("link", name="1 wish waiting"))
    expect(phone.get_by_text(WISH).first).to_be_visible()
    sound(phone)

    arrive(desktop, house, house.helen)
    expect(desktop.get_by_text(WISH).first).to_be_visible()
    follow(desktop, desktop.get_by_role("link", name="Wishes", exact=True))
    sound(desktop)
    follow(desktop, desktop.get_by_role("link", name="Answer Jay"))
    sound(desktop)
    expect(desktop.get_by_role("main")).to_contain_text(WISH)
    group(desktop, "What is the answer?").get_by_text("Yes", exact=True).click()
    desktop.get_by_label("What do you say to the child?").fill("Yes. We carry it up on Saturday.")
    assert sign(desktop) == 200
    follow(desktop, desktop.get_by_role("link", name="Go on with today"))
    expect(desktop.get_by_text("Every child has had an answer.")).to_be_visible()
    follow(desktop, desktop.get_by_role("link", name="Wishes", exact=True))
    expect(desktop.get_by_text("Every wish has had its answer.")).to_be_visible()
    expect(desktop.get_by_text("Yes. We carry it up on Saturday.")).to_be_visible()
    sound(desktop)

    phone.goto(f"/{house.home.urn}/shift/")
    expect(phone.get_by_text("wish waiting")).to_have_count(0)


def test_answered_where_it_was_said(phone: Page, house: House) -> None:
    """A worker answers from the note itself, and need not know that an answer is a record of its own."""
    note = write(house, "daily-note", {"story": ["Measured."], "wish": WISH}, about=[house.jay])
    arrive(phone, house, house.dana, f"/{house.home.urn}/record/{note.record_id}/")
    follow(phone, phone.get_by_role("link", name="Answer to a wish"))
    expect(group(phone, "What does this belong to?").get_by_role("radio").first).to_be_checked()
    group(phone, "What is the answer?").get_by_text("No", exact=True).tap()
    phone.get_by_label("What do you say to the child?").fill("Not this year, and I am sorry.")
    assert sign(phone) == 200
    phone.goto(f"/{house.home.urn}/record/{note.record_id}/")
    expect(phone.get_by_role("link", name="What met it")).to_be_visible()
    sound(phone)
