"""A backup as a file: whole or refused, whoever cut it, changed it or has another key."""

import json
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ninefold.work.backups import archive, keys, opening, sealed
from ninefold.work.backups.archive import ATTACHMENTS, DATABASE, KEYS, Installation
from ninefold.work.backups.faults import BackupFault

NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
MARK = "Kit cried at the bus stop"


@pytest.fixture
def secret() -> str:
    return keys.new_pair()[0]


@pytest.fixture
def source(tmp_path: Path, secret: str) -> Installation:
    """A data folder with a database, two files, the installation's secret and a seal."""
    data = tmp_path / "data"
    (data / "attachments" / "ab").mkdir(parents=True)
    (data / "attachments" / "ab" / "abcd").write_bytes(b"picture " * 1000)
    (data / "attachments" / "ab" / "abce.77.part").write_bytes(b"half")
    (data / "attachments" / ".keeping").touch()
    (data / "seals").mkdir()
    (data / "seals" / "9900001.jsonl").write_text("{}\n")
    (data / "keys").mkdir()
    (data / "keys" / "secret").write_text("the installation's own")
    keys.add_recipient(data, archive.public_of(secret))
    with closing(sqlite3.connect(data / "ninefold.sqlite3")) as database:
        database.execute("CREATE TABLE told (words TEXT)")
        database.executemany("INSERT INTO told VALUES (?)", [(f"{MARK} {number}",) for number in range(3000)])
        database.commit()
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": data / "ninefold.sqlite3"}
    return Installation(data, settings, "0.1.0", ("ledger.0001_initial",), {"9900001": (12, "ab" * 32)})


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def laid_out(file: Path, folder: Path, secret: str, *parts: str) -> dict[str, bytes]:
    folder.mkdir()
    archive.lay_out(file, archive.read_about(file), parts, folder)
    made = folder / "made"
    made.mkdir()
    for part in parts:
        sealed.unpack(folder / part, made, secret)
    return files_of(made)


def test_what_went_in_comes_out(source: Installation, secret: str, tmp_path: Path) -> None:
    out = tmp_path / "one.backup"
    about = archive.make(source, out, NOW)
    back = laid_out(out, tmp_path / "back", secret, DATABASE, ATTACHMENTS, KEYS)
    assert set(back) == {
        "attachments/ab/abcd", "database.sqlite3", "heads.jsonl", "keys/backup.txt", "keys/secret", "seals/9900001.jsonl",
    }  # fmt: skip
    assert back["attachments/ab/abcd"] == b"picture " * 1000
    assert json.loads(back["heads.jsonl"]) == {"home": "9900001", "seq": 12, "hash": "ab" * 32}
    (tmp_path / "again.sqlite3").write_bytes(back["database.sqlite3"])
    with closing(sqlite3.connect(tmp_path / "again.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM told").fetchone() == (3000,)
    assert (about.entries, about.files, about.database) == (12, 1, "sqlite")
    assert not (source.data / ".backing-up").exists()


def test_nothing_readable_stands_in_the_file(source: Installation, tmp_path: Path) -> None:
    out = tmp_path / "one.backup"
    archive.make(source, out, NOW)
    told = out.read_bytes()
    assert MARK.encode() not in told
    assert b"picture " not in told
    assert out.stat().st_mode & 0o777 == 0o600


def test_the_machines_own_key_opens_records_and_not_its_keys(source: Installation, tmp_path: Path) -> None:
    out = tmp_path / "one.backup"
    archive.make(source, out, NOW)
    proof = keys.proof_key(source.data)
    assert "database.sqlite3" in laid_out(out, tmp_path / "proof", proof, DATABASE, ATTACHMENTS)
    with pytest.raises(BackupFault, match="made for another key"):
        laid_out(out, tmp_path / "keys", proof, KEYS)


def test_another_key_opens_nothing(source: Installation, tmp_path: Path) -> None:
    out = tmp_path / "one.backup"
    archive.make(source, out, NOW)
    with pytest.raises(BackupFault, match="made for another key"):
        opening.restore(out, keys.new_pair()[0], tmp_path / "new", None, NOW)
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".new*"))


@pytest.mark.parametrize("share", [0.0, 0.001, 0.2, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_refused(source: Installation, secret: str, tmp_path: Path, share: float) -> None:
    out = tmp_path / "one.backup"
    archive.make(source, out, NOW)
    whole = out.read_bytes()
    out.write_bytes(whole[: int(len(whole.rstrip(b"\0")) * share)])
    with pytest.raises(BackupFault, match=r"cut off|not a backup|damaged"):
        opening.restore(out, secret, tmp_path / "new", None, NOW)
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".new*"))


