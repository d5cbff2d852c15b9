"""What is taken out can be read without Ninefold, is whole, holds nothing that is not for whoever takes it, and is written down."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ninefold.base import clock
from ninefold.ledger.attachments import keeping
from ninefold.ledger.attachments.check import Cleaned
from ninefold.ops.command import main
from ninefold.people.models import AccessLog
from ninefold.work.taking_out import packing
from tests.factories import NOW, PASSWORD, House, write

pytestmark = pytest.mark.django_db
CONCERN = {"category": "online", "story": ["Messages from a stranger."], "immediate_steps": ["Kept company."]}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setenv("NINEFOLD_CLOCK", clock.text(NOW))
    settings.ATTACHMENTS = tmp_path / "attachments"


@pytest.fixture
def told(house: House) -> House:
    item = keeping.keep(
        house.home, Cleaned(data=b"a letter", media_type="text/plain"), "Letter.txt", house.dana.pk, NOW
    )
    write(house, "document-received", {"files": [item]}, by=house.helen, about=[house.jay])
    write(house, "daily-note", {"story": ["=Baked bread with <Kit>."]}, about=[house.kit])
    write(house, "concern", CONCERN, by=house.helen, about=[house.kit])
    return house


def test_a_folder_with_everything_and_its_checksums(told: House, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["take-out", "--home", told.home.urn, "--out", str(out)]) == 0
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {"index.html", "records.csv", "answers.csv", "people.csv", "records.json", "checksums.sha256"} < names
    lines = (out / "checksums.sha256").read_text().splitlines()
    assert {line[66:] for line in lines} == names - {"checksums.sha256"}
    for line in lines:
        assert hashlib.sha256((out / line[66:]).read_bytes()).hexdigest() == line[:64]
    assert [path.read_bytes() for path in (out / "files").iterdir()] == [b"a letter"]
    page = next(p.read_text() for p in (out / "records").iterdir() if "Baked" in p.read_text())
    assert "=Baked bread with &lt;Kit&gt;." in page
    assert "'=Baked" in (out / "answers.csv").read_text(encoding="utf-8")
    whole = json.loads((out / "records.json").read_text())
    assert len(whole["records"]) == 3
    assert AccessLog.objects.get(what="take-out").home == told.home


def test_of_one_child_nothing_of_another(told: House, tmp_path: Path) -> None:
    out = tmp_path / "jay.zip"
    assert main(["take-out", "--home", told.home.urn, "--child", "Jay", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as zipped:
        everything = b"".join(zipped.read(name) for name in zipped.namelist())
    assert b"a letter" in everything
    assert b"Baked" not in everything
    assert AccessLog.objects.get(what="take-out").person == told.jay.pk


def test_what_is_there_is_not_written_over(told: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").mkdir()
    assert main(["take-out", "--home", told.home.urn, "--out", str(tmp_path / "out")]) == 1
    assert "is there already" in capsys.readouterr().err


def test_what_fails_leaves_nothing(told: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "_tables", broken)
    assert main(["take-out", "--home", told.home.urn, "--out", str(tmp_path / "out")]) == 1
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


def test_a_leader_takes_it_out_by_a_button_and_others_do_not(told: House) -> None:
    client = Client()
    client.login(username=told.account(told.helen).username, password=PASSWORD)
    address = f"/{told.home.urn}/desk/take-out/"
    assert client.get(address).status_code == 200
    answer: Any = client.post(address, {"child": told.kit.pk})
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as zipped:
        assert "index.html" in zipped.namelist()
    assert AccessLog.objects.filter(what="take-out", person=told.kit.pk, account="helen").exists()
    assert client.post(address, {"child": told.ada.pk}).status_code == 403
    client.login(username=told.account(told.ines).username, password=PASSWORD)
    assert client.get(address).status_code == 403
