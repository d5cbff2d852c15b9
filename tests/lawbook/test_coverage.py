"""What is wanted and what serves it, on a small library: a gap is seen, and so is what closes it."""

from ninefold.lawbook import coverage, show
from tests.lawbook.conftest import Shelf


def _wanted(shelf: Shelf) -> None:
    shelf.write({
        "wanted/duties.yaml": '"duty:slept": {says: Children sleep}\n"duty:none": {says: Nothing, not_ours: It asks nothing.}\n'
    })  # fmt: skip


def test_what_nothing_serves_is_a_gap_and_what_asks_nothing_is_none(shelf: Shelf) -> None:
    _wanted(shelf)
    assert coverage.lacking(shelf.load()) == ["12(2)(b)", "duty:slept"]


def test_a_register_that_covers_it_closes_the_gap(shelf: Shelf) -> None:
    _wanted(shelf)
    shelf.write({
        "registers/nights.yaml": "id: nights\ntitle: Nights\narea: daily\nsays: Every night\nby: staff\n"
        'types: sleep\ncolumns: [hours]\ncovers: ["duty:slept"]\n'
    })  # fmt: skip
    items = coverage.coverage(shelf.load())["Duties of the Regulations"]
    assert [(item.id, item.served_by) for item in items][:1] == [("duty:slept", ("register nights",))]


def test_a_register_of_questions_that_nobody_asks_is_refused(shelf: Shelf) -> None:
    shelf.write({
        "registers/nights.yaml": "id: nights\ntitle: Nights\narea: daily\nsays: Every night\nby: staff\n"
        "types: sleep\ncolumns: [hour]\n"
    })  # fmt: skip
    assert [p.reason for p in shelf.problems()] == ["there is no question of these types 'hour'. Did you mean 'hours'?"]


def test_a_name_that_is_like_no_other_is_answered_with_all_when_they_are_few(shelf: Shelf) -> None:
    kept = list(shelf.load().words.keeping)
    shelf.swap("records/daily/sleep.yaml", "keep: long", "keep: ever")
    said = [p.reason for p in shelf.problems()]
    assert said == [f"there is no keeping 'ever'. It can be: {', '.join(kept)}."]


def test_what_must_be_read_needs_a_stage_for_it(shelf: Shelf) -> None:
    shelf.swap("records/daily/sleep.yaml", "keep: long", "keep: long\nto_read: staff")
    assert ["needs a stage 'read'" in p.reason for p in shelf.problems()] == [True]


def test_what_is_wanted_and_how_long_a_thing_is_kept_can_be_shown(shelf: Shelf) -> None:
    _wanted(shelf)
    shelf.swap("records/daily/sleep.yaml", "keep: long", 'keep: long\ncovers: ["duty:slept"]')
    library = shelf.load()
    assert show.show(library, "duty:slept") == ["duty:slept", "  Children sleep", "", "Served by", "  record sleep"]
    told = show.show(library, "sleep")
    assert "Kept      15 years from the last entry. It is wanted later. (Law: 37)" in told
    assert "  duty:slept  Children sleep" in told
