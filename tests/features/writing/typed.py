"""Filling a form in as a browser does."""

import re
from datetime import UTC, datetime
from html import unescape

from django.http import HttpResponse
from django.test import Client

from tests import html
from tests.factories import House

NOW = datetime(2026, 10, 25, 7, 40, tzinfo=UTC)


def opened(browser: Client, address: str) -> dict[str, str]:
    """Open a form, and give what its page would send of itself."""
    page = browser.get(address, follow=True)
    assert page.status_code == 200
    assert html.problems(page.content.decode()) == []
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html.page(page))
    chosen = re.findall(r'<input type="radio" name="(_answers)" value="([^"]*)" checked', html.page(page))
    return {name: unescape(value) for name, value in [*hidden, *chosen]} | {
        "happened_at.date": "2026-10-24",
        "happened_at.time": "21:30",
    }


def sign(browser: Client, address: str, typed: dict[str, object]) -> HttpResponse:
    """Tap Sign."""
    return browser.post(address, {**opened(browser, address), **typed, "_sign": "yes"})


def note(house: House, **more: object) -> dict[str, object]:
    """A daily note about Jay."""
    return {"_about": house.jay.id, f"mood.{house.jay.id}": "4", "story": "Out on the bikes with @Kit.", **more}


def reference(house: House) -> dict[str, str]:
    """Dana, as an answer names her."""
    return {"who": house.dana.id, "kind": "worker", "name": house.dana.name}
