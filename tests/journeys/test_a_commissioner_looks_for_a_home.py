"""Cora commissions for an authority: she brings in a file, reads the first answer, opens a home, and takes a list away."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ninefold.people.models import Account
from ninefold.sector.models import Event, Work
from tests.factories import PASSWORD
from tests.journeys.steps import follow, seen, send, sign_in, sound
from tests.sector.sheets import as_csv

TITLES = (
    *("URN", "Provision type", "Event type", "Inspection date", "Event number", "Overall effectiveness"),
    *("Local authority", "Region", "Sector", "Places", "Organisation which owns the provider"),
)
HOMES = 24


def _row(home: int, year: int, grade: str) -> tuple[object, ...]:
    place = ("Northmoor", "North West") if home % 2 else ("Eastmarsh", "London")
    event = ("Children's home", "Full inspection", f"{10 + home % 15}/06/{year}", f"{year}{home:04}", grade)
    return (f"SC{100000 + home}", *event, *place, "Private", 2 + home % 4, f"Owner {home % 3} Limited")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three years: a sixth of the homes outstanding throughout, the others good, one row that cannot be taken."""
    rows = [
        _row(home, year, "Outstanding" if home < HOMES // 6 else "Good")
        for year in (2021, 2022, 2023)
        for home in range(HOMES)
    ]
    return as_csv(tmp_path / "three years.csv", [TITLES, *rows, (*_row(3, 2023, "Purple")[:4], "9", "Purple")])


@pytest.fixture
def cora(transactional_db: None) -> Account:
    """A commissioner for Northmoor."""
    return Account.objects.create_user("cora", PASSWORD, commissions_for="Northmoor")


def test_from_a_file_to_a_shortlist_that_is_taken_away(desktop: Page, cora: Account, file: Path) -> None:
    page = desktop
    sign_in(page, "cora")
    expect(page.get_by_role("heading", name="Homes over the years")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Children's social care data in England")
    sound(page)
    page.get_by_label("Drop Ofsted's files here").set_input_files(file)
    send(page, page.get_by_role("button", name="Take these files"))
    expect(page.get_by_role("heading", name="Taken", exact=True)).to_be_visible(timeout=20_000)
    seen(page)
    follow(page, page.get_by_role("link", name="1 row", exact=True))
    expect(page.get_by_role("main")).to_contain_text("Purple")
    sound(page)
    follow(page, page.get_by_role("link", name="Overview"))
    expect(page.get_by_role("main")).to_contain_text("4 of 24")
    expect(page.get_by_role("main")).to_contain_text("35 of 1,439")
    sound(page)
    follow(page, page.get_by_role("link", name="Which homes these are"))
    sound(page)
    follow(page, page.get_by_role("link", name="Owner 1 Limited"))
    expect(page.get_by_role("img", name="Full inspections of Owner 1 Limited, Northmoor (SC100001)")).to_be_visible()
    sound(page)
    page.get_by_label("A note, for yourself").fill("Ask about places in May.")
    send(page, page.get_by_role("button", name="Put it on your watch list"))
    follow(page, page.get_by_role("link", name="Watch list"))
    expect(page.get_by_role("main")).to_contain_text("Ask about places in May.")
    sound(page)
    follow(page, page.get_by_role("link", name="Find homes"))
    page.get_by_label("Local authority").select_option("Northmoor")
    page.get_by_label("Newest grade").select_option("outstanding")
    follow(page, page.get_by_role("button", name="Find", exact=True))
    expect(page.get_by_role("main")).to_contain_text("2 homes")
    sound(page)
    with page.expect_download() as got:
        page.get_by_role("link", name="Excel").click()
    assert got.value.suggested_filename.endswith(".xlsx")


def test_a_child_is_considered_and_placing_stops(phone: Page, cora: Account, file: Path) -> None:
    page = phone
    sign_in(page, "cora")
    page.get_by_label("Drop Ofsted's files here").set_input_files(file)
    send(page, page.get_by_role("button", name="Take these files"))
    expect(page.get_by_role("heading", name="Taken", exact=True)).to_be_visible(timeout=20_000)
    page.goto("/sector/homes/SC100003/")
    follow(page, page.get_by_role("link", name="Impact and matching"))
    sound(page)
    page.get_by_label("The child's initials").fill("Jay Kent")
    assert send(page, page.get_by_role("button", name="Sign")) == 422
    seen(page)
    expect(page.get_by_role("alert")).to_contain_text("Initials only")
    page.goto("/sector/homes/SC100003/")
    follow(page, page.get_by_role("link", name="Suspension"))
    page.get_by_label("Why?").fill("No manager since August.")
    page.get_by_label("What does it mean for our children").fill("Each social worker has been asked.")
    send(page, page.get_by_role("button", name="Sign"))
    sound(page)
    for address in (
        "/sector/area/",
        "/sector/records/",
        "/sector/change/?by=region",
        "/sector/compare/authority/?name=Northmoor",
    ):
        page.goto(address)
        sound(page)
    page.goto("/sector/area/")
    expect(page.get_by_role("main")).to_contain_text("SC100003")


def test_an_enquiry_becomes_a_list_with_reasons(phone: Page, cora: Account, file: Path) -> None:
    page = phone
    sign_in(page, "cora")
    page.get_by_label("Drop Ofsted's files here").set_input_files(file)
    send(page, page.get_by_role("button", name="Take these files"))
    expect(page.get_by_role("heading", name="Taken", exact=True)).to_be_visible(timeout=20_000)
    page.goto("/sector/shortlist/?authority=Northmoor&grade=1")
    page.get_by_label("The case's letter or initials").fill("J")
    send(page, page.get_by_role("button", name="Begin or open it"))
    send(page, page.get_by_role("button", name="Keep Owner").first)
    page.get_by_label("Why this one?").fill("Near the school.")
    send(page, page.get_by_role("button", name="Keep the reason"))
    sound(page)
    follow(page, page.get_by_role("link", name="Compare and print"))
    expect(page.get_by_label("Why this one?")).to_have_value("Near the school.")
    sound(page)
    for address in ("/sector/lists/", "/sector/grid/", "/sector/reports/", "/sector/stability/"):
        page.goto(address)
        sound(page)


def test_without_a_script_a_file_is_taken_too(scriptless: Page, cora: Account, file: Path) -> None:
    page = scriptless
    sign_in(page, "cora")
    page.set_input_files("#files", file)
    send(page, page.get_by_role("button", name="Take these files"))
    for _ in range(50):
        if not page.get_by_role("link", name="Look again").count():
            break
        follow(page, page.get_by_role("link", name="Look again"))
    expect(page.get_by_role("heading", name="Taken", exact=True)).to_be_visible()
    assert Event.objects.count() == 3 * HOMES
    assert Work.objects.get().state == "done"
