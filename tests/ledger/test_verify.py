"""An altered ledger is found and named: content, times, order, a removed entry, a forged hash, a cut-off tail."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.ledger import chain
from ninefold.ledger.verify import Fault, Tally, check


def line(seq: int, prev: str, **other: Any) -> dict[str, Any]:
    """A sound exported entry."""
    made: dict[str, Any] = {
        "home": "9900001",
        "seq": seq,
        "id": f"E{seq:025}",
        "record": f"R{seq:025}",
        "type": "daily-note@1",
        "stage": "note",
        "act": "write",
        "happened_at": "2026-10-24T20:40:00Z",
        "written_at": "2026-10-24T20:50:00Z",
        "received_at": "2026-10-24T20:50:00Z",
        "author": "W1",
        "author_role": "support-worker",
        "subjects": [{"id": "C1", "kind": "child", "as": "about"}],
        "links": [],
        "content": {"story": [f"Ate well, and asked {seq} times for more. Café, “quoted”, 😀"]},
        "salt": f"{seq:032x}",
        "prev": prev,
        **other,
    }
    made["digest"] = chain.digest(made["salt"], made["content"])
    made["hash"] = chain.entry_hash(made)
    return made


def ledger(length: int = 5) -> list[dict[str, Any]]:
    """A sound ledger of ``length`` entries."""
    lines: list[dict[str, Any]] = []
    for seq in range(1, length + 1):
        lines.append(line(seq, lines[-1]["hash"] if lines else chain.FIRST))
    return lines


def findings(lines: list[dict[str, Any]], seals: dict[tuple[str, int], str] | None = None) -> list[Fault]:
    """What a check finds."""
    return list(check(lines, Tally(), seals))


def test_a_sound_ledger_has_nothing_wrong() -> None:
    tally = Tally()
    assert list(check(ledger(), tally)) == []
    assert tally.entries == 5
    assert tally.heads["9900001"][0] == 5


def test_changed_content_is_named() -> None:
    lines = ledger()
    lines[2]["content"]["story"][0] = "Ate badly."
    assert [(f.seq, f.what) for f in findings(lines)] == [
        (3, "what it says was changed: its digest does not match its content.")
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("happened_at", "2026-10-24T19:40:00Z"),
        ("written_at", "2026-10-24T20:41:00Z"),
        ("author", "W2"),
        ("subjects", []),
        ("stage", "other"),
        ("digest", "0" * 64),
    ],
)
def test_a_changed_field_is_named(key: str, value: Any) -> None:
    lines = ledger()
    lines[2][key] = value
    assert any(f.seq == 3 and "other fields were changed" in f.what for f in findings(lines))


def test_a_removed_entry_is_named() -> None:
    lines = ledger()
    del lines[2]
    assert [(f.seq, f.what) for f in findings(lines)] == [(4, "entry 3 is missing before it.")]


def test_several_removed_entries_are_named() -> None:
    lines = ledger()
    del lines[1:3]
    assert [(f.seq, f.what) for f in findings(lines)] == [(4, "entries 2 to 3 are missing before it.")]


def test_changed_order_is_named() -> None:
    lines = ledger()
    lines[2], lines[3] = lines[3], lines[2]
    assert {f.seq for f in findings(lines)} >= {4, 3}


def test_an_entry_that_stands_twice_is_named() -> None:
    lines = ledger()
    lines.insert(3, copy.deepcopy(lines[2]))
    assert any("twice" in f.what for f in findings(lines))


def test_an_entry_forged_with_a_right_hash_breaks_the_next() -> None:
    lines = ledger()
    lines[2] = line(3, lines[1]["hash"], content={"story": ["Something else."]})
    assert [(f.seq, f.what) for f in findings(lines)] == [(4, "it does not follow entry 3, as that stands here.")]


def test_only_a_seal_sees_a_cut_off_tail() -> None:
    lines = ledger()
    seal = {("9900001", 5): lines[4]["hash"]}
    assert findings(lines[:3]) == []
    assert [f.seq for f in findings(lines[:3], seal)] == [5]


def test_only_a_seal_sees_a_whole_new_chain() -> None:
    old = ledger()
    new: list[dict[str, Any]] = []
    for seq in range(1, 6):
        new.append(line(seq, new[-1]["hash"] if new else chain.FIRST, author="W9"))
    assert findings(new) == []
    assert [f.what for f in findings(new, {("9900001", 5): old[4]["hash"]})] == [
        "its hash is not the one that was sealed."
    ]


def test_destroyed_content_still_verifies() -> None:
    lines = ledger()
    lines[2]["content"] = lines[2]["salt"] = None
    tally = Tally()
    assert [fault.seq for fault in check(lines, tally)] == [3]
    assert tally.destroyed == 1
    lines.append(line(len(lines) + 1, lines[-1]["hash"], links=[{"rel": "destroys", "to": lines[2]["id"]}]))
    assert findings(lines) == []


def test_content_without_its_salt_is_named() -> None:
    lines = ledger()
    lines[2]["salt"] = None
    assert [f.seq for f in findings(lines)] == [3]


def test_a_line_that_lacks_fields_is_named() -> None:
    lines = ledger()
    del lines[2]["author"]
    assert findings(lines)[0].what == "fields are missing: author."


def test_homes_have_chains_of_their_own() -> None:
    other = line(1, chain.FIRST, home="9900002")
    assert findings([*ledger(2), other, *ledger(3)[2:]]) == []


@given(st.integers(0, 4), st.data())
def test_no_single_change_goes_unseen(place: int, data: st.DataObject) -> None:
    """Whatever one value of one entry is changed to, something is found."""
    lines = ledger()
    key = data.draw(st.sampled_from(sorted(lines[0])))
    value = data.draw(st.one_of(st.text(), st.integers(-100, 100), st.none(), st.lists(st.text())))
    if value == lines[place][key] or (key in ("content", "salt") and value is None):
        return
    lines[place][key] = value
    assert findings(lines, {("9900001", 5): lines[4]["hash"] if place < 4 else ledger()[4]["hash"]})
