"""docs/reports.md does what it says: its outlines and its section are put where it says, and make reports."""

import re
import sys
from pathlib import Path

import pytest

from ninefold import lawbook
from ninefold.lawbook import load
from ninefold.lawbook import outlines as declaring
from ninefold.reports import outlines, records, sections
from ninefold.reports.blocks import Heading, Report, Table
from ninefold.reports.drawings import FILES
from tests.conftest import ROOT
from tests.factories import House
from tests.reports.conftest import NOVEMBER, OCTOBER
from tests.reports.reading import figures, plain

PAGE = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^`((?:reports|sections)/\S+)`\n\n```\w+\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE))


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every example of the page in its place: the section beside ours, the outlines in a provider's folder."""
    for path, text in EXAMPLES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    theirs = tmp_path / "sections"
    monkeypatch.setattr(sections, "__path__", [*sections.__path__, str(theirs)])
    every = {**declaring.declared(), **declaring.declared(theirs)}
    monkeypatch.setattr(declaring, "declared", lambda: every)
    theirs.rename(tmp_path.parent / f"{tmp_path.name}-sections")  # a provider's folder holds no Python
    sections.__path__[-1] = str(tmp_path.parent / f"{tmp_path.name}-sections")
    monkeypatch.delitem(sys.modules, "ninefold.reports.sections.good_things", raising=False)
    return tmp_path


def test_the_examples_make_reports(followed: Path, october: House, monkeypatch: pytest.MonkeyPatch) -> None:
    library = load.load(followed)
    monkeypatch.setattr(lawbook, "current", lambda: library)
    dana = october.viewer(october.dana, now=NOVEMBER)
    made = {name: outlines.report(dana, library.reports[name], OCTOBER) for name in ("team-talk", "good-month")}
    assert titles(made["team-talk"]) == ["How to read this", "In short", "Wishes", "Holds and other measures"]
    assert titles(made["good-month"]) == ["Good things"]
    table = next(b for b in made["good-month"].blocks if isinstance(b, Table))
    assert [plain(row[0]) for row in table.rows] == ["Mon 5 Oct 13:00"]
    for report in made.values():
        assert [f for f in figures(report) if records.count(dana, f.selection) != f.number] == []
        assert all(FILES[ending].draw(report) for ending in ("docx", "xlsx"))


def titles(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 2]


@pytest.mark.parametrize("name", declaring.declared())
def test_every_section_and_parameter_has_its_line(name: str) -> None:
    line = next((line for line in PAGE.splitlines() if line.startswith("|") and f"`{name}`" in line), "")
    assert line
    missing = [
        p for p, kind in declaring.declared()[name].parameters.items() if f"`{p}{'?' * kind.endswith('?')}`" not in line
    ]
    assert missing == []


@pytest.mark.parametrize("key", declaring.Outline.model_fields)
def test_every_key_of_an_outline_has_its_line(key: str) -> None:
    assert f"`{key}`" in PAGE
