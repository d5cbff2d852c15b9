"""What Dana typed is there when she comes back on the same tablet, whatever went away; and nobody else finds it there."""

import re
from typing import Any

from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, Route, expect

from ninefold.ledger.models import Draft, Entry
from tests.factories import PASSWORD, House
from tests.journeys.steps import arrive, follow, sign_in, sound

SAID = "Toast, and half a game of draughts. He laughed at the queen."


def begin(page: Page, house: House) -> None:
    arrive(page, house, house.dana, f"/{house.home.urn}/write/daily-note/?child={house.jay.id}")


def story(page: Page) -> Any:
    return page.get_by_label("What happened?")


def type_offline(page: Page, text: str = SAID) -> None:
    page.context.set_offline(True)
    story(page).fill(text)
    story(page).blur()
    expect(page.locator("[data-saved]")).to_contain_text("kept on this device")


def sign_button(page: Page) -> Any:
    return page.get_by_role("button", name="Sign as Dana")


def kept_rows(page: Page) -> list[dict[str, Any]]:
    """What stands in the browser's own store, as anybody with the tablet could read it."""
    rows: list[dict[str, Any]] = page.evaluate(
        """() => new Promise((resolve) => {
            const request = indexedDB.open("ninefold", 1);
            request.onsuccess = () => {
                const all = request.result.transaction("texts").objectStore("texts").getAll();
                all.onsuccess = () => resolve(all.result.map((row) => ({
                    id: row.id, text: new TextDecoder("latin1").decode(row.sealed)})));
            };
        })"""
    )
    return rows


def test_signed_without_a_connection_the_page_stays_and_it_is_signed_when_there_is_one(
    phone: Page, house: House
) -> None:
    begin(phone, house)
    type_offline(phone)
    sign_button(phone).tap()
    expect(phone.locator("[data-stay]")).to_contain_text(
        "No connection. What you wrote is kept on this device, for you only."
    )
    expect(story(phone)).to_have_value(SAID)
    sound(phone)
    phone.context.set_offline(False)
    expect(phone.get_by_text("Signed.")).to_be_visible(timeout=15_000)
    assert Entry.objects.count() == 1
    assert kept_rows(phone) == []


def test_what_is_changed_after_signing_waits_for_another_tap(phone: Page, house: House) -> None:
    begin(phone, house)
    type_offline(phone)
    sign_button(phone).tap()
    expect(phone.locator("[data-stay]")).to_contain_text("No connection")
    story(phone).press_sequentially(" And then")
    expect(phone.locator("[data-stay]")).to_contain_text("Sign again when you are ready")
    phone.context.set_offline(False)
    expect(phone.locator("[data-saved]")).to_have_text(re.compile("^Saved"), timeout=15_000)
    assert Entry.objects.count() == 0


def test_closed_without_a_connection_it_is_there_again(phone: Page, house: House) -> None:
    begin(phone, house)
    type_offline(phone)
    other = phone.context.new_page()
    phone.close()
    other.context.set_offline(False)
    other.goto(f"/{house.home.urn}/shift/")
    bar = other.get_by_role("complementary", name="Kept on this device")
    expect(bar).to_contain_text("One text stands only on this device")
    expect(bar).to_contain_text("Toast, and half a game")
    sound(other)
    follow(other, bar.get_by_role("link"))
    expect(story(other)).to_have_value(SAID)
    expect(other.locator("[data-stay]")).to_contain_text("stands here again")
    other.get_by_role("button", name="Sign as Dana").tap()
    expect(other.get_by_text("Signed.")).to_be_visible()
    assert kept_rows(other) == []


