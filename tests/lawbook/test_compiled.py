"""The compiled library: the same objects, taken only from where nobody else may write, and never an old one."""

import os
import pickle
from pathlib import Path

import pytest

from ninefold.lawbook import compiled, load
from ninefold.lawbook.problems import Problem


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NINEFOLD_CACHE", str(tmp_path / "cache"))


def test_what_was_kept_is_what_was_read() -> None:
    library = load.load()
    compiled.write(library)
    kept = compiled.read(library.digest)
    assert kept == library
    assert compiled.path_of(library.digest).stat().st_mode & 0o077 == 0


def test_nothing_is_kept_for_another_digest() -> None:
    library = load.load()
    compiled.write(library)
    assert compiled.read("0" * 64) is None


@pytest.mark.parametrize("opened", ["file", "folder"])
def test_what_others_may_write_is_not_read(opened: str) -> None:
    library = load.load()
    compiled.write(library)
    path = compiled.path_of(library.digest)
    (path if opened == "file" else path.parent).chmod(0o777)
    assert compiled.read(library.digest) is None


@pytest.mark.parametrize("bytes_", [b"", b"no pickle", pickle.dumps({"a": 1})])
def test_a_damaged_copy_is_as_good_as_none(bytes_: bytes) -> None:
    library = load.load()
    compiled.write(library)
    compiled.path_of(library.digest).write_bytes(bytes_)
    assert compiled.read(library.digest) is None


def test_a_cache_that_cannot_be_made_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a-file").write_text("")
    monkeypatch.setenv("NINEFOLD_CACHE", str(tmp_path / "a-file" / "below"))
    compiled.write(load.load())


def test_only_the_last_few_are_kept() -> None:
    library = load.load()
    compiled.write(library)
    path = compiled.path_of(library.digest)
    for n in range(compiled.KEPT + 2):
        old = path.with_name(f"library-{n}.pickle")
        old.write_bytes(b"old")
        os.utime(old, (n, n))
    compiled.write(library)
    left = sorted(one.name for one in path.parent.glob("*.pickle"))
    assert len(left) == compiled.KEPT and path.name in left


def test_what_is_to_be_looked_at_is_kept_for_its_digest_alone() -> None:
    told = [Problem("library/x.yaml", 3, "look")]
    compiled.write_warnings("a", told)
    assert compiled.read_warnings("a") == told
    assert compiled.read_warnings("b") is None
