"""What the forms of health state: which answers start a clock, which meet one, and which are seen everywhere."""

from typing import Any

import pytest

from ninefold.lawbook import load
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Library
from tests.library.test_content import named, stated


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


def names(facts: list[Fact]) -> set[str]:
    return {fact.name for fact in facts}


@pytest.mark.parametrize(("nhs", "stated_"), [(False, {"therapy.arranged"}), (True, set())])
def test_only_care_from_outside_the_health_service_needs_approval(
    library: Library, nhs: bool, stated_: set[str]
) -> None:
    said = {"care": "Play therapy", "health_service": nhs, "starts_on": "2026-11-02"}
    assert names(stated(library, "therapy", "arranged", said)) == stated_


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ({"kind": "dentist", "attended": "attended", "check_up": True}, {"dental-check.held"}),
        ({"kind": "dentist", "attended": "attended"}, set()),
        ({"kind": "dentist", "attended": "missed"}, set()),
        ({"kind": "optician", "attended": "attended", "check_up": True}, {"eye-test.held"}),
    ],
)
def test_a_check_up_counts_whichever_form_it_was_written_on(
    library: Library, said: dict[str, Any], held: set[str]
) -> None:
    facts = names(stated(library, "health-appointment", "appointment", said))
    assert facts & {"dental-check.held", "eye-test.held"} == held


@pytest.mark.parametrize(
    ("kind", "seen"),
    [("allergy", "alert.allergy"), ("condition", "alert.condition"), ("diet", "alert.diet"), ("none", "")],
)
def test_whatever_can_make_a_child_ill_is_seen_everywhere_and_asked_once(
    library: Library, kind: str, seen: str
) -> None:
    facts = stated(library, "allergy", "known", {"kind": kind, "what": "Peanuts"})
    assert named(facts, "allergies.asked")
    assert {name for name in names(facts) if name.startswith("alert.")} == ({seen} if seen else set())


def test_a_practice_that_refuses_registers_nobody(library: Library) -> None:
    facts = stated(library, "registered-with", "registered", {"kind": "dentist", "state": "refused"})
    assert "dentist.registered" not in names(facts)


def test_a_controlled_drug_that_is_lost_is_more_than_a_mistake(library: Library) -> None:
    lost = {"kind": "lost", "medicine": "methylphenidate 18 mg", "controlled": True}
    assert named(stated(library, "medicine-error", "found", lost), "controlled-drug.lost")
    assert not named(stated(library, "medicine-error", "found", lost | {"controlled": False}), "controlled-drug.lost")


def test_the_first_medicine_in_the_home_begins_the_counts(library: Library) -> None:
    facts = stated(library, "medicine-received", "received", {"medicine": "Cetirizine", "amount": "28"})
    assert [fact.subject for fact in named(facts, "home.keeps-medicines")] == ["home"]
