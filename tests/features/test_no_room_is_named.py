"""A feature knows no room: its links come from the room it is shown in."""

import re

import pytest
from django.template.loader import get_template

from ninefold.web import rooms
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "ninefold"
FOLDERS = ("features", "forms", "reports", "insight", "web", "evidence", "duties", "ledger", "people")


def _named() -> re.Pattern[str]:
    """An address of a room, as code and templates name one: its namespace before a page, in quotes."""
    places = "|".join([*rooms.rooms(), rooms.SHARED])
    folders = "|".join(rooms.rooms())
    return re.compile(rf"""["'](?:{places}):[a-z]|["'](?:{folders})/\w+\.html|ninefold\.rooms\b""")


def test_no_address_of_a_room_stands_in_a_feature() -> None:
    named = _named()
    files = [
        path for folder in FOLDERS for path in sorted((SOURCE / folder).rglob("*")) if path.suffix in (".py", ".html")
    ]
    assert len(files) > 200
    assert [str(path.relative_to(SOURCE)) for path in files if named.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", sorted(rooms.rooms()))
def test_a_room_names_no_address_but_its_own(name: str) -> None:
    """A door of its ``room.py`` may lead out of it, by the page's full name; its pages ask ``web.rooms``."""
    others = "|".join({*rooms.rooms(), rooms.SHARED} - {name})
    named = re.compile(rf"""["'](?:{others}):[a-z]""")
    folder = SOURCE / "rooms" / name
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".html") and path.name != "room.py"]
    assert files
    assert [str(path.relative_to(SOURCE)) for path in files if named.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "text", ["{% url 'desk:due' home.urn %}", 'reverse("shift:today")', "'write:record'", '"desk/_line.html"']
)
def test_one_that_did_would_be_noticed(text: str) -> None:
    assert _named().search(text)


DRAWN = re.compile(r"""["']([a-z_]+/[a-z_]+\.html)["']""")
ASKED = re.compile(r"""\{% to (["'])([a-z-]+)\1""")


def test_every_page_that_a_template_asks_for_is_there() -> None:
    known = set().union(*rooms.pages().values())
    asked = {
        (str(path.relative_to(SOURCE)), page)
        for path in SOURCE.rglob("*.html")
        for _, page in ASKED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 50
    assert [one for one in sorted(asked) if one[1] not in known] == []


def test_every_template_can_be_read() -> None:
    """One that is misspelt in a rare branch would be found by nobody else."""
    names = {path.as_posix().split("/templates/", 1)[1] for path in SOURCE.rglob("templates/**/*.html")}
    asked = {name for path in SOURCE.rglob("*.py") for name in DRAWN.findall(path.read_text(encoding="utf-8"))}
    assert len(asked) > 50
    for name in names | asked:
        get_template(name)
