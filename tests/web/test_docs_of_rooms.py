"""docs/rooms.md and docs/features.md do what they say: a stranger's room and feature stand in the house."""

import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import clear_url_caches, reverse

import ninefold.urls
from ninefold.web import rooms
from tests import html
from tests.conftest import ROOT
from tests.factories import House, write

pytestmark = pytest.mark.django_db
NAMES = ("porter", "lost_property")


def _written(page: str, folder: Path) -> None:
    """Every file that a page of the documents shows, written as it stands there."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    shown = re.findall(r"^`(\S+\.(?:py|html))`\n\n```\w+\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert len(shown) >= 5
    for path, content in shown:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")


def _again() -> None:
    """The house as it starts: rooms read, addresses made."""
    rooms._read.cache_clear()
    rooms._pages.cache_clear()
    importlib.reload(ninefold.urls)
    clear_url_caches()


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The night porter's room and the lost property, on the path and in the settings; the feature in two rooms."""
    for page in ("rooms.md", "features.md"):
        _written(page, tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    porter = importlib.import_module("porter.room")
    shift = importlib.import_module("ninefold.rooms.shift.room")
    for module in (porter, shift):
        room = replace(
            module.ROOM, features=(*module.ROOM.features, "lost_property"), cards=(*module.ROOM.cards, "lost_property")
        )
        monkeypatch.setattr(module, "ROOM", room)
    with override_settings(
        NINEFOLD_ROOMS=[*settings.NINEFOLD_ROOMS, "porter"],
        NINEFOLD_FEATURES=[*settings.NINEFOLD_FEATURES, "lost_property"],
        INSTALLED_APPS=[*settings.INSTALLED_APPS, *NAMES],
    ):
        _again()
        yield
    monkeypatch.undo()
    _again()
    for name in [name for name in sys.modules if name.partition(".")[0] in NAMES]:
        del sys.modules[name]


def test_the_porter_begins_behind_one_door_and_the_feature_has_its_card_in_two_rooms(
    built: None, client: Client, house: House
) -> None:
    write(house, "daily-note", {"story": ["A blue glove was handed in."]}, about=[house.jay])
    client.force_login(house.account(house.sam))
    assert client.get("/").headers["Location"] == f"/{house.home.urn}/porter/"
    page = html.page(client.get(f"/{house.home.urn}/porter/"))
    assert html.problems(page) == []
    assert 'aria-current="page"' in page and "Tonight" in page
    assert f'href="/{house.home.urn}/porter/lost-property/"' in page and "A blue glove" in page
    for address in ("lost-property/", "due/", "to-read/"):
        answer = client.get(f"/{house.home.urn}/porter/{address}")
        assert answer.status_code == 200 and html.problems(answer.content.decode()) == []
    client.force_login(house.account(house.dana))
    assert client.get(f"/{house.home.urn}/porter/").status_code == 403
    page = html.page(client.get(reverse("shift:today", args=[house.home.urn])))
    assert f'href="/{house.home.urn}/shift/lost-property/"' in page


def test_where_there_is_nothing_to_say_there_is_no_card(built: None, client: Client, house: House) -> None:
    client.force_login(house.account(house.sam))
    assert "Lost property" not in html.page(client.get(f"/{house.home.urn}/porter/"))


def test_and_the_house_is_as_before_without_them(client: Client, house: House) -> None:
    client.force_login(house.account(house.sam))
    assert client.get("/").headers["Location"] == f"/{house.home.urn}/shift/"
    assert client.get(f"/{house.home.urn}/porter/").status_code == 404
