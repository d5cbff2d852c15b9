"""What people do on every journey, and how a page they see is checked."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests import html
from tests.factories import PASSWORD

_AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sign_in(page: Page, username: str) -> None:
    """Sign in with the password that everybody in a test has, and arrive."""
    page.goto("/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def axe(page: Page) -> None:
    """Fail with every accessibility finding of axe on the page as it is now, of any weight.

    axe comes in through the debugger and not as a script of the page, which the security policy would refuse.
    """
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(r => r.violations)", _RULES
    )
    assert not found, "\n".join(_finding(one) for one in found)


def _finding(found: dict[str, Any]) -> str:
    where = ", ".join(str(node["target"][0]) for node in found["nodes"][:5])
    return f"{found['impact']}: {found['id']}: {found['help']} ({where})"


def valid_html(page: Page) -> None:
    """Fail with what is not valid in the page, fetched again as the server sends it."""
    problems = html.problems(page.request.get(page.url).text())
    assert not problems, "\n".join(problems)


def fits(page: Page) -> None:
    """Fail when the page has to be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"


def sound(page: Page) -> None:
    """All that every page is held to: accessible, valid, no wider than its screen."""
    axe(page)
    valid_html(page)
    fits(page)
