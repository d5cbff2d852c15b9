"""docs/forms.md does what it says: the kind that it adds, by one module and one template, is drawn, signed and read."""

import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ninefold import lawbook
from ninefold.base import clock
from ninefold.forms import kinds as folder
from ninefold.lawbook import kinds, load
from ninefold.ledger.models import Content
from tests import html
from tests.factories import House
from tests.features.writing.typed import NOW, sign

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")
MODULE = "ninefold.forms.kinds.temperature"


@pytest.fixture
def _followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """The files of the page, where it says they are: below a folder of their own instead of below ours."""
    for name, text in re.findall(r"^`(\S+/\S+)`\n\n```\w+\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    forms = tmp_path / "src" / "ninefold" / "forms"
    monkeypatch.setattr(folder, "__path__", [*folder.__path__, str(forms / "kinds")])
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [forms / "templates"]
    settings.TEMPLATES = templates
    monkeypatch.setattr(clock, "now", lambda: NOW)
    kinds.kinds.cache_clear()
    try:
        library = load.load(_provider(tmp_path))
        monkeypatch.setattr(lawbook, "current", lambda: library)
        yield
    finally:
        sys.modules.pop(MODULE, None)
        kinds.kinds.cache_clear()


def _provider(tmp_path: Path) -> Path:
    """The part of the page's files that stands in a provider's folder."""
    provider = tmp_path / "provider"
    provider.mkdir()
    (tmp_path / "records").rename(provider / "records")
    return provider


@pytest.mark.usefixtures("_followed")
def test_a_form_with_the_new_kind_is_drawn_refused_signed_and_read(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    address = f"/{house.home.urn}/write/temperature-taken/"
    assert "Degrees Celsius, for example 37.4." in html.page(client.get(address, follow=True))
    typed = {"_about": house.jay.id, "temperature": "warm"}
    assert "is not a temperature" in html.page(sign(client, address, typed))
    assert "between 30 and 45 degrees" in html.page(sign(client, address, typed | {"temperature": "61"}))
    signed = sign(client, address, typed | {"temperature": "37,4"})
    assert signed.status_code == 302, html.page(signed)
    assert Content.objects.get().body == '{"temperature":374}'
    page = html.page(client.get(signed["Location"]))
    assert "37.4 °C" in page
    again = re.search(r'href="([^"]*/correct/[^"]*)"', page)
    assert again and 'value="37.4"' in html.page(client.get(again[1], follow=True))


@pytest.mark.usefixtures("_followed")
def test_no_link_fills_it_in(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    page = html.page(client.get(f"/{house.home.urn}/write/temperature-taken/?temperature=40.0", follow=True))
    assert "40.0" not in page


def test_without_its_module_it_is_no_kind() -> None:
    assert "temperature" not in kinds.kinds()
    with pytest.raises(ValueError, match="'temperature' is not a kind"):
        kinds.known("temperature")
