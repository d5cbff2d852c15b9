"""What the house knows of its rooms, and where a page of a feature leads from each."""

import tomllib
from dataclasses import replace
from types import ModuleType

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from ninefold import lawbook
from ninefold.web import rooms
from ninefold.web.rooms import Door, Room
from tests import html
from tests.conftest import ROOT
from tests.factories import House


def test_every_role_of_the_library_has_one_room(house: House) -> None:
    own = [room for room in rooms.rooms().values() if room.reach == "home"]
    for role in lawbook.current().words.roles:
        viewer = replace(house.viewer(house.dana), role=role)
        assert rooms.room_of(viewer) in own


def test_every_folder_of_rooms_and_of_features_is_found() -> None:
    for kind, known in (("rooms", settings.NINEFOLD_ROOMS), ("features", settings.NINEFOLD_FEATURES)):
        folders = {path.parent.name for path in (ROOT / "src" / "ninefold" / kind).glob("*/__init__.py")}
        assert {name.rpartition(".")[2] for name in known} == folders
        assert set(known) <= set(settings.INSTALLED_APPS)


def test_the_contract_of_imports_holds_for_every_room() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    independent = next(one for one in contracts if one["type"] == "independence")
    assert independent["modules"] == ["ninefold.rooms.*"]


def test_a_link_leads_into_the_room_it_is_shown_in_else_below_the_home(house: House) -> None:
    helen, desk, shift = house.viewer(house.helen), rooms.rooms()["desk"], rooms.rooms()["shift"]
    urn = house.home.urn
    assert rooms.address(helen, "child", "x", room=desk) == f"/{urn}/desk/child/x/"
    assert rooms.address(helen, "child", "x", room=shift) == f"/{urn}/shift/child/x/"
    assert rooms.address(helen, "child", "x") == f"/{urn}/desk/child/x/"
    assert rooms.address(helen, "record", "x", room=shift) == f"/{urn}/record/x/"
    assert rooms.address(helen, "today", urn="9900002") == "/9900002/desk/"


def test_where_a_room_has_no_such_page_there_is_no_link_and_a_misspelt_one_is_a_fault(house: House) -> None:
    helen = house.viewer(house.helen)
    assert rooms.address(helen, "signoff", room=rooms.rooms()["shift"]) == ""
    with pytest.raises(NoReverseMatch):
        rooms.address(helen, "sing-off")


def test_a_room_lets_in_only_its_own(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    assert client.get(reverse("desk:team", args=[house.home.urn])).status_code == 403
    client.force_login(house.account(house.helen))
    page = html.page(client.get(reverse("shift:today", args=[house.home.urn])))
    assert reverse("shift:due", args=[house.home.urn]) in page


def _known(monkeypatch: pytest.MonkeyPatch, *listed: Room) -> None:
    for number, room in enumerate(listed):
        module = ModuleType(f"room_{number}.room")
        module.ROOM = room  # type: ignore[attr-defined]
        monkeypatch.setitem(__import__("sys").modules, f"room_{number}", ModuleType(f"room_{number}"))
        monkeypatch.setitem(__import__("sys").modules, f"room_{number}.room", module)


PORTER = Room("porter", "porter/", (Door("today", "Today", "sun"),), roles=frozenset({"senior"}))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"prefix": "other/", "roles": frozenset({"inspector"})}, "name 'porter'"),
        ({"name": "other", "roles": frozenset({"inspector"})}, "prefix 'porter/'"),
        ({"name": "other", "prefix": "other/"}, "role 'senior'"),
        ({"name": "o", "prefix": "o/", "roles": frozenset(), "features": ("nowhere",)}, "nowhere"),
    ],
)
def test_two_rooms_cannot_be_the_same(monkeypatch: pytest.MonkeyPatch, changed: dict[str, object], fault: str) -> None:
    _known(monkeypatch, PORTER, replace(PORTER, **changed))  # type: ignore[arg-type]
    rooms._read.cache_clear()
    with override_settings(NINEFOLD_ROOMS=["room_0", "room_1"]), pytest.raises(ImproperlyConfigured, match=fault):
        rooms.rooms()
    rooms._read.cache_clear()
