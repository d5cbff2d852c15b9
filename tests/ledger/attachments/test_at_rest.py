"""With a key, nothing that is kept can be read off the disk; without it nothing starts, and plain stays possible."""

from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519

from ninefold.ledger.attachments import at_rest, keeping, whole
from ninefold.ledger.attachments.check import Cleaned
from ninefold.work import doctor
from tests.factories import NOW, House

pytestmark = pytest.mark.django_db
MARK = b"Zyxqvargle, a letter"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA, settings.ATTACHMENTS = tmp_path, tmp_path / "attachments"
    for name in (*at_rest.NAMES, "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)


def keep(house: House) -> str:
    made = Cleaned(data=MARK, media_type="text/plain")
    return str(keeping.keep(house.home, made, "Letter.txt", house.dana.pk, NOW)["sha256"])


def new_key() -> str:
    return str(x25519.Identity.generate())


def test_what_is_kept_with_a_key_is_read_by_pages_and_not_off_the_disk(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NINEFOLD_FILES_KEY", new_key())
    sha = keep(house)
    assert MARK not in keeping.path_of(sha).read_bytes()
    assert keeping.open_file(house.home, sha)[1].read() == MARK
    assert list(whole.faults()) == []
    at_rest.ready()


@pytest.mark.parametrize("other", ["", "another"])
def test_without_the_key_nothing_starts(house: House, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    monkeypatch.setenv("NINEFOLD_FILES_KEY", new_key())
    keep(house)
    monkeypatch.setenv("NINEFOLD_FILES_KEY", new_key() if other else "")
    with pytest.raises(at_rest.NoKey, match="another one" if other else "the key is not at hand"):
        at_rest.ready()
    assert [state for state, _ in doctor.at_rest(NOW)] == ["wrong"]


def test_a_key_from_a_file_and_from_a_systemd_credential(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = new_key()
    (tmp_path / at_rest.CREDENTIAL).write_text(f"# for Ninefold\n{secret}\n")
    monkeypatch.setenv("NINEFOLD_FILES_KEY_FILE", str(tmp_path / at_rest.CREDENTIAL))
    assert at_rest.key() == secret
    monkeypatch.delenv("NINEFOLD_FILES_KEY_FILE")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert at_rest.key() == secret
    monkeypatch.setenv("NINEFOLD_FILES_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(at_rest.NoKey, match="is not there"):
        at_rest.key()
    monkeypatch.setenv("NINEFOLD_FILES_KEY", "not a key")
    with pytest.raises(at_rest.NoKey, match="is no key"):
        at_rest.key()


def test_what_was_plain_is_enciphered_later_and_plain_is_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sha = keep(house)
    assert keeping.path_of(sha).read_bytes() == MARK
    assert [state for state, _ in doctor.at_rest(NOW)] == ["look"]
    monkeypatch.setenv("NINEFOLD_FILES_KEY", new_key())
    assert keeping.open_file(house.home, sha)[1].read() == MARK
    assert at_rest.seal_plain(10) == 1
    assert at_rest.seal_plain(10) == 0
    assert MARK not in keeping.path_of(sha).read_bytes()
    assert keeping.open_file(house.home, sha)[1].read() == MARK
