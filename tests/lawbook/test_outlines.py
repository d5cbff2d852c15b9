"""The outlines of reports: what the check refuses, in which words; what a provider may change; what is shown."""

import re
from pathlib import Path

import pytest

from ninefold.lawbook import load, outlines, show
from ninefold.lawbook.problems import LibraryError

SOUND = """id: ours
title: Ours
says: For us.
period: month
readers: [managers]
sections:
  - cover
  - told: {types: {measure: None.}}
"""


def own(tmp_path: Path, text: str, name: str = "ours") -> Path:
    (tmp_path / "reports").mkdir(exist_ok=True)
    (tmp_path / "reports" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_providers_report_stands_beside_ours(tmp_path: Path) -> None:
    library = load.load(own(tmp_path, SOUND))
    assert [*load.current().reports, "ours"] == list(library.reports)
    assert library.reports["ours"].record_types() == ("measure",)


SHAPES = [
    ("[managers]", "[]", 5, "should hold at least one"),
    ("period: month", "period: monthly", 4, "'monthly' is not a period"),
]
WRONG = [
    ("- cover", "- cuver", 7, "'cuver'.*cover"),
    ("told: {types", "told: {tipes", 8, "'tipes'.*types"),
    ("{types: {measure: None.}}", "{heading: Holds}", 8, "the section 'told' needs 'types'"),
    ("{measure: None.}", "{mesure: None.}", 8, "'mesure'.*measure"),
    ("{measure: None.}", "[measure]", 8, "should be record types, each with words"),
    ("{measure: None.}", "{measure: 3}", 8, "all of them text"),
    ("[managers]", "[manager]", 5, "'manager'.*managers"),
    ("period: month", "period: since-last", 4, "Say in 'since' of which"),
    ("period: month", "period: month\nsince: handover", 5, "'since' is for a period of 'since-last'"),
    ("period: month", "period: since-last\nsince: handovr", 5, "'handovr'.*handover"),
    ("period: month", 'period: month\ncite: "99(1)"', 5, "99"),
    ("period: month", "period: month\nsource: nowhere", 5, "nowhere"),
    ("- cover", "- wishes: {asks: wish.mad}", 7, "'wish.mad'.*wish.made"),
    ("- cover", "- wishes: {asks: [wish.made]}", 7, "'asks' should be a fact"),
    ("- cover", "- standards: {map_only: please}", 7, "'map_only' should be true or false"),
    (
        "period: month\nreaders: [managers]\nsections:\n  - cover",
        "period: month\nsubject: child\nreaders: [managers]\nsections:\n  - staff: {supervision: supervision.held}",
        8,
        "the section 'staff' is about a home, and this report is about a child",
    ),
]


@pytest.mark.parametrize("several", [SHAPES, WRONG], ids=["shapes", "names"])
def test_what_is_wrong_is_told_where_it_stands(tmp_path: Path, several: list[tuple[str, str, int, str]]) -> None:
    for number, (wrong, right, _, _) in enumerate(several):
        assert wrong in SOUND
        own(tmp_path, SOUND.replace(wrong, right).replace("id: ours", f"id: wrong-{number}"), f"wrong-{number}")
    with pytest.raises(LibraryError) as refused:
        load.load(tmp_path)
    problems = {(Path(one.file).stem, one.line): one.reason for one in refused.value.problems}
    for number, (_, right, line, says) in enumerate(several):
        assert re.search(says, problems.get((f"wrong-{number}", line), "")), right


def test_a_provider_may_reword_and_reorder_ours(tmp_path: Path) -> None:
    over = "id: month\ntitle: Our month\nreaders: [managers]\nsections: [cover]\n"
    report = load.load(own(tmp_path, over, "month")).reports["month"]
    assert (report.title, report.cite, report.period) == ("Our month", load.current().reports["month"].cite, "month")
    assert [use.name for use in report.sections] == ["cover"]


def test_a_provider_may_not_change_what_law_ours_answers(tmp_path: Path) -> None:
    keys = "cite: '45'\nperiod: year\nsubject: child\nsource: guide\n"
    with pytest.raises(LibraryError, match="of this report is not yours to change") as refused:
        load.load(own(tmp_path, f"id: month\n{keys}", "month"))
    assert [one.line for one in refused.value.problems] == [2, 3, 4, 5]


def test_reports_are_listed_and_shown() -> None:
    library = load.current()
    listed = "\n".join(show.LISTS["reports"](library))
    assert "six-months" in listed and "month, about a home" in listed
    shown = "\n".join(show.show(library, "six-months"))
    assert "Figures for the quality of care review  (six-months, a report)" in shown
    assert "Figures of the period with those of the period before beside them" in shown
    assert "Read by   deputy-manager, inspector, registered-manager, responsible-individual" in shown
    assert {"month", "six-months"} <= set(show.ids(library))


def test_a_fact_that_a_report_counts_has_a_reader() -> None:
    assert "good-thing.noticed" in load.current().reports["month"].facts()


def test_sections_are_read_from_their_text_alone(tmp_path: Path) -> None:
    text = (
        '"""A thing.\n\nMore."""\nimport nowhere\nSUBJECTS = ("child",)\nPARAMETERS: dict[str, str] = {"a": "words?"}\n'
    )
    (tmp_path / "a_thing.py").write_text(text, encoding="utf-8")
    (tmp_path / "__init__.py").write_text("", encoding="utf-8")
    assert outlines.declared(tmp_path) == {"a-thing": outlines.Declared("A thing.", ("child",), {"a": "words?"})}


@pytest.mark.parametrize(
    ("section", "reason"),
    [
        ("figures: {rows: [{id: a, label: A, types: [mesure]}]}", "'mesure'.*measure"),
        ("figures: {rows: [{id: a, label: A, types: [measure], where: {knd: restraint}}]}", "'knd'.*kind"),
        (
            "figures: {rows: [{id: a, label: A, types: [measure], where: {kind: restrained}}]}",
            "'restrained'.*restraint",
        ),
        ("figures: {rows: [{id: a, label: A}]}", "counts one thing"),
        ("figures: {rows: [{id: a, label: A, fact: wish.made}, {id: a, label: B, fact: wish.made}]}", "two figures"),
        ("figures: {rows: [{id: a, label: A, stay: here}]}", "cannot be read"),
        ("table: {register: mesures}", "'mesures'.*measures"),
        ("table: {types: [measure], columns: [wher]}", "'wher'.*where"),
        ("series: {series: [mod]}", "'mod'.*mood"),
    ],
)
def test_what_a_figure_or_a_table_names_exists(tmp_path: Path, section: str, reason: str) -> None:
    text = f"id: own\ntitle: Own\nsays: Own.\nperiod: month\nreaders: [leaders]\nsections:\n  - {section}\n"
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=reason):
        load.load(tmp_path)
