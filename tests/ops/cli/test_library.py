"""``ninefold library``: check, list, show and diff, as a person at a terminal meets them."""

from pathlib import Path

import pytest

from ninefold.lawbook import load, show
from ninefold.ops.command import main


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """What the command prints, after it ended as expected."""
    assert main(["library", *words]) == code
    return capsys.readouterr().out


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A provider's folder with one duty of its own."""
    (tmp_path / "duties").mkdir()
    (tmp_path / "duties" / "own.yaml").write_text(
        "- id: measure-debrief\n"
        "  title: Adults talk after a measure\n"
        "  cite: 35(3)(b)\n"
        "  weight: custom\n"
        "  about: child\n"
        "  who: managers\n"
        "  starts: {fact: measure.record}\n"
        "  due: {within: 3 days}\n"
        "  met_by: {fact: measure.manager-check}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_check_says_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    library = load.current()
    text = said(capsys, "check")
    assert text.startswith(f"The library is sound: {len(library.records)} record types, ")
    assert f"Digest {library.digest}\n" in text


def test_check_of_a_folder_names_what_is_wrong(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "The library is sound" in said(capsys, "check", str(own))
    (own / "duties" / "own.yaml").write_text("- id: measure-debrief\n  wieght: custom\n", encoding="utf-8")
    text = said(capsys, "check", str(own), code=1)
    assert f"{own.name}/duties/own.yaml:2: the key 'wieght' is not known here. Did you mean 'weight'?" in text
    assert text.splitlines()[-1].endswith("things to put right.")


OF_ITS_OWN = """- id: core-group-asked
  title: Ask when the core group meets
  source: working-together
  cite: chapter 3 on protection plans
  weight: guidance
  about: child
  who: managers
  says: We ask.
  starts: {fact: concern.raised}
  due: {within: 2 days}
  met_by: {fact: concern.decided}
"""


def test_check_of_a_folder_holds_its_cites_to_our_sources(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    duties = own / "duties" / "asked.yaml"
    duties.write_text(OF_ITS_OWN, encoding="utf-8")
    text = said(capsys, "check", str(own))
    assert "To look at (1):" in text
    assert (
        f"{own.name}/duties/asked.yaml:4: 'chapter 3 on protection plans' is cited of an edition that ended on" in text
    )
    said(capsys, "check", str(own), "--strict", code=1)
    duties.write_text(OF_ITS_OWN.replace("plans\n", "plan\n"), encoding="utf-8")
    text = said(capsys, "check", str(own), code=1)
    assert "asked.yaml:4: Working Together has no 'chapter 3 on protection plan'. Did you mean" in text


EXAMPLE = """\
- case: A hold in the evening, and the adults talk next day
  told:
    - {fact: measure.record, about: Jay, at: 2026-10-05T20:00, record: hold}
    - {fact: measure.manager-check, about: Jay, at: 2026-10-06T10:00, record: hold}
  at: 2026-10-07T12:00
  owed:
    - {duty: measure-debrief, due: 2026-10-08, state: met}
"""


def test_check_runs_the_examples_that_a_folder_brings(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "cases").mkdir()
    cases = own / "cases" / "own.yaml"
    cases.write_text(EXAMPLE, encoding="utf-8")
    assert "The engine agrees with its one example.\n" in said(capsys, "check", str(own))
    for right, mistake, told in (
        ("2026-10-08", "2026-10-09", "6: the engine does not agree. It says: measure-debrief, due 2026-10-08, met."),
        ("-debrief", "-debreif", "7: there is no duty 'measure-debreif'. Did you mean 'measure-debrief'?"),
        ("measure.record", "measure.recrod", "3: no record type states the fact 'measure.recrod'. Did you mean"),
        ("T20:00", "T20.00", "3: '2026-10-05T20.00' is not a time. Write a day, 2026-10-05, or a day and an hour,"),
        (
            "state: met",
            "state: done",
            "7: 'done' is not a state. Did you mean 'undone'? It can be: open, overdue, met, late, void, spared, undone.",
        ),
        (EXAMPLE, "case: A hold", "1: examples stand in a list, each beginning with '- case: '."),
    ):
        cases.write_text(EXAMPLE.replace(right, mistake), encoding="utf-8")
        assert f"{own.name}/cases/own.yaml:{told}" in said(capsys, "check", str(own), code=1)


def test_cases_of_a_providers_own_duty_are_shown(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "cases").mkdir()
    (own / "cases" / "own.yaml").write_text(EXAMPLE, encoding="utf-8")
    monkeypatch.setenv("NINEFOLD_LIBRARY", str(own))
    load.current.cache_clear()
    try:
        text = said(capsys, "cases", "measure-debrief")
    finally:
        monkeypatch.delenv("NINEFOLD_LIBRARY")
        load.current.cache_clear()
    assert "2026-10-08        met      Adults talk after a measure" in text


@pytest.mark.parametrize("what", ["records", "duties", "standards"])
def test_list_names_each_once(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    listed = [line.split()[0] for line in said(capsys, "list", what).splitlines()]
    assert listed == list(getattr(load.current(), what))


def test_show_a_record_type(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "show", "measure")
    assert "reg 35(3), https://www.legislation.gov.uk/uksi/2015/541/regulation/35" in text
    assert "  must  When did it begin?  (began_at: moment)  [35(3)(a)(iii)]" in text
    assert "one of: Guided by the arm or shoulder; Standing hold" in text
    assert "by another person than the writer" in text
    assert "  States measure.manager-check" in text
    assert "Signed by deputy-manager, registered-manager" in text
    assert "11(2)(a)(iv)     direct" in text
    assert "\nStarts\n" in text


def test_show_a_duty_a_standard_and_a_paragraph(capsys: pytest.CaptureFixture[str]) -> None:
    library = load.current()
    duty = next(iter(library.duties.values()))
    assert f"{duty.title}  ({duty.id})\n" in said(capsys, "show", duty.id)
    standard = next(iter(library.standards.values()))
    ref = standard.paragraphs[0].ref
    assert ref in said(capsys, "show", standard.id)
    assert "\nProved by\n" in said(capsys, "show", ref)


def test_show_offers_the_nearest_when_there_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Did you mean 'measure'?" in said(capsys, "show", "mesure", code=1)


def test_everything_can_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    library = load.current()
    for thing in (*library.records, *library.duties, *library.standards):
        assert thing in "\n".join(show.show(library, thing))
    assert main(["library", "show", thing]) == 0
    assert capsys.readouterr().out == "\n".join(show.show(library, thing)) + "\n"


def test_diff_of_two_folders(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tmp_path / "before"
    before.mkdir()
    text = said(capsys, "diff", str(before), str(own))
    assert text.startswith("New duty from 2015-04-01: 'Adults talk after a measure' (measure-debrief), for managers; ")
    assert said(capsys, "diff", str(own), str(own)) == "Nothing changed for a home.\n"


def test_cases_lists_the_deadlines_worked_out_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "cases", "measure-recorded")
    assert "A hold at 21:40 on the night the clocks go back" in text
    assert "2026-10-25 20:40  open     Write down the measure" in text
    assert "the engine agrees with" in text.splitlines()[-1]


def test_coverage_says_what_serves_each_thing(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "coverage")
    assert "  duty:measure-record-24h: A measure is recorded within 24 hours" in text
    assert "NOTHING" not in text
