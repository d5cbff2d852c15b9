"""What people do on every journey, and how a page they see is checked."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, Response, expect

from ninefold.people.models import Worker
from tests import html
from tests.factories import PASSWORD, House

_AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
NARROW = 320  # the narrowest screen that everything has to fit (WCAG 1.4.10)
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sign_in(page: Page, username: str) -> None:
    """Sign in with the password that everybody in a test has, and arrive."""
    page.goto("/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def arrive(page: Page, house: House, worker: Worker, address: str = "/") -> None:
    """Come in as ``worker``, signed in already: what signing in is like is a journey of its own."""
    client = Client()
    client.force_login(house.account(worker), settings.AUTHENTICATION_BACKENDS[0])
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    there = page.url if page.url.startswith("http") else page.request.get("/health/").url
    server = urlsplit(there).hostname or ""
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": kept, "domain": server, "path": "/"}])
    page.goto(address)


def follow(page: Page, link: Locator) -> None:
    """Press what leads to another page, and wait until it is there: a click alone does not."""
    with page.expect_navigation():
        link.click()


def send(page: Page, button: Locator) -> int:
    """Press ``button``, wait for the page it leads to, hold its HTML to the standard, and give its status.

    A form of a record is sent by its own script, which shows what is asked again where it stands, and goes on by itself.
    """
    if _is_sent_by_script(page, button):
        return _sent_by_script(page, button)
    with page.expect_navigation() as leads:
        button.click()
    return _sound_answer(leads.value)


def _sound_answer(answer: Response) -> int:
    try:
        text = answer.text()
    except PlaywrightError:  # the page has gone on by itself: what it was is not there to be read any more
        return answer.status
    problems = html.problems(text)
    assert not problems, "\n".join(problems)
    return answer.status


def _is_sent_by_script(page: Page, button: Locator) -> bool:
    """Whether the form's script is there and takes this button: without scripts the browser sends it."""
    return bool(button.evaluate("b => !!(globalThis.kept && b.form && b.form.dataset.signIn)"))


PATIENCE = 500  # looks of 20 ms each


def _sent_by_script(page: Page, button: Locator) -> int:
    documents: list[Response] = []

    def came(answer: Response) -> None:
        if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
            documents.append(answer)

    page.on("response", came)
    with page.expect_response(lambda one: "x-ninefold-form" in one.request.headers) as posted:
        button.click()
    answer = posted.value
    if "application/json" not in answer.headers.get("content-type", ""):
        expect(page.locator("form [data-once][aria-disabled]")).to_have_count(0)
        page.remove_listener("response", came)
        return _sound_answer(answer)
    for _ in range(PATIENCE):
        if documents:
            break
        page.wait_for_timeout(20)
    page.wait_for_load_state()
    page.remove_listener("response", came)
    return _sound_answer(documents[-1]) if documents else 200


def sign(page: Page) -> int:
    """Sign the form that is being written."""
    return send(page, page.get_by_role("button", name="Sign as"))


def group(page: Page, question: str) -> Locator:
    """A question that has several inputs, or one row of it."""
    return page.get_by_role("group", name=question)


def axe(page: Page) -> None:
    """Fail with every accessibility finding of axe on the page as it is now, of any weight.

    axe comes in through the debugger and not as a script of the page, which the security policy would refuse. The
    screen is made as high as the page for it: what is below a bar that stays in place can be scrolled from there.
    """
    size = page.viewport_size
    assert size
    high = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(high, size["height"])})
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(r => r.violations)", _RULES
    )
    page.set_viewport_size(size)
    assert not found, "\n".join(_finding(one) for one in found)


def _finding(found: dict[str, Any]) -> str:
    where = ", ".join(str(node["target"][0]) for node in found["nodes"][:5])
    return f"{found['impact']}: {found['id']}: {found['help']} ({where})"


def valid_html(page: Page) -> None:
    """Fail with what is not valid in the page, fetched again as the server sends it."""
    problems = html.problems(page.request.get(page.url).text())
    assert not problems, "\n".join(problems)


def fits(page: Page) -> None:
    """Fail when the page has to be scrolled sideways, on its own screen or on one of 320 pixels."""
    size = page.viewport_size
    assert size
    for width in (size["width"], NARROW):
        page.set_viewport_size({"width": width, "height": size["height"]})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels too wide for a screen of {width}"
    page.set_viewport_size(size)


def seen(page: Page) -> None:
    """All that a page is held to as it stands, answered to a form or changed by a script: accessible, not too wide."""
    axe(page)
    fits(page)


def sound(page: Page) -> None:
    """All that every page is held to that can be asked for by its address: it is valid HTML as well."""
    seen(page)
    valid_html(page)
