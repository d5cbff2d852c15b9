"""A real installation, in processes of their own: backed up while it is written to, proved, and put back elsewhere."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT

BEGIN = [
    "begin", "--provider", "Birchfield Care", "--urn", "9900001", "--home", "Larch House", "--registered", "2020-01-01",
    "--places", "4", "--age-from", "8", "--age-to", "17", "--authority", "Kent", "--name", "Helen Marsh", "--started",
    "2020-01-01", "--username", "helen", "--password", "larch-kettle-garden",
]  # fmt: skip


def ninefold(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the installation in ``data``."""
    told = os.environ | {
        "NINEFOLD_DATA": str(data), "NINEFOLD_DATABASE": "", "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "ninefold.settings",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "ninefold", *words], env=told, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that has just begun, with the key for its backups in key.txt beside it."""
    data = tmp_path_factory.mktemp("installation") / "data"
    begun = ninefold(data, *BEGIN)
    assert begun.returncode == 0, begun.stderr
    page = ninefold(data, "key")
    (data.parent / "key.txt").write_text(page.stdout)
    return data


@pytest.mark.slow
def test_backed_up_under_load_proved_and_put_back(installation: Path, tmp_path: Path) -> None:
    over, waits = threading.Event(), list[float]()
    writer = threading.Thread(target=_write, args=(installation / "ninefold.sqlite3", over, waits))
    writer.start()
    made = ninefold(installation, "backup", "--out", str(tmp_path / "one"))
    over.set()
    writer.join()
    assert made.returncode == 0, made.stderr
    assert max(waits) < 1, f"somebody who wrote waited {max(waits):.2f} s"
    proved = ninefold(installation, "backup", "--prove", str(tmp_path / "one"))
    assert "are whole" in proved.stdout, proved.stderr
    new, key = tmp_path / "new", str(installation.parent / "key.txt")
    back = ninefold(new, "restore", str(tmp_path / "one"), "--key", key)
    assert back.returncode == 0, back.stderr
    assert "nothing wrong" in ninefold(new, "ledger", "verify").stdout
    assert (new / "keys" / "secret").read_text() == (installation / "keys" / "secret").read_text()
    with closing(sqlite3.connect(new / "ninefold.sqlite3")) as database:
        assert database.execute("SELECT username FROM people_account").fetchall() == [("helen",)]
    again = ninefold(new, "restore", str(tmp_path / "one"), "--key", key)
    assert (again.returncode, again.stdout) == (1, "")
    assert "is not empty" in again.stderr


def _write(database: Path, over: threading.Event, waits: list[float]) -> None:
    """Write as a page would, until told to end, and note how long each write took."""
    import time

    with closing(sqlite3.connect(database, timeout=20, isolation_level=None)) as opened:
        while not over.is_set():
            began = time.monotonic()
            opened.execute("BEGIN IMMEDIATE")
            opened.execute(
                "INSERT INTO people_accesslog (at, account, person, record, what) VALUES ('2026-01-01', 'x', '', '', 'y')"
            )
            opened.execute("COMMIT")
            waits.append(time.monotonic() - began)
            over.wait(0.02)
