"""Which steps are ahead while a child is missing: the library's order, what was taken, and the police again in time."""

from datetime import timedelta

from ninefold import lawbook
from ninefold.features.missing.steps import StepTaken, steps_ahead
from ninefold.insight.numbers import Ring
from tests.factories import NOW

WANTED = lawbook.current().words.missing
RINGS = {"police": [Ring("Police", "", "101")], "child": [Ring("Kit", "their own phone", "07700 900100")]}


def ahead(*taken: StepTaken, after: timedelta = timedelta(0)) -> list[str]:
    return [one.step for one in steps_ahead("Kit", WANTED, taken, RINGS, None, NOW + after)]


def taken(step: str, reached: bool = True) -> StepTaken:
    return StepTaken(step, step, NOW, "Dana Price", reached)


def test_at_first_all_of_it_in_the_librarys_order() -> None:
    assert ahead() == list(WANTED)
    first = steps_ahead("Kit", WANTED, [], RINGS, NOW + timedelta(minutes=40), NOW)
    phone = next(one for one in first if one.step == "phone")
    assert (phone.label, phone.rings, phone.calls, phone.by) == ("Ring and message Kit", RINGS["child"], True, None)
    police = next(one for one in first if one.step == "police")
    assert police.by == NOW + timedelta(minutes=40)


def test_what_was_taken_is_gone_and_a_call_that_nobody_answered_stays() -> None:
    assert "house" not in ahead(taken("house"))
    left = steps_ahead("Kit", WANTED, [taken("family", reached=False)], RINGS, None, NOW)
    assert next(one.tried_at for one in left if one.step == "family") == NOW


def test_the_police_come_back_when_it_is_time() -> None:
    assert "police" not in ahead(taken("police"), after=timedelta(minutes=59))
    assert ahead(taken("police"), after=timedelta(hours=1))[-1] == "police"


def test_the_librarys_steps_are_those_that_can_be_ticked() -> None:
    kind = lawbook.current().records["missing-episode"]
    for stage in (one for one in kind.stages if any(field.id == "steps" for field in one.fields)):
        ticked = {option.id for field in stage.fields if field.id == "steps" for option in field.options}
        assert set(WANTED) <= ticked
    tried = next(field for stage in kind.stages for field in stage.fields if field.id == "tried")
    assert {id for id, step in WANTED.items() if step.rings} == {option.id for option in tried.options}
