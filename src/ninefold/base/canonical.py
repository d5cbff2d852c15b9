"""Canonical JSON (RFC 8785): the one way to write a value as bytes, so that digests can be checked by anyone."""

import hashlib
from typing import Any

import rfc8785


def dumps(value: Any) -> bytes:
    """``value`` as canonical JSON. Raises ValueError for what JSON cannot hold exactly."""
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as problem:
        raise ValueError(str(problem)) from problem


def sha256(data: bytes) -> str:
    """The SHA-256 of ``data`` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
