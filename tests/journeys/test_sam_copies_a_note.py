"""Sam is tired and copies Kit's evening into Jay's note. The form asks; Helen sees what came of it."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.factories import NOW, House, write
from tests.journeys.steps import arrive, follow, group, seen, sign, sound

EVENING = "Made pancakes with two eggs, argued about lemon and sugar, then played cards by the window until bedtime."
TRUE = "Jay was quiet after school, drew the river again and wanted the light left on when he went up to bed."


def kits_evening(house: House) -> None:
    """What Sam wrote of Kit the evening before."""
    about, at = [house.kit], NOW - timedelta(hours=16)
    write(house, "daily-note", {"story": [EVENING]}, about=about, by=house.sam, at=at)


def test_sam_is_asked_and_writes_what_happened(phone: Page, house: House) -> None:
    kits_evening(house)
    arrive(phone, house, house.sam, f"/{house.home.urn}/write/daily-note/")
    group(phone, "Whom is it about?").get_by_text("Jay").tap()
    phone.get_by_label("What happened?").fill(EVENING)
    assert sign(phone) == 422
    question = group(phone, "Nothing is lost, but one question before you sign")
    expect(question).to_contain_text("This reads almost like what you wrote for Kit")
    expect(question).to_contain_text("Is it what happened to Jay?")
    expect(phone.get_by_label("What happened?")).to_have_value(EVENING)
    sound(phone)
    seen(phone)
    phone.get_by_label("What happened?").fill(TRUE)
    assert sign(phone) == 200
    expect(phone.get_by_text("Signed.")).to_be_visible()


def test_without_a_script_a_tick_signs_it_and_helen_looks_again(scriptless: Page, desktop: Page, house: House) -> None:
    kits_evening(house)
    arrive(scriptless, house, house.sam, f"/{house.home.urn}/write/daily-note/?child={house.jay.id}")
    scriptless.get_by_label("What happened?").fill(EVENING)
    assert sign(scriptless) == 422
    scriptless.get_by_label("Yes, this is what happened").check()
    assert sign(scriptless) == 200

    arrive(desktop, house, house.helen, f"/{house.home.urn}/desk/look-again/")
    sound(desktop)
    follow(desktop, desktop.get_by_role("link", name="reads almost like what they wrote of Kit"))
    sound(desktop)
    seen(desktop)
    desktop.get_by_label("Why is it right as it is?").fill("They spent the evening together; Sam had written it once.")
    assert sign(desktop) == 200
    expect(desktop.get_by_text("Explained. It stays quiet")).to_be_visible()
    sound(desktop)
