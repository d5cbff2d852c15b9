"""How an entry is written down, digested and chained: docs/ledger-format.md in Python. Pure."""

from typing import Any

from ninefold.base import canonical

FIRST = "0" * 64


def digest(salt: str, content: dict[str, Any]) -> str:
    """SHA-256 of the salt's bytes followed by the content's canonical JSON. ``salt`` is 32 hexadecimal digits."""
    return digest_of(salt, canonical.dumps(content))


def digest_of(salt: str, body: bytes) -> str:
    """The same, of content that is canonical JSON already."""
    return canonical.sha256(bytes.fromhex(salt) + body)


def entry_hash(exported: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of every exported field but content, salt and hash."""
    return canonical.sha256(
        canonical.dumps({k: v for k, v in exported.items() if k not in ("content", "salt", "hash")})
    )
