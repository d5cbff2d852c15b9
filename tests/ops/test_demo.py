"""The demo is built whole or not at all, and says what stands in its way."""

import json
import socket
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ninefold.base import clock
from ninefold.ledger.models import Seal
from ninefold.ops import demo, serving, waiting
from tests.factories import NOW, House, write


def pretend(monkeypatch: pytest.MonkeyPatch, code: int = 0) -> list[str]:
    """Instead of a minute's building, a folder with a database in it; gives the folders that were built in."""
    built: list[str] = []

    def run(words: list[str], env: dict[str, str], check: bool) -> "subprocess.CompletedProcess[str]":
        folder = Path(env["NINEFOLD_DATA"])
        folder.mkdir()
        (folder / demo.DATABASE).write_text("rows")
        (folder / demo.TOLD).write_text(json.dumps({"built_at": "2026-11-01T12:00:00Z", "people": []}))
        built.append(folder.name)
        return subprocess.CompletedProcess(words, code)

    monkeypatch.setattr(subprocess, "run", run)
    return built


def test_it_is_built_beside_and_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = pretend(monkeypatch)
    demo.ensure(tmp_path / "demo")
    assert built == ["demo.building"]
    assert demo.is_built(tmp_path / "demo")
    assert not (tmp_path / "demo.building").exists()


def test_a_second_start_builds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = pretend(monkeypatch)
    demo.ensure(tmp_path / "demo")
    (tmp_path / "demo" / demo.DATABASE).write_text("typed")
    demo.ensure(tmp_path / "demo")
    assert len(built) == 1
    assert (tmp_path / "demo" / demo.DATABASE).read_text() == "typed"


def test_an_interrupted_build_starts_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch)
    (tmp_path / "demo.building").mkdir()
    (tmp_path / "demo.building" / "half").write_text("")
    demo.ensure(tmp_path / "demo")
    assert "interrupted" in capsys.readouterr().err
    assert not (tmp_path / "demo" / "half").exists()


def test_a_failed_build_leaves_no_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, code=1)
    with pytest.raises(SystemExit, match="was not built"):
        demo.ensure(tmp_path / "demo")
    assert not demo.is_built(tmp_path / "demo")


def test_two_starts_do_not_build_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def second(words: list[str], env: dict[str, str], check: bool) -> None:
        demo.ensure(tmp_path / "demo")

    monkeypatch.setattr(subprocess, "run", second)
    with pytest.raises(SystemExit, match="Another start is building"):
        demo.ensure(tmp_path / "demo")


def test_a_real_home_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / demo.DATABASE).write_text("a real home")
    with pytest.raises(SystemExit, match="not a demo"):
        demo.ensure(tmp_path)
    assert (tmp_path / demo.DATABASE).read_text() == "a real home"


def test_a_taken_port_is_said() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SystemExit, match="is in use"):
            waiting.open_port("127.0.0.1", other.getsockname()[1])


def test_the_greeting_says_who_and_where() -> None:
    said = demo.greeting([demo.SignIn("Larch House", "Helen Marsh", "Registered manager", "helen")], "http://x/")
    assert "helen        Helen Marsh, registered manager" in said
    assert demo.PASSWORD in said
    assert "Open http://x/" in said


def test_the_greeting_says_when_a_written_life_ended() -> None:
    helen = demo.SignIn("Larkfield House", "Helen", "Registered manager", "helen", until="1 November 2026")
    said = demo.greeting([demo.SignIn("Larch House", "Ann Marsh", "Registered manager", "ann"), helen]).splitlines()
    assert "Larch House" in said
    assert "Larkfield House: a written fortnight, to 1 November 2026. What has fallen due since is owed." in said


@pytest.mark.django_db
def test_every_home_of_a_built_demo_is_sealed(
    house: House, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    rowan = replace(house, home=house.other, dana=house.noor)
    heads = {
        (one.home.urn, write(one, "daily-note", {"story": ["Beans on toast."]}, about=[child]).hash)
        for one, child in ((house, house.jay), (rowan, house.ada))
    }
    monkeypatch.setattr(serving, "prepare", lambda: None)
    monkeypatch.setattr(demo, "invented", lambda *_, **__: [])
    monkeypatch.setattr(demo, "story_folder", lambda: None)
    monkeypatch.setattr(demo, "published", lambda now: demo.SignIn("", "Cora Lindley", "", "cora"))
    demo.build(NOW, progress=False)
    assert set(Seal.objects.filter(sealed_at=NOW).values_list("home__urn", "hash")) == heads


def test_eighteen_months_before() -> None:
    assert demo.first_day(clock.parse("2026-03-31T10:00"), 18) == date(2024, 9, 28)
