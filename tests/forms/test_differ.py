"""What differs between two states of answers, without a database."""

from typing import Any

import pytest

from ninefold.forms.differ import AnswerDifference, differences
from ninefold.lawbook.model import FormField

LINE = FormField(id="what", label="What?", kind="line")
STEPS = FormField(
    id="steps",
    label="Steps",
    kind="table",
    columns=(FormField(id="step", label="Step", kind="line"), FormField(id="who", label="Who", kind="line")),
)
PEOPLE = FormField(id="there", label="Who?", kind="people")
MANY = FormField(
    id="which", label="Which?", kind="choices", options=({"id": "a", "label": "Apples"}, {"id": "b", "label": "Pears"})
)


def _one(field: FormField, before: Any, now: Any) -> AnswerDifference:
    states = ({field.id: answer} if answer is not None else {} for answer in (before, now))
    [found] = differences([field], *states)
    return found


@pytest.mark.parametrize(
    ("before", "now", "state"), [(None, "x", "added"), ("x", None, "gone"), ("x", "y", "changed"), ("x", "x", "same")]
)
def test_a_line_came_went_changed_or_stayed(before: str | None, now: str | None, state: str) -> None:
    assert _one(LINE, before, now).state == state


def test_the_words_that_differ_are_marked() -> None:
    change = _one(LINE, "A walk round the block", "A walk round the pond").change
    assert change is not None
    assert [(run.text, run.marked) for run in change.now] == [("A walk round the ", False), ("pond", True)]
    assert "".join(run.text for run in change.before) == "A walk round the block"


def test_texts_that_share_little_stand_whole() -> None:
    change = _one(LINE, "Music", "Ten minutes on the trampoline").change
    assert change is not None
    assert [run.marked for run in (*change.before, *change.now)] == [True, True]


def test_rows_go_by_their_first_cell_and_say_which_cells_changed() -> None:
    before = [{"step": "Bath", "who": "Dana"}, {"step": "Book"}, {"step": "Book"}]
    rows = _one(STEPS, before, [{"step": "Bath", "who": "Helen"}, {"step": "Book"}, {"step": "Song"}]).rows
    assert [(row.state, row.text) for row in rows] == [("changed", "Bath"), ("added", "Song"), ("gone", "Book")]
    assert [(cell.label, cell.state) for cell in rows[0].cells] == [("Who", "changed")]


def test_people_and_choices_come_and_go_by_name() -> None:
    dana, helen = ({"who": name, "kind": "worker", "name": name} for name in ("Dana", "Helen"))
    assert [(row.state, row.text) for row in _one(PEOPLE, [dana], [helen]).rows] == [
        ("added", "Helen"),
        ("gone", "Dana"),
    ]
    assert [(row.state, row.text) for row in _one(MANY, ["a"], ["a", "b"]).rows] == [("added", "Pears")]
