"""``ninefold sector`` as it is typed."""

import json
from pathlib import Path

import pytest

from ninefold.ops.command import main
from ninefold.sector.models import Event
from tests.sector.sheets import TITLES, as_csv, row

pytestmark = pytest.mark.django_db


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["sector", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def file(tmp_path: Path) -> Path:
    days = ("10/05/2016", "10/05/2017", "10/05/2018")
    rows = [row(day=day, number=f"100{day[-4:]}", overall="Outstanding") for day in days]
    rows += [row("SC000002", day=day, number=f"200{day[-4:]}") for day in days]
    return as_csv(tmp_path / "a.csv", [TITLES, *rows, row("SC000003", overall="Splendid")])


def test_a_file_is_taken_and_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(["import", str(file)], capsys)
    assert code == 0
    assert "a.csv: 7 rows, 6 new, 0 known, 1 not taken" in out
    assert "line 8 SC000003: 'Splendid' is not a grade of a full inspection." in out
    assert "1 of 2 homes inspected in 2018-19 (50.0%) were outstanding at every full inspection" in out
    assert "35 of 1,439" in out
    assert "0 new, 6 known" in run(["import", str(file)], capsys)[1]


def test_answers_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["import", str(file)], capsys)
    stable = run(["stable", "--grade", "outstanding", "--years", "3", "--to", "2019-03-31", "--json"], capsys)[1]
    assert json.loads(stable) == {"count": 1, "homes": ["SC000001"], "inspected": 2}
    one = {"outstanding": 1, "good": 1, "requires improvement": 0, "inadequate": 0}
    assert json.loads(run(["summary", "--json"], capsys)[1]) == {"2016": one, "2017": one, "2018": one}
    changes = json.loads(run(["transitions", "--by", "year", "--json"], capsys)[1])
    assert changes["steps"] == 4
    stays = {
        "group": "2018",
        "from": "good",
        "to": "good",
        "count": 1,
        "of": 1,
        "share": 1.0,
        "low": 0.2065,
        "high": 1.0,
    }
    assert {**stays, "small": True, "over_gap": 0} in changes["transitions"]
    home = json.loads(run(["home", "sc000001", "--json"], capsys)[1])
    assert [moment["grade"] for moment in home["line"]] == [1, 1, 1]
    assert home["history"]["unbroken_years"] == 3
    assert json.loads(run(["classes", "--json"], capsys)[1])["stable"] == ["SC000001", "SC000002"]
    assert json.loads(run(["refused", "--json"], capsys)[1])[0]["reason"] == "grade"


def test_a_file_that_cannot_be_taken_stops_no_other(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.csv").write_text("nothing of ours\n")
    code, out, err = run(["import", str(tmp_path / "b.csv"), str(file)], capsys)
    assert code == 1
    assert "b.csv: nothing was taken; the database is as it was." in err
    assert "6 new" in out


def test_a_question_is_shown_with_the_reading_and_a_map_answers_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    titles = [*TITLES[:3], "Inspected", *TITLES[4:]]
    path = as_csv(tmp_path / "a.csv", [titles, row()])
    assert run(["columns", str(path)], capsys)[0] == 1
    code, _, err = run(["import", str(path)], capsys)
    assert code == 1
    assert "? inspection date    Which column is the day the inspection began? No title fits." in err
    assert not Event.objects.exists()
    answers = tmp_path / "map.yaml"
    answers.write_text("inspection date: Inspected\n")
    assert run(["columns", str(path), "--map", str(answers)], capsys)[0] == 0
    assert run(["import", str(path), "--map", str(answers)], capsys)[0] == 0
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["stable", "--grade", "splendid"], "is not a grade"),
        (["stable", "--to", "May"], "is not a day"),
        (["stable", "--years", "0"], "1 or more"),
        (["stable"], "does not cover 3 inspection years"),
        (["home", "SC999999"], "no provider with the URN"),
    ],
)
def test_what_cannot_be_answered_is_said(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=said):
        main(["sector", *words])
