"""A photo for the book, a file that is not what it says, and a letter that came."""

import io

import pikepdf
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.factories import House
from tests.journeys.steps import arrive, group, seen, sign, sound


def _photo() -> FilePayload:
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), "seagreen").save(drawn, "JPEG")
    return {"name": "den in the garden.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


def _letter() -> FilePayload:
    made = io.BytesIO()
    letter = pikepdf.new()
    letter.add_blank_page()
    letter.save(made)
    return {"name": "school report.pdf", "mimeType": "application/pdf", "buffer": made.getvalue()}


def _no_photo() -> FilePayload:
    return {"name": "holiday.jpg", "mimeType": "image/jpeg", "buffer": b"Only a list of names."}


def test_a_photo_is_kept_with_what_was_typed_and_shown(phone: Page, house: House) -> None:
    arrive(phone, house, house.dana, f"/{house.home.urn}/write/daily-note/?child={house.jay.id}")
    phone.get_by_label("What happened?").fill("The den is finished.")
    phone.get_by_label("A photo or a drawing for their book").set_input_files([_photo()])
    expect(phone.get_by_text("den in the garden.jpg is kept")).to_be_visible()
    seen(phone)
    phone.reload()
    expect(phone.get_by_label("den in the garden.jpg")).to_be_checked()
    expect(phone.get_by_label("What happened?")).to_have_value("The den is finished.")
    assert sign(phone) == 200
    shown = phone.get_by_role("link", name="den in the garden.jpg").locator("img")
    expect(shown).to_be_visible()
    shown.scroll_into_view_if_needed()
    phone.wait_for_function("document.querySelector('img.thumb').naturalWidth > 0")
    sound(phone)


def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(phone: Page, house: House) -> None:
    arrive(phone, house, house.dana, f"/{house.home.urn}/write/daily-note/?child={house.jay.id}")
    phone.get_by_label("What happened?").fill("The den is finished.")
    phone.get_by_label("A photo or a drawing for their book").set_input_files([_no_photo()])
    refused = phone.locator("[data-field=photo] .err")
    expect(refused).to_contain_text("holiday.jpg")
    expect(phone.get_by_label("What happened?")).to_have_value("The den is finished.")
    seen(phone)
    phone.get_by_label("A photo or a drawing for their book").set_input_files([_photo()])
    expect(phone.get_by_text("den in the garden.jpg is kept")).to_be_visible()
    expect(refused).to_have_count(0)
    assert sign(phone) == 200
    expect(phone.get_by_role("link", name="den in the garden.jpg")).to_be_visible()


def test_without_script_it_is_refused_on_the_page_that_comes_back(scriptless: Page, house: House) -> None:
    arrive(scriptless, house, house.dana, f"/{house.home.urn}/write/daily-note/?child={house.jay.id}")
    scriptless.get_by_label("What happened?").fill("The den is finished.")
    scriptless.get_by_label("A photo or a drawing for their book").set_input_files([_no_photo()])
    assert sign(scriptless) == 422
    expect(scriptless.get_by_role("alert")).to_contain_text("holiday.jpg")
    expect(scriptless.get_by_label("What happened?")).to_have_value("The den is finished.")


def test_a_letter_is_filed_and_opened_again(desktop: Page, house: House) -> None:
    arrive(desktop, house, house.helen, f"/{house.home.urn}/write/document-received/?child={house.jay.id}")
    sound(desktop)
    group(desktop, "Which document is it?").get_by_text("School report").click()
    desktop.get_by_label("The document", exact=True).set_input_files([_letter()])
    expect(desktop.get_by_text("school report.pdf is kept")).to_be_visible()
    assert sign(desktop) == 200
    link = desktop.get_by_role("link", name="school report.pdf")
    got = desktop.request.get(str(link.get_attribute("href")))
    assert got.ok
    assert got.headers["content-type"] == "application/pdf"
    assert got.body().startswith(b"%PDF")
