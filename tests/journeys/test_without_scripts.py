"""An old tablet that runs no script: everything is there, with a page more here and there."""

from playwright.sync_api import Page, expect

from tests.factories import House
from tests.journeys.steps import arrive, fits, group, send, sign, sign_in, valid_html


def plain(page: Page) -> None:
    """What can be asked of a page that runs no script, not even axe's."""
    fits(page)
    valid_html(page)


def test_a_note_is_written_read_and_found(scriptless: Page, house: House) -> None:
    page = scriptless
    sign_in(page, "dana")
    send(page, page.get_by_role("link", name="Write", exact=True))
    send(page, page.get_by_role("link", name="Daily note").first)
    plain(page)
    group(page, "Whom is it about?").get_by_text("Jay").tap()
    send(page, page.get_by_role("button", name="Show the questions for them"))
    group(page, "Jay").get_by_text("4").tap()
    page.get_by_label("What happened?").fill("Painted the fence with @Kit until dusk.")
    assert sign(page) == 200
    expect(page.get_by_text("Painted the fence with Kit until dusk.")).to_be_visible()
    page.get_by_role("link", name="Children", exact=True).tap()
    page.get_by_role("link", name="Jay").tap()
    page.get_by_role("searchbox").fill("fence")
    send(page, page.get_by_role("button", name="Find"))
    expect(page.get_by_text("Painted the fence")).to_be_visible()
    page.get_by_role("link", name="Daily note").tap()
    expect(page.get_by_role("heading", name="Daily note")).to_be_visible()


def test_rows_are_added_and_taken_out(scriptless: Page, house: House) -> None:
    page = scriptless
    arrive(page, house, house.dana, f"/{house.home.urn}/write/behaviour-plan/?child={house.jay.id}")
    plain(page)
    page.get_by_label("What do the adults need to understand?").fill("Noise is hard.")
    steps = group(page, "What calms them? Their own list")
    steps.get_by_label("What we do").fill("Headphones")
    send(page, steps.get_by_role("button", name="Add another"))
    expect(page.get_by_label("What do the adults need to understand?")).to_have_value("Noise is hard.")
    steps.get_by_label("What we do").nth(1).fill("A bath")
    send(page, steps.get_by_role("button", name="Add another"))
    steps.get_by_label("What we do").nth(2).fill("Nothing")
    send(page, group(page, "Row 3").get_by_role("button", name="Take this one out"))
    expect(steps.get_by_label("What we do")).to_have_count(2)
    group(page, "When will you look at it again?").or_(page.get_by_label("When will you look at it again?")).fill(
        "2026-12-01"
    )
    assert sign(page) == 200
    expect(page.get_by_text("Headphones")).to_be_visible()
    expect(page.get_by_text("A bath")).to_be_visible()


def test_it_is_kept_for_later_by_a_button(scriptless: Page, house: House) -> None:
    page = scriptless
    arrive(page, house, house.dana, f"/{house.home.urn}/write/daily-note/?child={house.jay.id}")
    page.get_by_label("What happened?").fill("Half a sentence")
    send(page, page.get_by_role("button", name="Later"))
    expect(page.get_by_role("status")).to_contain_text("Kept for later")
    expect(page.get_by_role("heading", name="1 begun and not signed")).to_be_visible()
    page.get_by_role("link", name="Daily note, Jay").tap()
    expect(page.get_by_label("What happened?")).to_have_value("Half a sentence")
