"""Whatever is typed into a library file, the loader answers with a library or with sentences, never with a crash."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ninefold.lawbook.load import load
from ninefold.lawbook.problems import LibraryError
from tests.lawbook.conftest import GOOD, Shelf

JUNK = [
    "",
    "- ",
    "x",
    "x:",
    "{}",
    "[]",
    "[1, 2]",
    "null",
    "true",
    "7",
    "? [a, b]\n: c",
    "&a [*a]",
    "!!python/none x",
    "'",
    "\t",
]
edits = st.tuples(
    st.sampled_from(sorted(GOOD)),
    st.integers(0, 60),
    st.sampled_from(["drop", "twice", "line", "value", "indent"]),
    st.sampled_from(JUNK),
)


def spoil(text: str, at: int, how: str, junk: str) -> str:
    """The file with one of its lines dropped, doubled, replaced, given another value or moved in."""
    lines = text.splitlines()
    at %= len(lines)
    line = lines[at]
    changed = {
        "drop": [],
        "twice": [line, line],
        "line": [junk],
        "value": [line.split(":")[0] + ": " + junk],
        "indent": ["  " + line],
    }
    return "\n".join([*lines[:at], *changed[how], *lines[at + 1 :]]) + "\n"


@settings(max_examples=40, deadline=None)
@given(st.lists(edits, min_size=1, max_size=3), st.booleans())
def test_a_spoilt_file_is_refused_in_sentences(changes: list[tuple[str, int, str, str]], own: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder) / "library")
        shelf.write(GOOD)
        for path, at, how, junk in changes:
            shelf.write({path: spoil(GOOD[path].lstrip("\n"), at, how, junk)}, own=own)
        try:
            load(shelf.own if own else None, ours=shelf.folder)
        except LibraryError as error:
            assert all(problem.line >= 1 and problem.reason for problem in error.problems)
