"""Plans that an event reopens, answered."""

from collections.abc import Iterable

from ninefold.ops.simulate.house import House, Kid

BOTH = ("behaviour-plan", "risk-assessment")


def answered(house: House, kid: Kid, why: str) -> None:
    """The plans that an event reopens are changed, or found still right."""
    reopened(house, kid, BOTH if why != "missing" else BOTH[1:])


def reopened(house: House, kid: Kid, names: Iterable[str]) -> None:
    """These plans are found still right, mostly: now and then somebody forgets."""
    for plan in names:
        if kid in house.kids and plan in kid.plans and house.chances(0.97):
            content = {"answer": "still-right", "reason": house.story("plan_still", kid)}
            by = house.chance.choice([house.deputy, house.manager])
            house.write(plan, content, by=by, record=kid.plans[plan], stage="review", about=[kid])
