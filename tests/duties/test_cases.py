"""The worked examples of library/cases, each run through the engine."""

import pytest

from ninefold import lawbook
from ninefold.duties import cases
from ninefold.duties.cases import Case, fits, moment

CASES = cases.read()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case)
def test_a_worked_example_holds(case: Case) -> None:
    found = cases.run(case, lawbook.current())
    left = [one for one in found if one.duty in {owed.duty for owed in case.owed}]
    for owed in case.owed:
        match = next((one for one in left if fits(one, owed, case)), None)
        assert match, (
            f"{owed} is not among {[(o.duty, o.subject, str(o.due_at), o.state(moment(case.at)), o.why) for o in left]}"
        )
        left.remove(match)
    assert not left, f"more is owed than the example says: {left}"
    assert not {one.duty for one in found} & set(case.not_owed)
    assert cases.holds(case, lawbook.current(), whole=True)


def test_there_are_examples_of_most_duties() -> None:
    assert len(CASES) >= 30
    shown = [duty for duty in lawbook.current().duties if cases.about(CASES, duty)]
    assert len(shown) > len(lawbook.current().duties) * 3 // 4


def test_an_example_that_says_another_day_does_not_hold() -> None:
    case = next(one for one in CASES if one.owed)
    wrong = case.owed[0].model_copy(update={"due": "2031-01-01"})
    assert not cases.holds(case.model_copy(update={"owed": (wrong, *case.owed[1:])}), lawbook.current())


def test_an_example_shows_every_kind_of_state() -> None:
    assert {owed.state for case in CASES for owed in case.owed} == {
        "open",
        "overdue",
        "met",
        "late",
        "void",
        "spared",
        "undone",
    }
