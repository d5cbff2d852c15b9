"""A good library is read into frozen objects; whatever cannot be read is named with its file and line."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from ninefold.lawbook import load
from ninefold.lawbook.problems import LibraryError
from tests.lawbook.conftest import Shelf

NAP = """
id: nap
short: Nap
stages:
  - id: record
    title: A nap
    by: staff
"""


def test_a_good_library_is_read(shelf: Shelf) -> None:
    library = shelf.load()
    hold = library.records["hold"]
    assert list(library.records) == ["hold", "sleep"]
    assert list(library.duties) == ["hold-checked", "step-taken", "nights-written"]
    assert hold.stage("record").by == ("staff",)
    assert [option.label for option in hold.stage("record").fields[2].options] == ["Seated", "Standing hold"]
    assert library.words.groups == {"staff": ("worker", "manager")}
    assert library.roles_in(("staff",)) == {"worker", "manager"}
    assert library.sources["regs"].read_on == date(2026, 6, 29)


def test_plain_words_stay_words(shelf: Shelf) -> None:
    due = shelf.load().duties["step-taken"].due
    assert due is not None
    assert due.on == "due"  # in YAML 1.1 the key would be true
    assert shelf.load().duties["step-taken"].cite == "4"


def test_what_was_read_is_frozen(shelf: Shelf) -> None:
    with pytest.raises(ValidationError):
        shelf.load().records["hold"].title = "Other"  # type: ignore[misc]


def test_several_standards_may_stand_in_one_file(shelf: Shelf) -> None:
    one = (shelf.folder / "standards/protection.yaml").read_text(encoding="utf-8")
    indented = "".join(f"    {line}\n" for line in one.splitlines())
    (shelf.folder / "standards/protection.yaml").write_text("standards:\n  -\n" + indented, encoding="utf-8")
    assert list(shelf.load().standards) == ["protection"]


def test_the_digest_follows_every_byte_and_every_name(shelf: Shelf) -> None:
    before = shelf.load().digest
    assert shelf.load().digest == before
    shelf.swap("words/practice.yaml", "Children sleep well", "Children sleep very well")
    changed = shelf.load().digest
    (shelf.folder / "duties/all.yaml").rename(shelf.folder / "duties/every.yaml")
    assert len({before, changed, shelf.load().digest}) == 3


def test_the_library_of_the_house_is_sound_and_read_once() -> None:
    library = load.current()
    assert library is load.current()
    assert len(library.standards) == 9
    assert library.records
    assert library.duties


@pytest.mark.parametrize(
    ("right", "mistake", "told"),
    [
        ("    by:", "   by:", "Lines that belong together begin in the same column"),
        ("    by:", "\tby:", "a line begins with a tab. Use spaces instead"),
        ("short: ", "short: Now: ", "Put text with ':' in quotes"),
    ],
)
def test_the_commonest_slips_in_yaml_are_said_plainly(shelf: Shelf, right: str, mistake: str, told: str) -> None:
    shelf.write({"records/daily/nap.yaml": NAP.replace(right, mistake)})
    assert [told in problem.reason for problem in shelf.problems()] == [True]


def test_half_a_sentence_after_a_comma_is_no_misspelt_key(shelf: Shelf) -> None:
    nap = NAP + "    fields:\n      - {id: what, label: What, then, kind: line}\n"
    shelf.write({"records/daily/nap.yaml": nap})
    told = [p.reason for p in shelf.problems() if "'then'" in p.reason]
    assert told == [
        "the key 'then' is not known here. A comma inside {...} begins a new key: put text with commas in quotes."
    ]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no such folder"):
        load.load(tmp_path / "nowhere")


def test_what_only_follows_from_a_mistake_is_not_told(shelf: Shelf) -> None:
    shelf.swap("records/daily/sleep.yaml", "kind: score", "kind: scor")
    (told,) = shelf.problems()
    assert "'scor' is not a kind. Did you mean 'score'?" in told.reason


def test_an_empty_list_is_told(shelf: Shelf) -> None:
    path = shelf.folder / "records/daily/sleep.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("stages:")[0] + "stages: []\n", encoding="utf-8")
    (told,) = shelf.problems()
    assert told.reason == "'stages' should hold at least one. Add one."


def test_all_problems_are_told_at_once_in_order(shelf: Shelf) -> None:
    shelf.swap("records/daily/hold.yaml", "sensitivity: care", "sensitivity: secret")
    shelf.swap("records/daily/sleep.yaml", "title: How the night was\n", "")
    shelf.swap("duties/all.yaml", "weight: law", "weight: heavy")
    assert [problem.file for problem in shelf.problems()] == [
        "library/duties/all.yaml",
        "library/records/daily/hold.yaml",
        "library/records/daily/sleep.yaml",
    ]


# What cannot be read: the file, what is put for what, a mark on the line that is named, and words of the reason.
UNREADABLE = [
    ("words/areas.yaml", "daily: Every day", "daily: [Every", "daily: [Every", "this is not YAML"),
    ("words/areas.yaml", "daily: Every day\n", "", None, "this file is empty"),
    ("words/areas.yaml", "daily: Every day", "daily: A\ndaily: B", "daily: B", "'daily' is written twice"),
    ("words/areas.yaml", "daily: Every day", "just words", "just words", "here should stand lines of 'id: text'"),
    ("duties/all.yaml", "- id: step-taken", "- id: hold-checked #2", "#2", "'hold-checked' is taken"),
    ("duties/all.yaml", "- id: step-taken\n  title", "- title", "A step that was", "here should stand a list of duties"),
    ("records/daily/hold.yaml", "id: hold\n", "id: grip\n", "id: grip", "the id is 'grip' and the file is 'hold.yaml'"),
    ("records/daily/hold.yaml", "area: daily", "area: nightly", "area: nightly", "and the folder is 'daily'"),
    ("records/daily/hold.yaml", "short: Hold", "shrot: Hold", "shrot", "'shrot' is not known here. Did you mean 'short'?"),
    ("records/daily/hold.yaml", "short: Hold\n", "", "id: hold", "'short' is missing here. Add it"),
    ("records/daily/hold.yaml", "    not_by:", "    notby:", "notby", "Did you mean 'not_by'?"),
    ("records/daily/hold.yaml", "kind: body-map", "kind: bodymap", "bodymap", "Did you mean 'body-map'?"),
    ("records/daily/hold.yaml", "kind: moment, req", "kind: moment, form: [a], req", "[a]", "key 'form' is not known"),
    ("records/daily/hold.yaml", "Was anyone hurt,", "Was anyone, at all, hurt,", "at all", "put text with commas in quotes"),
    ("records/daily/hold.yaml", "title: Hold", "title: {a: b}", "{a: b}", "'title' should be text, and is a mapping"),
    ("records/daily/hold.yaml", "help: Any use of force.", "help:", "help:", "'help' should be text, and is empty"),
    ("records/daily/sleep.yaml", "required: true", "required: perhaps", "perhaps", "should be true or false"),
    ("records/daily/sleep.yaml", "max: 24", "max: many", "many", "'max' should be a whole number, and is 'many'"),
    ("records/daily/sleep.yaml", "area: daily", "area: daily\nholds_from: soon", "soon", "a day such as 2026-04-01"),
    ("duties/all.yaml", "  weight: law", "  weight: heavy", "heavy", "'heavy' is not a weight. It can be: law, guidance"),
    ("duties/all.yaml", "due: {within: 48 hours}", "due: {}", "due: {}", "exactly one of: within, target, on, by"),
    ("duties/all.yaml", "  due: {on: due}\n", "", "id: step-taken", "a duty that starts needs due and met_by"),
    ("duties/all.yaml", "  due: {on: due}", "  every: {calendar: month, begins: a.b, counted: a.c}", "taken", "exactly one of: starts"),
    ("duties/all.yaml", "  weight: law", "  weight: law\n  can_change: true", "id: hold-checked", "only a custom duty"),
    ("duties/all.yaml", "  weight: law", "  weight: law\n  can_lack: true", "id: hold-checked", "only a duty with a rhythm"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "mark", "words"), UNREADABLE)
def test_what_cannot_be_read_is_named(
    shelf: Shelf, path: str, old: str, new: str, mark: str | None, words: str
) -> None:
    shelf.swap(path, old, new)
    line = shelf.line(path, mark) if mark else 1
    problem = next(p for p in shelf.problems() if words in p.reason)
    assert (problem.file, problem.line) == (f"library/{path}", line)
    assert str(problem) == f"library/{path}:{line}: {problem.reason}"
