"""No question is ever removed or asked in another way: signed answers must stay readable.

``fields.snapshot`` lists every question of the library and its kind. When a question is added, write the list
again and commit it with the library file:

    NINEFOLD_WRITE_SNAPSHOT=1 .venv/bin/pytest tests/lawbook/test_snapshot.py

Writing adds only; it never takes a line away. To stop asking a question, give it ``until: <its last day>``.
"""

import os
from pathlib import Path

from ninefold.lawbook import load
from ninefold.lawbook.model import FormField, Library
from tests.lawbook.conftest import Shelf

SNAPSHOT = Path(__file__).with_name("fields.snapshot")


def listed(library: Library) -> dict[str, str]:
    """Every question by its path, type.stage.field and type.stage.table.column, with its kind and how it is asked."""
    found: dict[str, str] = {}
    for record in library.records.values():
        for stage in record.stages:
            for asked in stage.fields:
                path = f"{record.id}.{stage.id}.{asked.id}"
                found[path] = _kind(asked)
                found |= {f"{path}.{column.id}": _kind(column) for column in asked.columns}
    return found


def _kind(asked: FormField) -> str:
    return f"{asked.kind} each {asked.each}" if asked.each else asked.kind


def broken(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """What was asked before and is now gone or asked in another way."""
    gone = [f"{path} is gone; give it 'until' instead of taking it out" for path in before if path not in now]
    return gone + [
        f"{path} was {kind} and is {now[path]}; ask under a new id instead"
        for path, kind in before.items()
        if path in now and now[path] != kind
    ]


def _read() -> dict[str, str]:
    lines = SNAPSHOT.read_text(encoding="utf-8").splitlines() if SNAPSHOT.exists() else []
    return dict(line.split(" ", 1) for line in lines)


def test_no_question_is_gone_or_asked_in_another_way() -> None:
    before, now = _read(), listed(load.load())
    assert broken(before, now) == []
    if os.environ.get("NINEFOLD_WRITE_SNAPSHOT"):
        SNAPSHOT.write_text("".join(f"{path} {kind}\n" for path, kind in sorted(now.items())), encoding="utf-8")
    missing = sorted(set(now) - set(_read()))
    assert not missing, f"new questions are not in the snapshot yet; see the top of this file: {missing}"


def test_the_snapshot_is_in_order() -> None:
    assert list(_read()) == sorted(_read())


def test_a_removed_and_a_retyped_question_are_named(shelf: Shelf) -> None:
    before = listed(shelf.load())
    shelf.swap(
        "records/daily/hold.yaml", "      - {id: injury, label: Where, kind: body-map, when: {injured: true}}\n", ""
    )
    shelf.swap("records/daily/hold.yaml", "label: What, kind: line}", "label: What, kind: story}")
    shelf.swap("records/daily/hold.yaml", "kind: scale, each: child, fact: child.mood", "kind: scale")
    assert broken(before, listed(shelf.load())) == [
        "hold.record.injury is gone; give it 'until' instead of taking it out",
        "hold.record.mood was scale each child and is scale; ask under a new id instead",
        "hold.record.steps.what was line and is story; ask under a new id instead",
    ]


def test_an_added_or_ended_question_is_welcome(shelf: Shelf) -> None:
    before = listed(shelf.load())
    shelf.swap("records/daily/hold.yaml", "when: {injured: true}", "until: 2026-12-31")
    shelf.swap("records/daily/sleep.yaml", "    yields", "      - {id: woke, label: Who woke, kind: line}\n    yields")
    assert broken(before, listed(shelf.load())) == []
