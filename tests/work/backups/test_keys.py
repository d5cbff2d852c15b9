"""The key from the safe is read as people type it, and a wrong letter is noticed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ninefold.ops import safe_page
from ninefold.work.backups import keys
from ninefold.work.backups.faults import BackupFault

NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)


def test_the_key_is_read_off_its_own_page() -> None:
    secret, _ = keys.new_pair()
    assert keys.secret_in(safe_page.text(secret, NOW)) == secret
    assert keys.secret_in("\n".join(safe_page.lines_of(secret)).lower()) == secret


def test_one_wrong_letter_is_noticed() -> None:
    secret, _ = keys.new_pair()
    wrong = secret[:30] + ("Q" if secret[30] != "Q" else "P") + secret[31:]
    for told in (wrong, secret[:-1], "", "age1abc", secret.replace("SECRET", "SECRT")):
        with pytest.raises(BackupFault, match="no key in this file, or a letter of it is wrong"):
            keys.secret_in(told)


def test_public_halves_are_added_once_and_kept_for_the_owner(tmp_path: Path) -> None:
    _, first = keys.new_pair()
    _, second = keys.new_pair()
    for public in (first, second, first):
        keys.add_recipient(tmp_path, public)
    assert keys.recipients(tmp_path) == [first, second]
    assert keys.recipients_file(tmp_path).stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupFault, match="is not a public key"):
        keys.add_recipient(tmp_path, "age1nonsense")


def test_the_page_can_be_made_into_a_pdf() -> None:
    assert safe_page.pdf(keys.new_pair()[0], "0.1.0", NOW).startswith(b"%PDF")
