"""docs/ledger-format.md is enough to check a ledger by: the checker printed there is run, on clean and altered exports."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ninefold.ledger import export
from tests.factories import House, write

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[2] / "docs" / "ledger-format.md"


@pytest.fixture
def exported(house: House, tmp_path: Path) -> Path:
    """The ledger of Larch House after five notes, as a file."""
    for n in range(5):
        write(house, "daily-note", {"story": [f"Note {n}, “quoted”, café 😀."]}, about=[house.jay], stage="note")
    file = tmp_path / "ledger.jsonl"
    assert export.write(house.home, file) == 5
    return file


def printed_checker(file: Path) -> str:
    """What the checker in the document says of ``file``."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code, str(file)], check=True, capture_output=True, text=True)
    return done.stdout


def alter(file: Path, change: Any) -> Path:
    """A copy of ``file`` whose lines went through ``change``."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    change(lines)
    copy = file.with_name("altered.jsonl")
    copy.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return copy


def test_a_clean_export_has_nothing_to_say(exported: Path) -> None:
    assert printed_checker(exported) == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda lines: lines[2]["content"].update(story=["Another."]), "3 has changed content"),
        (lambda lines: lines[2].update(happened_at="2026-10-01T00:00:00Z"), "3 has changed fields"),
        (lambda lines: lines.pop(2), "3 follows 2 and says 4"),
        (lambda lines: lines.insert(2, lines.pop(3)), "follows 2 and says 4"),
        (lambda lines: lines[2].update(hash="0" * 64), "3 has changed fields"),
        (lambda lines: lines[2].update(prev="0" * 64), "3 does not follow the entry before it"),
    ],
)
def test_an_altered_export_is_found_by_the_printed_checker(exported: Path, change: Any, words: str) -> None:
    assert words in printed_checker(alter(exported, change))


def test_an_export_says_each_field_the_document_names(exported: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    line = json.loads(exported.read_text(encoding="utf-8").splitlines()[0])
    assert all(f"`{name}`" in page for name in line)
