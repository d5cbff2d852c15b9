"""From the files of ``library/`` (and a provider's own folder over them) to one checked, frozen Library."""

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ninefold.base import env
from ninefold.lawbook import compiled, lost, places
from ninefold.lawbook.model import Library
from ninefold.lawbook.problems import LibraryError, Problem

if TYPE_CHECKING:
    from ninefold.lawbook import gather

OURS = Path(__file__).resolve().parent.parent / "library"


@cache
def current() -> Library:
    """The library this process works by: ours, with the folder that NINEFOLD_LIBRARY names laid over it."""
    own = own_folder()
    library = compiled.read(digest(*filter(None, (OURS, own))))
    if library is None:
        library = load(own)
        compiled.write(library)
    return lost.forgiving(library)


def own_folder() -> Path | None:
    """The provider's folder that NINEFOLD_LIBRARY names."""
    named = env.word("NINEFOLD_LIBRARY")
    return Path(named).expanduser() if named else None


def load(own: Path | None = None, *, ours: Path = OURS) -> Library:
    """The library in ``ours`` with the provider's folder ``own`` laid over it.

    Raises LibraryError, which names the file, the line and the reason of everything that is wrong.
    """
    return _read(ours, own)[0]


def looked_over(folder: Path | None = None) -> tuple[Library, list[Problem]]:
    """The library of ``folder`` (ours without one) and what somebody should look at in it, though nothing is wrong."""
    from ninefold.lawbook import uses

    ours, own = _places(folder)
    laws = digest(*filter(None, (ours, own)))
    both = f"{laws} {uses.digest()}"
    library, before = compiled.read(laws), compiled.read_warnings(both)
    if library is not None and before is not None:
        return library, before
    library, warned = _looked_over(ours, own)
    if ours == OURS and own == own_folder():  # what this installation lives by, and not what somebody tries out
        compiled.write(library)
        compiled.write_warnings(both, warned)
    return library, warned


def _looked_over(ours: Path, own: Path | None) -> tuple[Library, list[Problem]]:
    from ninefold.lawbook import warnings  # reads our source: only who asks for it waits

    library, files = _read(ours, own)
    return library, warnings.warnings(library, files)


def _read(ours: Path, own: Path | None) -> tuple[Library, "gather.Files"]:
    from ninefold.lawbook import check, shape  # who takes the compiled library waits for none of it

    with compiled.uncollected():
        files = _files(ours, own)
        library, problems = shape.build(files, digest(*filter(None, (ours, own))))
        _refuse(problems or check.check(library, files))
    return library, files


def _files(ours: Path, own: Path | None) -> "gather.Files":
    """Everything in our files, with the provider's own over it."""
    from ninefold.lawbook import gather, overlay

    files, problems = gather.gather(ours)
    if own is not None:
        over, found = gather.gather(own, own=True)
        files, refused = overlay.lay(files, over)
        problems += found + refused
    _refuse(problems)
    return files


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise LibraryError(problems)


def open_folder(folder: Path) -> Library:
    """The library in ``folder``: a whole one when it brings its own sources.yaml and standards, else laid over ours."""
    ours, own = _places(folder)
    return load(own, ours=ours)


def _places(folder: Path | None) -> tuple[Path, Path | None]:
    """What ``folder`` is: a whole library, or a provider's folder over ours."""
    whole = folder is not None and (folder / "sources.yaml").exists() and (folder / "standards").is_dir()
    return (folder, None) if folder is not None and whole else (OURS, folder)


def digest(*folders: Path) -> str:
    """The SHA-256 of the library's files: of each one's path and digest, in order of path, folder after folder."""
    total = hashlib.sha256()
    for folder in folders:
        for path in places.paths(folder):
            line = f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"
            total.update(line.encode())
    return total.hexdigest()
