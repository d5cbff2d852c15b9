"""What is offered for something owed is what it asks for, and not what would only end it."""

import pytest

from ninefold import lawbook
from ninefold.duties.touch import rules
from ninefold.features.due import ways

SPARED = sorted(
    {duty for duty, forms in rules().duties.items() if any(way.spares for one in forms for way in ways.ways(one))}
)


def test_a_policy_is_looked_at_again_by_a_new_version_and_not_by_ending_it() -> None:
    asked = {(kind.id, stage.id) for kind, stage in ways.meeting("policy-looked-at") if _asked(kind.id, stage.id)}
    assert asked == {("policy", "version")}


def _asked(kind: str, stage: str) -> bool:
    record = lawbook.current().records[kind]
    return ways._asked_for("policy-looked-at", record, next(one for one in record.stages if one.id == stage))


@pytest.mark.parametrize("duty", SPARED)
def test_what_only_spares_somebody_a_duty_is_never_what_is_asked_for(duty: str) -> None:
    spares = {way.fact for one in rules().duties[duty] for way in ways.ways(one) if way.spares}
    meets = {one.met_by.fact for one in rules().duties[duty] if one.met_by}
    for kind, stage in ways.meeting(duty):
        stated = {*(rule.fact for rule in kind.rules[stage.id]), *(asked.id for asked in stage.fields)}
        if stated & spares and not stated & meets:
            assert not ways._asked_for(duty, kind, stage), f"{kind.id}.{stage.id}"
