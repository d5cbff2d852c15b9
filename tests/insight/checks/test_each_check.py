"""Every check, once where it speaks and at least once where it is quiet."""

import pytest

from ninefold import lawbook
from ninefold.insight.checks.look import FactView, Found
from ninefold.insight.checks.run import CHECKS
from tests.insight.checks import cases_adults, cases_care, cases_health, cases_limits, cases_plans, cases_school
from tests.insight.checks.asked import at, said

CASES = (
    cases_care.CASES
    | cases_health.CASES
    | cases_adults.CASES
    | cases_plans.CASES
    | cases_school.CASES
    | cases_limits.CASES
)


def test_functions_library_and_cases_list_the_same_checks() -> None:
    assert set(CHECKS) == set(lawbook.current().checks) == set(CASES)
    assert len(CASES) >= 40


@pytest.mark.parametrize("id", CASES)
def test_it_speaks(id: str) -> None:
    found = CASES[id].speaks.found(id)
    assert CASES[id].says in [one.sentence for one in found]
    assert all(one.check == id and one.stands_on for one in found)


@pytest.mark.parametrize("id", CASES)
def test_it_is_quiet(id: str) -> None:
    assert [[one.sentence for one in asked.found(id)] for asked in CASES[id].quiet] == [[]] * len(CASES[id].quiet)


@pytest.mark.parametrize("id", CASES)
def test_its_parameters_are_those_the_library_gives(id: str) -> None:
    assert set(lawbook.current().checks[id].facts) == set(CASES[id].speaks.facts)


def test_what_gathers_is_the_same_until_something_new_joins() -> None:
    facts = [said("dana", at(day)) for day in (30, 20, 10)]

    def digest(*these: FactView) -> str:
        return Found("...", "dana", these, gathers=True).finding("written-long-after").digest

    assert digest(*facts) == digest(*facts[1:]), "the oldest has fallen out of what is looked at"
    assert digest(*facts) != digest(*facts, said("dana", at(1)))
