"""Typed readers of the environment. Each raises SystemExit with a sentence when a value cannot be read."""

import os
from pathlib import Path
from urllib.parse import unquote, urlparse


def word(name: str, default: str = "") -> str:
    """The variable as text."""
    return os.environ.get(name, default)


def secret(name: str) -> str:
    """The variable as text, or the first line of the file that NAME_FILE names: a secret need not stand in the environment."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").split("\n", 1)[0].strip()
    except OSError as problem:
        raise SystemExit(f"{name}_FILE cannot be read: {problem.strerror}.") from None


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def flag(name: str, default: bool) -> bool:
    """The variable as yes or no."""
    value = os.environ.get(name, "").lower()
    if value in ("", None):
        return default
    if value in ("1", "yes", "true", "on"):
        return True
    if value in ("0", "no", "false", "off"):
        return False
    raise SystemExit(f"{name} should be yes or no, and is {value!r}.")


def number(name: str, default: int) -> int:
    """The variable as a whole number."""
    value = os.environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError:
        raise SystemExit(f"{name} should be a whole number, and is {value!r}.") from None


def folder(name: str, default: Path) -> Path:
    """The variable as a folder; ``~`` is the home folder."""
    value = os.environ.get(name)
    return Path(value).expanduser().resolve() if value else default


def postgres(name: str) -> dict[str, str] | None:
    """The PostgreSQL database that the variable names (postgresql://...), in Django's words; None when it is not set."""
    url = os.environ.get(name)
    if not url:
        return None
    try:
        parts = urlparse(url)
        return {
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
        }
    except ValueError:
        raise SystemExit(
            f"{name} should name a database like postgresql://user@host/name, and cannot be read."
        ) from None


SMTP = {"smtp": ("starttls", 587), "smtps": ("tls", 465), "smtp+plain": ("plain", 25)}
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def smtp(name: str, password: str) -> tuple[str, int, str, str, str] | None:
    """The mail server that the variable names, as host, port, user, password and how it is made secret; None when unset.

    ``smtp://`` is made secret by STARTTLS, ``smtps://`` from its beginning, ``smtp+plain://`` not at all, which is only for
    a server on this machine. The variable ``password``, if set, is the password.
    """
    url = os.environ.get(name)
    if not url:
        return None
    wrong = f"{name} should name a mail server like smtp://user:password@mail.example.org, and cannot be read."
    try:
        parts = urlparse(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise SystemExit(wrong) from None
    if parts.scheme not in SMTP or not host:
        raise SystemExit(wrong)
    secret, usual = SMTP[parts.scheme]
    if secret == "plain" and host not in HERE:
        raise SystemExit(f"{name}: smtp+plain:// sends letters that can be read on the way. Use smtp:// or smtps://.")
    return host, port or usual, unquote(parts.username or ""), word(password) or unquote(parts.password or ""), secret