@pytest.mark.parametrize("part", [KEYS, ATTACHMENTS, DATABASE])
def test_one_changed_byte_is_named(source: Installation, secret: str, tmp_path: Path, part: str) -> None:
    out = tmp_path / "one.backup"
    archive.make(source, out, NOW)
    with tarfile.open(out) as tar:
        member = tar.getmember(part)
        place = member.offset_data + member.size // 2
    told = bytearray(out.read_bytes())
    told[place] ^= 1
    out.write_bytes(told)
    with pytest.raises(BackupFault, match=f"{part} is not as it was made"):
        opening.restore(out, secret, tmp_path / "new", None, NOW)
    assert not (tmp_path / "new").exists()


def test_a_part_changed_together_with_its_digest_is_refused_too(
    source: Installation, secret: str, tmp_path: Path
) -> None:
    sealed_file, folder = tmp_path / "part.age", tmp_path / "out"
    folder.mkdir()
    sealed.pack(archive.files_in(source.data, "attachments"), sealed_file, [archive.public_of(secret)])
    told = bytearray(sealed_file.read_bytes())
    told[-5] ^= 1
    sealed_file.write_bytes(told)
    with pytest.raises(BackupFault, match="damaged"):
        sealed.unpack(sealed_file, folder, secret)


def _retold(file: Path, **changes: object) -> None:
    """``file`` with another about.json."""
    with tarfile.open(file) as tar:
        members = {m.name: tar.extractfile(m).read() for m in tar if m.isfile()}  # type: ignore[union-attr]
    members["about.json"] = json.dumps(json.loads(members["about.json"]) | changes).encode()
    import io

    with tarfile.open(file, "w") as tar:
        for name, told in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(told)
            tar.addfile(info, io.BytesIO(told))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": 99, "version": "9.0"}, "made by Ninefold 9.0, which writes them in another way"),
        ({"migrations": ["ledger.0999_more"], "version": "9.0"}, "made by a newer Ninefold"),
        ({"database": "postgresql"}, "holds a PostgreSQL database"),
    ],
)
def test_what_this_version_cannot_put_back_is_refused(
    source: Installation, secret: str, tmp_path: Path, changes: dict[str, object], sentence: str
) -> None:
    out = tmp_path / "one.backup"
    archive.make(source, out, NOW)
    _retold(out, **changes)
    with pytest.raises(BackupFault, match=sentence):
        opening.restore(out, secret, tmp_path / "new", None, NOW)


def test_a_folder_with_anything_in_it_is_left_alone(source: Installation, secret: str, tmp_path: Path) -> None:
    out = tmp_path / "one.backup"
    archive.make(source, out, NOW)
    before = files_of(source.data)
    with pytest.raises(BackupFault, match="is not empty"):
        opening.restore(out, secret, source.data, None, NOW)
    assert files_of(source.data) == before


def test_a_backup_is_never_written_over_and_never_half(source: Installation, tmp_path: Path) -> None:
    out = tmp_path / "one.backup"
    out.write_text("something else")
    with pytest.raises(BackupFault, match="there already"):
        archive.make(source, out, NOW)
    (source.data / "attachments" / "ab" / "abcd").unlink()
    (source.data / "attachments" / "ab" / "abcd").symlink_to(tmp_path / "nowhere")
    other = tmp_path / "two.backup"
    (source.data / "ninefold.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(BackupFault, match="could not be copied"):
        archive.make(source, other, NOW)
    assert not other.exists()
    assert not list(tmp_path.glob(".two*"))


def test_without_a_key_nothing_is_backed_up(source: Installation, tmp_path: Path) -> None:
    keys.recipients_file(source.data).unlink()
    with pytest.raises(BackupFault, match="no key for backups yet"):
        archive.make(source, tmp_path / "one.backup", NOW)


def test_a_file_of_something_else_is_no_backup(tmp_path: Path, secret: str) -> None:
    for number, told in enumerate((b"", b"hello", b"\0" * 4096)):
        file = tmp_path / f"{number}.backup"
        file.write_bytes(told)
        with pytest.raises(BackupFault, match="not a backup of Ninefold"):
            opening.restore(file, secret, tmp_path / "new", None, NOW)
