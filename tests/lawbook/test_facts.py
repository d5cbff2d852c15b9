"""A signed stage states what its form says it states: of whom, when, and with which words."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from ninefold import lawbook
from ninefold.lawbook.facts import Fact, Signed, facts_of, fits, plain
from tests.lawbook.conftest import Shelf

HAPPENED = datetime(2026, 10, 24, 20, 45, tzinfo=UTC)
WRITTEN = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
HOLD = "records/daily/hold.yaml"
ADA = {"who": "ada", "kind": "worker", "name": "Ada"}


@pytest.fixture
def signed(shelf: Shelf) -> Signed:
    """A hold of two children, signed with nothing answered."""
    return Signed(
        entry="e1",
        record="r1",
        home="home",
        type=shelf.load().records["hold"],
        stage="record",
        happened_at=HAPPENED,
        written_at=WRITTEN,
        author="ada",
        about=(("jay", "child"), ("kezia", "child"), ("ada", "worker")),
        content={},
    )


def named(signed: Signed, name: str, **content: Any) -> list[Fact]:
    return [fact for fact in facts_of(replace(signed, content=content)) if fact.name == name]


def again(signed: Signed, shelf: Shelf, old: str, new: str) -> Signed:
    """The same, with its type changed."""
    shelf.swap(HOLD, old, new)
    return replace(signed, type=shelf.load().records["hold"])


def test_a_signed_stage_is_a_fact_about_each_it_is_about(signed: Signed) -> None:
    facts = named(signed, "hold.record")
    assert [fact.subject for fact in facts] == ["jay", "kezia"]
    assert {(fact.at, fact.known_at, fact.author, fact.value) for fact in facts} == {(HAPPENED, WRITTEN, "ada", "")}


def test_about_nobody_is_about_the_home(signed: Signed) -> None:
    assert [fact.subject for fact in named(replace(signed, about=()), "hold.record")] == ["home"]


def test_a_fact_is_true_at_the_moment_it_names_and_carries_its_value(signed: Signed) -> None:
    fact = named(signed, "hold.used", began_at="2026-10-24T20:40:00Z", kind="seated")[0]
    assert (fact.at, fact.day, fact.value) == (datetime(2026, 10, 24, 20, 40, tzinfo=UTC), False, "seated")


def test_without_its_moment_there_is_no_fact(signed: Signed) -> None:
    assert named(signed, "hold.used", kind="seated") == []


def test_a_day_is_its_first_moment_in_london_and_says_so(signed: Signed, shelf: Shelf) -> None:
    on_a_day = again(signed, shelf, "When did it begin, kind: moment", "When did it begin, kind: date")
    fact = named(on_a_day, "hold.used", began_at="2026-10-24")[0]
    assert (fact.at, fact.day) == (datetime(2026, 10, 23, 23, 0, tzinfo=UTC), True)


def test_every_row_of_a_table_is_a_fact_of_its_own(signed: Signed) -> None:
    rows = [{"what": "Mend the door", "due": "2026-11-01", "owner": ADA}, {"what": "Ring Gran"}]
    facts = named(replace(signed, about=(("jay", "child"),)), "step.agreed", steps=rows)
    assert [(fact.row, fact.value, fact.data) for fact in facts] == [
        ("1", "Mend the door", {"due": "2026-11-01", "owner": "ada", "children": "jay"}),
        ("2", "Ring Gran", {"children": "jay"}),
    ]


def test_what_is_asked_of_each_child_is_stated_of_each(signed: Signed) -> None:
    facts = named(signed, "child.mood", mood={"jay": 4, "kezia": 2})
    assert [(fact.subject, fact.value) for fact in facts] == [("jay", "4"), ("kezia", "2")]


@pytest.mark.parametrize(
    ("condition", "content", "count"),
    [
        ("when: {injured: true}", {"injured": True}, 2),
        ("when: {injured: true}", {"injured": False}, 0),
        ("when: {injured: true}", {}, 0),
        ("unless: {injured: true}", {"injured": True}, 0),
        ("unless: {injured: true}", {}, 2),
        ("when: {kind: [seated, standing-hold]}", {"kind": "seated"}, 2),
        ("when: {injured: null}", {}, 2),
        ("when: {injured: null}", {"injured": False}, 0),
    ],
)
def test_a_condition_decides(signed: Signed, shelf: Shelf, condition: str, content: dict[str, Any], count: int) -> None:
    conditional = again(signed, shelf, "value: kind", f"value: kind, {condition}")
    assert len(named(conditional, "hold.used", began_at="2026-10-24T20:40:00Z", **content)) == count


@pytest.mark.parametrize(("subject", "found"), [("home", ["home"]), ("holder", ["ada"])])
def test_a_fact_may_be_about_the_home_or_somebody_named(
    signed: Signed, shelf: Shelf, subject: str, found: list[str]
) -> None:
    shelf.swap(HOLD, "      - {id: injured", "      - {id: holder, label: Who, kind: person}\n      - {id: injured")
    other = again(signed, shelf, "value: kind", f"value: kind, subject: {subject}")
    facts = named(other, "hold.used", began_at="2026-10-24T20:40:00Z", holder=ADA)
    assert [fact.subject for fact in facts] == found


def test_what_the_entry_links_to_and_what_was_carried_over_is_kept(signed: Signed, shelf: Shelf) -> None:
    carried = again(signed, shelf, "headline: story", "effect: carried")
    fact = named(replace(carried, links=(("answers", "r0", "2"),)), "hold.record")[0]
    assert fact.carried
    assert fact.answers == (("r0", "2"),)


def test_yes_and_no_are_words(signed: Signed, shelf: Shelf) -> None:
    shelf.swap("duties/all.yaml", ", value: seated", "")
    other = again(signed, shelf, "value: kind", "value: injured")
    values = [
        named(other, "hold.used", began_at="2026-10-24T20:40:00Z", injured=answer)[0].value for answer in (True, False)
    ]
    assert values == ["yes", "no"]


def test_a_question_is_asked_when_its_condition_fits() -> None:
    assert fits({}, {})
    assert fits({"kind": ["a", "b"], "hurt": True}, {"kind": "a", "hurt": True})
    assert fits({"kinds": "a"}, {"kinds": ["b", "a"]})
    assert not fits({"kind": "a"}, {"kind": "b"})
    assert not fits({"kind": "a"}, {})


def test_a_story_without_its_references_reads_as_typed() -> None:
    assert plain(["Sat with ", {"who": "jay", "kind": "child", "name": "Jay"}, "."]) == "Sat with @Jay."


def test_a_thing_happens_once_though_a_rule_states_what_the_stage_is_called() -> None:
    for kind in lawbook.current().records.values():
        for stage, rules in kind.rules.items():
            own = [rule for rule in rules if rule.fact == f"{kind.id}.{stage}"]
            assert len(own) == 1, f"{kind.id}.{stage}"
