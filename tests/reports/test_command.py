"""``ninefold report`` and ``ninefold evidence``, as they are typed."""

import json
from pathlib import Path

import pytest

from ninefold.ops.command import main
from tests.factories import House


def test_a_month_as_pdf_and_as_blocks(october: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pack.pdf"
    assert (
        main(["report", "month", "--home", october.home.urn, "--month", "2026-10", "--pdf", str(file), "--json"]) == 0
    )
    assert file.read_bytes().startswith(b"%PDF-")
    told = json.loads(capsys.readouterr().out)
    assert (told["home"], told["period"], told["hash"]) == ("Larch House", "October 2026", told["hash"])
    assert {block["is"] for block in told["blocks"]} >= {"heading", "table", "squares", "chart", "said"}


def test_any_days_as_files_with_the_entries_behind_each_figure(october: House, tmp_path: Path) -> None:
    files = {name: tmp_path / f"a.{name}" for name in ("docx", "xlsx", "json")}
    given = [part for name, file in files.items() for part in (f"--{name}", str(file))]
    command = ["report", "month-pack", "--home", october.home.urn, "--from", "2026-10-06", "--to", "2026-10-21"]
    assert main([*command, *given]) == 0
    told = json.loads(files["json"].read_text())
    holds = next(one for one in told["figures"] if one["id"] == "type:measure/2026-10-06--2026-10-21")
    assert (holds["number"], len(holds["records"]), len(holds["entries"])) == (2, 2, 3)
    assert all(file.stat().st_size for file in files.values())


def test_a_months_evidence_as_json(october: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "--home", october.home.urn, "--month", "2026-10", "--json"]) == 0
    told = {one["ref"]: one for one in json.loads(capsys.readouterr().out)["paragraphs"]}
    # A daily note mentions the paragraph: it neither shows it nor is counted for it.
    assert (told["12(2)(b)"]["state"], told["12(2)(b)"]["records"]) == ("mentioned", 0)
    assert told["12(2)(c)"]["state"] == "empty"
    assert told["12(2)(c)"]["missing"]


def test_a_childs_evidence_by_name(october: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "--home", october.home.urn, "--month", "2026-10", "--child", "Jay"]) == 0
    assert "12(2)(b)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["evidence", "--home", "no", "--month", "2026-10"], "There is no home with the URN no. There are: 9900001, 9900002."),
        (["evidence", "--home", "9900001", "--month", "Oct"], "A month is written like 2026-10"),
        (["evidence", "--home", "9900001", "--month", "2026-10", "--child", "Ada"], "There is no child called Ada in Larch House"),
        (["report", "month", "--home", "9900001", "--month", "2026-10"], "Say what to make"),
        (["report", "month", "--home", "9900001", "--month", "2026-10", "--pdf", "/nowhere/x.pdf"], "/nowhere/x.pdf could not be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(october: House, command: list[str], says: str) -> None:
    with pytest.raises(SystemExit) as end:
        main(command)
    assert says in str(end.value)
