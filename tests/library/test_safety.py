"""What the library promises of restrictions, of what is never allowed, and of who is told."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ninefold.lawbook import load
from ninefold.lawbook.facts import Fact, Signed, facts_of
from ninefold.lawbook.model import FormField, Library

HAPPENED = datetime(2026, 10, 24, 20, 40, tzinfo=UTC)
NEVER = {"hurting", "food", "family", "medicine", "sleep", "fine", "examination", "aids", "by-child", "group"}
LAPSING = ["restriction", "contact-restriction", "surveillance", "dol-order", "family-order"]


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


def stated(library: Library, kind: str, stage: str, content: dict[str, Any]) -> list[Fact]:
    """What signing this stage about Jay would state."""
    who = (("jay-id", "child"),)
    signed = Signed("e", "r", "home", library.records[kind], stage, HAPPENED, HAPPENED, "helen", who, content)
    return facts_of(signed)


def question(library: Library, kind: str, stage: str, name: str) -> FormField:
    return next(field for field in library.records[kind].stage(stage).fields if field.id == name)


def test_each_measure_that_is_never_allowed_can_be_told_and_asks_to_be_put_right(library: Library) -> None:
    assert {option.id for option in question(library, "measure", "record", "never_allowed").options} == NEVER
    content = {"kind": "sanction", "began_at": "2026-10-24T20:40:00Z", "never_allowed": ["sleep"]}
    assert "measure.never-allowed" in {fact.name for fact in stated(library, "measure", "record", content)}
    allowed = stated(library, "measure", "record", content | {"never_allowed": []})
    assert "measure.never-allowed" not in {fact.name for fact in allowed}


def test_a_measure_that_is_never_allowed_must_say_how_it_came_to_that(library: Library) -> None:
    why = question(library, "measure", "record", "how_it_came")
    assert why.required
    assert set(why.when["never_allowed"]) == NEVER


@pytest.mark.parametrize("kind", LAPSING)
def test_what_limits_a_child_names_its_end_again_whenever_it_is_renewed(library: Library, kind: str) -> None:
    record = library.records[kind]
    runs = [
        stage.id for stage in record.stages if any(y.fact.endswith(".runs") and "due" in y.data for y in stage.yields)
    ]
    assert runs == [record.stages[0].id, "renewed"]


def test_each_limb_says_who_must_be_told(library: Library) -> None:
    limbs = question(library, "notification-decision", "decision", "limb").options
    assert all("Ofsted" in limb.help for limb in limbs)
    assert {limb.id for limb in question(library, "notification", "sent", "limb").options} == {
        limb.id for limb in limbs
    }


def test_a_death_is_owed_to_each_that_the_law_names(library: Library) -> None:
    told = {column.id: column for column in question(library, "child-death", "told", "recipients").columns}
    asked = {option.id for option in told["who"].options}
    owed = {way for duty in library.duties.values() if duty.met_by and duty.met_by.fact == "child-death.told"
            for way in duty.met_by.value}  # fmt: skip
    assert owed == asked


@pytest.mark.parametrize(
    "kind", ["allegation", "concern", "referral", "low-level-concern", "barring-referral", "speaking-up"]
)
def test_nobody_sees_what_is_said_of_them(library: Library, kind: str) -> None:
    assert library.records[kind].hides_from
    assert library.records[kind].sensitivity == "restricted"
    assert not library.records[kind].shown_to_subject
