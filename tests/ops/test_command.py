"""The command line answers in sentences, and starts only what it needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ninefold.lawbook import load
from ninefold.ops.command import COMMANDS, main


def test_without_a_command_it_lists_them_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    places = [said.index(f"\n    {name} ") for name, _, _ in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["libary"], "There is no command 'libary'. Did you mean 'library'?"),
        (["xyzzy"], "There is no command 'xyzzy'. There are: demo, "),
        (["library"], "The following arguments are required: COMMAND."),
        (["library", "list", "dutes"], "invalid choice: 'dutes'"),
    ],
)
def test_what_it_does_not_understand_gets_a_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_command_has_its_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"ninefold {name}" in capsys.readouterr().out


def test_checking_the_library_starts_no_django() -> None:
    program = (
        "import sys; from ninefold.ops.command import main; main(['library', 'check']); print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_django_gets_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["django", "diffsettings", "--default", "ninefold.settings"]) == 0
    assert "SETTINGS_MODULE" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["account", "list"], "There is no home here yet. Make the first one with: ninefold begin"),
        (["ledger", "verify", "nowhere.jsonl"], "nowhere.jsonl cannot be read: No such file or directory."),
        (["begin", "--registered", "2026-02-31"], "there is no day '2026-02-31'. Write it like 2026-10-24."),
    ],
)
def test_where_nothing_is_yet_that_is_said(words: list[str], sentence: str, tmp_path: Path) -> None:
    settings = {**os.environ, "NINEFOLD_DATA": str(tmp_path), "NINEFOLD_DATABASE": ""}
    done = subprocess.run(
        [sys.executable, "-m", "ninefold", *words], capture_output=True, check=False, env=settings, text=True
    )
    assert done.returncode > 0
    assert done.stderr.splitlines()[0].endswith(sentence)


@pytest.mark.parametrize("words", [["library", "list"], ["serve", "--port", "0"]])
def test_an_unsound_library_is_told_by_every_command(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "duties").mkdir()
    (tmp_path / "duties" / "own.yaml").write_text("- {id: bare}\n", encoding="utf-8")
    monkeypatch.setenv("NINEFOLD_LIBRARY", str(tmp_path))
    load.current.cache_clear()
    try:
        assert main(words) == 1
    finally:
        load.current.cache_clear()
    assert f"{tmp_path.name}/duties/own.yaml:1: 'title' is missing here. Add it." in capsys.readouterr().out
