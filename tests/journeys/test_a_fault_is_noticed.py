"""The watchers of the other journeys: each fault of a page fails its test."""

from typing import Any

import pytest
from playwright.sync_api import Page

from ninefold.web.middleware import HEADERS
from tests.journeys import steps

PAGE = (
    '<!doctype html><html lang="en-GB"><head><title>A room</title><link rel="icon" href="data:,"></head>'
    "<body><main><h1>A room</h1>%s</main></body></html>"
)


def _visit(page: Page, inside: str, **headers: str) -> None:
    """Open a page that no server has, with ``inside`` in it."""
    page.route(
        "**/made-up/", lambda route: route.fulfill(body=PAGE % inside, content_type="text/html", headers=headers)
    )
    page.goto("/made-up/")


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<script>document.title = 'x'</script>", "Content Security Policy"),
        ('<p style="color: red">x</p>', "Content Security Policy"),
        ('<script src="/nowhere.js"></script>', r"\d+: .*/nowhere\.js"),
    ],
)
def test_what_the_policy_refuses_and_what_is_missing(open_page: Any, inside: str, named: str) -> None:
    with pytest.raises(AssertionError, match=named), open_page() as page:
        _visit(page, inside, **HEADERS)


def test_a_script_that_breaks(open_page: Any) -> None:
    with pytest.raises(AssertionError, match="script: lost"), open_page() as page:
        _visit(page, "<script>throw Error('lost')</script>")


def test_a_page_without_fault(phone: Page) -> None:
    _visit(phone, "<p>Nothing is wrong here.</p>", **HEADERS)
    steps.axe(phone)
    steps.fits(phone)


def test_a_field_without_a_name(phone: Page) -> None:
    _visit(phone, "<input>")
    with pytest.raises(AssertionError, match="critical: label"):
        steps.axe(phone)


def test_a_page_that_is_too_wide(phone: Page) -> None:
    _visit(phone, '<div style="width: 500px">wide</div><meta name="viewport" content="width=device-width">')
    with pytest.raises(AssertionError, match="too wide"):
        steps.fits(phone)
