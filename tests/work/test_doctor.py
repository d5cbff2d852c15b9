"""The doctor says what is wrong with an installation, and nothing about one that is well."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519

from ninefold.base import clock
from ninefold.ledger.models import Entry
from ninefold.people.models import Role
from ninefold.work import doctor
from ninefold.work.backups import keys
from ninefold.work.models import Backup, JobRun
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def seen(check: str) -> list[tuple[str, str]]:
    return [(one.state, one.says) for one in doctor.look(NOW) if one.check == check]


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    """An empty data folder that only its owner reads, and backups elsewhere."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o700)
    settings.NINEFOLD_BACKUPS = tmp_path / "disk"
    return Path(settings.DATA)


@pytest.fixture
def backed_up(data: Path) -> Backup:
    """A key, and a backup of last night that was opened again."""
    keys.add_recipient(data, keys.new_pair()[1])
    return Backup.objects.create(
        file="/disk/a", made_at=NOW - timedelta(hours=10), size=1, entries=1, files=1, proved_at=NOW - timedelta(days=2)
    )


def test_a_house_that_is_well(
    house: factories.House, backed_up: Backup, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HTTPS = True
    monkeypatch.setenv("NINEFOLD_FILES_KEY", str(x25519.Identity.generate()))
    Role.objects.create(
        id="R1", worker=house.ruth, home=house.other, name="registered-manager", from_at=factories.BEGAN
    )
    assert [one for one in doctor.look(NOW) if one.says] == []
    assert doctor.worst(doctor.look(NOW)) == "well"


def test_a_folder_that_others_read_or_nobody_writes(house: factories.House, data: Path) -> None:
    (data / "keys").mkdir()
    (data / "keys").chmod(0o755)  # whatever this process makes is closed to others
    assert seen("folder")[0][0] == "look"
    assert "keys" in seen("folder")[0][1]


@pytest.mark.parametrize(("free", "state"), [(5 << 30, "well"), (500 << 20, "look"), (1 << 20, "wrong")])
def test_a_disk_that_fills(
    house: factories.House, data: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: type("Usage", (), {"free": free}))
    assert seen("room")[0][0] == state


def test_a_kind_of_record_that_the_library_has_lost(
    house: factories.House, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.write(house, "daily-note", {"story": ["A good day."]}, about=[house.jay])
    monkeypatch.setattr(doctor.lawbook, "current", lambda: type("Library", (), {"records": {}}))
    settings.NINEFOLD_LIBRARY_OVERLAY = "/srv/ours"
    ((state, says),) = seen("library")
    assert state == "wrong"
    assert "daily-note" in says
    assert "/srv/ours" in says


def test_backups_that_are_not_there_old_broken_or_never_opened(data: Path) -> None:
    assert "there is no key" in seen("backups")[0][1]
    keys.add_recipient(data, keys.new_pair()[1])
    assert "There is no backup yet" in seen("backups")[0][1]
    old = Backup.objects.create(file="/disk/a", made_at=NOW - timedelta(days=4), size=1, entries=1, files=1)
    assert [state for state, _ in seen("backups")] == ["wrong", "look"]
    assert "The newest backup is of 20 October 2026" in seen("backups")[0][1]
    Backup.objects.filter(pk=old.pk).update(made_at=NOW, fault="This backup is damaged.")
    assert ("wrong", "This backup is damaged.") in seen("backups")


def test_backups_beside_the_records_are_said(backed_up: Backup, data: Path, settings: Any) -> None:
    settings.NINEFOLD_BACKUPS = data / "backups"
    assert "on the same disk" in seen("backups")[0][1]


def test_a_clock_that_lies_behind_what_was_signed(house: factories.House, data: Path) -> None:
    entry = factories.write(house, "daily-note", {"story": ["A good day."]}, about=[house.jay])
    assert seen("clock") == [("well", "")]
    later = [one for one in doctor.look(entry.received_at - timedelta(days=400)) if one.check == "clock"]
    assert later[0].state == "wrong"
    assert Entry.objects.exists()


def test_a_home_that_nobody_leads(house: factories.House, data: Path) -> None:
    Role.objects.filter(home=house.home, name="registered-manager").delete()
    assert ("look", "Larch House has no registered manager.") in [
        (state, says.split(" Give")[0]) for state, says in seen("leaders")
    ]


def test_a_night_that_went_wrong(data: Path) -> None:
    JobRun.objects.create(
        job="seal", due_at=NOW, began_at=NOW, ended_at=NOW, outcome=JobRun.Outcome.FAILED, report="No letter went."
    )
    assert ("look", "Seal the ledgers: No letter went.") in seen("nights")


def test_an_address_without_a_certificate(settings: Any) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = ["127.0.0.1", "larch.example"], False
    assert seen("address")[0][0] == "wrong"
    settings.HTTPS = True
    assert seen("address") == [("well", "")]


def test_what_cannot_be_looked_at_stops_no_other_look(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    def broken(now: object) -> Any:
        raise OSError(5, "Input/output error")

    monkeypatch.setitem(doctor.CHECKS, "folder", broken)
    first = doctor.look(clock.parse("2026-10-24T13:00"))
    assert first[0].state == "wrong"
    assert "Input/output error" in first[0].says
    assert [one.check for one in first if one.check == "address"] == ["address"]
