"""Helen writes down who lives and works in the home, from the doors of her desk."""

import re

from playwright.sync_api import Page, expect

from tests.factories import House
from tests.journeys.steps import arrive, follow, group, sign, sound

LONG = "Bartholomew-Alexander Montgomery-Featherstonehaugh"
WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"


def test_a_child_who_moves_in_and_whoever_matters_to_them(desktop: Page, house: House) -> None:
    page = desktop
    arrive(page, house, house.helen)
    follow(page, page.get_by_role("link", name="Children", exact=True))
    follow(page, page.get_by_role("link", name="Add a child"))
    sound(page)
    page.get_by_label("What name do they use?").fill(LONG)
    page.get_by_label("When were they born?").fill("2012-04-01")
    assert sign(page) == 200
    sound(page)
    follow(page, page.get_by_role("link", name="Go on with today"))
    follow(page, page.get_by_role("link", name="Children", exact=True))
    sound(page)
    follow(page, page.get_by_role("link", name=re.compile(f"write that they have moved in.*{LONG}")))
    sound(page)
    page.get_by_label("How was the arrival?").fill(f"{WORD} was the first word.")
    page.get_by_label("On what legal basis are they here?").fill("Section 20")
    page.get_by_label("Which authority placed them?").fill("Eastmarsh")
    group(page, "Is the placement plan here?").get_by_text("No").click()
    group(page, "Is the care plan here?").get_by_text("No").click()
    assert sign(page) == 200
    sound(page)
    follow(page, page.get_by_role("link", name="Children", exact=True))
    follow(page, page.get_by_role("link", name=LONG, exact=True))
    sound(page)

    follow(page, page.get_by_role("link", name="Name a key-worker"))
    page.get_by_label("Who is it?").select_option(label="Dana Price, support worker")
    assert sign(page) == 200
    follow(page, page.get_by_role("link", name="Children", exact=True))
    follow(page, page.get_by_role("link", name=LONG, exact=True))
    expect(page.get_by_role("main")).to_contain_text("Key-worker: Dana Price")
    follow(page, page.get_by_role("link", name="Add family, social worker or school").first)
    page.get_by_label("What is their name?").fill(f"Aunt {WORD[:60]}")
    group(page, "Are they family or do they work for the child?").get_by_text("Family or friend").click()
    page.get_by_label("What are they to the child?").fill("Aunt")
    assert sign(page) == 200
    follow(page, page.get_by_role("link", name="Children", exact=True))
    follow(page, page.get_by_role("link", name=LONG, exact=True))
    expect(page.get_by_text(f"Aunt {WORD[:60]}").first).to_be_visible()
    sound(page)
    follow(page, page.get_by_role("link", name="Today", exact=True))
    sound(page)


def test_a_worker_and_their_role(desktop: Page, house: House) -> None:
    page = desktop
    arrive(page, house, house.helen)
    follow(page, page.get_by_role("link", name="Team", exact=True))
    sound(page)
    follow(page, page.get_by_role("link", name="Add a worker"))
    sound(page)
    page.get_by_label("What is their name?").fill("Priya Nair")
    page.get_by_label("When did they start here?").fill("2026-10-20")
    assert sign(page) == 200
    page.get_by_role("link", name="Team", exact=True).or_(
        page.get_by_role("link", name="Go on with today")
    ).first.click()
    follow(page, page.get_by_role("link", name="Team", exact=True))
    follow(page, page.get_by_role("link", name="Give a role"))
    page.get_by_label("Which worker is it about?").select_option(label="Priya Nair")
    group(page, "What are they here?").get_by_text("Support worker").click()
    assert sign(page) == 200
    follow(page, page.get_by_role("link", name="Team", exact=True))
    follow(page, page.get_by_role("link", name="Priya Nair", exact=True))
    expect(page.get_by_role("main")).to_contain_text("Support worker in Larch House")
    sound(page)


def test_a_long_name_on_a_phone(phone: Page, desktop: Page, house: House) -> None:
    """Nothing is pushed off the screen by a name or by a word of eighty letters."""
    for child in (house.jay, house.kit):
        child.name = LONG if child is house.jay else WORD
        child.save()
    arrive(phone, house, house.dana)
    sound(phone)
    follow(phone, phone.get_by_role("link", name=WORD[:30]))
    sound(phone)
    phone.goto(f"/{house.home.urn}/write/daily-note/?child={house.kit.id}")
    phone.get_by_label("What happened?").fill(f"{WORD} {WORD}")
    phone.get_by_label("Did they ask for something that needs an answer?").fill(WORD)
    sound(phone)
    sign(phone)
    sound(phone)
    phone.goto(f"/{house.home.urn}/shift/")
    sound(phone)
    arrive(desktop, house, house.helen)
    sound(desktop)
    for door in ("Children", "Due", "Wishes"):
        follow(desktop, desktop.get_by_role("link", name=re.compile(f"^{door}( |$)")))
        sound(desktop)
