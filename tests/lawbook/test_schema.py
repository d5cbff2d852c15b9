"""The schemas for editors accept every file of our library, and mark a slip."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ninefold.lawbook import load, pages
from ninefold.lawbook.schema import FILES, schemas
from tests.json_schema import accepts

SCHEMAS = schemas()


def _plain(value: Any) -> Any:
    """What an editor sees: days are texts."""
    return json.loads(json.dumps(value, default=lambda day: day.isoformat() if isinstance(day, date) else str(day)))


def _read(path: Path) -> Any:
    node, problems = pages.read(path, path.name)
    assert node is not None and not problems
    return _plain(pages.value(node))


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_the_library_is_accepted(name: str) -> None:
    files = sorted(load.OURS.glob(FILES[name][2]))
    assert files
    assert [str(path) for path in files if not accepts(SCHEMAS[name], _read(path))] == []


def test_a_slip_is_marked() -> None:
    note = _read(load.OURS / "records" / "everyday" / "daily-note.yaml")
    assert not accepts(SCHEMAS["record"], note | {"titel": "Note"})
    field = note["stages"][0]["fields"][0]
    slip = note | {"stages": [note["stages"][0] | {"fields": [field | {"kind": "stories"}]}]}
    assert not accepts(SCHEMAS["record"], slip)
    assert not accepts(SCHEMAS["record"], {key: note[key] for key in note if key != "stages"})
