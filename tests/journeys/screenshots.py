"""Draw the pictures of the README again, from the invented lives of the demo: ``./run screenshots``.

The demo must have been built once (``./run demo``). Whoever is looking is signed in without a password, and walks
to each page by its doors, as people do.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


@dataclass(frozen=True)
class Picture:
    """A page to draw: whose, on what, and what is pressed to come to it from their first page."""

    name: str
    role: str
    screen: dict[str, Any]
    presses: tuple[str, ...] = ()


def door(address: str) -> str:
    """The door of a room that leads to an address ending so, on a phone or a desk."""
    return f'nav a[href$="{address}"]:visible'


WANTED = (
    Picture("shift-today", "support-worker", PHONE),
    Picture("shift-write", "support-worker", PHONE, (door("/write/"), 'main a[href*="/write/daily-note/"]')),
    Picture("shift-child", "support-worker", PHONE, (door("/shift/children/"), 'main a[href*="/shift/child/"]')),
    Picture("desk-today", "registered-manager", DESKTOP),
    Picture("desk-child", "registered-manager", DESKTOP, (door("/desk/children/"), 'main a[href*="/desk/child/"]')),
    Picture("desk-due", "registered-manager", DESKTOP, (door("/desk/due/"),)),
    Picture("desk-standards", "registered-manager", DESKTOP, (door("/desk/standards/"),)),
)


def main() -> None:
    """Draw every picture of WANTED into docs/pictures."""
    data = Path(os.environ.setdefault("NINEFOLD_DATA", str(ROOT / "demo")))
    if not (data / "ninefold.sqlite3").exists():
        raise SystemExit(f"There is no demo in {data}. Run ./run demo once, then this again.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ninefold.settings")
    import django

    django.setup()
    sessions = {role: _session(role) for role in {picture.role for picture in WANTED}}
    PICTURES.mkdir(parents=True, exist_ok=True)
    with _server() as address:
        _draw(address, sessions)


def _session(role: str) -> str:
    """The session of somebody with ``role`` in one home, as if they had just signed in."""
    from django.conf import settings
    from django.db.models import Count
    from django.test import Client

    from ninefold.people.models import Account

    whose = Account.objects.annotate(homes=Count("person__worker__roles__home", distinct=True)).filter(homes=1)
    client = Client()
    client.force_login(
        whose.filter(person__worker__roles__name=role).order_by("id")[0], settings.AUTHENTICATION_BACKENDS[0]
    )
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@contextmanager
def _server() -> Iterator[str]:
    """Ninefold on a free port, for as long as the pictures take."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", "--bind", place, "ninefold.wsgi"])
    try:
        _wait_for(f"http://{place}/health/")
        yield f"http://{place}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"Nothing answered at {address} within twenty seconds.")


def _draw(address: str, sessions: dict[str, str]) -> None:
    from playwright.sync_api import sync_playwright
    from tqdm import tqdm

    from tests.conftest import find_chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        for picture in tqdm(WANTED, unit="picture"):
            context = browser.new_context(base_url=address, locale="en-GB", **picture.screen)
            context.add_cookies([{"name": "sessionid", "value": sessions[picture.role], "url": address}])
            page = context.new_page()
            page.goto("/")
            for press in picture.presses:
                page.locator(press).first.click()
                page.wait_for_load_state()
            page.screenshot(path=PICTURES / f"{picture.name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
