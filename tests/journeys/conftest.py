"""Journeys: a real Chromium against a running server, on the story's own date.

    phone         a page of 390 by 844 that is touched
    desktop       a page of 1280 by 900
    scriptless    a phone that runs no script

Each page fails its test when anything is written to the console as an error (the browser also writes there what
the content security policy refused), when a script breaks, or when a part of a page cannot be had.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

from ninefold.base import clock
from tests.conftest import find_chromium
from tests.factories import NOW

_HERE = Path(__file__).parent
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
_DESKTOP = {"viewport": {"width": 1280, "height": 900}}

OpenPage = Callable[..., Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder is a journey, and is skipped where there is no Chromium."""
    no_browser = pytest.mark.skipif(find_chromium() is None, reason="no Chromium here; set CHROMIUM to one")
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(no_browser)


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """The Chromium of all journeys of this process."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread. Django would refuse the database beside it, and has
        # connections of its own there, which are closed before the loop ends and they are out of reach.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=list(_QUIET))
        expect.set_options(timeout=15_000)
        yield chromium
        chromium.close()
        connections.close_all()


@pytest.fixture(autouse=True)
def _on_the_storys_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock starts when the story's does, however long this process has run before."""
    monkeypatch.setenv("NINEFOLD_CLOCK", clock.text(NOW))
    monkeypatch.setattr(clock, "_started", time.monotonic())


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> OpenPage:
    """Opens a page in a context of its own: ``with open_page(viewport=...) as page``."""

    @contextmanager
    def opened(**settings: Any) -> Iterator[Page]:
        context = browser.new_context(
            base_url=live_server.url, locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce", **settings
        )
        context.set_default_timeout(30_000)  # a busy machine is no fault of the page
        page = context.new_page()
        troubles = _watch(page)
        yield page
        context.close()
        assert not troubles, "\n".join(troubles)

    return opened


@pytest.fixture
def phone(open_page: OpenPage) -> Iterator[Page]:
    """A phone, held upright."""
    with open_page(**_PHONE) as page:
        yield page


@pytest.fixture
def desktop(open_page: OpenPage) -> Iterator[Page]:
    """A laptop in the office."""
    with open_page(**_DESKTOP) as page:
        yield page


@pytest.fixture
def scriptless(open_page: OpenPage) -> Iterator[Page]:
    """A phone that runs no script."""
    with open_page(**_PHONE, java_script_enabled=False) as page:
        yield page


def _watch(page: Page) -> list[str]:
    """What goes wrong on ``page``, gathered while it is used."""
    troubles: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # An answer like 422 is written to the console too; answers are judged below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            troubles.append(f"console: {message.text}")

    def answered(response: Response) -> None:
        part = response.request.resource_type not in ("document", "xhr", "fetch")
        if response.status >= 500 or (part and response.status >= 400):
            troubles.append(f"{response.status}: {response.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on("response", answered)
    return troubles
