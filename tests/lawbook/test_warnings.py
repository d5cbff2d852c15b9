"""What somebody should look at, though nothing is wrong; and our own library has none of it."""

from pathlib import Path

import pytest

from ninefold.lawbook import load, uses
from ninefold.lawbook.statements import statements
from tests.lawbook.conftest import Shelf
from tests.lawbook.test_editions import DUTIES, HOLD, OLD_AND_NEW, SOURCES


def told(shelf: Shelf) -> list[str]:
    """The warnings about the shelf's own files: our code names nothing of so small a library."""
    return [str(one) for one in load.looked_over(shelf.folder)[1] if not one.file.startswith("ninefold/")]


@pytest.fixture
def quiet(shelf: Shelf) -> Shelf:
    """A shelf with nothing to look at."""
    shelf.write({"words/unread.yaml": "child.mood: For the test\nnight.hours: For the test\n"})
    return shelf


def test_ours_has_nothing_to_look_at() -> None:
    assert [str(one) for one in load.looked_over()[1]] == []


def test_a_good_shelf_has_none(quiet: Shelf) -> None:
    assert told(quiet) == []


def test_a_paragraph_of_a_replaced_edition_is_told_until_somebody_says_what_is_missing(quiet: Shelf) -> None:
    gone = OLD_AND_NEW.replace("35(3)(a)(i)-(iii), 35(3)(b), 35(4)", "35(3)(a)(i)-(iii), 35(4)")
    quiet.write({SOURCES: gone})
    line = quiet.line(DUTIES, "cite: 35(3)(b)")
    assert len(told(quiet)) == 1
    assert told(quiet)[0].startswith(
        f"library/{DUTIES}:{line}: '35(3)(b)' is cited of an edition that ended on 2020-12-31."
    )
    quiet.swap(DUTIES, "cite: 35(3)(b)", "cite: 35(3)(b)\n  unverified: The new one was not read.")
    assert told(quiet) == []
    quiet.swap(DUTIES, "unverified: The new one was not read.", "holds_to: 2020-12-31")
    assert told(quiet) == []


def test_an_edition_that_nobody_could_read_leaves_the_old_cite_standing_with_a_warning(quiet: Shelf) -> None:
    unread = OLD_AND_NEW.replace(
        'read_on: 2026-06-29,\n       paragraphs: "7, 12(2)(a)(i), 12(2)(b), 35(3)(a)(i)-(iii), 35(3)(b), 35(4), 37"',
        "unverified: It could not be read.",
    )
    quiet.write({SOURCES: unread})
    assert all("is cited of an edition that ended" in one for one in told(quiet))
    assert len(told(quiet)) == 2  # the duty and the record type


def test_a_fact_that_nothing_reads_is_told_on_its_line(quiet: Shelf) -> None:
    quiet.swap(HOLD, "value: what, data", "value: what, data")
    quiet.swap(
        HOLD,
        "- {fact: hold.used, at: began_at, value: kind}",
        "- {fact: hold.used, at: began_at, value: kind}\n      - {fact: hold.seen}",
    )
    line = quiet.line(HOLD, "hold.seen")
    assert told(quiet) == [
        f"library/{HOLD}:{line}: nothing reads the fact 'hold.seen'. Take it out, or say in words/unread.yaml why it is stated."
    ]


def test_a_reason_for_a_fact_that_nobody_states_is_told(quiet: Shelf) -> None:
    quiet.write({"words/unread.yaml": "child.mood: Test\nnight.hours: Test\nnight.gone: Test\n"})
    assert told(quiet) == [
        "library/words/unread.yaml:3: 'night.gone' need not stand here: no record type states it. Take it out."
    ]


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("rule.py", 'IN = "child.moved-inn"\n', "'child.moved-inn' is a fact that no record type states. Did you mean 'child.moved-in'?"),
        ("rule.py", 'TYPES = ("mesure-record", "daily-notes")\n', "'daily-notes' is an id that nothing in the library has. Did you mean 'daily-note'?"),
        ("rule.py", 'library.records["mesure"]\n', "'mesure' is an id that nothing"),
        ("templates/page.html", "{% to 'form' 'wishh' %}", "'wishh' is an id that nothing"),
        ("templates/page.html", '{% if "wishh" in may_begin %}', "'wishh' is an id that nothing"),
    ],
)  # fmt: skip
def test_a_dead_name_in_code_or_template_is_told(tmp_path: Path, path: str, text: str, words: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / path).write_text(text, encoding="utf-8")
    library = load.load()
    said = [problem.reason for problem in uses.dead(library, frozenset(statements(library)), tmp_path)]
    assert any(one.startswith(words) for one in said), said
