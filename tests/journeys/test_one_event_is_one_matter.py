"""A hold, its check, the decision and the notice: one event, told on one page, at the desk and on a phone."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.factories import NOW, House, write
from tests.journeys.steps import arrive, follow, group, send, sign, sound


def _held(house: House) -> str:
    """Dana held Jay, and has told of a worry about what set it off."""
    held = {
        "kind": "restraint",
        "lead_up": ["He had thrown the chess board."],
        "began_at": "2026-10-24T09:10:00Z",
        "where": "Kitchen",
        "story": ["I stood between them and held his arms."],
        "hold": "standing",
        "why_needed": ["injury-other"],
        "minutes": 3,
        "used_by": [{"who": house.dana.id, "kind": "worker", "name": house.dana.name}],
        "effect": ["He sat down and asked for water."],
        "injured": False,
    }
    record = write(house, "measure", held, about=[house.jay], at=NOW - timedelta(hours=2)).record_id
    worry = {"category": "other", "story": ["He says a man at the park told him to."], "immediate_steps": ["Kept in."]}
    write(house, "concern", worry, about=[house.jay], at=NOW - timedelta(hours=1),
          links=({"rel": "follows", "to": record},))  # fmt: skip
    return record


def test_helen_takes_it_from_the_hold_to_the_notice(desktop: Page, phone: Page, house: House) -> None:
    record = _held(house)
    arrive(desktop, house, house.helen, f"/{house.home.urn}/record/{record}/")
    follow(desktop, desktop.get_by_role("link", name="Check it with those who used it").first)
    group(desktop, "As whom do you sign?").get_by_text("I am the registered manager").click()
    group(desktop, "Whom did you speak to?").get_by_text("Dana Price").click()
    group(desktop, "Is the record accurate?").get_by_text("Yes").click()
    desktop.get_by_label("What set it off and what do we learn?").fill("Somebody outside. Ask him gently.")
    assert sign(desktop) == 200

    follow(desktop, desktop.get_by_text("Part of:").locator("..").get_by_role("link"))
    sound(desktop)
    owed = desktop.get_by_role("complementary", name="Still owed")
    follow(desktop, owed.get_by_role("link", name="Does Ofsted need to know?").first)
    belongs = group(desktop, "What does this belong to?")
    expect(belongs.get_by_role("radio").first).to_be_checked()
    sound(desktop)
    group(desktop, "Does it have to be notified?").get_by_text("Yes").click()
    group(desktop, "Under which part of the law?").get_by_text("Another serious matter").click()
    desktop.get_by_label("Why?").fill("A stranger sends him to hurt others.")
    assert sign(desktop) == 200

    follow(desktop, desktop.get_by_text("Part of:").locator("..").get_by_role("link"))
    owed = desktop.get_by_role("complementary", name="Still owed")
    follow(desktop, owed.get_by_role("link", name="Notification sent").first)
    carried = "I stood between them and held his arms.\n\nA stranger sends him to hurt others."
    expect(desktop.get_by_label("What did you tell them?")).to_have_value(carried)
    sound(desktop)
    told = group(desktop, "Who was told, and when?")
    told.get_by_text("Ofsted", exact=True).first.click()
    told.get_by_label("Time").first.fill("12:30")
    desktop.get_by_label("What has been done because of it?").fill("Somebody stays near him.")
    expect(group(desktop, "Under which part of the law?").get_by_label("Another serious matter")).to_be_checked()
    group(desktop, "Was it in writing").get_by_text("Yes").click()
    group(desktop, "When was it sent?").get_by_label("Time").fill("12:30")
    assert send(desktop, desktop.get_by_role("button", name="Sign as")) == 200

    follow(desktop, desktop.get_by_text("Part of:").locator("..").get_by_role("link"))
    sound(desktop)
    story = desktop.locator("ol.told")
    expect(story.get_by_role("heading")).to_contain_text(
        ["Hold, consequence", "Safeguarding concern", "Notification sent", "Check it", "Does Ofsted need to know?"]
    )

    arrive(phone, house, house.dana, f"/{house.home.urn}/record/{record}/matter/")
    sound(phone)
    expect(phone.locator("ol.told")).to_contain_text("I stood between them")
    expect(phone.locator("ol.told")).not_to_contain_text("A stranger sends him")


def test_dana_is_asked_on_her_phone_what_it_belongs_to(phone: Page, house: House) -> None:
    _held(house)
    arrive(phone, house, house.dana, f"/{house.home.urn}/write/police-call-out/")
    expect(phone.get_by_text("What does this belong to?")).to_have_count(0)
    group(phone, "Whom is it about?").get_by_text("Jay").click()
    belongs = group(phone, "What does this belong to?")
    expect(belongs.get_by_label("Something new")).to_be_checked()
    belongs.get_by_text("Measure").first.click()
    expect(belongs.get_by_label("Something new")).not_to_be_checked()
    sound(phone)
