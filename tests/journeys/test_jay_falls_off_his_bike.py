"""Jay falls off his bike: where it hurts is shown on a figure, by thumb and by keyboard, under what he is allergic to."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.factories import NOW, House, write
from tests.journeys.steps import arrive, group, seen, sign, sound

PEANUTS = {"kind": "allergy", "what": "Peanuts", "severity": "serious", "do": "Ring 111.", "source": "doctor"}


def test_where_it_hurts_is_chosen_on_the_figure_and_read_from_it(phone: Page, house: House) -> None:
    write(house, "allergy", PEANUTS, about=[house.jay], at=NOW - timedelta(days=2))
    arrive(phone, house, house.dana, f"/{house.home.urn}/write/accident/")
    group(phone, "Whom is it about?").get_by_text("Jay").tap()
    expect(phone.get_by_text("Allergy: Peanuts")).to_be_visible()
    sound(phone)
    phone.get_by_label("What happened?").fill("Off the bike at the corner.")
    knee = phone.get_by_role("checkbox", name="Left knee", exact=True).first
    knee.tap()
    expect(knee).to_have_attribute("aria-checked", "true")
    phone.get_by_label("Left knee: what can be seen").fill("a graze")
    knee.focus()
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Space")
    expect(phone.locator('input[name="injury"][value="left-shin"]')).to_be_checked()
    phone.keyboard.press("Space")
    expect(phone.locator('input[name="injury"][value="left-shin"]')).not_to_be_checked()
    phone.get_by_label("What was done for them?").fill("Cleaned, plaster.")
    group(phone, "How far did it go?").get_by_text("First aid here").tap()
    seen(phone)
    assert sign(phone) == 200
    expect(phone.get_by_role("img", name="Figure of the body with 1 mark")).to_be_visible()
    expect(phone.get_by_text("a graze")).to_be_visible()
    sound(phone)


def test_his_height_over_time_opens_point_by_point(phone: Page, house: House) -> None:
    for days, height in ((90, "150"), (2, "152.5")):
        said = {"reason": "child", "height_cm": height}
        write(house, "growth", said, about=[house.jay], at=NOW - timedelta(days=days))
    arrive(phone, house, house.dana, f"/{house.home.urn}/shift/child/{house.jay.id}/progress/")
    expect(phone.get_by_text("up by 2.5 since the start")).to_be_visible()
    sound(phone)
    phone.get_by_role("link", name="Height").tap()
    expect(phone.get_by_role("heading", name="Height")).to_be_visible()
    sound(phone)
    phone.get_by_role("link", name="open").first.tap()
    expect(phone.get_by_text("152.5")).to_be_visible()
