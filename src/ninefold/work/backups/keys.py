"""The keys of backups: an age key pair whose secret half is printed once and kept in a safe.

``keys/backup.txt`` in the data folder holds who can open backups (public halves, one a line). Beside it lies
``keys/proof``, a second secret key by which the machine opens its own backups each week to see whether they are
whole. It opens the records, which lie on the same machine anyway, and never the installation's keys.
"""

import os
from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519

from ninefold.work.backups.faults import BackupFault

SECRET = "AGE-SECRET-KEY-1"  # noqa: S105 - how such a key begins


def new_pair() -> tuple[str, str]:
    """A new secret key and its public half."""
    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def recipients_file(data: Path) -> Path:
    """Where the public halves stand."""
    return data / "keys" / "backup.txt"


def add_recipient(data: Path, public: str) -> None:
    """From now on, who has the secret half of ``public`` opens backups. Raises BackupFault when it is no such key."""
    try:
        x25519.Recipient.from_str(public)
    except RecipientError as wrong:
        raise BackupFault(f"{public!r} is not a public key of age. It begins with age1.") from wrong
    known = recipients(data)
    if public not in known:
        _write(recipients_file(data), "".join(f"{one}\n" for one in [*known, public]))


def recipients(data: Path) -> list[str]:
    """The public halves for which backups are made; none before ``ninefold key``."""
    file = recipients_file(data)
    lines = file.read_text(encoding="ascii").splitlines() if file.exists() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def proof_key(data: Path) -> str:
    """The secret key by which the machine proves its own backups, made when first asked for."""
    file = data / "keys" / "proof"
    if not file.exists():
        _write(file, new_pair()[0] + "\n")
    return file.read_text(encoding="ascii").strip()


def secret_in(text: str) -> str:
    """The secret key in ``text`` (a file, or the printed page typed off): spaces, line breaks and case do not matter.

    Raises BackupFault when there is none, or it was mistyped.
    """
    together = "".join(text.upper().split())
    begins = together.find(SECRET)
    key = together[begins : begins + 74] if begins >= 0 else ""
    try:
        x25519.Identity.from_str(key)
    except IdentityError as wrong:
        raise BackupFault(
            "There is no key in this file, or a letter of it is wrong. The key begins with AGE-SECRET-KEY-1 and has "
            "74 letters and digits; type it again from the page."
        ) from wrong
    return key


def _write(file: Path, text: str) -> None:
    """Write whole or not at all, for the owner's eyes only."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f"{file.name}.part")
    with open(part, "w", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    part.replace(file)
