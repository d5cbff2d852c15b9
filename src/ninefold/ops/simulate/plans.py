"""Plans that an event reopens, answered."""

from ninefold.ops.simulate.house import House, Kid


def answered(house: House, kid: Kid, why: str) -> None:
    """The plans that an event reopens are changed, or found still right."""
    for plan in ("behaviour-plan", "risk-assessment") if why != "missing" else ("risk-assessment",):
        if kid in house.kids and plan in kid.plans and house.chances(0.97):
            content = {"answer": "still-right", "reason": house.story("plan_still", kid)}
            by = house.chance.choice([house.deputy, house.manager])
            house.write(plan, content, by=by, record=kid.plans[plan], stage="review", about=[kid])