def test_the_session_ends_while_she_types(phone: Page, house: House) -> None:
    begin(phone, house)
    story(phone).fill("Toast,")
    story(phone).blur()
    expect(phone.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    Session.objects.all().delete()
    story(phone).fill(SAID)
    sign_button(phone).tap()
    expect(phone.locator("[data-stay]")).to_contain_text("You are signed out, and it is not signed")
    follow(phone, phone.get_by_role("link", name="Sign in again"))
    phone.fill("input[name=login]", "dana")
    phone.fill("input[name=password]", PASSWORD)
    phone.press("input[name=password]", "Enter")
    expect(story(phone)).to_have_value(SAID)
    sign_button(phone).tap()
    expect(phone.get_by_text("Signed.")).to_be_visible()
    assert Entry.objects.count() == 1


def test_the_session_ends_and_she_asks_for_another_row(desktop: Page, house: House) -> None:
    arrive(desktop, house, house.helen, f"/{house.home.urn}/write/roster/")
    note = desktop.get_by_label("Anything special that day?")
    note.fill("The boiler is looked at")
    note.blur()
    expect(desktop.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    Session.objects.all().delete()
    desktop.get_by_role("button", name="Add another").first.click()
    expect(desktop.locator("[data-saved]")).to_contain_text("Signed out, kept on this device")
    expect(note).to_have_value("The boiler is looked at")


def test_nobody_else_on_the_tablet_finds_it_and_she_does(phone: Page, house: House) -> None:
    begin(phone, house)
    type_offline(phone)
    phone.wait_for_timeout(400)
    other = phone.context.new_page()
    phone.close()
    other.context.set_offline(False)
    rows = kept_rows_of(other, house)
    assert len(rows) == 1 and not any(word in str(rows) for word in ("Toast", "daily", house.jay.id, "dana"))
    other.goto("/account/logout/")
    follow(other, other.get_by_role("button", name="Sign out"))
    sign_in(other, "sam")
    other.goto(f"/{house.home.urn}/shift/")
    expect(other.get_by_text("only on this device")).to_have_count(0)
    assert len(kept_rows(other)) == 1
    other.goto("/account/logout/")
    follow(other, other.get_by_role("button", name="Sign out"))
    sign_in(other, "dana")
    other.goto(f"/{house.home.urn}/shift/")
    expect(other.get_by_role("complementary", name="Kept on this device")).to_contain_text("Toast")


def kept_rows_of(page: Page, house: House) -> list[dict[str, Any]]:
    page.goto("/health/")
    return kept_rows(page)


def test_the_house_is_gone(browser: Browser, live_server: Any, house: House) -> None:
    """The web server in front says so: on a page that is not watched for such answers."""
    phone = browser.new_context(base_url=live_server.url, has_touch=True).new_page()
    begin(phone, house)

    def gone(route: Route) -> None:
        route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")

    story(phone).fill(SAID)
    expect(phone.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    broken = re.compile("/write/daily-note/|/draft/")
    phone.route(broken, lambda route: gone(route) if route.request.method == "POST" else route.continue_())
    story(phone).fill(SAID + " More.")
    sign_button(phone).tap()
    expect(phone.locator("[data-stay]")).to_contain_text("The house could not take it just now")
    expect(story(phone)).to_have_value(SAID + " More.")
    phone.unroute(broken)
    sign_button(phone).tap()
    expect(phone.get_by_text("Signed.")).to_be_visible()
    phone.context.close()


def test_too_long_is_said_and_nothing_is_cut(phone: Page, house: House) -> None:
    begin(phone, house)
    much = "Long ago. " * 2001
    story(phone).fill(much)
    expect(phone.get_by_text("9 letters too many to be signed")).to_be_visible()
    sign_button(phone).tap()
    expect(phone.get_by_role("alert").filter(has_text="Nothing is lost")).to_be_visible()
    expect(story(phone)).to_have_value(much)
    sound(phone)


def test_the_device_is_full(phone: Page, house: House) -> None:
    """Nothing can be kept on it: the page says to keep it open, and says no untruth."""
    phone.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    begin(phone, house)
    phone.context.set_offline(True)
    story(phone).fill(SAID)
    story(phone).blur()
    expect(phone.locator("[data-saved]")).to_contain_text("No connection, keep this page open")
    sign_button(phone).tap()
    expect(phone.locator("[data-stay]")).to_contain_text("Keep this page open: what you wrote stands nowhere else")


def test_the_house_is_asked_every_five_seconds_and_only_what_changed_is_sent(phone: Page, house: House) -> None:
    begin(phone, house)
    sent: list[str] = []
    phone.on("request", lambda one: sent.append(one.post_data or "") if "/draft/" in one.url else None)
    for word in SAID.split():
        story(phone).press_sequentially(f"{word} ", delay=20)
    phone.wait_for_timeout(5_500)
    assert 1 <= len(sent) <= 3
    expect(phone.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    own = phone.get_by_label(re.compile("own words|said", re.IGNORECASE)).first
    own.fill("Checkmate.")
    own.blur()
    expect(phone.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    phone.wait_for_timeout(300)
    assert "draughts" not in sent[-1] and "Checkmate" in sent[-1]
    assert "draughts" in Draft.objects.get().typed and "Checkmate" in Draft.objects.get().typed


def test_choosing_a_child_and_leaving_begins_nothing(phone: Page, house: House) -> None:
    arrive(phone, house, house.dana, f"/{house.home.urn}/write/daily-note/")
    phone.get_by_role("group", name="Whom is it about?").get_by_text("Jay").tap()
    phone.wait_for_timeout(600)
    phone.goto(f"/{house.home.urn}/write/")
    expect(phone.get_by_text("Begun and not signed")).to_have_count(0)
    assert Draft.objects.count() == 0


def test_two_texts_of_one_form_are_both_kept(phone: Page, house: House) -> None:
    """She wrote on without a connection, and then on another device: which one holds is for her to say."""
    begin(phone, house)
    story(phone).fill("Toast.")
    story(phone).blur()
    expect(phone.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    type_offline(phone)
    address = phone.url
    other = phone.context.new_page()
    phone.close()
    Draft.objects.update(typed=Draft.objects.get().typed.replace("Toast.", "Porridge."), saved_at="2026-10-24T13:00Z")
    other.context.set_offline(False)
    other.goto(address)
    expect(story(other)).to_have_value("Porridge.")
    expect(other.locator("[data-stay]")).to_contain_text("This device kept another text")
    other.get_by_role("button", name="Put in what this device kept").tap()
    expect(story(other)).to_have_value(SAID)
